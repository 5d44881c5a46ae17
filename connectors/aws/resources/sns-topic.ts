import { textAt } from '../answers.js'
import { lastName } from '../arn.js'
import { listedResource } from '../listed-resource.js'

const ATTRIBUTES = 'sns get-topic-attributes'

/**
 * Topics. The key of an encrypted one is needed to publish and not to subscribe, so that it does not stand as what
 * protects the topic (`kmsKey`).
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export const snsTopic = listedResource({
  type: 'aws_sns_topic',
  list: { call: 'sns list-topics', field: 'Topics', name: 'TopicArn' },
  arn: ({ name }) => (name.startsWith('arn:') ? name : null),
  displayName: ({ name }) => lastName(name).slice(name.lastIndexOf(':') + 1),
  policy: { call: ATTRIBUTES, path: ['Attributes', 'Policy'], named: [['Attributes', 'TopicArn']] },
  properties: ({ body }) => {
    const key = textAt(body(ATTRIBUTES), ['Attributes', 'KmsMasterKeyId'])
    return key === null ? {} : { kmsKey: key }
  },
  permissions: ['sns:ListTopics', 'sns:GetTopicAttributes'],
})
