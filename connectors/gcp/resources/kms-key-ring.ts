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
  collect: {
    calls: {
      'cloudkms locations-list': {
        url: 'cloudkms.googleapis.com/v1/{parent}/locations',
        query: { pageSize: '100' },
        needs: ['cloudkms.locations.list'],
        of: ['projects'],
        list: 'locations',
        isFallback: true,
        isIndex: true,
      },
      'cloudkms key-rings-list': {
        url: 'cloudkms.googleapis.com/v1/{name}/keyRings',
        query: { pageSize: '1000' },
        needs: ['cloudkms.keyRings.list'],
        of: 'cloudkms locations-list',
        isFallback: true,
      },
      'cloudkms key-rings-get-iam-policy': {
        url: 'cloudkms.googleapis.com/v1/{name}:getIamPolicy',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['cloudkms.keyRings.getIamPolicy'],
        of: 'cloudkms key-rings-list',
        list: null,
        isFallback: true,
      },
    },
  },
}
