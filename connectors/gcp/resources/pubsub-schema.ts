import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Schemas of Pub/Sub.
 *
 * @see https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.schemas
 */
export const pubsubSchema: ResourceType = {
  type: 'google_pubsub_schema',
  assetTypes: ['pubsub.googleapis.com/Schema'],
  listed: {
    call: 'pubsub schemas-list',
    list: 'schemas',
    paths: ['pubsub-schemas'],
    nameOf: named('pubsub.googleapis.com', /^projects\/[^/]+\/schemas\/[^/]+$/),
  },
  properties: (data) => kept(data, 'type'),
}
