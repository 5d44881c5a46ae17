import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/recoveryservices/vaults/list-by-subscription-id */
export const recoveryServicesVault = armResource({
  type: 'azurerm_recovery_services_vault',
  arm: 'Microsoft.RecoveryServices/vaults',
  az: ['backup vault list'],
  keep: ['publicNetworkAccess'],
})
