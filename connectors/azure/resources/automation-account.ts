import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/automation/automation-account/list */
export const automationAccount = armResource({
  type: 'azurerm_automation_account',
  arm: 'Microsoft.Automation/automationAccounts',
  az: ['automation account list', 'automation account show'],
  keep: ['disableLocalAuth', 'publicNetworkAccess'],
  isExposing: true,
})
