import { textField, textsField } from '../fields.js'
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
  collect: {
    'kinesis list-stream-consumers': {
      needs: 'kinesis:ListStreamConsumers',
      of: 'kinesis list-streams',
      each: (body) => textsField(body, 'StreamNames').map((name) => ({ name, entry: {} })),
      input: ({ partition, region, account, name }) => ({
        StreamARN: `arn:${partition}:kinesis:${region}:${account}:stream/${name}`,
      }),
    },
    'kinesis get-resource-policy': {
      needs: 'kinesis:GetResourcePolicy',
      input: ({ name }) => ({ ResourceARN: name }),
    },
  },
})
