import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/appconfiguration/configuration-stores/list */
export const appConfiguration = armResource({
  type: 'azurerm_app_configuration',
  arm: 'Microsoft.AppConfiguration/configurationStores',
  az: ['appconfig list'],
  keep: ['disableLocalAuth', 'publicNetworkAccess'],
  isExposing: true,
})
