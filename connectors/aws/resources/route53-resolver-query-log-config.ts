import { lastName } from '../arn.js'
import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Query logging of Route 53 Resolver, shared through policies that AWS RAM writes.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_GetResolverQueryLogConfigPolicy.html
 */
export const route53ResolverQueryLogConfig = listedResource({
  type: 'aws_route53_resolver_query_log_config',
  list: { call: 'route53resolver list-resolver-query-log-configs', field: 'ResolverQueryLogConfigs', name: 'Name' },
  arn: ownArn('Arn'),
  policy: {
    call: 'route53resolver get-resolver-query-log-config-policy',
    path: ['ResolverQueryLogConfigPolicy'],
    mayLack: true,
  },
  properties: ({ entry }) => ({ shareStatus: textField(entry, 'ShareStatus') }),
  collect: {
    'route53resolver list-resolver-query-log-configs': {
      needs: 'route53resolver:ListResolverQueryLogConfigs',
      input: { MaxResults: 100 },
    },
    // Names are not unique.
    'route53resolver get-resolver-query-log-config-policy': {
      needs: 'route53resolver:GetResolverQueryLogConfigPolicy',
      input: ({ arn }) => ({ Arn: arn }),
      subject: ({ arn }) => [lastName(arn)],
    },
  },
})
