import { describe, expect, it } from 'vitest'
import { distances, indexGraph, walkFrom } from '../../../src/query/index.js'
import { smallGraph } from './small-graph.js'

const graph = indexGraph(
  smallGraph(
    [
      ['Principal', 'a'],
      ['Principal', 'b'],
      ['Principal', 'c'],
      ['Principal', 'd'],
      ['Principal', 'alone'],
    ],
    [
      ['CAN_ASSUME', 'a', 'b'],
      ['CAN_ASSUME', 'a', 'b'],
      ['CAN_ASSUME', 'b', 'c'],
      ['CAN_ASSUME', 'c', 'a'],
      ['CAN_ASSUME', 'c', 'd'],
      ['CAN_ASSUME', 'alone', 'alone'],
      ['MEMBER_OF', 'a', 'd'],
    ],
  ),
)

function found(map: ReadonlyMap<{ id: string }, number>): Record<string, number> {
  return Object.fromEntries([...map].map(([node, hops]) => [node.id, hops]))
}

function from(id: string): ReturnType<typeof graph.nodes> {
  return [graph.node('Principal', id)].flatMap((node) => node ?? [])
}

describe('a walk', () => {
  const assume = { types: ['CAN_ASSUME'], hops: Infinity }

  it('counts from the start, which is there at 0', () => {
    expect(found(distances(graph, from('a'), assume))).toEqual({ a: 0, b: 1, c: 2, d: 3 })
  })

  it('of at least one step comes back to its start only by a cycle', () => {
    expect(found(walkFrom(graph, from('a'), assume))).toEqual({ b: 1, c: 2, a: 3, d: 3 })
    expect(found(walkFrom(graph, from('d'), assume))).toEqual({})
    expect(found(walkFrom(graph, from('alone'), assume))).toEqual({ alone: 1 })
  })

  it('ends where it is told to, goes back, and leaves links out', () => {
    expect(found(walkFrom(graph, from('a'), { ...assume, hops: 2 }))).toEqual({ b: 1, c: 2 })
    expect(found(walkFrom(graph, from('d'), { ...assume, backwards: true }))).toEqual({ c: 1, b: 2, a: 3 })
    expect(found(walkFrom(graph, from('a'), { ...assume, passes: (link) => link.to.id !== 'c' }))).toEqual({ b: 1 })
  })

  it('takes several types together', () => {
    expect(found(walkFrom(graph, from('a'), { types: ['CAN_ASSUME', 'MEMBER_OF'], hops: 1 }))).toEqual({ b: 1, d: 1 })
  })
})

describe('the index', () => {
  it('keeps parallel relationships apart, and ids apart by kind', () => {
    expect(from('a').flatMap((node) => graph.out(node, 'CAN_ASSUME'))).toHaveLength(2)
    expect(graph.node('Resource', 'a')).toBeUndefined()
  })

  it('refuses a relationship without an end', () => {
    const relationship = { type: 'CONTAINS', fromKind: 'Scope', from: 'x', toKind: 'Resource', to: 'y', properties: {} }
    const broken = { nodes: () => [], relationships: () => [relationship] as never }
    expect(() => indexGraph(broken)).toThrow('which are not both in the graph')
  })
})
