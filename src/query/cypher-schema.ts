import { EDGE_KINDS, NODE_KINDS, type EdgeKindRow, type NodeKindRow } from '../graph/index.js'
import type { CypherSchema } from './cypher-lint.js'

/** What Cypher may name: the kinds of the published graph, with their properties and what they join. */
export function cypherSchema(): CypherSchema {
  const nodes: readonly [string, NodeKindRow][] = Object.entries(NODE_KINDS)
  const edges: readonly [string, EdgeKindRow][] = Object.entries(EDGE_KINDS)
  return {
    nodes: new Map(nodes.map(([kind, { properties }]) => [kind, new Set(Object.keys(properties))])),
    relationships: new Map(edges.map(([kind, { properties }]) => [kind, new Set(Object.keys(properties))])),
    ends: new Map(edges.map(([kind, { from, to }]) => [kind, { from, to }])),
  }
}
