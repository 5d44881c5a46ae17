import { kept } from '../fields.js'
import { linked, type ResourceType } from '../resource-type.js'

/**
 * Instance templates.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/instanceTemplates
 */
export const computeInstanceTemplate: ResourceType = {
  type: 'google_compute_instance_template',
  assetTypes: ['compute.googleapis.com/InstanceTemplate'],
  listed: {
    call: 'compute instance-templates-list',
    paths: ['compute-instance-templates'],
    nameOf: linked('compute.googleapis.com', 'compute#instanceTemplate'),
  },
  properties: (data) => kept(data, 'status'),
}
