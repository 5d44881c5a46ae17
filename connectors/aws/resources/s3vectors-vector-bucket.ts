import { textAt } from '../answers.js'
import { textField } from '../fields.js'
import { keyProperties } from '../key-reference.js'
import { listedResource } from '../listed-resource.js'

const GET = 's3vectors get-vector-bucket'

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_GetVectorBucketPolicy.html */
export const s3vectorsVectorBucket = listedResource({
  type: 'aws_s3vectors_vector_bucket',
  list: { call: 's3vectors list-vector-buckets', field: 'vectorBuckets', name: 'vectorBucketName' },
  arn: ({ partition, region, account, name, entry }) =>
    textField(entry, 'vectorBucketArn') ?? `arn:${partition}:s3vectors:${region}:${account}:bucket/${name}`,
  policy: { call: 's3vectors get-vector-bucket-policy', path: ['policy'] },
  asks: [{ call: GET, bears: 'nothing', named: [['vectorBucket', 'vectorBucketArn']] }],
  covers: (arn) => [arn, `${arn}/index/*`],
  properties: (found) =>
    found.answer(GET)?.status === 'ok'
      ? keyProperties(
          textAt(found.body(GET), ['vectorBucket', 'encryptionConfiguration', 'kmsKeyArn']),
          found,
          found.records,
        )
      : {},
  collect: {
    's3vectors list-vector-buckets': { needs: 's3vectors:ListVectorBuckets', input: { maxResults: 500 } },
    's3vectors get-vector-bucket-policy': {
      needs: 's3vectors:GetVectorBucketPolicy',
      input: ({ name }) => ({ vectorBucketName: name }),
    },
    [GET]: { needs: 's3vectors:GetVectorBucket', input: ({ name }) => ({ vectorBucketName: name }) },
  },
})
