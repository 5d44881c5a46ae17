import type { Derived, Evidence, Remaining } from '../../model/index.js'

/** A CAN_ASSUME relationship: the first can become the second, under these conditions, because of that. */
export interface CanAssume {
  readonly from: string
  readonly to: string
  readonly actions: readonly string[]
  readonly remaining: Remaining
  readonly because: readonly Evidence[]
}

/** Every way from one principal to the next, of all clouds, once. */
export function canAssume(derived: readonly Derived[]): CanAssume[] {
  return derived.flatMap((cloud) => cloud.assumes)
}
