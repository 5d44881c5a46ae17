import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/resource-manager/containerapps/container-apps/list-by-subscription */
export const containerApp = armResource({
  type: 'azurerm_container_app',
  arm: 'Microsoft.App/containerApps',
  az: ['containerapp list', 'containerapp show'],
  keep: ['external=configuration.ingress.external'],
})
