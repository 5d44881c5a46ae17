import { AUTHORIZATION_DETAILS } from '../authorization-details.js'
import { attachPolicies, principalNode } from '../principal-policies.js'
import type { ResourceType } from '../resource-type.js'

/**
 * IAM groups: their policies stay on the group, members are joined by `MEMBER_OF`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GroupDetail.html
 */
export const iamGroup: ResourceType = {
  type: 'aws_iam_group',
  calls: [AUTHORIZATION_DETAILS],
  normalize(records, facts) {
    for (const { entry, record } of records.details('GroupDetailList')) {
      const node = principalNode(entry, record, facts, { type: this.type, kind: 'group', idField: 'GroupId' })
      if (node === null) continue
      facts.node(node)
      attachPolicies(entry, record, facts, { owner: node.id, inlineList: 'GroupPolicyList' })
    }
  },
}
