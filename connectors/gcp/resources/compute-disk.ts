import { kept } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'

/**
 * Persistent disks.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/disks
 */
export const computeDisk: ResourceType = {
  type: 'google_compute_disk',
  assetTypes: ['compute.googleapis.com/Disk'],
  listed: {
    call: 'compute disks-list',
    paths: ['compute-disks'],
    nameOf: linked('compute.googleapis.com', 'compute#disk'),
  },
  properties: (data) => kept(data, 'status'),
}
