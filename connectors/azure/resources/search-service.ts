import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/searchmanagement/services/list-by-subscription */
export const searchService = armResource({
  type: 'azurerm_search_service',
  arm: 'Microsoft.Search/searchServices',
  az: ['search service list'],
  keep: ['disableLocalAuth', 'publicNetworkAccess'],
  isExposing: true,
})
