import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Rule groups of AWS WAF, of Regions and of CloudFront, shared by a permission policy.
 *
 * LIMIT: a live collection reads those of CloudFront in the standard partition alone (`us-east-1`).
 *
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_GetPermissionPolicy.html
 */
export const wafv2RuleGroup = listedResource({
  type: 'aws_wafv2_rule_group',
  list: { call: 'wafv2 list-rule-groups', field: 'RuleGroups', name: 'Name' },
  arn: ownArn('ARN'),
  policy: { call: 'wafv2 get-permission-policy', path: ['Policy'], mayLack: true },
  names: ({ entry }) => [textField(entry, 'Id') ?? ''],
  collect: {
    'wafv2 list-rule-groups': [
      { needs: 'wafv2:ListRuleGroups', input: { Scope: 'REGIONAL', Limit: 100 }, subject: () => ['REGIONAL'] },
      {
        needs: 'wafv2:ListRuleGroups',
        input: { Scope: 'CLOUDFRONT', Limit: 100 },
        subject: () => ['CLOUDFRONT'],
        onlyIn: 'us-east-1',
      },
    ],
    // Rule groups of a Region and of CloudFront may have the same name.
    'wafv2 get-permission-policy': {
      needs: 'wafv2:GetPermissionPolicy',
      input: ({ arn }) => ({ ResourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
