import fc from 'fast-check'
import type { CompactGraph } from '../../../src/engine/compact-graph.js'
import { GraphBuilder } from '../../../src/engine/graph-builder.js'

export const VOCABULARY = { nodeKinds: ['A', 'B'], edgeKinds: ['X', 'Y', 'Z'] }

export interface PlainGraph {
  size: number
  edges: { from: number; to: number; kind: number }[]
  sources: number[][]
}

/** Ids whose order by code unit is the order of the numbers. */
export function idOf(node: number): string {
  return `n${String(node).padStart(4, '0')}`
}

export function compact(plain: PlainGraph): CompactGraph {
  const builder = new GraphBuilder(VOCABULARY)
  for (let node = 0; node < plain.size; node++) builder.addNode(idOf(node), node % 2 === 0 ? 'A' : 'B')
  for (const { from, to, kind } of plain.edges) builder.addEdge(idOf(from), idOf(to), VOCABULARY.edgeKinds[kind] ?? '')
  return builder.build()
}

/** Graphs in which cycles, self-loops and parallel edges are the rule and a tail of nodes has no edges. */
export const plainGraphs: fc.Arbitrary<PlainGraph> = fc
  .record({ joined: fc.integer({ min: 1, max: 12 }), alone: fc.integer({ min: 0, max: 4 }) })
  .chain(({ joined, alone }) => {
    const node = fc.integer({ min: 0, max: joined - 1 })
    const kind = fc.integer({ min: 0, max: 2 })
    const edge = fc.record({ from: node, to: node, kind })
    const loop = fc.record({ from: node, kind }).map(({ from, kind }) => ({ from, to: from, kind }))
    const cycle = fc
      .record({ nodes: fc.array(node, { minLength: 2, maxLength: 4 }), kind })
      .map(({ nodes, kind }) => nodes.map((from, i) => ({ from, to: nodes[(i + 1) % nodes.length] ?? from, kind })))
    return fc
      .record({
        edges: fc.array(edge, { maxLength: 30 }),
        loops: fc.array(loop, { maxLength: 3 }),
        cycles: fc.array(cycle, { maxLength: 3 }),
        twice: fc.boolean(),
        sources: fc.array(fc.array(fc.integer({ min: 0, max: joined + alone - 1 }), { maxLength: 3 }), {
          maxLength: 70,
        }),
      })
      .map(({ edges, loops, cycles, twice, sources }) => {
        const all = [...edges, ...loops, ...cycles.flat()]
        return { size: joined + alone, edges: twice ? [...all, ...all] : all, sources }
      })
  })

/** Reachability as defined: what can be reached in no step, and from there over one more edge, until nothing is added. */
export function reachedLiterally(plain: PlainGraph, source: readonly number[], kinds: number): number[] {
  const reached = new Set(source)
  for (let before = -1; before !== reached.size;) {
    before = reached.size
    for (const { from, to, kind } of plain.edges) if ((kinds >>> kind) & 1 && reached.has(from)) reached.add(to)
  }
  return [...reached].sort((a, b) => a - b)
}

export function reversed(plain: PlainGraph): PlainGraph {
  return { ...plain, edges: plain.edges.map(({ from, to, kind }) => ({ from: to, to: from, kind })) }
}

export const kindMasks = fc.integer({ min: 0, max: 7 })
