import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/batchmanagement/batch-account/list */
export const batchAccount = armResource({
  type: 'azurerm_batch_account',
  arm: 'Microsoft.Batch/batchAccounts',
  az: ['batch account list'],
  keep: ['allowedAuthenticationModes', 'publicNetworkAccess'],
  isExposing: true,
})
