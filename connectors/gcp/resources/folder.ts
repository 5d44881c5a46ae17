import { textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Folders. Their nodes are made with the hierarchy.
 *
 * @see https://cloud.google.com/resource-manager/reference/rest/v3/folders
 */
export const folder: ResourceType = {
  type: 'gcp_folder',
  assetTypes: ['cloudresourcemanager.googleapis.com/Folder'],
  listed: {
    call: 'cloudresourcemanager folders-list',
    list: 'folders',
    paths: ['folders'],
    nameOf: (item) => {
      const name = textField(item, 'name') ?? ''
      return /^folders\/[0-9]+$/.test(name) && textField(item, 'displayName') !== null
        ? `//cloudresourcemanager.googleapis.com/${name}`
        : null
    },
  },
}
