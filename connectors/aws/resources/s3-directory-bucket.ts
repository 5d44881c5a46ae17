import { textField } from '../fields.js'
import { isDirectoryBucket } from '../bucket-name.js'
import { listedResource } from '../listed-resource.js'
import { EVERYTHING_BLOCKED } from '../public-access-block.js'

/**
 * Directory buckets. They have neither ACLs nor access for everybody: block public access is always on.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListDirectoryBuckets.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-differences.html
 */
export const s3DirectoryBucket = listedResource({
  type: 'aws_s3_directory_bucket',
  list: { call: 's3api list-directory-buckets', field: 'Buckets', name: 'Name' },
  arn({ partition, region, account, name, entry }) {
    const at = textField(entry, 'BucketRegion') ?? region
    return isDirectoryBucket(name) ? `arn:${partition}:s3express:${at}:${account}:bucket/${name}` : null
  },
  acrossRegions: true,
  policy: { call: 's3api get-bucket-policy', path: ['Policy'] },
  properties: () => ({ publicAccessBlock: EVERYTHING_BLOCKED }),
  collect: {
    's3api list-directory-buckets': {
      needs: 's3express:ListAllMyDirectoryBuckets',
      input: { MaxDirectoryBuckets: 1000 },
    },
    's3api get-bucket-policy': { needs: 's3express:GetBucketPolicy', input: ({ name }) => ({ Bucket: name }) },
  },
})
