import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Channels by which events come into CloudTrail Lake, with their resource policies.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetResourcePolicy.html
 */
export const cloudtrailChannel = listedResource({
  type: 'aws_cloudtrail_channel',
  list: { call: 'cloudtrail list-channels', field: 'Channels', name: 'Name' },
  arn: ownArn('ChannelArn'),
  policy: { call: 'cloudtrail get-resource-policy', path: ['ResourcePolicy'], mayLack: true, named: [['ResourceArn']] },
  collect: {
    'cloudtrail list-channels': 'cloudtrail:ListChannels',
    'cloudtrail get-resource-policy': {
      needs: 'cloudtrail:GetResourcePolicy',
      input: ({ arn }) => ({ ResourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
