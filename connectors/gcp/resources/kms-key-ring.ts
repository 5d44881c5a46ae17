import { named, type ResourceType } from '../resource-type.js'

/**
 * Key rings.
 *
 * @see https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings
 */
export const kmsKeyRing: ResourceType = {
  type: 'google_kms_key_ring',
  assetTypes: ['cloudkms.googleapis.com/KeyRing'],
  listed: {
    call: 'cloudkms key-rings-list',
    list: 'keyRings',
    paths: ['key-rings', 'keyrings'],
    isOwnWord: true,
    nameOf: named('cloudkms.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+$/),
  },
}
