import { kept } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'

/**
 * Backend services.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/backendServices
 */
export const computeBackendService: ResourceType = {
  type: 'google_compute_backend_service',
  assetTypes: ['compute.googleapis.com/BackendService'],
  listed: {
    call: 'compute backend-services-list',
    paths: ['compute-backend-services'],
    nameOf: linked('compute.googleapis.com', 'compute#backendService'),
  },
  properties: (data) => kept(data, 'status'),
}
