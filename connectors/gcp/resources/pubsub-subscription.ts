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
  collect: {
    calls: {
      'pubsub subscriptions-list': {
        url: 'pubsub.googleapis.com/v1/{parent}/subscriptions',
        query: { pageSize: '1000' },
        needs: ['pubsub.subscriptions.list'],
        of: ['projects'],
        isFallback: true,
      },
      'pubsub subscriptions-get-iam-policy': {
        url: 'pubsub.googleapis.com/v1/{name}:getIamPolicy',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['pubsub.subscriptions.getIamPolicy'],
        of: 'pubsub subscriptions-list',
        list: null,
        isFallback: true,
      },
    },
  },
  properties: (data) => kept(data, 'topic', 'state'),
}
