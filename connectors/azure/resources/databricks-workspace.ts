import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/databricks/workspaces/list-by-subscription */
export const databricksWorkspace = armResource({
  type: 'azurerm_databricks_workspace',
  arm: 'Microsoft.Databricks/workspaces',
  az: ['databricks workspace list'],
  keep: ['publicNetworkAccess', 'managedResourceGroupId'],
})
