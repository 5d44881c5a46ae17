import type { AccessGrant, Derived } from '../../model/index.js'

/** A CAN_ACCESS relationship of one principal; grants that principals share stay one grant. */
export interface CanAccess {
  readonly from: string
  readonly grant: AccessGrant
}

/**
 * Every access of every principal, at the scope at which it is granted.
 *
 * INVARIANT: no grant is multiplied by the resources it covers; that happens when a question is asked.
 */
export function* canAccess(derived: readonly Derived[]): Generator<CanAccess> {
  for (const cloud of derived) {
    for (const grant of cloud.accesses) for (const from of grant.principals) yield { from, grant }
  }
}
