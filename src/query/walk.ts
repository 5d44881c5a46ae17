import type { PropertyNode } from '../graph/index.js'
import type { GraphIndex, Link } from './graph-index.js'

/** Which way a walk goes, along which relationships, and which of them it leaves out. */
export interface Walk {
  readonly types: readonly string[]
  readonly backwards?: boolean
  /** The longest walk, in relationships. */
  readonly hops: number
  readonly passes?: (link: Link) => boolean
}

/**
 * How many relationships a node is away from the nearest start, for every node within reach: the starts at 0.
 * What `SHORTEST 1` with the quantifier `{0,n}` finds in Cypher.
 */
export function distances(graph: GraphIndex, starts: Iterable<PropertyNode>, walk: Walk): Map<PropertyNode, number> {
  const found = new Map<PropertyNode, number>()
  let front = [...new Set(starts)]
  for (const node of front) found.set(node, 0)
  for (let hops = 1; front.length > 0 && hops <= walk.hops; hops++) {
    front = step(graph, front, walk).filter((node) => !found.has(node))
    for (const node of front) found.set(node, hops)
  }
  return found
}

/**
 * As `distances`, for walks of at least one relationship: a start is found only where a cycle leads back to it.
 * What `[:T*1..n]` with DISTINCT finds in Cypher.
 */
export function walkFrom(graph: GraphIndex, starts: Iterable<PropertyNode>, walk: Walk): Map<PropertyNode, number> {
  const first = step(graph, [...new Set(starts)], walk)
  const later = distances(graph, first, { ...walk, hops: walk.hops - 1 })
  return new Map([...later].map(([node, hops]) => [node, hops + 1]))
}

function step(graph: GraphIndex, front: readonly PropertyNode[], walk: Walk): PropertyNode[] {
  const next = new Set<PropertyNode>()
  for (const node of front) {
    const links = walk.backwards === true ? graph.into(node, ...walk.types) : graph.out(node, ...walk.types)
    for (const link of links) {
      if (walk.passes !== undefined && !walk.passes(link)) continue
      next.add(walk.backwards === true ? link.from : link.to)
    }
  }
  return [...next]
}
