import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/container-instances/container-groups/list */
export const containerGroup = armResource({
  type: 'azurerm_container_group',
  arm: 'Microsoft.ContainerInstance/containerGroups',
  az: ['container list', 'container show'],
  keep: ['osType'],
})
