import { objectField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

const LIST = 'dynamodbstreams list-streams'
const POLICY = 'dynamodb get-resource-policy'

/**
 * Streams of tables, each with a policy of its own.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html
 */
export const dynamodbStream = listedResource({
  type: 'aws_dynamodb_stream',
  list: [
    { call: LIST, field: 'Streams', name: 'StreamArn' },
    {
      call: 'dynamodb describe-table',
      field: 'Table',
      name: 'LatestStreamArn',
      entries: (body) => {
        const table = objectField(body, 'Table')
        return table === null || textField(table, 'LatestStreamArn') === null ? [] : [table]
      },
    },
  ],
  arn: ({ name }) => (name.includes('/stream/') ? name : null),
  displayName: ({ name }) => name.slice(name.indexOf('/') + 1),
  exactNames: true,
  policy: { call: POLICY, path: ['Policy'] },
  collect: {
    [LIST]: 'dynamodb:ListStreams',
    [POLICY]: { needs: 'dynamodb:GetResourcePolicy', of: LIST, input: ({ arn }) => ({ ResourceArn: arn }) },
  },
})
