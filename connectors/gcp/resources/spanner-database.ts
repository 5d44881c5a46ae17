import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Databases of Spanner.
 *
 * @see https://cloud.google.com/spanner/docs/reference/rest/v1/projects.instances.databases
 */
export const spannerDatabase: ResourceType = {
  type: 'google_spanner_database',
  assetTypes: ['spanner.googleapis.com/Database'],
  listed: {
    call: 'spanner databases-list',
    list: 'databases',
    paths: ['spanner-databases'],
    nameOf: named('spanner.googleapis.com', /^projects\/[^/]+\/instances\/[^/]+\/databases\/[^/]+$/),
  },
  properties: (data) => kept(data, 'state'),
}
