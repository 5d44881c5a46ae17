import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ALL_EDGE_KINDS,
  edgeDetail,
  edgeKind,
  edgeKindMask,
  edgeSource,
  edgeTarget,
  findNode,
  GraphInputError,
  nodeId,
  nodeKind,
  nodeProperties,
  openGraph,
  storeGraph,
} from '../../../src/engine/compact-graph.js'
import type { CompactGraph, GraphInputReason } from '../../../src/engine/compact-graph.js'
import { GraphBuilder, MAX_ID_BYTES } from '../../../src/engine/graph-builder.js'
import { openSections, StoredFormError, writeSections } from '../../../src/engine/sections.js'
import type { Section } from '../../../src/engine/sections.js'
import { compact, idOf, plainGraphs, VOCABULARY } from './random-graph.js'

const HOSTILE_IDS = [
  '__proto__',
  'constructor',
  'toString',
  '🦊',
  '\ue000',
  'line\nbreak',
  '\0',
  '\ufeffmark',
  ' ',
  '"`\\',
  'Ω'.repeat(2000),
]

function stored(graph: CompactGraph): Map<string, Section> {
  const sections = new Map<string, Section>()
  storeGraph(sections, graph)
  return sections
}

function columnsOf(graph: CompactGraph): Map<string, Section> {
  return openSections(writeSections(stored(graph)))
}

function reasonOf(work: () => unknown): GraphInputReason | 'none' {
  try {
    work()
  } catch (error) {
    if (error instanceof GraphInputError) return error.reason
    throw error
  }
  return 'none'
}

describe('compact graph', () => {
  it('holds exactly the edges that were added, read from either end', () => {
    fc.assert(
      fc.property(plainGraphs, (plain) => {
        const graph = compact(plain)
        const expected = plain.edges.map(({ from, to, kind }) => `${from} ${to} ${kind}`).sort()
        const outgoing: string[] = []
        const incoming: string[] = []
        for (let node = 0; node < plain.size; node++) {
          for (let edge = graph.outOffsets[node] ?? NaN; edge < (graph.outOffsets[node + 1] ?? NaN); edge++) {
            expect(edgeSource(graph, edge)).toBe(node)
            outgoing.push(`${node} ${edgeTarget(graph, edge)} ${graph.outKinds[edge]}`)
          }
          for (let i = graph.inOffsets[node] ?? NaN; i < (graph.inOffsets[node + 1] ?? NaN); i++) {
            const edge = graph.inEdges[i] ?? NaN
            expect([edgeSource(graph, edge), edgeTarget(graph, edge)]).toEqual([graph.inSources[i], node])
            incoming.push(`${graph.inSources[i]} ${node} ${graph.inKinds[i]}`)
          }
        }
        expect(outgoing.sort()).toEqual(expected)
        expect(incoming.sort()).toEqual(expected)
      }),
    )
  })

  it('has the same bytes whatever the order in which it was filled', () => {
    const shuffled = plainGraphs.chain((plain) =>
      fc.record({
        plain: fc.constant(plain),
        nodes: fc.shuffledSubarray([...Array(plain.size).keys()], { minLength: plain.size }),
        edges: fc.shuffledSubarray(plain.edges, { minLength: plain.edges.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ plain, nodes, edges }) => {
        const fill = (nodeOrder: number[], edgeOrder: typeof edges): Buffer => {
          const builder = new GraphBuilder(VOCABULARY)
          for (const node of nodeOrder) builder.addNode(idOf(node), 'A', { b: node, a: 1 })
          for (const { from, to, kind } of edgeOrder) {
            const detail = (from + to) % 3 === 0 ? undefined : builder.addDetail({ sum: from + to })
            builder.addEdge(idOf(from), idOf(to), VOCABULARY.edgeKinds[kind] ?? '', detail)
          }
          return writeSections(stored(builder.build()))
        }
        expect(fill(nodes, edges).equals(fill([...Array(plain.size).keys()], plain.edges))).toBe(true)
      }),
    )
  })

  it('comes back from its stored form', () => {
    fc.assert(
      fc.property(plainGraphs, (plain) => {
        const graph = compact(plain)
        const opened = openGraph(columnsOf(graph))
        expect([...stored(opened)].map(([name, column]) => [name, [...column]])).toEqual(
          [...stored(graph)].map(([name, column]) => [name, [...column]]),
        )
        expect(opened.vocabulary).toEqual(graph.vocabulary)
        expect([opened.nodeCount, opened.edgeCount]).toEqual([plain.size, plain.edges.length])
        for (let node = 0; node < plain.size; node++) expect(findNode(opened, idOf(node))).toBe(node)
      }),
    )
  })

  it('keeps hostile ids and values apart and intact', () => {
    const builder = new GraphBuilder(VOCABULARY)
    const value: unknown = JSON.parse('{"__proto__": {"polluted": true}, "text": "\\ud800"}')
    for (const id of HOSTILE_IDS) builder.addNode(id, 'B', { id, value })
    const detail = builder.addDetail(value)
    for (const id of HOSTILE_IDS) builder.addEdge(id, '__proto__', 'Y', detail)
    const graph = openGraph(columnsOf(builder.build()))
    for (const id of HOSTILE_IDS) {
      const node = findNode(graph, id)
      expect(nodeId(graph, node)).toBe(id)
      expect(nodeKind(graph, node)).toBe('B')
      expect(JSON.stringify(nodeProperties(graph, node))).toBe(
        `{"id":${JSON.stringify(id)},"value":{"__proto__":{"polluted":true},"text":"\\ud800"}}`,
      )
      const edge = graph.outOffsets[node] ?? NaN
      expect(edgeTarget(graph, edge)).toBe(findNode(graph, '__proto__'))
      expect(edgeKind(graph, edge)).toBe('Y')
      expect(JSON.stringify(edgeDetail(graph, edge))).toBe('{"__proto__":{"polluted":true},"text":"\\ud800"}')
    }
    for (const id of ['hasOwnProperty', '', 'prototype', '\ud83e']) expect(findNode(graph, id)).toBe(-1)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('gives null for no properties and no detail, and has a detail once', () => {
    const builder = new GraphBuilder(VOCABULARY)
    builder.addNode('a', 'A')
    expect(builder.addDetail({ x: 1, y: 2 })).toBe(builder.addDetail({ y: 2, x: 1 }))
    builder.addEdge('a', 'a', 'X')
    const graph = builder.build()
    expect(nodeProperties(graph, 0)).toBeNull()
    expect(edgeDetail(graph, 0)).toBeNull()
    expect(graph.details.size).toBe(1)
  })

  it('takes a node again, but not as something else', () => {
    const builder = new GraphBuilder(VOCABULARY)
    builder.addNode('a', 'A', { x: 1 })
    builder.addNode('a', 'A', { x: 1 })
    expect(builder.build().nodeCount).toBe(1)
    expect(reasonOf(() => builder.addNode('a', 'B', { x: 1 }))).toBe('conflict')
    expect(reasonOf(() => builder.addNode('a', 'A', { x: 2 }))).toBe('conflict')
  })

  it.each<[string, GraphInputReason, (builder: GraphBuilder) => void]>([
    ['an id of 1 MB', 'id', (builder) => builder.addNode('x'.repeat(1_000_000), 'A')],
    ['an id one byte too long', 'id', (builder) => builder.addNode('x'.repeat(MAX_ID_BYTES - 1) + 'é', 'A')],
    ['an empty id', 'id', (builder) => builder.addNode('', 'A')],
    ['a lone surrogate', 'id', (builder) => builder.addNode('a\ud800', 'A')],
    ['an unknown node kind', 'unknown-kind', (builder) => builder.addNode('b', 'constructor')],
    ['an unknown edge kind', 'unknown-kind', (builder) => builder.addEdge('a', 'a', 'W')],
    ['an edge to nowhere', 'unknown-node', (builder) => builder.addEdge('a', 'b', 'X')],
    ['an edge from nowhere', 'unknown-node', (builder) => builder.addEdge('__proto__', 'a', 'X')],
    ['an unknown detail', 'unknown-detail', (builder) => builder.addEdge('a', 'a', 'X', 0)],
    [
      '33 edge kinds',
      'vocabulary',
      () => new GraphBuilder({ nodeKinds: [], edgeKinds: Array.from({ length: 33 }, (_, i) => `${i}`) }),
    ],
    ['a kind twice', 'vocabulary', () => new GraphBuilder({ nodeKinds: ['A', 'A'], edgeKinds: [] })],
  ])('refuses %s as `%s`', (_, reason, work) => {
    const builder = new GraphBuilder(VOCABULARY)
    builder.addNode('a', 'A')
    expect(reasonOf(() => work(builder))).toBe(reason)
    expect([builder.build().nodeCount, builder.build().edgeCount]).toEqual([1, 0])
  })

  it('does not print a long id in full', () => {
    const builder = new GraphBuilder(VOCABULARY)
    expect(() => builder.addNode('x'.repeat(1_000_000), 'A')).toThrow(
      /^node id `x{80}…` has `1000000` bytes: the limit is 65536$/,
    )
  })

  it('takes the longest id', () => {
    const builder = new GraphBuilder(VOCABULARY)
    builder.addNode('x'.repeat(MAX_ID_BYTES), 'A')
    expect(findNode(builder.build(), 'x'.repeat(MAX_ID_BYTES))).toBe(0)
  })

  it('takes 32 edge kinds, each with its own bit', () => {
    const edgeKinds = Array.from({ length: 32 }, (_, i) => `K${i}`)
    expect(edgeKindMask({ vocabulary: { nodeKinds: [], edgeKinds } }, edgeKinds)).toBe(ALL_EDGE_KINDS)
    expect(edgeKindMask({ vocabulary: { nodeKinds: [], edgeKinds } }, ['K31', 'K0'])).toBe(0x80000001)
    expect(reasonOf(() => edgeKindMask({ vocabulary: VOCABULARY }, ['toString']))).toBe('unknown-kind')
  })

  it('has no node or edge outside its numbers', () => {
    const graph = compact({ size: 1, edges: [], sources: [] })
    for (const work of [nodeId, nodeKind, nodeProperties]) expect(() => work(graph, 1)).toThrow(RangeError)
    for (const work of [edgeKind, edgeDetail, edgeSource, edgeTarget]) expect(() => work(graph, 0)).toThrow(RangeError)
  })

  it.each<[string, Section]>([
    ['graph.outTargets', Uint32Array.of(2)],
    ['graph.outTargets', Uint32Array.of(0, 1)],
    ['graph.outTargets', Int32Array.of(1)],
    ['graph.outKinds', Uint8Array.of(3)],
    ['graph.outDetails', Int32Array.of(1)],
    ['graph.outOffsets', Uint32Array.of(0, 2, 1)],
    ['graph.outOffsets', Uint32Array.of(0, 1)],
    ['graph.inSources', Uint32Array.of(9)],
    ['graph.inEdges', Uint32Array.of(1)],
    ['graph.nodeKinds', Uint8Array.of(0, 2)],
    ['graph.nodeKinds', Uint8Array.of(0)],
    ['graph.ids.offsets', Uint32Array.of(0, 5)],
  ])('refuses a stored form whose `%s` is %j', (name, damage) => {
    const graph = compact({ size: 2, edges: [{ from: 0, to: 1, kind: 0 }], sources: [] })
    const sections = stored(graph)
    expect(openGraph(sections).edgeCount).toBe(1)
    sections.set(name, damage)
    expect(() => openGraph(sections)).toThrow(StoredFormError)
    sections.delete(name)
    expect(() => openGraph(sections)).toThrow(StoredFormError)
  })
})
