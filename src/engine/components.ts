import { adjacency, checkNodes } from './compact-graph.js'
import type { Adjacency, CompactGraph, Direction } from './compact-graph.js'
import { layout, sectionOf } from './sections.js'
import type { Section } from './sections.js'
import { checkOffsets } from './text-table.js'

/**
 * Strongly connected components: the groups of nodes that all reach each other over edges of the chosen kinds.
 *
 * INVARIANT: an edge (in `direction`) from one component into another leads from the higher number to the lower, so descending
 * numbers are a topological order.
 */
export interface Components {
  readonly direction: Direction
  /** The kinds followed, as of `edgeKindMask`. */
  readonly kinds: number
  readonly count: number
  /** Per node, -1 where no root leads. */
  readonly componentOf: Int32Array
  /** The nodes of component `c`, ascending, are `members[memberOffsets[c]]` up to `members[memberOffsets[c + 1]]`. */
  readonly memberOffsets: Uint32Array
  readonly members: Uint32Array
}

export interface ComponentOptions {
  direction?: Direction
  /** Look only at what these nodes lead to. Default: all nodes. */
  roots?: Iterable<number>
}

/** Numbers from here on mark finished components; all below are positions of nodes under way. */
const FINISHED = 0x40000000

/**
 * The components of `graph` over the edges in `kinds`, by Tarjan's algorithm without recursion, in the form of Pearce: one
 * number per node is in turn "not seen" (0), the lowest position it reaches, and its component.
 *
 * LIMIT: fewer than 2^30 nodes.
 *
 * @throws RangeError for a root that is no node
 * @see https://doi.org/10.1016/j.ipl.2015.08.010 (D. J. Pearce, "A space-efficient algorithm for finding strongly connected components")
 */
export function components(graph: CompactGraph, kinds: number, options: ComponentOptions = {}): Components {
  const direction = options.direction ?? 'out'
  const { nodeCount } = graph
  const marks = new Uint32Array(nodeCount)
  const walk = newWalk(adjacency(graph, direction), kinds, marks)
  if (options.roots === undefined) {
    for (let node = 0; node < nodeCount; node++) if (marks[node] === 0) walk.from(node)
  } else {
    const roots = [...options.roots]
    checkNodes(graph, roots)
    for (const node of roots) if (marks[node] === 0) walk.from(node)
  }
  const count = walk.count()
  const componentOf = Int32Array.from(marks, (mark) => (mark >= FINISHED ? mark - FINISHED : -1))
  return { direction, kinds: kinds >>> 0, count, componentOf, ...groupMembers(componentOf, count) }
}

function newWalk(half: Adjacency, kinds: number, marks: Uint32Array): { from(root: number): void; count(): number } {
  const { offsets, neighbours, kinds: edgeKinds } = half
  const cursors = new Uint32Array(marks.length)
  const positions = new Uint32Array(marks.length)
  const path = new Uint32Array(marks.length)
  const pending = new Uint32Array(marks.length)
  let pendingCount = 0
  let nextPosition = 1
  let count = 0

  function from(root: number): void {
    let depth = 0
    let node = root
    path[0] = root
    enter(root)
    for (;;) {
      const next = descend(node)
      if (next >= 0) {
        node = next
        path[++depth] = next
        enter(next)
        continue
      }
      leave(node)
      if (depth === 0) return
      node = path[--depth]!
    }
  }

  function enter(node: number): void {
    cursors[node] = offsets[node]!
    positions[node] = nextPosition
    marks[node] = nextPosition++
  }

  /** Reads on along the edges of `node`: the next node not seen yet, or -1. The edge to it is read again on return. */
  function descend(node: number): number {
    const end = offsets[node + 1]!
    let lowest = marks[node]!
    for (let edge = cursors[node]!; edge < end; edge++) {
      if (((kinds >>> edgeKinds[edge]!) & 1) === 0) continue
      const neighbour = neighbours[edge]!
      const mark = marks[neighbour]!
      if (mark === 0) {
        cursors[node] = edge
        marks[node] = lowest
        return neighbour
      }
      if (mark < lowest) lowest = mark
    }
    marks[node] = lowest
    return -1
  }

  function leave(node: number): void {
    const lowest = marks[node]!
    if (lowest !== positions[node]) {
      pending[pendingCount++] = node
      return
    }
    const finished = FINISHED + count++
    while (pendingCount > 0 && marks[pending[pendingCount - 1]!]! >= lowest) {
      marks[pending[--pendingCount]!] = finished
    }
    marks[node] = finished
  }

  return { from, count: () => count }
}

function groupMembers(componentOf: Int32Array, count: number): { memberOffsets: Uint32Array; members: Uint32Array } {
  const memberOffsets = new Uint32Array(count + 1)
  for (const component of componentOf) if (component >= 0) memberOffsets[component + 1]!++
  for (let component = 0; component < count; component++) memberOffsets[component + 1]! += memberOffsets[component]!
  const next = memberOffsets.slice(0, count)
  const members = new Uint32Array(memberOffsets[count]!)
  componentOf.forEach((component, node) => {
    if (component >= 0) members[next[component]!++] = node
  })
  return { memberOffsets, members }
}

/** Adds the sections `<name>.*`, for a set of kinds that is asked for again and again. */
export function storeComponents(sections: Map<string, Section>, name: string, value: Components): void {
  sections.set(`${name}.direction`, Uint8Array.of(value.direction === 'out' ? 0 : 1))
  sections.set(`${name}.kinds`, Uint32Array.of(value.kinds))
  sections.set(`${name}.componentOf`, value.componentOf)
  sections.set(`${name}.memberOffsets`, value.memberOffsets)
  sections.set(`${name}.members`, value.members)
}

/**
 * The components stored under `name` together with `graph`.
 *
 * @throws StoredFormError if a section is missing or does not fit the graph
 */
export function openComponents(sections: ReadonlyMap<string, Section>, name: string, graph: CompactGraph): Components {
  const componentOf = sectionOf(sections, `${name}.componentOf`, Int32Array)
  const memberOffsets = sectionOf(sections, `${name}.memberOffsets`, Uint32Array)
  const members = sectionOf(sections, `${name}.members`, Uint32Array)
  const kinds = sectionOf(sections, `${name}.kinds`, Uint32Array)[0]
  const direction = sectionOf(sections, `${name}.direction`, Uint8Array)[0]
  checkOffsets(memberOffsets, members.length, name)
  const count = memberOffsets.length - 1
  if (kinds === undefined || direction === undefined) throw layout(`\`${name}\` does not say what it was made from`)
  if (componentOf.length !== graph.nodeCount || members.length > graph.nodeCount) {
    throw layout(`\`${name}\` does not fit the graph`)
  }
  if (componentOf.some((component) => component >= count) || members.some((node) => node >= graph.nodeCount)) {
    throw layout(`\`${name}\` points outside the graph`)
  }
  return { direction: direction === 0 ? 'out' : 'in', kinds, count, componentOf, memberOffsets, members }
}
