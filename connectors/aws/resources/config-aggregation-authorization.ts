import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { attachShares } from '../shared-with.js'

const READ = [
  'config:SelectAggregateResourceConfig',
  'config:GetAggregateResourceConfig',
  'config:BatchGetAggregateResourceConfig',
  'config:ListAggregateDiscoveredResources',
]

/**
 * Accounts that may collect this account's configuration and compliance data into their aggregator.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/authorize-aggregator-account.html
 */
export const configAggregationAuthorization: ResourceType = listedResource({
  type: 'aws_config_aggregate_authorization',
  list: {
    call: 'configservice describe-aggregation-authorizations',
    field: 'AggregationAuthorizations',
    entries: (body: Json) =>
      isObject(body) && Array.isArray(body['AggregationAuthorizations'])
        ? body['AggregationAuthorizations'].map((entry) => (isObject(entry) ? { ...entry, Name: named(entry) } : entry))
        : null,
  },
  arn: (item) =>
    textField(item.entry, 'AggregationAuthorizationArn') ??
    `arn:${item.partition}:config:${item.region}:${item.account}:aggregation-authorization/${item.name}`,
  readEntry: (found, facts) => {
    const account = textField(found.entry, 'AuthorizedAccountId')
    return account === null
      ? 'names no `AuthorizedAccountId`'
      : attachShares(facts, found.arn, [{ names: [account], actions: READ }])
  },
  properties: ({ entry }) => ({
    createdAt: dateField(entry, 'CreationTime'),
    aggregatorRegion: textField(entry, 'AuthorizedAwsRegion'),
  }),
  collect: {
    'configservice describe-aggregation-authorizations': 'config:DescribeAggregationAuthorizations',
  },
})

function named(entry: JsonObject): string {
  return `${textField(entry, 'AuthorizedAccountId') ?? ''}/${textField(entry, 'AuthorizedAwsRegion') ?? '*'}`
}
