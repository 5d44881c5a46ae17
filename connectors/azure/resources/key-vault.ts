import { listField } from '../fields.js'
import { armResource } from '../resource-type.js'

/**
 * Key vaults; access policies count only where RBAC is off.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/keyvault/keyvault/vaults/list
 * @see https://learn.microsoft.com/en-us/azure/key-vault/general/rbac-access-policy
 */
export const keyVault = armResource({
  type: 'azurerm_key_vault',
  arm: 'Microsoft.KeyVault/vaults',
  az: ['keyvault list', 'keyvault show'],
  kinds: { 'properties.accessPolicies': 'objects', accessPolicies: 'objects' },
  keep: [
    'enableRbacAuthorization',
    'tenantId',
    'publicNetworkAccess',
    'networkDefaultAction=networkAcls.defaultAction',
  ],
  isExposing: true,
  more: ({ properties }) => {
    const accessPolicies = listField(properties, 'accessPolicies')
    return accessPolicies === null ? {} : { accessPolicies }
  },
})
