import { lastName } from '../arn.js'
import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Forwarding rules of Route 53 Resolver, shared through policies that AWS RAM writes.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_GetResolverRulePolicy.html
 */
export const route53ResolverRule = listedResource({
  type: 'aws_route53_resolver_rule',
  list: { call: 'route53resolver list-resolver-rules', field: 'ResolverRules', name: 'Name' },
  arn: ownArn('Arn'),
  policy: { call: 'route53resolver get-resolver-rule-policy', path: ['ResolverRulePolicy'], mayLack: true },
  properties: ({ entry }) => ({ shareStatus: textField(entry, 'ShareStatus') }),
  collect: {
    'route53resolver list-resolver-rules': { needs: 'route53resolver:ListResolverRules', input: { MaxResults: 100 } },
    // Names are not unique.
    'route53resolver get-resolver-rule-policy': {
      needs: 'route53resolver:GetResolverRulePolicy',
      input: ({ arn }) => ({ Arn: arn }),
      subject: ({ arn }) => [lastName(arn)],
    },
  },
})
