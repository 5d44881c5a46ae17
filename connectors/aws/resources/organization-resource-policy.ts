import { parseArn, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { objectField, textField } from '../fields.js'
import { attachResourcePolicy } from '../resource-policy.js'
import type { ResourceType } from '../resource-type.js'

const DESCRIBE = 'organizations describe-resource-policy'

/**
 * The delegation policy of an organization: which of its accounts may manage what of it. It speaks about everything
 * that the organization itself is made of.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
 */
export const organizationResourcePolicy: ResourceType = {
  type: 'aws_organizations_resource_policy',
  calls: [DESCRIBE],
  collect: declared({ [DESCRIBE]: { needs: 'organizations:DescribeResourcePolicy', byCaller: true } }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [[DESCRIBE, 'ResourcePolicy', 'object']])
    for (const record of records.answered(DESCRIBE)) {
      const policy = objectField(record.body, 'ResourcePolicy')
      const arn = textField(objectField(policy ?? undefined, 'ResourcePolicySummary') ?? undefined, 'Arn')
      const { partition, account } = parseArn(arn ?? '') ?? {}
      if (policy === null || arn === null || partition === undefined || account === undefined) continue
      const isRead = attachResourcePolicy(
        facts,
        { ...record, body: policy },
        arn,
        { call: DESCRIBE, path: ['Content'] },
        { name: 'delegation policy' },
      )
      facts.node({
        id: arn,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(account),
        name: 'delegation policy',
        kind: 'Resource',
        properties: {
          policyCovers: [`arn:${partition}:organizations::${account}:*`],
          unread: isRead ? [] : ['DescribeResourcePolicy'],
        },
      })
    }
  },
}
