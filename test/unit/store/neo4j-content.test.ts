import { describe, expect, it } from 'vitest'
import type { PropertyNode, PropertyRelationship } from '../../../src/graph/index.js'
import { batchesOf, contentOf, passOver } from '../../../src/store/neo4j/content.js'
import { fingerprinter } from '../../../src/store/neo4j/fingerprint.js'
import { typeLabels } from '../../../src/store/neo4j/labels.js'
import { madeGraph, madeNode, propertyGraph } from '../../support/property-graphs.js'

const made = madeGraph({ seed: 5, size: 60, mark: 'm' })
const relationship: PropertyRelationship = {
  type: 'CAN_ACCESS',
  fromKind: 'Principal',
  from: 'a',
  toKind: 'Resource',
  to: 'b',
  properties: { outcome: 'allowed', actions: ['x', 'y'] },
}

describe('a fingerprint', () => {
  const { node, relationship: of } = fingerprinter()
  const role = madeNode('Principal', 'a', 'role')

  it('is of the content, in whatever order its properties stand', () => {
    const turned = { ...relationship, properties: { actions: ['x', 'y'], outcome: 'allowed' } }
    expect(of(turned)).toBe(of(relationship))
    expect(of(relationship)).toMatch(/^[0-9a-f]{24}$/)
  })

  it.each<[string, Partial<PropertyRelationship>]>([
    ['the type', { type: 'CAN_REACH' }],
    ['where it starts', { from: 'c' }],
    ['the kind at its end', { toKind: 'Scope' }],
    ['a value', { properties: { outcome: 'unknown', actions: ['x', 'y'] } }],
    ['the order of a list', { properties: { outcome: 'allowed', actions: ['y', 'x'] } }],
    ['a property more', { properties: { ...relationship.properties, data: false } }],
    ['a border that moved', { from: 'aResource', to: 'b' }],
  ])('changes with %s', (_case, change) => {
    expect(of({ ...relationship, ...change })).not.toBe(of(relationship))
  })

  it.each<[string, PropertyNode]>([
    ['a label', { ...role, labels: ['Resource', 'AwsIamRole'] }],
    ['a number that was a text', { ...role, properties: { ...role.properties, name: 1 } }],
  ])('of a node changes with %s', (_case, changed) => {
    expect(node(changed)).not.toBe(node(role))
  })
})

describe('the content of a graph', () => {
  it('is the same at every pass, and counts what is there', () => {
    const graph = propertyGraph(made)
    expect(contentOf(graph)).toEqual(contentOf(graph))
    expect(contentOf(graph)).toMatchObject({ nodes: made.nodes.length, relationships: made.relationships.length })
  })

  it('changes with one relationship', () => {
    const [, ...rest] = made.relationships
    expect(contentOf(propertyGraph({ ...made, relationships: rest })).hash).not.toBe(
      contentOf(propertyGraph(made)).hash,
    )
  })
})

describe('batches', () => {
  const batches = (size: number) => [...batchesOf(passOver(propertyGraph(made)).items(), size, (item) => item)]

  it.each([1, 7, 10_000])('of at most %i rows hold everything once, of one shape each', (size) => {
    const all = batches(size)
    expect(Math.max(...all.map(({ rows }) => rows.length))).toBeLessThanOrEqual(size)
    expect(all.flatMap(({ rows }) => rows)).toHaveLength(made.nodes.length + made.relationships.length)
    for (const { shape, rows } of all) {
      for (const item of rows) {
        if ('node' in item) expect(shape).toEqual({ kind: item.node.labels[0] })
        else {
          const { type, fromKind, toKind } = item.relationship
          expect(shape).toEqual({ type, from: fromKind, to: toKind })
        }
      }
    }
  })

  it('come in the same order, all nodes before the first relationship', () => {
    const shapes = batches(7).map(({ shape }) => shape)
    expect(batches(7).map(({ shape }) => shape)).toEqual(shapes)
    const first = shapes.findIndex((shape) => 'type' in shape)
    expect(shapes.slice(first).every((shape) => 'type' in shape)).toBe(true)
  })
})

describe('labels of types', () => {
  it('go to the server as data, by type', () => {
    const labels = typeLabels()
    labels.add({ ...madeNode('Resource', 'r', 'r'), labels: ['Resource'], properties: { type: 'x` DETACH' } })
    labels.add({
      ...madeNode('Resource', 'r', 'r'),
      labels: ['Resource', 'AwsS3Bucket'],
      properties: { type: 'aws_s3_bucket' },
    })
    expect(labels.parameter()).toEqual({ aws_s3_bucket: ['AwsS3Bucket'] })
  })

  it.each([
    ['of no cloud', ['Resource', 'Outgoing']],
    ['that break out', ['Resource', 'Aws`) DETACH DELETE n //']],
    ['of which there are several', ['Resource', 'AwsX', 'AwsY']],
  ] as const)('%s are refused', (_case, labels) => {
    expect(() => {
      typeLabels().add({ id: 'x', labels: [...labels], properties: { type: 't' } })
    }).toThrow()
  })
})
