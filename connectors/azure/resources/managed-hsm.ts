import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/keyvault/managedhsm/managed-hsms/list-by-subscription */
export const managedHsm = armResource({
  type: 'azurerm_key_vault_managed_hardware_security_module',
  arm: 'Microsoft.KeyVault/managedHSMs',
  az: ['keyvault list-hsm'],
  keep: ['tenantId', 'publicNetworkAccess'],
})
