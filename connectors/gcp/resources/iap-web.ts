import { named, type ResourceType } from '../resource-type.js'

/**
 * What the Identity-Aware Proxy guards.
 *
 * @see https://cloud.google.com/iap/docs/reference/rest/v1/V1
 */
export const iapWeb: ResourceType = {
  type: 'google_iap_web',
  assetTypes: ['iap.googleapis.com/Web'],
  listed: {
    call: 'iap web-list',
    paths: ['iap-web'],
    nameOf: named('iap.googleapis.com', /^projects\/[^/]+\/iap_web.*$/),
  },
}
