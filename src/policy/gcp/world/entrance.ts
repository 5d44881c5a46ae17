import type { Evidence, FactNode, OutsideIdentity, Remaining } from '../../../model/index.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import type { Attributes } from '../condition/attributes.js'
import { holds } from '../condition/condition.js'

/** A login that is among the identities of a pool that a member names. */
export interface PoolDoor {
  readonly identity: OutsideIdentity
  readonly remaining: Remaining
  readonly because: readonly Evidence[]
}

/** What a provider asks of a login to be among the identities that a member names. */
export interface Entrance {
  readonly provider: FactNode
  /** The condition on the mapped attributes that the member stands for; null for all of the pool. */
  readonly wanted: string | null
  readonly condition: string | null
  readonly mapping: ReadonlyMap<string, string>
  readonly evidence: Evidence
}

/** The attributes of a login: what is mapped follows from the claims. */
function loginAttributes({ mapping }: Entrance, claims: Attributes): Attributes {
  return (name) => {
    if (!name.startsWith('google.') && !name.startsWith('attribute.')) return claims(name)
    const expression = mapping.get(name)
    return expression === undefined ? { state: 'absent' } : { state: 'expression', text: expression }
  }
}

/** What the member and the provider's condition ask for together; null when they contradict each other. */
export function asked(entrance: Entrance, claims: Attributes): Clauses | null {
  const attributes = loginAttributes(entrance, claims)
  const parts = [entrance.wanted, entrance.condition].map((expression) =>
    expression === null ? [] : holds({ expression }, attributes),
  )
  return parts.some((part) => part === null) ? null : simplify(parts.flatMap((part) => part ?? []))
}

export function outsideLogin(id: string, name: string): OutsideIdentity {
  return { id, type: 'external_party', cloud: null, scope: null, name }
}
