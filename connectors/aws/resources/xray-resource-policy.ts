import { valueAt } from '../answers.js'
import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { objectsField, textField } from '../fields.js'
import { attachResourcePolicy } from '../resource-policy.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

const LIST = 'xray list-resource-policies'

/**
 * Resource policies of X-Ray: any number for all of X-Ray in one Region. The node is what they speak about.
 *
 * @see https://docs.aws.amazon.com/xray/latest/api/API_ListResourcePolicies.html
 */
export const xrayResourcePolicy: ResourceType = {
  type: 'aws_xray_resource_policy',
  calls: [LIST],
  collect: declared({ [LIST]: 'xray:ListResourcePolicies' }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [[LIST, 'ResourcePolicies', 'list', 'PolicyName']])
    for (const record of records.of(LIST)) {
      if (record.status === 'none') continue
      const { account, status, body } = record
      const arn = `arn:${records.partition(account)}:xray:${arnRegion(record)}:${account}:*`
      const read = objectsField(record.body, 'ResourcePolicies').map((policy, at) =>
        attachResourcePolicy(
          facts,
          { ...record, body: policy },
          arn,
          { call: LIST, path: ['PolicyDocument'] },
          { id: `${arn}#policy/${textField(policy, 'PolicyName') ?? at}` },
        ),
      )
      facts.node({
        id: arn,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(account),
        name: 'X-Ray',
        kind: 'Resource',
        properties: {
          unread:
            status === 'ok' && Array.isArray(valueAt(body, ['ResourcePolicies'])) && read.every(Boolean)
              ? []
              : ['ListResourcePolicies'],
          policyCovers: [arn],
        },
      })
    }
  },
}
