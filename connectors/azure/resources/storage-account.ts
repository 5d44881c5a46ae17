import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/list */
export const storageAccount = armResource({
  type: 'azurerm_storage_account',
  arm: 'Microsoft.Storage/storageAccounts',
  az: ['storage account list', 'storage account show'],
  keep: [
    'allowBlobPublicAccess',
    'allowSharedKeyAccess',
    'allowCrossTenantReplication',
    'publicNetworkAccess',
    'networkDefaultAction=networkAcls.defaultAction',
    'isHnsEnabled',
    'isSftpEnabled',
    'isLocalUserEnabled',
  ],
  isExposing: true,
})
