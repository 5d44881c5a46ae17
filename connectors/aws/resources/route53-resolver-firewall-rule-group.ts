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
  permissions: ['route53resolver:ListFirewallRuleGroups', 'route53resolver:GetFirewallRuleGroupPolicy'],
})
