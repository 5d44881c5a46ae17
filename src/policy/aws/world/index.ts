// What it is: what the facts of AWS accounts mean: who can become whom, who may do what where.
// May import: src/model and the rest of src/policy/aws.
// Never does: read files, know parties, decide what is printed.
import type { Derived, Facts } from '../../../model/index.js'
import { accessGrants } from './accesses.js'
import { assumeGrants } from './assumes.js'
import { bundlesOf } from './bundles.js'
import { outsideGrants } from './outside-grants.js'
import { guardedResources } from './resource-side.js'
import { awsWorld } from './world.js'

export { bucketOf, type AwsWorld } from './aws-world.js'
export { awsWorld } from './world.js'
export { fromRemaining, toRemaining } from './remaining.js'

/** Everything that follows from the AWS part of a snapshot's facts. */
export function deriveAws(facts: Facts): Derived {
  const world = awsWorld(facts)
  const assumed = assumeGrants(world)
  const resources = guardedResources(world)
  const direct = outsideGrants(world, resources)
  return {
    outside: [...new Map([...assumed.outside, ...direct.outside]).values()],
    assumes: assumed.grants,
    accesses: [...accessGrants(world, bundlesOf(world), resources), ...direct.grants],
  }
}
