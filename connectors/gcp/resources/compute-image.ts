import { kept } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'

/**
 * Images of machines.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/images
 */
export const computeImage: ResourceType = {
  type: 'google_compute_image',
  assetTypes: ['compute.googleapis.com/Image'],
  listed: {
    call: 'compute images-list',
    paths: ['compute-images'],
    nameOf: linked('compute.googleapis.com', 'compute#image'),
  },
  properties: (data) => kept(data, 'status'),
}
