import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/hybridcompute/machines/list-by-subscription */
export const arcMachine = armResource({
  type: 'azurerm_arc_machine',
  arm: 'Microsoft.HybridCompute/machines',
  az: ['connectedmachine list'],
  keep: ['osType'],
})
