import { AUTHORIZATION_DETAILS, principalArn, principalName } from '../authorization-details.js'
import { accountOf, lastName } from '../arn.js'
import { textsField } from '../fields.js'
import { attachPolicies, principalNode } from '../principal-policies.js'
import { addGap, type ResourceType } from '../resource-type.js'

/**
 * IAM users and the groups they are in. The dump names groups by name, which is unique within the account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UserDetail.html
 */
export const iamUser: ResourceType = {
  type: 'aws_iam_user',
  calls: [AUTHORIZATION_DETAILS],
  normalize(records, facts) {
    const groups = new Map<string, string>()
    for (const { entry, record } of records.details('GroupDetailList')) {
      const arn = principalArn(entry, record, 'group')
      if (arn !== null) groups.set(`${accountOf(arn) ?? ''} ${principalName(entry, 'group') ?? lastName(arn)}`, arn)
    }
    for (const { entry, record } of records.details('UserDetailList')) {
      const node = principalNode(entry, record, facts, { type: this.type, kind: 'user', idField: 'UserId' })
      if (node === null) continue
      facts.node(node)
      attachPolicies(entry, record, facts, { owner: node.id, inlineList: 'UserPolicyList' })
      for (const name of textsField(entry, 'GroupList')) {
        const group = groups.get(`${accountOf(node.id) ?? ''} ${name}`)
        if (group !== undefined) facts.edge({ from: node.id, to: group, type: 'MEMBER_OF' })
        else
          addGap(facts, {
            scope: node.scope ?? record.account,
            call: AUTHORIZATION_DETAILS,
            reason: 'not-collected',
            message: `group \`${name}\` of \`${node.id}\` is not in the dump: its policies are not known`,
          })
      }
    }
  },
}
