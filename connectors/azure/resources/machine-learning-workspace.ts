import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/azureml/workspaces/list-by-subscription */
export const machineLearningWorkspace = armResource({
  type: 'azurerm_machine_learning_workspace',
  arm: 'Microsoft.MachineLearningServices/workspaces',
  az: ['ml workspace list'],
  keep: ['publicNetworkAccess'],
})
