import { kept } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'

/**
 * Machine images.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/machineImages
 */
export const computeMachineImage: ResourceType = {
  type: 'google_compute_machine_image',
  assetTypes: ['compute.googleapis.com/MachineImage'],
  listed: {
    call: 'compute machine-images-list',
    paths: ['compute-machine-images'],
    nameOf: linked('compute.googleapis.com', 'compute#machineImage'),
  },
  properties: (data) => kept(data, 'status'),
}
