import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Secrets, without their values.
 *
 * @see https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets
 */
export const secret: ResourceType = {
  type: 'google_secret_manager_secret',
  assetTypes: ['secretmanager.googleapis.com/Secret'],
  listed: {
    call: 'secretmanager secrets-list',
    list: 'secrets',
    paths: ['secrets'],
    nameOf: named('secretmanager.googleapis.com', /^projects\/[^/]+\/(?:locations\/[^/]+\/)?secrets\/[^/]+$/),
  },
  collect: {
    calls: {
      'secretmanager secrets-list': {
        url: 'secretmanager.googleapis.com/v1/{parent}/secrets',
        query: { pageSize: '250' },
        needs: ['secretmanager.secrets.list'],
        of: ['projects'],
        isFallback: true,
      },
      'secretmanager secrets-get-iam-policy': {
        url: 'secretmanager.googleapis.com/v1/{name}:getIamPolicy',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['secretmanager.secrets.getIamPolicy'],
        of: 'secretmanager secrets-list',
        list: null,
        isFallback: true,
      },
    },
  },
  properties: (data) => kept(data, 'expireTime', 'replication'),
}
