import { kept } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'

/**
 * Snapshots of disks.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/snapshots
 */
export const computeSnapshot: ResourceType = {
  type: 'google_compute_snapshot',
  assetTypes: ['compute.googleapis.com/Snapshot'],
  listed: {
    call: 'compute snapshots-list',
    paths: ['compute-snapshots'],
    nameOf: linked('compute.googleapis.com', 'compute#snapshot'),
  },
  properties: (data) => kept(data, 'status'),
}
