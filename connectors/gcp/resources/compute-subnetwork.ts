import { kept } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'

/**
 * Subnetworks, which other projects may be allowed to use.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks
 */
export const computeSubnetwork: ResourceType = {
  type: 'google_compute_subnetwork',
  assetTypes: ['compute.googleapis.com/Subnetwork'],
  listed: {
    call: 'compute subnetworks-list',
    paths: ['compute-subnetworks'],
    nameOf: linked('compute.googleapis.com', 'compute#subnetwork'),
  },
  properties: (data) => kept(data, 'status'),
}
