import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/apimanagement/api-management-service/list */
export const apiManagement = armResource({
  type: 'azurerm_api_management',
  arm: 'Microsoft.ApiManagement/service',
  az: ['apim list'],
  keep: ['publicNetworkAccess', 'virtualNetworkType'],
})
