import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Keys of Cloud KMS.
 *
 * @see https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys
 */
export const kmsCryptoKey: ResourceType = {
  type: 'google_kms_crypto_key',
  assetTypes: ['cloudkms.googleapis.com/CryptoKey'],
  listed: {
    call: 'cloudkms crypto-keys-list',
    list: 'cryptoKeys',
    paths: ['crypto-keys', 'cryptokeys'],
    isOwnWord: true,
    nameOf: named('cloudkms.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/),
  },
  collect: {
    calls: {
      'cloudkms crypto-keys-list': {
        url: 'cloudkms.googleapis.com/v1/{name}/cryptoKeys',
        query: { pageSize: '1000' },
        needs: ['cloudkms.cryptoKeys.list'],
        of: 'cloudkms key-rings-list',
        isFallback: true,
      },
      'cloudkms crypto-keys-get-iam-policy': {
        url: 'cloudkms.googleapis.com/v1/{name}:getIamPolicy',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['cloudkms.cryptoKeys.getIamPolicy'],
        of: 'cloudkms crypto-keys-list',
        list: null,
        isFallback: true,
      },
    },
  },
  properties: (data) => kept(data, 'purpose', 'rotationPeriod'),
}
