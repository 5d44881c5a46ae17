import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/compute/snapshots/list */
export const snapshot = armResource({
  type: 'azurerm_snapshot',
  arm: 'Microsoft.Compute/snapshots',
  az: ['snapshot list', 'snapshot show'],
  keep: ['publicNetworkAccess', 'networkAccessPolicy', 'dataAccessAuthMode', 'diskState'],
})
