import { dateField, textField } from '../fields.js'
import { attachHeldPolicy } from '../held-policy.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

/**
 * Destinations to which other accounts may send their log events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Destination.html
 */
export const logDestination: ResourceType = listedResource({
  type: 'aws_cloudwatch_log_destination',
  list: { call: 'logs describe-destinations', field: 'destinations', name: 'destinationName' },
  arn: (item) =>
    textField(item.entry, 'arn') ??
    `arn:${item.partition}:logs:${arnRegion(item)}:${item.account}:destination:${item.name}`,
  readEntry: (found, facts) => attachHeldPolicy(facts, found.arn, found.entry['accessPolicy']),
  properties: ({ entry }) => {
    const made = entry['creationTime']
    return {
      createdAt: dateField({ at: typeof made === 'number' ? made / 1000 : null }, 'at'),
      target: textField(entry, 'targetArn'),
    }
  },
  collect: { 'logs describe-destinations': { needs: 'logs:DescribeDestinations', input: { limit: 50 } } },
})
