import { named, type ResourceType } from '../resource-type.js'

/**
 * Managed folders of buckets.
 *
 * @see https://cloud.google.com/storage/docs/json_api/v1/managedFolder
 */
export const storageManagedFolder: ResourceType = {
  type: 'google_storage_managed_folder',
  assetTypes: ['storage.googleapis.com/ManagedFolder'],
  listed: {
    call: 'storage managed-folders-list',
    paths: ['managed-folders'],
    nameOf: named('storage.googleapis.com', /^projects\/_\/buckets\/[^/]+\/managedFolders\/.+$/),
  },
}
