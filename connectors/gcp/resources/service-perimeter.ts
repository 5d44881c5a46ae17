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
  normalize(asset, inventory, facts) {
    addAccessDocument(asset, inventory, facts)
  },
}
