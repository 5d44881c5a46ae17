// What it is: what the facts of AWS accounts mean: who can become whom, who may do what where.
// May import: src/model and the rest of src/policy/aws.
// Never does: read files, know parties, decide what is printed.
import type { Derived, Facts } from '../../../model/index.js'
import { accessGrants } from './accesses.js'
import { assumeGrants } from './assumes.js'
import { awsWorld } from './world.js'

export { awsWorld, bucketOf, type AwsWorld } from './world.js'
export { fromRemaining, toRemaining } from './remaining.js'

/** Everything that follows from the AWS part of a snapshot's facts. */
export function deriveAws(facts: Facts): Derived {
  const world = awsWorld(facts)
  const { outside, grants } = assumeGrants(world)
  return { outside: [...outside.values()], assumes: grants, accesses: accessGrants(world) }
}
