import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/logic/workflows/list-by-subscription */
export const logicAppWorkflow = armResource({
  type: 'azurerm_logic_app_workflow',
  arm: 'Microsoft.Logic/workflows',
  az: ['logic workflow list', 'logic workflow show'],
  keep: ['state'],
})
