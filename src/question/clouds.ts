import type { Cloud, Derived, Facts } from '../model/index.js'
import { awsMeaning } from '../policy/aws/meaning.js'
import { azureMeaning } from '../policy/azure/index.js'
import type { CloudMeaning } from '../policy/cloud.js'
import { gcpMeaning } from '../policy/gcp/index.js'
import { federated, withoutOwnLogins } from '../policy/federation.js'

/** The clouds that questions know: another one is a line here. */
const CLOUDS: readonly CloudMeaning[] = [awsMeaning, azureMeaning, gcpMeaning]

/** Changes whenever what is derived from the same facts changes; part of the name of the stored graph. */
export const DERIVATION = 4

/** What follows from a snapshot's facts, cloud by cloud, and then between the clouds. */
export function deriveAll(facts: Facts): Derived[] {
  const derived = CLOUDS.flatMap((cloud) => {
    const own = factsOf(facts, cloud.cloud)
    return own.nodes.length === 0 ? [] : [cloud.derive(own)]
  })
  return derived.length === 0 ? [] : [...withoutOwnLogins(facts, derived), federated(facts, derived)]
}

/** The facts of one cloud. Documents are shared: what is not attached to a node of the cloud is looked up by name only. */
export function factsOf(facts: Facts, cloud: Cloud): Facts {
  if (facts.nodes.every((node) => node.cloud === cloud)) return facts
  const nodes = facts.nodes.filter((node) => node.cloud === cloud)
  const ids = new Set(nodes.map(({ id }) => id))
  return {
    nodes,
    edges: facts.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    documents: facts.documents,
    attachments: facts.attachments.filter(({ to }) => ids.has(to)),
    gaps: facts.gaps.filter((gap) => gap.cloud === cloud),
  }
}

export function meaningOf(cloud: Cloud | null): CloudMeaning {
  return CLOUDS.find((each) => each.cloud === cloud) ?? awsMeaning
}

/** The cloud whose spelling an action has; where the text alone does not tell, the resource does. */
export function meaningOfAction(action: string, resource: string): CloudMeaning {
  return (
    CLOUDS.find((cloud) => cloud.ownsAction(action)) ?? CLOUDS.find((cloud) => cloud.ownsId(resource)) ?? awsMeaning
  )
}
