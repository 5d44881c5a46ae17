import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/compute/disks/list */
export const managedDisk = armResource({
  type: 'azurerm_managed_disk',
  arm: 'Microsoft.Compute/disks',
  az: ['disk list', 'disk show'],
  keep: ['publicNetworkAccess', 'networkAccessPolicy', 'dataAccessAuthMode', 'diskState'],
})
