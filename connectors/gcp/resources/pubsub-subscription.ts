import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Subscriptions of Pub/Sub.
 *
 * @see https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
 */
export const pubsubSubscription: ResourceType = {
  type: 'google_pubsub_subscription',
  assetTypes: ['pubsub.googleapis.com/Subscription'],
  listed: {
    call: 'pubsub subscriptions-list',
    list: 'subscriptions',
    paths: ['pubsub-subscriptions', 'subscriptions'],
    nameOf: named('pubsub.googleapis.com', /^projects\/[^/]+\/subscriptions\/[^/]+$/),
  },
  properties: (data) => kept(data, 'topic', 'state'),
}
