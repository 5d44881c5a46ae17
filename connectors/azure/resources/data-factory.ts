import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/datafactory/factories/list */
export const dataFactory = armResource({
  type: 'azurerm_data_factory',
  arm: 'Microsoft.DataFactory/factories',
  az: ['datafactory list', 'datafactory show'],
  keep: ['publicNetworkAccess'],
})
