import { valueAt } from '../answers.js'
import { textField } from '../fields.js'
import { keyProperties } from '../key-reference.js'
import { listedResource } from '../listed-resource.js'

const DETAILS = 'dynamodb describe-table'

/**
 * Tables. A table's policy also speaks about its indexes; its streams have their own.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html
 */
export const dynamodbTable = listedResource({
  type: 'aws_dynamodb_table',
  list: { call: 'dynamodb list-tables', field: 'TableNames' },
  arn: ({ partition, region, account, name }) => `arn:${partition}:dynamodb:${region}:${account}:table/${name}`,
  policy: { call: 'dynamodb get-resource-policy', path: ['Policy'] },
  asks: [{ call: DETAILS, bears: 'nothing', named: [['Table', 'TableArn']] }],
  covers: (arn) => [arn, `${arn}/index/*`],
  properties(found) {
    const table = valueAt(found.body(DETAILS), ['Table'])
    if (table === undefined) return {}
    return keyProperties(textField(valueAt(table, ['SSEDescription']), 'KMSMasterKeyArn'), found, found.records)
  },
  collect: {
    'dynamodb list-tables': 'dynamodb:ListTables',
    [DETAILS]: { needs: 'dynamodb:DescribeTable', input: ({ name }) => ({ TableName: name }) },
    'dynamodb get-resource-policy': {
      needs: 'dynamodb:GetResourcePolicy',
      input: ({ arn }) => ({ ResourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
