import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Event data stores of CloudTrail Lake, with their resource policies.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetResourcePolicy.html
 */
export const cloudtrailEventDataStore = listedResource({
  type: 'aws_cloudtrail_event_data_store',
  list: { call: 'cloudtrail list-event-data-stores', field: 'EventDataStores', name: 'Name' },
  arn: ownArn('EventDataStoreArn'),
  policy: { call: 'cloudtrail get-resource-policy', path: ['ResourcePolicy'], mayLack: true, named: [['ResourceArn']] },
  collect: {
    'cloudtrail list-event-data-stores': 'cloudtrail:ListEventDataStores',
    'cloudtrail get-resource-policy': {
      needs: 'cloudtrail:GetResourcePolicy',
      input: ({ arn }) => ({ ResourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
