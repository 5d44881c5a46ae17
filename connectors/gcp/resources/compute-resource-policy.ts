import { kept } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'

/**
 * Resource policies of Compute Engine.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/resourcePolicies
 */
export const computeResourcePolicy: ResourceType = {
  type: 'google_compute_resource_policy',
  assetTypes: ['compute.googleapis.com/ResourcePolicy'],
  listed: {
    call: 'compute resource-policies-list',
    paths: ['compute-resource-policies'],
    nameOf: linked('compute.googleapis.com', 'compute#resourcePolicy'),
  },
  properties: (data) => kept(data, 'status'),
}
