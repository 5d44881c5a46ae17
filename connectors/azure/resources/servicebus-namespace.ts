import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/servicebus/controlplane-stable/namespaces/list */
export const servicebusNamespace = armResource({
  type: 'azurerm_servicebus_namespace',
  arm: 'Microsoft.ServiceBus/namespaces',
  az: ['servicebus namespace list', 'servicebus namespace show'],
  keep: ['disableLocalAuth', 'publicNetworkAccess'],
  isExposing: true,
})
