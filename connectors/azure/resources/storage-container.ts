import { textField } from '../fields.js'
import { armResource } from '../resource-type.js'

/** ARM's words for the access level; the Azure CLI prints those of the blob service. */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ['blob', 'Blob'],
  ['container', 'Container'],
  ['none', 'None'],
])

/** @see https://learn.microsoft.com/en-us/rest/api/storagerp/blob-containers/list */
export const storageContainer = armResource({
  type: 'azurerm_storage_container',
  arm: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  az: ['storage container list', 'storage container-rm list'],
  isExposing: true,
  collect: [
    {
      source: 'arm',
      per: 'entry',
      of: 'Microsoft.Storage/storageAccounts',
      // Accounts of files alone have no containers, and say so with an error.
      when: ({ kind }) => kind !== 'FileStorage',
      api: '{id}/blobServices/default/containers',
      version: '2023-05-01',
      needs: ['Microsoft.Storage/storageAccounts/blobServices/containers/read'],
    },
  ],
  more: ({ properties }) => {
    const level = textField(properties, 'publicAccess')
    return { publicAccess: level === null ? 'None' : (LEVELS.get(level.toLowerCase()) ?? level) }
  },
})
