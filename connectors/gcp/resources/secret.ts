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
  properties: (data) => kept(data, 'expireTime', 'replication'),
}
