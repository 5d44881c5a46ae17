import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closure } from '../../../src/engine/closure.js'
import { ALL_EDGE_KINDS } from '../../../src/engine/compact-graph.js'
import { components } from '../../../src/engine/components.js'
import { compact, kindMasks, plainGraphs, reachedLiterally, reversed } from './random-graph.js'
import type { PlainGraph } from './random-graph.js'

function chain(size: number, extra: PlainGraph['edges'] = []): PlainGraph {
  const edges = Array.from({ length: size - 1 }, (_, from) => ({ from, to: from + 1, kind: 0 }))
  return { size, edges: [...edges, ...extra], sources: [] }
}

describe('closure', () => {
  it('agrees with literal reachability, both ways, with and without components at hand', () => {
    fc.assert(
      fc.property(plainGraphs, kindMasks, fc.boolean(), fc.boolean(), (plain, kinds, backwards, atHand) => {
        const graph = compact(plain)
        const direction = backwards ? 'in' : 'out'
        const options = atHand
          ? ({ direction, components: components(graph, kinds, { direction }) } as const)
          : ({ direction } as const)
        const matrix = closure(graph, plain.sources, kinds, options)
        plain.sources.forEach((source, i) => {
          const expected = reachedLiterally(backwards ? reversed(plain) : plain, source, kinds)
          expect([...matrix.nodesOf(i)]).toEqual(expected)
          expect(matrix.countOf(i)).toBe(expected.length)
          for (let node = 0; node < plain.size; node++) expect(matrix.has(node, i)).toBe(expected.includes(node))
        })
        for (let node = 0; node < plain.size; node++) {
          const expected = plain.sources.flatMap((_, i) => (matrix.has(node, i) ? [i] : []))
          expect([...matrix.sourcesOf(node)]).toEqual(expected)
        }
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['a self-loop alone', { size: 2, edges: [{ from: 0, to: 0, kind: 0 }], sources: [] }, [0], [0]],
    ['a chain', chain(4), [1], [1, 2, 3]],
    ['a cycle entered from its middle', chain(4, [{ from: 3, to: 0, kind: 0 }]), [2], [0, 1, 2, 3]],
    ['a cycle with a tail', chain(4, [{ from: 1, to: 0, kind: 0 }]), [0], [0, 1, 2, 3]],
    ['the tail of a cycle', chain(4, [{ from: 1, to: 0, kind: 0 }]), [3], [3]],
    [
      'two cycles joined one way',
      chain(4, [
        { from: 1, to: 0, kind: 0 },
        { from: 3, to: 2, kind: 0 },
      ]),
      [2],
      [2, 3],
    ],
    ['an empty source', chain(3), [], []],
  ])('%s', (_, plain, source, expected) => {
    expect([...closure(compact(plain), [source], ALL_EDGE_KINDS).nodesOf(0)]).toEqual(expected)
  })

  it('keeps sources apart on both sides of a word boundary', () => {
    const graph = compact(chain(70))
    const sources = Array.from({ length: 70 }, (_, node) => [node])
    const matrix = closure(graph, sources, ALL_EDGE_KINDS)
    for (const source of [0, 31, 32, 33, 63, 64, 69]) expect(matrix.nodesOf(source)[0]).toBe(source)
    expect(matrix.sourcesOf(33)).toHaveLength(34)
  })

  it('follows a chain of 200,000 nodes without recursion', () => {
    const size = 200_000
    const numbers = Uint32Array.from({ length: size }, (_, i) => i)
    const graph = compact({ size: 1, edges: [], sources: [] })
    const long = {
      ...graph,
      nodeCount: size,
      edgeCount: size - 1,
      nodeKinds: new Uint8Array(size),
      outOffsets: Uint32Array.from({ length: size + 1 }, (_, i) => Math.min(i, size - 1)),
      outTargets: numbers.subarray(1),
      outKinds: new Uint8Array(size - 1),
    }
    expect(closure(long, [[0]], ALL_EDGE_KINDS).countOf(0)).toBe(size)
  })

  it('answers for no sources and for an empty graph', () => {
    expect(closure(compact(chain(2)), [], ALL_EDGE_KINDS).sourcesOf(0)).toHaveLength(0)
    expect(closure(compact({ size: 0, edges: [], sources: [] }), [[]], ALL_EDGE_KINDS).nodesOf(0)).toHaveLength(0)
  })

  it('refuses what does not exist or does not fit', () => {
    const graph = compact(chain(3))
    const matrix = closure(graph, [[0]], ALL_EDGE_KINDS)
    expect(() => matrix.has(3, 0)).toThrow(RangeError)
    expect(() => matrix.has(0, 1)).toThrow(RangeError)
    expect(() => matrix.nodesOf(-1)).toThrow(RangeError)
    expect(() => closure(graph, [[3]], ALL_EDGE_KINDS)).toThrow(RangeError)
    expect(() => closure(graph, [[0]], 1, { components: components(graph, 2) })).toThrow(RangeError)
    expect(() => closure(graph, [[0]], 1, { components: components(graph, 1, { direction: 'in' }) })).toThrow(
      RangeError,
    )
    expect(() => closure(graph, [[0]], 1, { components: components(graph, 1, { roots: [2] }) })).toThrow(RangeError)
    expect(() => closure(graph, [[0]], 1, { components: components(compact(chain(4)), 1) })).toThrow(RangeError)
  })
})
