import { lastName } from '../arn.js'
import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Rule groups of the DNS firewall, shared through policies that AWS RAM writes.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_GetFirewallRuleGroupPolicy.html
 */
export const route53ResolverFirewallRuleGroup = listedResource({
  type: 'aws_route53_resolver_firewall_rule_group',
  list: { call: 'route53resolver list-firewall-rule-groups', field: 'FirewallRuleGroups', name: 'Name' },
  arn: ownArn('Arn'),
  policy: { call: 'route53resolver get-firewall-rule-group-policy', path: ['FirewallRuleGroupPolicy'], mayLack: true },
  properties: ({ entry }) => ({ shareStatus: textField(entry, 'ShareStatus') }),
  collect: {
    'route53resolver list-firewall-rule-groups': {
      needs: 'route53resolver:ListFirewallRuleGroups',
      input: { MaxResults: 100 },
    },
    // Names are not unique.
    'route53resolver get-firewall-rule-group-policy': {
      needs: 'route53resolver:GetFirewallRuleGroupPolicy',
      input: ({ arn }) => ({ Arn: arn }),
      subject: ({ arn }) => [lastName(arn)],
    },
  },
})
