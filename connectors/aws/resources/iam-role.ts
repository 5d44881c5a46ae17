import { AUTHORIZATION_DETAILS } from '../authorization-details.js'
import { declared } from '../collect/declaration.js'
import { dateField, numberField, objectField, textField } from '../fields.js'
import { addLastUse, IAM_DAYS } from '../last-use.js'
import { addDocument, attachPolicies, principalNode } from '../principal-policies.js'
import type { ResourceType } from '../resource-type.js'

/**
 * IAM roles with their trust policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
 */
export const iamRole: ResourceType = {
  type: 'aws_iam_role',
  calls: [AUTHORIZATION_DETAILS],
  // Without a filter the answer holds the text of all policies that AWS manages (about 1,500; 5 MB), attached or not: the
  // one way to have those that are attached without two more calls about each.
  collect: declared({
    [AUTHORIZATION_DETAILS]: {
      needs: 'iam:GetAccountAuthorizationDetails',
      isStreamed: true,
    },
  }),
  normalize(records, facts) {
    for (const { entry, record } of records.details('RoleDetailList')) {
      const node = principalNode(entry, record, facts, { type: this.type, kind: 'role', idField: 'RoleId' })
      if (node === null) continue
      const maxSessionSeconds = numberField(entry, 'MaxSessionDuration')
      if (maxSessionSeconds !== null) node.properties['maxSessionSeconds'] = maxSessionSeconds
      const used = objectField(entry, 'RoleLastUsed')
      if (used !== null)
        addLastUse(node, {
          at: dateField(used, 'LastUsedDate'),
          region: textField(used, 'Region'),
          source: 'RoleLastUsed',
          daysBack: IAM_DAYS,
        })
      facts.node(node)
      const trust = `${node.id}#trust`
      addDocument(facts, record, { id: trust, name: 'trust policy', document: entry['AssumeRolePolicyDocument'] })
      facts.attach({ document: trust, to: node.id, as: 'trust' })
      attachPolicies(entry, record, facts, { owner: node.id, inlineList: 'RolePolicyList' })
    }
  },
}
