import { scopeId } from '../arn.js'
import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 's3api list-buckets'

const buckets = listedResource({
  type: 'aws_s3_bucket',
  list: { call: LIST, field: 'Buckets', name: 'Name' },
  arn: ({ partition, name }) => `arn:${partition}:s3:::${name}`,
  acrossRegions: true,
  unread: ['s3api get-bucket-policy'],
})

/**
 * Buckets and who owns them: a bucket's ARN does not name its account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export const s3Bucket: ResourceType = {
  ...buckets,
  normalize(records, facts) {
    buckets.normalize(records, facts)
    for (const record of records.answered(LIST)) {
      const body = typeof record.body === 'object' && !Array.isArray(record.body) ? record.body : null
      const owner = textField(body?.['Owner'], 'ID')
      const node = facts.get(scopeId(record.account))
      if (node !== undefined && owner !== null) node.properties['canonicalUserId'] = owner
    }
  },
}
