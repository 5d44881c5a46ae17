import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Rule groups of AWS WAF, of Regions and of CloudFront, shared by a permission policy.
 *
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_GetPermissionPolicy.html
 */
export const wafv2RuleGroup = listedResource({
  type: 'aws_wafv2_rule_group',
  list: { call: 'wafv2 list-rule-groups', field: 'RuleGroups', name: 'Name' },
  arn: ownArn('ARN'),
  policy: { call: 'wafv2 get-permission-policy', path: ['Policy'], mayLack: true },
  names: ({ entry }) => [textField(entry, 'Id') ?? ''],
  permissions: ['wafv2:ListRuleGroups', 'wafv2:GetPermissionPolicy'],
})
