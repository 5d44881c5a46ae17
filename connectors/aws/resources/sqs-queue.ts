import { textAt } from '../answers.js'
import { isAccountId, lastName } from '../arn.js'
import { keyProperties } from '../key-reference.js'
import { listedResource } from '../listed-resource.js'

const ATTRIBUTES = 'sqs get-queue-attributes'

/**
 * Queues. Lists name them by their URLs (`https://sqs.eu-west-1.amazonaws.com/111122223333/jobs`).
 *
 * LIMIT: attributes without `Policy` say that there is none; whether the policy was among those asked for is not known.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export const sqsQueue = listedResource({
  type: 'aws_sqs_queue',
  list: { call: 'sqs list-queues', field: 'QueueUrls' },
  arn({ partition, region, account, name }) {
    const owner = name.split('/').at(-2) ?? ''
    return `arn:${partition}:sqs:${region}:${isAccountId(owner) ? owner : account}:${lastName(name)}`
  },
  displayName: ({ name }) => lastName(name),
  policy: { call: ATTRIBUTES, path: ['Attributes', 'Policy'], named: [['Attributes', 'QueueArn']] },
  properties(found) {
    const key = textAt(found.body(ATTRIBUTES), ['Attributes', 'KmsMasterKeyId'])
    return found.answer(ATTRIBUTES)?.status === 'ok' ? keyProperties(key, found, found.records) : {}
  },
  collect: {
    // Only then the answer comes in pages.
    'sqs list-queues': { needs: 'sqs:ListQueues', input: { MaxResults: 1000 } },
    [ATTRIBUTES]: {
      needs: 'sqs:GetQueueAttributes',
      input: ({ name }) => ({ QueueUrl: name, AttributeNames: ['All'] }),
      subject: ({ name }) => [lastName(name)],
    },
  },
})
