import { textField } from '../fields.js'
import { addAccessDocument } from '../perimeters.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Service perimeters, regular ones and bridges.
 *
 * @see https://cloud.google.com/access-context-manager/docs/reference/rest/v1/accessPolicies.servicePerimeters
 */
export const servicePerimeter: ResourceType = {
  type: 'google_access_context_manager_service_perimeter',
  assetTypes: ['accesscontextmanager.googleapis.com/ServicePerimeter'],
  listed: {
    call: 'accesscontextmanager service-perimeters-list',
    list: 'servicePerimeters',
    paths: ['service-perimeters', 'perimeters'],
    isOwnWord: true,
    nameOf: (item) => {
      const name = textField(item, 'name') ?? ''
      return /^accessPolicies\/[^/]+\/servicePerimeters\/[^/]+$/.test(name) ? name : null
    },
  },
  collect: {
    fromAssets: false,
    calls: {
      'accesscontextmanager service-perimeters-list': {
        url: 'accesscontextmanager.googleapis.com/v1/{name}/servicePerimeters',
        query: { pageSize: '100' },
        needs: ['accesscontextmanager.servicePerimeters.list'],
        of: 'accesscontextmanager access-policies-list',
        isFallback: true,
      },
    },
  },
  normalize(asset, inventory, facts) {
    addAccessDocument(asset, inventory, facts)
  },
}
