import type { Derived, Evidence, Remaining } from '../../model/index.js'

/**
 * A CAN_ASSUME relationship: the first can act as the second, under these conditions, because of that. `set`: the second
 * is a group or a set of principals, which acts only through its members.
 */
export interface CanAssume {
  readonly from: string
  readonly to: string
  readonly actions: readonly string[]
  readonly remaining: Remaining
  readonly because: readonly Evidence[]
  readonly set: boolean
}

/**
 * Every way from one principal to the next, of all clouds, once: becoming it, being in it, and being it (somebody
 * outside whom our directory knows as a principal of its own).
 */
export function canAssume(derived: readonly Derived[]): CanAssume[] {
  return derived.flatMap((cloud) => [
    ...cloud.assumes.map((grant) => ({ ...grant, set: false })),
    ...(cloud.memberships ?? []).map((member) => ({ ...member, actions: [], set: true })),
    ...(cloud.held ?? []).map(({ principal, by }) => ({
      from: holderOf(by),
      to: principal,
      actions: [],
      remaining: [],
      because: [],
      set: false,
    })),
  ])
}

/** Nodes of those outside whom our directory knows: they are named there, not by a policy. */
export function holders(derived: readonly Derived[]): string[] {
  return [...new Set(derived.flatMap((cloud) => (cloud.held ?? []).map(({ by }) => holderOf(by))))]
}

/** One id for a holder: an application is an object of its home tenant. */
function holderOf(by: readonly string[]): string {
  const [first = '', second] = by
  return first.startsWith('app:') && second !== undefined ? `${second}/${first.slice('app:'.length)}` : first
}
