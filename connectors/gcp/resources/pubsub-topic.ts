import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Topics of Pub/Sub.
 *
 * @see https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics
 */
export const pubsubTopic: ResourceType = {
  type: 'google_pubsub_topic',
  assetTypes: ['pubsub.googleapis.com/Topic'],
  listed: {
    call: 'pubsub topics-list',
    list: 'topics',
    paths: ['pubsub-topics', 'topics'],
    nameOf: named('pubsub.googleapis.com', /^projects\/[^/]+\/topics\/[^/]+$/),
  },
  properties: (data) => kept(data, 'kmsKeyName'),
}
