import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/synapse/resourcemanager/workspaces/list */
export const synapseWorkspace = armResource({
  type: 'azurerm_synapse_workspace',
  arm: 'Microsoft.Synapse/workspaces',
  az: ['synapse workspace list'],
  keep: ['azureADOnlyAuthentication', 'publicNetworkAccess', 'trustedServiceBypassEnabled'],
  isExposing: true,
})
