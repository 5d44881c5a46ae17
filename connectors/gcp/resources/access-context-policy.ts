import { textField } from '../fields.js'
import { addAccessDocument } from '../perimeters.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Access policies: what perimeters and access levels belong to.
 *
 * @see https://cloud.google.com/access-context-manager/docs/reference/rest/v1/accessPolicies
 */
export const accessContextPolicy: ResourceType = {
  type: 'google_access_context_manager_access_policy',
  assetTypes: ['accesscontextmanager.googleapis.com/AccessPolicy'],
  listed: {
    call: 'accesscontextmanager access-policies-list',
    list: 'accessPolicies',
    paths: ['access-policies'],
    isOwnWord: true,
    nameOf: (item) => {
      const name = textField(item, 'name') ?? ''
      return /^accessPolicies\/[0-9]+$/.test(name) ? name : null
    },
  },
  collect: {
    fromAssets: false,
    calls: {
      'accesscontextmanager access-policies-list': {
        url: 'accesscontextmanager.googleapis.com/v1/accessPolicies',
        query: { parent: '{parent}', pageSize: '100' },
        needs: ['accesscontextmanager.policies.list'],
        of: ['organizations'],
        isFallback: true,
      },
    },
  },
  normalize(asset, inventory, facts) {
    addAccessDocument(asset, inventory, facts)
  },
}
