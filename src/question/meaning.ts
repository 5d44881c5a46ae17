import type { Derived, Facts } from '../model/index.js'
import { deriveAws } from '../policy/aws/world/index.js'

/** What follows from a snapshot's facts, cloud by cloud: another cloud is a line here. */
export function deriveAll(facts: Facts): Derived[] {
  return [deriveAws(facts)]
}

/** Changes whenever what is derived from the same facts changes; part of the name of the stored graph. */
export const DERIVATION = 2
