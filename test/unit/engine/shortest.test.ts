import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_EDGE_KINDS, edgeSource, edgeTarget } from '../../../src/engine/compact-graph.js'
import type { CompactGraph } from '../../../src/engine/compact-graph.js'
import { shortestTree, shortestWalk, walkTo } from '../../../src/engine/shortest.js'
import { compact, kindMasks, plainGraphs, reachedLiterally, reversed } from './random-graph.js'

/** Depths by relaxing every edge until nothing changes. */
function depthsLiterally(size: number, edges: { from: number; to: number }[], sources: number[]): number[] {
  const depths = Array.from({ length: size }, (_, node) => (sources.includes(node) ? 0 : Infinity))
  for (let round = 0; round < size; round++) {
    for (const { from, to } of edges) depths[to] = Math.min(depths[to] ?? NaN, (depths[from] ?? NaN) + 1)
  }
  return depths.map((depth) => (depth === Infinity ? -1 : depth))
}

function edgesOf(graph: CompactGraph): { edge: number; from: number; to: number; kind: number }[] {
  return Array.from({ length: graph.edgeCount }, (_, edge) => ({
    edge,
    from: edgeSource(graph, edge),
    to: edgeTarget(graph, edge),
    kind: graph.outKinds[edge] ?? NaN,
  }))
}

describe('shortest walks', () => {
  it('have the literal depth, and the lowest node and edge at each step back', () => {
    fc.assert(
      fc.property(plainGraphs, kindMasks, (plain, kinds) => {
        const graph = compact(plain)
        const sources = plain.sources[0] ?? []
        const edges = edgesOf(graph).filter(({ kind }) => (kinds >>> kind) & 1)
        const tree = shortestTree(graph, sources, kinds)
        const depths = depthsLiterally(plain.size, edges, sources)
        expect([...tree.depths]).toEqual(depths)
        for (let node = 0; node < plain.size; node++) {
          const steps = edges.filter(
            ({ from, to }) => to === node && depths[from] !== -1 && depths[from] === (depths[node] ?? NaN) - 1,
          )
          expect(tree.parents[node]).toBe(steps[0]?.from ?? -1)
          expect(tree.parentEdges[node]).toBe(steps[0]?.edge ?? -1)
          const walk = walkTo(tree, node)
          expect(walk?.edges.length ?? -1).toBe(depths[node])
          walk?.edges.forEach((edge, i) => {
            expect([edgeSource(graph, edge), edgeTarget(graph, edge)]).toEqual([walk.nodes[i], walk.nodes[i + 1]])
          })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('backwards run along the edges from the node to a source', () => {
    fc.assert(
      fc.property(plainGraphs, kindMasks, (plain, kinds) => {
        const graph = compact(plain)
        const sources = plain.sources[0] ?? []
        const tree = shortestTree(graph, sources, kinds, { direction: 'in' })
        const reached = reachedLiterally(reversed(plain), sources, kinds)
        for (let node = 0; node < plain.size; node++) {
          const walk = walkTo(tree, node)
          expect(walk !== null).toBe(reached.includes(node))
          if (walk === null) continue
          expect(walk.nodes[0]).toBe(node)
          expect(sources).toContain(walk.nodes.at(-1))
          walk.edges.forEach((edge, i) => {
            expect([edgeSource(graph, edge), edgeTarget(graph, edge)]).toEqual([walk.nodes[i], walk.nodes[i + 1]])
          })
        }
      }),
    )
  })

  it('between sets go to the nearest, then the lowest target, and do not depend on the order of either', () => {
    fc.assert(
      fc.property(plainGraphs, kindMasks, (plain, kinds) => {
        const graph = compact(plain)
        const [sources = [], targets = []] = plain.sources
        const walk = shortestWalk(graph, sources, targets, kinds)
        const tree = shortestTree(graph, sources, kinds)
        const nearest = [...targets]
          .filter((node) => (tree.depths[node] ?? -1) >= 0)
          .sort((a, b) => (tree.depths[a] ?? NaN) - (tree.depths[b] ?? NaN) || a - b)[0]
        expect(walk).toEqual(nearest === undefined ? null : walkTo(tree, nearest))
        expect(shortestWalk(graph, [...sources].reverse(), [...targets].reverse(), kinds)).toEqual(walk)
      }),
    )
  })

  it('take no refused edge', () => {
    const plain = {
      size: 4,
      edges: [
        { from: 0, to: 3, kind: 0 },
        { from: 0, to: 1, kind: 0 },
        { from: 1, to: 2, kind: 0 },
        { from: 2, to: 3, kind: 0 },
      ],
      sources: [],
    }
    const graph = compact(plain)
    const direct = edgesOf(graph).find(({ from, to }) => from === 0 && to === 3)?.edge
    expect(shortestWalk(graph, [0], [3], ALL_EDGE_KINDS)?.nodes).toEqual([0, 3])
    expect(shortestWalk(graph, [0], [3], ALL_EDGE_KINDS, { accept: (edge) => edge !== direct })?.nodes).toEqual([
      0, 1, 2, 3,
    ])
  })

  it('of no step lead from a node to itself', () => {
    const graph = compact({ size: 1, edges: [{ from: 0, to: 0, kind: 0 }], sources: [] })
    expect(shortestWalk(graph, [0], [0], ALL_EDGE_KINDS)).toEqual({ nodes: [0], edges: [] })
  })

  it('refuse what is no node', () => {
    const graph = compact({ size: 1, edges: [], sources: [] })
    expect(() => shortestTree(graph, [1], ALL_EDGE_KINDS)).toThrow(RangeError)
    expect(() => shortestWalk(graph, [0], [1], ALL_EDGE_KINDS)).toThrow(RangeError)
    expect(() => walkTo(shortestTree(graph, [0], ALL_EDGE_KINDS), 1)).toThrow(RangeError)
  })
})
