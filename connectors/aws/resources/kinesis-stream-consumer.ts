import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Consumer.html */
export const kinesisStreamConsumer = listedResource({
  type: 'aws_kinesis_stream_consumer',
  list: { call: 'kinesis list-stream-consumers', field: 'Consumers', name: 'ConsumerARN' },
  arn: ({ name }) => (name.includes('/consumer/') ? name : null),
  displayName: ({ name, entry }) => textField(entry, 'ConsumerName') ?? name,
  exactNames: true,
  policy: { call: 'kinesis get-resource-policy', path: ['Policy'] },
  properties: ({ entry }) => ({ status: textField(entry, 'ConsumerStatus') }),
  permissions: ['kinesis:ListStreamConsumers', 'kinesis:GetResourcePolicy'],
})
