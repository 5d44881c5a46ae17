import type { Json } from '../../src/model/index.js'
import { scopeId } from './arn.js'
import type { ResourceType } from './resource-type.js'

/** A setting of an account, one value for each Region: kept on the account's node as `<property>: { <region>: value }`. */
export interface AccountSetting {
  call: string
  property: string
  /** Null if the answer does not tell. */
  value: (body: Json) => Json
}

/** The resource type, reading settings of the account as well that bear on it. */
export function withAccountSetting(type: ResourceType, { call, property, value }: AccountSetting): ResourceType {
  return {
    ...type,
    calls: [...type.calls, call],
    normalize(records, facts) {
      type.normalize(records, facts)
      const byAccount = new Map<string, Map<string, Json>>()
      for (const { account, region, body } of records.answered(call)) {
        const set = value(body)
        if (set !== null) byAccount.set(account, (byAccount.get(account) ?? new Map<string, Json>()).set(region, set))
      }
      for (const [account, regions] of byAccount) {
        const node = facts.get(scopeId(account))
        if (node !== undefined) node.properties[property] = Object.fromEntries(regions)
      }
    },
  }
}
