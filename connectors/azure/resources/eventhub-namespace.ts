import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/eventhub/namespaces/list */
export const eventhubNamespace = armResource({
  type: 'azurerm_eventhub_namespace',
  arm: 'Microsoft.EventHub/namespaces',
  az: ['eventhubs namespace list', 'eventhubs namespace show'],
  keep: ['disableLocalAuth', 'publicNetworkAccess'],
  isExposing: true,
})
