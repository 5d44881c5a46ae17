import type { FactsBuilder } from '../../src/connector/index.js'
import type { GapReason } from '../../src/model/index.js'
import { scopeId } from './arn.js'
import { apiName, apiService } from './call-name.js'
import type { DeclaredCall } from './collect/declaration.js'
import type { Records } from './records.js'

/** One kind of thing in AWS: which answers tell about it, and how they become facts. */
export interface ResourceType {
  /** Its Terraform name. */
  type: string
  /** `<service> <operation>` of every call that `normalize` reads. */
  calls: readonly string[]
  /** Those of them that are made once for each resource: the type itself says which ones were not asked about. */
  asksEach?: readonly string[]
  /** How a live collection makes those calls. One that is left out is made for another type, or is another way to ask. */
  collect?: readonly DeclaredCall[]
  normalize(records: Records, facts: FactsBuilder): void
}

/** A gap in one account, named as the vendor names the call (`iam get-role` is `iam` `GetRole`). */
export function addGap(
  facts: FactsBuilder,
  at: { scope: string; region?: string; call: string; reason: GapReason; message: string },
): void {
  const [service = '', operation = ''] = at.call.split(' ')
  facts.gap({
    cloud: 'aws',
    scope: at.scope.includes(':') ? at.scope : scopeId(at.scope),
    region: at.region ?? 'global',
    service: apiService(service),
    call: apiName(operation),
    reason: at.reason,
    message: at.message,
  })
}

/** `a`, `b`, `c` and 4 more: names for a message that stays short. */
export function someOf(names: readonly string[], shown = 3): string {
  const listed = names.slice(0, shown).map((name) => `\`${name}\``)
  return names.length > shown ? `${listed.join(', ')} and ${names.length - shown} more` : listed.join(', ')
}
