import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/aiservices/accountmanagement/accounts/list */
export const cognitiveAccount = armResource({
  type: 'azurerm_cognitive_account',
  arm: 'Microsoft.CognitiveServices/accounts',
  az: ['cognitiveservices account list'],
  keep: ['disableLocalAuth', 'publicNetworkAccess'],
  isExposing: true,
})
