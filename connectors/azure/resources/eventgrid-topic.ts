import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/eventgrid/controlplane/topics/list-by-subscription */
export const eventgridTopic = armResource({
  type: 'azurerm_eventgrid_topic',
  arm: 'Microsoft.EventGrid/topics',
  az: ['eventgrid topic list'],
  keep: ['disableLocalAuth', 'publicNetworkAccess'],
  isExposing: true,
})
