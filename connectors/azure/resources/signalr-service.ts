import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/signalr/signal-r/list-by-subscription */
export const signalrService = armResource({
  type: 'azurerm_signalr_service',
  arm: 'Microsoft.SignalRService/signalR',
  az: ['signalr list'],
  keep: ['disableLocalAuth', 'publicNetworkAccess'],
  isExposing: true,
})
