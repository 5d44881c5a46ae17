import { nodeKind, type AccessGraph } from '../../engine/index.js'
import type { GraphNodeKind } from '../../graph/index.js'
import { partiesOfDoor } from '../../party/index.js'
import type { Doors } from '../parties.js'

/**
 * The label under which each node is published. Whom policies name is stored as an identity outside, because what is
 * stored knows no registry; whoever turns out to be ours is published as a principal.
 */
export function publishedKinds(access: AccessGraph, doors: Doors): (node: number) => GraphNodeKind {
  const ours = new Set(
    doors.outside.filter((node) => partiesOfDoor(doors.directory, access.graph.ids.get(node)).length === 0),
  )
  return (node) => (ours.has(node) ? 'Principal' : (nodeKind(access.graph, node) as GraphNodeKind))
}
