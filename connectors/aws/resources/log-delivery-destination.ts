import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

/**
 * Destinations to which other accounts may create deliveries of vended logs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliveryDestinationPolicy.html
 */
export const logDeliveryDestination: ResourceType = listedResource({
  type: 'aws_cloudwatch_log_delivery_destination',
  list: { call: 'logs describe-delivery-destinations', field: 'deliveryDestinations', name: 'name' },
  arn: (item) =>
    textField(item.entry, 'arn') ??
    `arn:${item.partition}:logs:${arnRegion(item)}:${item.account}:delivery-destination:${item.name}`,
  policy: {
    call: 'logs get-delivery-destination-policy',
    path: ['policy', 'deliveryDestinationPolicy'],
    named: [],
  },
  properties: ({ entry }) => ({ deliveryDestinationType: textField(entry, 'deliveryDestinationType') }),
  collect: {
    'logs describe-delivery-destinations': { needs: 'logs:DescribeDeliveryDestinations', input: { limit: 50 } },
    'logs get-delivery-destination-policy': {
      needs: 'logs:GetDeliveryDestinationPolicy',
      input: ({ name }) => ({ deliveryDestinationName: name }),
    },
  },
})
