import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { policyWithoutCall } from '../policy-without-call.js'

const { unreadOf, ...policy } = policyWithoutCall('fsx get-resource-policy', ['Policy'])

/**
 * FSx volumes. IAM knows resource policies of volumes; the API has no call that reads them.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html
 */
export const fsxVolume = listedResource({
  type: 'aws_fsx_openzfs_volume',
  list: { call: 'fsx describe-volumes', field: 'Volumes', name: 'VolumeId' },
  arn: ownArn('ResourceARN'),
  ...policy,
  properties: (found) => ({
    status: textField(found.entry, 'Lifecycle'),
    volumeType: textField(found.entry, 'VolumeType'),
    unread: unreadOf(found),
  }),
  // LIMIT: no call of the API reads the resource policies.
  collect: { 'fsx describe-volumes': 'fsx:DescribeVolumes' },
})
