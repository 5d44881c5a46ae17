import { MultiDirectedGraph } from 'graphology'
import type { Json } from '../model/index.js'
import {
  edgeDetail,
  edgeKind,
  edgeSource,
  edgeTarget,
  GraphInputError,
  nodeId,
  nodeKind,
  nodeProperties,
  quoted,
} from './compact-graph.js'
import type { CompactGraph } from './compact-graph.js'

/** Part of a graph, taken out: what an answer stands on. Nodes have distinct ids. */
export interface Subgraph {
  nodes: { id: string; kind: string; properties: Json }[]
  edges: { from: string; to: string; kind: string; detail: Json }[]
}

/** Attributes of a node. What a cloud named stays inside `properties`, so it cannot shadow the others. */
export type NodeAttributes = { id: string; kind: string; properties: Json }

export type EdgeAttributes = { kind: string; detail: Json }

/**
 * The nodes and edges with these numbers, each once and in ascending order, together with the ends of the edges.
 *
 * @throws RangeError for a number that is no node's or no edge's
 */
export function subgraphOf(graph: CompactGraph, nodes: Iterable<number>, edges: Iterable<number>): Subgraph {
  const edgeNumbers = [...new Set(edges)].sort((a, b) => a - b)
  const ends = edgeNumbers.flatMap((edge) => [edgeSource(graph, edge), edgeTarget(graph, edge)])
  const nodeNumbers = [...new Set([...nodes, ...ends])].sort((a, b) => a - b)
  return {
    nodes: nodeNumbers.map((node) => ({
      id: nodeId(graph, node),
      kind: nodeKind(graph, node),
      properties: nodeProperties(graph, node),
    })),
    edges: edgeNumbers.map((edge) => ({
      from: nodeId(graph, edgeSource(graph, edge)),
      to: nodeId(graph, edgeTarget(graph, edge)),
      kind: edgeKind(graph, edge),
      detail: edgeDetail(graph, edge),
    })),
  }
}

/**
 * The sub-graph as a graphology graph for drawings, exports and metrics. Nodes have the key `graphologyKey(id)`, edges their
 * position in the list.
 *
 * @throws GraphInputError: `conflict` if a node is listed twice, `unknown-node` if an edge has an end that is not listed
 * @see https://graphology.github.io/
 */
export function asGraphology(subgraph: Subgraph): MultiDirectedGraph<NodeAttributes, EdgeAttributes> {
  const result = new MultiDirectedGraph<NodeAttributes, EdgeAttributes>()
  for (const { id, kind, properties } of subgraph.nodes) {
    if (result.hasNode(graphologyKey(id)))
      throw new GraphInputError('conflict', `node ${quoted(id)} is listed twice: merge the two`)
    result.addNode(graphologyKey(id), { id, kind, properties })
  }
  subgraph.edges.forEach(({ from, to, kind, detail }, position) => {
    for (const end of [from, to]) {
      if (result.hasNode(graphologyKey(end))) continue
      throw new GraphInputError('unknown-node', `node ${quoted(end)} is the end of an edge but not listed: list it`)
    }
    result.addDirectedEdgeWithKey(String(position), graphologyKey(from), graphologyKey(to), { kind, detail })
  })
  return result
}

/**
 * The key of the node `id`: the id itself, with `id:` before it only where graphology would take it for something
 * else (it keeps neighbours in plain objects, in which `__proto__` and `constructor` are there from the start).
 */
export function graphologyKey(id: string): string {
  return id in Object.prototype || id.startsWith('id:') ? `id:${id}` : id
}
