import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/containerregistry/registries/list */
export const containerRegistry = armResource({
  type: 'azurerm_container_registry',
  arm: 'Microsoft.ContainerRegistry/registries',
  az: ['acr list', 'acr show'],
  keep: [
    'anonymousPullEnabled',
    'adminUserEnabled',
    'publicNetworkAccess',
    'networkDefaultAction=networkRuleSet.defaultAction',
  ],
  isExposing: true,
})
