import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Snapshots of subscriptions.
 *
 * @see https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.snapshots
 */
export const pubsubSnapshot: ResourceType = {
  type: 'google_pubsub_snapshot',
  assetTypes: ['pubsub.googleapis.com/Snapshot'],
  listed: {
    call: 'pubsub snapshots-list',
    list: 'snapshots',
    paths: ['pubsub-snapshots'],
    nameOf: named('pubsub.googleapis.com', /^projects\/[^/]+\/snapshots\/[^/]+$/),
  },
  properties: (data) => kept(data, 'topic'),
}
