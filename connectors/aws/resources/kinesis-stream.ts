import { valueAt } from '../answers.js'
import { textField } from '../fields.js'
import { keyProperties } from '../key-reference.js'
import { listedResource } from '../listed-resource.js'

const SUMMARY = 'kinesis describe-stream-summary'

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetResourcePolicy.html */
export const kinesisStream = listedResource({
  type: 'aws_kinesis_stream',
  list: [{ call: 'kinesis list-streams', field: 'StreamNames' }],
  arn: ({ partition, region, account, name }) => `arn:${partition}:kinesis:${region}:${account}:stream/${name}`,
  policy: { call: 'kinesis get-resource-policy', path: ['Policy'] },
  asks: [{ call: SUMMARY, bears: 'nothing', named: [['StreamDescriptionSummary', 'StreamARN']] }],
  properties(found) {
    const summary = valueAt(found.body(SUMMARY), ['StreamDescriptionSummary'])
    return summary === undefined ? {} : keyProperties(textField(summary, 'KeyId'), found, found.records)
  },
  collect: {
    'kinesis list-streams': 'kinesis:ListStreams',
    [SUMMARY]: { needs: 'kinesis:DescribeStreamSummary', input: ({ name }) => ({ StreamName: name }) },
    'kinesis get-resource-policy': {
      needs: 'kinesis:GetResourcePolicy',
      input: ({ arn }) => ({ ResourceARN: arn }),
    },
  },
})
