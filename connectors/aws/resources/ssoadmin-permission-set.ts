import { addDamagedGaps } from '../damaged-answers.js'
import { lastName, scopeId } from '../arn.js'
import { DESCRIBE_PERMISSION_SET, LIST_PERMISSION_SETS, readPermissionSets } from '../identity-center.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Permission sets of IAM Identity Center. What one allows stands on the roles that it becomes in each account.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html
 */
export const ssoadminPermissionSet: ResourceType = {
  type: 'aws_ssoadmin_permission_set',
  calls: [LIST_PERMISSION_SETS, DESCRIBE_PERMISSION_SET],
  permissions: ['sso:ListPermissionSets', 'sso:DescribePermissionSet'],
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [LIST_PERMISSION_SETS, 'PermissionSets', 'list'],
      [DESCRIBE_PERMISSION_SET, 'PermissionSet', 'object', 'PermissionSetArn'],
    ])
    for (const { arn, name, sessionDuration, createdAt, account } of readPermissionSets(records).values())
      facts.node({
        id: arn,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(account),
        name: name ?? lastName(arn),
        kind: 'Resource',
        properties: { createdAt, sessionDuration, unread: [] },
      })
  },
}
