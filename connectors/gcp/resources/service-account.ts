import { booleanField, kept, numeralField, textField } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'
import { addServiceAccount } from '../service-accounts.js'

/**
 * Service accounts: who acts, and what can be impersonated.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts
 */
export const serviceAccount: ResourceType = {
  type: 'google_service_account',
  assetTypes: ['iam.googleapis.com/ServiceAccount'],
  listed: {
    call: 'iam service-accounts-list',
    list: 'accounts',
    paths: ['service-accounts'],
    isOwnWord: true,
    nameOf: (item, place) => named('iam.googleapis.com', /^projects\/[^/]+\/serviceAccounts\/[^/]+$/)(item, place),
  },
  collect: {
    calls: {
      'iam service-accounts-list': {
        url: 'iam.googleapis.com/v1/{parent}/serviceAccounts',
        query: { pageSize: '100' },
        needs: ['iam.serviceAccounts.list'],
        of: ['projects'],
        isFallback: true,
      },
      'iam service-accounts-get-iam-policy': {
        url: 'iam.googleapis.com/v1/{name}:getIamPolicy',
        method: 'POST',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['iam.serviceAccounts.getIamPolicy'],
        of: 'iam service-accounts-list',
        isFallback: true,
      },
    },
  },
  normalize(asset, inventory, facts) {
    const { data } = asset
    addServiceAccount(asset.id, inventory, facts, {
      asset,
      properties:
        data === null
          ? {}
          : {
              uniqueId: numeralField(data, 'uniqueId'),
              disabled: booleanField(data, 'disabled') ?? false,
              ...kept(data, 'displayName', 'oauth2ClientId'),
              ...(textField(data, 'description') === null ? {} : kept(data, 'description')),
            },
    })
  },
}
