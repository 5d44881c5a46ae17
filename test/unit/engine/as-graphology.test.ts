import { describe, expect, it } from 'vitest'
import { asGraphology, graphologyKey, subgraphOf } from '../../../src/engine/as-graphology.js'
import { findNode, GraphInputError } from '../../../src/engine/compact-graph.js'
import { GraphBuilder } from '../../../src/engine/graph-builder.js'

const IDS = ['__proto__', 'a', 'b', 'constructor', 'id:a', 'unrelated', '🦊\n']

function sample() {
  const builder = new GraphBuilder({ nodeKinds: ['Principal'], edgeKinds: ['CAN_ASSUME', 'CAN_ACCESS'] })
  for (const id of IDS) builder.addNode(id, 'Principal', { name: id })
  const detail = builder.addDetail({ outcome: 'allowed', because: ['p#0'] })
  builder.addEdge('a', 'b', 'CAN_ASSUME', detail)
  builder.addEdge('a', 'b', 'CAN_ASSUME', detail)
  builder.addEdge('b', 'b', 'CAN_ACCESS')
  builder.addEdge('b', '__proto__', 'CAN_ASSUME')
  builder.addEdge('__proto__', 'constructor', 'CAN_ASSUME')
  builder.addEdge('constructor', 'id:a', 'CAN_ASSUME')
  builder.addEdge('id:a', '🦊\n', 'CAN_ASSUME')
  builder.addEdge('unrelated', 'a', 'CAN_ACCESS')
  return builder.build()
}

describe('sub-graph as a graphology graph', () => {
  it('has the chosen edges, their ends and attributes, parallel edges and loops included', () => {
    const graph = sample()
    const chosen = Array.from({ length: graph.edgeCount }, (_, edge) => edge).filter(
      (edge) => graph.outTargets[edge] !== findNode(graph, 'a'),
    )
    const result = asGraphology(subgraphOf(graph, [], [...chosen, ...chosen]))
    const ids = result.mapNodes((_, attributes) => attributes.id)
    expect(ids).toEqual(IDS.filter((id) => id !== 'unrelated'))
    expect(result.size).toBe(7)
    expect(result.directedEdges('a', 'b').map((edge) => result.getEdgeAttributes(edge))).toEqual([
      { kind: 'CAN_ASSUME', detail: { because: ['p#0'], outcome: 'allowed' } },
      { kind: 'CAN_ASSUME', detail: { because: ['p#0'], outcome: 'allowed' } },
    ])
    expect(result.directedEdges('b', 'b')).toHaveLength(1)
    expect(result.getNodeAttributes('a')).toEqual({ id: 'a', kind: 'Principal', properties: { name: 'a' } })
  })

  it('keeps neighbours whose ids are names of built-in properties', () => {
    const result = asGraphology(subgraphOf(sample(), [], [0, 1, 2, 3, 4, 5, 6, 7]))
    const next = (id: string) => result.mapOutNeighbors(graphologyKey(id), (_, attributes) => attributes.id)
    expect(next('b').sort()).toEqual(['__proto__', 'b'])
    expect(next('__proto__')).toEqual(['constructor'])
    expect(next('constructor')).toEqual(['id:a'])
    expect(next('id:a')).toEqual(['🦊\n'])
    expect(result.inDegree(graphologyKey('constructor'))).toBe(1)
  })

  it('takes single nodes', () => {
    const graph = sample()
    expect(subgraphOf(graph, [findNode(graph, 'unrelated')], []).nodes.map(({ id }) => id)).toEqual(['unrelated'])
  })

  it('refuses what does not fit together', () => {
    const node = { id: 'a', kind: 'Principal', properties: null }
    const edge = { from: 'a', to: 'b', kind: 'CAN_ASSUME', detail: null }
    expect(() => asGraphology({ nodes: [node, node], edges: [] })).toThrow(GraphInputError)
    expect(() => asGraphology({ nodes: [node], edges: [edge] })).toThrow(
      'node `b` is the end of an edge but not listed',
    )
    expect(() => subgraphOf(sample(), [99], [])).toThrow(RangeError)
    expect(() => subgraphOf(sample(), [], [99])).toThrow(RangeError)
  })
})
