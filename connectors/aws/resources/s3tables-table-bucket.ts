import { objectField, textField } from '../fields.js'
import { keyProperties } from '../key-reference.js'
import { listedResource } from '../listed-resource.js'

const ENCRYPTION = 's3tables get-table-bucket-encryption'

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_s3TableBuckets_GetTableBucketPolicy.html */
export const s3tablesTableBucket = listedResource({
  type: 'aws_s3tables_table_bucket',
  list: { call: 's3tables list-table-buckets', field: 'tableBuckets', name: 'name' },
  arn: ({ partition, region, account, name, entry }) =>
    textField(entry, 'arn') ?? `arn:${partition}:s3tables:${region}:${account}:bucket/${name}`,
  policy: { call: 's3tables get-table-bucket-policy', path: ['resourcePolicy'] },
  asks: [{ call: ENCRYPTION, bears: 'nothing' }],
  covers: (arn) => [arn, `${arn}/table/*`],
  properties(found) {
    const chosen = objectField(found.body(ENCRYPTION), 'encryptionConfiguration')
    return chosen === null ? {} : keyProperties(textField(chosen, 'kmsKeyArn'), found, found.records)
  },
  collect: {
    's3tables list-table-buckets': { needs: 's3tables:ListTableBuckets', input: { maxBuckets: 1000 } },
    's3tables get-table-bucket-policy': {
      needs: 's3tables:GetTableBucketPolicy',
      input: ({ arn }) => ({ tableBucketARN: arn }),
    },
    [ENCRYPTION]: { needs: 's3tables:GetTableBucketEncryption', input: ({ arn }) => ({ tableBucketARN: arn }) },
  },
})
