import { textAt } from '../answers.js'
import { lastName } from '../arn.js'
import { keyProperties } from '../key-reference.js'
import { listedResource } from '../listed-resource.js'

const ATTRIBUTES = 'sns get-topic-attributes'

/**
 * Topics. The key of an encrypted one is needed to publish and not to subscribe.
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
  properties(found) {
    const key = textAt(found.body(ATTRIBUTES), ['Attributes', 'KmsMasterKeyId'])
    return found.answer(ATTRIBUTES)?.status === 'ok' ? keyProperties(key, found, found.records) : {}
  },
  collect: {
    'sns list-topics': 'sns:ListTopics',
    [ATTRIBUTES]: { needs: 'sns:GetTopicAttributes', input: ({ name }) => ({ TopicArn: name }) },
  },
})
