import { objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { publicAccessBlock } from '../public-access-block.js'

/**
 * Multi-Region access points: only an established policy has effect, a proposed one not yet. Each of `buckets` has to
 * allow what it allows.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetMultiRegionAccessPointPolicy.html
 */
export const s3MultiRegionAccessPoint = listedResource({
  type: 'aws_s3control_multi_region_access_point',
  list: { call: 's3control list-multi-region-access-points', field: 'AccessPoints', name: 'Name' },
  arn: ({ partition, account, name, entry }) =>
    `arn:${partition}:s3::${account}:accesspoint/${textField(entry, 'Alias') ?? name}`,
  acrossRegions: true,
  policy: {
    call: 's3control get-multi-region-access-point-policy',
    path: ['Policy', 'Established', 'Policy'],
    mayLack: true,
  },
  covers: (arn) => [arn, `${arn}/object/*`],
  properties({ partition, account, entry }) {
    const block = publicAccessBlock(entry, 'PublicAccessBlock')
    return {
      status: textField(entry, 'Status'),
      alias: textField(entry, 'Alias'),
      buckets: objectsField(entry, 'Regions').flatMap((region) => {
        const bucket = textField(region, 'Bucket')
        return bucket === null ? [] : [`arn:${partition}:s3:::${bucket}`]
      }),
      bucketAccounts: objectsField(entry, 'Regions').map((region) => textField(region, 'BucketAccountId') ?? account),
      ...(block === null ? {} : { publicAccessBlock: block }),
    }
  },
  collect: {
    's3control list-multi-region-access-points': {
      needs: 's3:ListMultiRegionAccessPoints',
      of: null,
      input: ({ account }) => ({ AccountId: account }),
      onlyIn: 'us-west-2',
    },
    's3control get-multi-region-access-point-policy': {
      needs: 's3:GetMultiRegionAccessPointPolicy',
      input: ({ account, name }) => ({ AccountId: account, Name: name }),
      onlyIn: 'us-west-2',
    },
  },
})
