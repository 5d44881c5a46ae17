import { adjacency, checkNodes } from './compact-graph.js'
import type { CompactGraph, Direction } from './compact-graph.js'

/**
 * The shortest way to every node that a set of nodes reaches.
 *
 * INVARIANT: of several shortest ways the tree has the one whose last step starts at the lowest node, by the lowest edge, and
 * so on backwards. It depends on the graph alone, never on the order of the sources.
 */
export interface ShortestTree {
  readonly direction: Direction
  /** Steps per node, -1 where the sources do not lead. */
  readonly depths: Int32Array
  /** The node before, -1 for sources and for nodes not reached. */
  readonly parents: Int32Array
  /** The edge (by its number in the graph) from the node before, -1 for sources and for nodes not reached. */
  readonly parentEdges: Int32Array
}

/** A walk: `edges[i]` joins `nodes[i]` and `nodes[i + 1]`, in the direction that was followed. */
export interface Walk {
  nodes: number[]
  edges: number[]
}

export interface ShortestOptions {
  direction?: Direction
  /** Takes single edges out, on top of the kinds. */
  accept?: (edge: number) => boolean
  /** Stop at the depth where the first of these is met. Nodes further away count as not reached. */
  until?: ArrayLike<number>
}

/**
 * Breadth first from all `sources` at once over the edges in `kinds`.
 *
 * @throws RangeError for a number that is no node's
 */
export function shortestTree(
  graph: CompactGraph,
  sources: ArrayLike<number>,
  kinds: number,
  options: ShortestOptions = {},
): ShortestTree {
  const { accept, until, direction = 'out' } = options
  checkNodes(graph, sources)
  const goals = until === undefined ? null : nodeSet(graph, until)
  const { offsets, neighbours, kinds: edgeKinds, edges } = adjacency(graph, direction)
  const depths = new Int32Array(graph.nodeCount).fill(-1)
  const parents = new Int32Array(graph.nodeCount).fill(-1)
  const parentEdges = new Int32Array(graph.nodeCount).fill(-1)
  const queue = new Uint32Array(graph.nodeCount)
  let levelStart = 0
  let levelEnd = 0
  for (let i = 0; i < sources.length; i++) {
    const node = sources[i]!
    if (depths[node] === 0) continue
    depths[node] = 0
    queue[levelEnd++] = node
  }
  for (let depth = 1; levelStart < levelEnd; depth++) {
    const level = queue.subarray(levelStart, levelEnd).sort()
    if (goals !== null && level.some((node) => goals[node] === 1)) break
    let end = levelEnd
    for (const node of level) {
      const last = offsets[node + 1]!
      for (let position = offsets[node]!; position < last; position++) {
        if (((kinds >>> edgeKinds[position]!) & 1) === 0) continue
        const neighbour = neighbours[position]!
        if (depths[neighbour] !== -1) continue
        const edge = edges === null ? position : edges[position]!
        if (accept !== undefined && !accept(edge)) continue
        depths[neighbour] = depth
        parents[neighbour] = node
        parentEdges[neighbour] = edge
        queue[end++] = neighbour
      }
    }
    levelStart = levelEnd
    levelEnd = end
  }
  return { direction, depths, parents, parentEdges }
}

/**
 * The tree's way from its sources to `node`, or null if they do not lead there. With direction `in` it is given the way the
 * edges point: from `node` to a source.
 *
 * @throws RangeError if there is no such node
 */
export function walkTo(tree: ShortestTree, node: number): Walk | null {
  const depth = tree.depths[node]
  if (depth === undefined) throw new RangeError(`no node \`${node}\` in the graph`)
  if (depth < 0) return null
  const nodes = [node]
  const edges: number[] = []
  for (let current = node; tree.parents[current]! >= 0; current = tree.parents[current]!) {
    nodes.push(tree.parents[current]!)
    edges.push(tree.parentEdges[current]!)
  }
  return tree.direction === 'out' ? { nodes: nodes.reverse(), edges: edges.reverse() } : { nodes, edges }
}

/**
 * The shortest walk from any of `sources` to any of `targets`, or null. Of several: to the lowest target, and there as
 * `ShortestTree` says. A node that is both gives a walk of no edges.
 *
 * @throws RangeError for a number that is no node's
 */
export function shortestWalk(
  graph: CompactGraph,
  sources: ArrayLike<number>,
  targets: ArrayLike<number>,
  kinds: number,
  options: Omit<ShortestOptions, 'until'> = {},
): Walk | null {
  const tree = shortestTree(graph, sources, kinds, { ...options, until: targets })
  let best = -1
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i]!
    const depth = tree.depths[target]!
    if (depth < 0) continue
    const bestDepth = best < 0 ? Infinity : tree.depths[best]!
    if (depth < bestDepth || (depth === bestDepth && target < best)) best = target
  }
  return best < 0 ? null : walkTo(tree, best)
}

function nodeSet(graph: CompactGraph, nodes: ArrayLike<number>): Uint8Array {
  checkNodes(graph, nodes)
  const set = new Uint8Array(graph.nodeCount)
  for (let i = 0; i < nodes.length; i++) set[nodes[i]!] = 1
  return set
}
