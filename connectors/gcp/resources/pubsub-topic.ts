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
  collect: {
    calls: {
      'pubsub topics-list': {
        url: 'pubsub.googleapis.com/v1/{parent}/topics',
        query: { pageSize: '1000' },
        needs: ['pubsub.topics.list'],
        of: ['projects'],
        isFallback: true,
      },
      'pubsub topics-get-iam-policy': {
        url: 'pubsub.googleapis.com/v1/{name}:getIamPolicy',
        query: { 'options.requestedPolicyVersion': '3' },
        needs: ['pubsub.topics.getIamPolicy'],
        of: 'pubsub topics-list',
        list: null,
        isFallback: true,
      },
    },
  },
  properties: (data) => kept(data, 'kmsKeyName'),
}
