import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Lakes of Dataplex.
 *
 * @see https://cloud.google.com/dataplex/docs/reference/rest/v1/projects.locations.lakes
 */
export const dataplexLake: ResourceType = {
  type: 'google_dataplex_lake',
  assetTypes: ['dataplex.googleapis.com/Lake'],
  listed: {
    call: 'dataplex lakes-list',
    list: 'lakes',
    paths: ['lakes'],
    nameOf: named('dataplex.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/lakes\/[^/]+$/),
  },
  properties: (data) => kept(data, 'state'),
}
