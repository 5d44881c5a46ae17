import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/managedapplications/applications/list-by-subscription */
export const managedApplication = armResource({
  type: 'azurerm_managed_application',
  arm: 'Microsoft.Solutions/applications',
  az: ['managedapp list'],
  keep: ['managedResourceGroupId', 'applicationDefinitionId', 'publisherTenantId', 'managementMode', 'authorizations'],
  isExposing: true,
})
