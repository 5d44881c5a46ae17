import { textField } from '../fields.js'
import { addAccessDocument } from '../perimeters.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Access levels: what a request must come with.
 *
 * @see https://cloud.google.com/access-context-manager/docs/reference/rest/v1/accessPolicies.accessLevels
 */
export const accessLevel: ResourceType = {
  type: 'google_access_context_manager_access_level',
  assetTypes: ['accesscontextmanager.googleapis.com/AccessLevel'],
  listed: {
    call: 'accesscontextmanager access-levels-list',
    list: 'accessLevels',
    paths: ['access-levels'],
    isOwnWord: true,
    nameOf: (item) => {
      const name = textField(item, 'name') ?? ''
      return /^accessPolicies\/[^/]+\/accessLevels\/[^/]+$/.test(name) ? name : null
    },
  },
  collect: {
    fromAssets: false,
    calls: {
      'accesscontextmanager access-levels-list': {
        url: 'accesscontextmanager.googleapis.com/v1/{name}/accessLevels',
        query: { pageSize: '100' },
        needs: ['accesscontextmanager.accessLevels.list'],
        of: 'accesscontextmanager access-policies-list',
        isFallback: true,
      },
    },
  },
  normalize(asset, inventory, facts) {
    addAccessDocument(asset, inventory, facts)
  },
}
