import { scopeId } from './arn.js'
import { apiName } from './call-name.js'
import { declared } from './collect/declaration.js'
import { attachResourcePolicy, type PolicyPlace } from './resource-policy.js'
import type { ResourceType } from './resource-type.js'

/** A policy of which an account has one in each Region, as data. */
export interface AccountPolicy extends PolicyPlace {
  type: string
  /** What the policy speaks about: an ARN or a pattern. */
  arn: (at: { partition: string; region: string; account: string }) => string
  name: string
  /** The IAM action of the call. */
  needs: string
}

/** A resource type for a policy that belongs to no single resource: the node is what it speaks about. */
export function accountPolicy(of: AccountPolicy): ResourceType {
  return {
    type: of.type,
    calls: [of.call],
    collect: declared({ [of.call]: of.needs }),
    normalize(records, facts) {
      for (const record of records.of(of.call)) {
        if (record.status === 'none') continue
        const { account, region } = record
        const arn = of.arn({ partition: records.partition(account), region, account })
        const isRead = record.status === 'ok' && attachResourcePolicy(facts, record, arn, of)
        const unread = isRead ? [] : [apiName(of.call.split(' ')[1] ?? '')]
        facts.node({
          id: arn,
          type: of.type,
          cloud: 'aws',
          scope: scopeId(account),
          name: of.name,
          kind: 'Resource',
          properties: { unread, policyCovers: [arn] },
        })
      }
    },
  }
}
