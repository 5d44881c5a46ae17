// What it is: what the facts of AWS accounts mean: who can become whom, who may do what where.
// May import: src/model and the rest of src/policy/aws.
// Never does: read files, know parties, decide what is printed.
import type { Derived, Facts } from '../../../model/index.js'
import { accessGrants } from './accesses.js'
import { assumeGrants, type AssumeFindings } from './assumes.js'
import { bundlesOf } from './bundles.js'
import { openToServices } from './open-services.js'
import { outsideGrants } from './outside-grants.js'
import { guardedResources } from './resource-side.js'
import { awsWorld } from './world.js'

export { bucketOf, type AwsWorld } from './aws-world.js'
export { awsWorld } from './world.js'
export { fromRemaining, toRemaining } from '../../condition/remaining.js'

/** Everything that follows from the AWS part of a snapshot's facts. */
export function deriveAws(facts: Facts): Derived {
  const world = awsWorld(facts)
  const assumed = assumeGrants(world)
  const resources = guardedResources(world)
  const direct = outsideGrants(world, resources)
  return {
    outside: [...new Map([...assumed.outside, ...direct.outside]).values()],
    assumes: assumed.grants,
    accesses: [...accessGrants(world, bundlesOf(world), resources, reachedFrom(assumed)), ...direct.grants],
    openToServices: openToServices(world),
  }
}

/** Our principals that somebody outside can become, over any number of hops. */
function reachedFrom({ outside, grants }: AssumeFindings): Set<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of grants) {
    const list = next.get(from)
    if (list === undefined) next.set(from, [to])
    else list.push(to)
  }
  const reached = new Set<string>()
  const open = [...outside.keys()]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const to of next.get(at) ?? []) {
      if (reached.has(to)) continue
      reached.add(to)
      open.push(to)
    }
  }
  return reached
}
