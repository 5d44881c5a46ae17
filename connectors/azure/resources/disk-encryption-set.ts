import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/compute/disk-encryption-sets/list */
export const diskEncryptionSet = armResource({
  type: 'azurerm_disk_encryption_set',
  arm: 'Microsoft.Compute/diskEncryptionSets',
  az: ['disk-encryption-set list'],
  keep: ['encryptionType'],
})
