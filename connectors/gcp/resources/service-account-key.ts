import { named, type ResourceType } from '../resource-type.js'
import { addServiceAccount } from '../service-accounts.js'

/**
 * Keys of service accounts: a property of the account, without the key itself.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys
 */
export const serviceAccountKey: ResourceType = {
  type: 'google_service_account_key',
  assetTypes: ['iam.googleapis.com/ServiceAccountKey'],
  listed: {
    call: 'iam service-accounts-keys-list',
    list: 'keys',
    paths: ['service-account-keys'],
    isOwnWord: true,
    nameOf: named('iam.googleapis.com', /^projects\/[^/]+\/serviceAccounts\/[^/]+\/keys\/[^/]+$/),
  },
  collect: {
    calls: {
      'iam service-accounts-keys-list': {
        url: 'iam.googleapis.com/v1/{name}/keys',
        needs: ['iam.serviceAccountKeys.list'],
        of: 'iam service-accounts-list',
        isFallback: true,
      },
    },
  },
  normalize(asset, inventory, facts) {
    const mail = /\/serviceAccounts\/([^/]+@[^/]+)\/keys\//.exec(asset.id)?.[1]
    if (mail !== undefined) addServiceAccount(`serviceAccount:${mail}`, inventory, facts, { asset, properties: {} })
  },
}
