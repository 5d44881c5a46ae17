import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Instances of Spanner.
 *
 * @see https://cloud.google.com/spanner/docs/reference/rest/v1/projects.instances
 */
export const spannerInstance: ResourceType = {
  type: 'google_spanner_instance',
  assetTypes: ['spanner.googleapis.com/Instance'],
  listed: {
    call: 'spanner instances-list',
    paths: ['spanner-instances'],
    nameOf: named('spanner.googleapis.com', /^projects\/[^/]+\/instances\/[^/]+$/),
  },
  properties: (data) => kept(data, 'state', 'config'),
}
