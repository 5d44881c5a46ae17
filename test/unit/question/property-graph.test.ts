import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsConnector } from '../../../connectors/aws/index.js'
import { azureConnector } from '../../../connectors/azure/index.js'
import { gcpConnector } from '../../../connectors/gcp/index.js'
import {
  EDGE_KINDS,
  NODE_KINDS,
  type EdgeKindRow,
  type NodeKindRow,
  type Properties,
  type PropertyGraph,
  type PropertyNode,
  type PropertyRelationship,
  type PropertyRows,
} from '../../../src/graph/index.js'
import { canonicalJson, type ReachRow } from '../../../src/model/index.js'
import { loadRegistry } from '../../../src/party/index.js'
import { propertyGraphOf, questionsOn } from '../../../src/question/index.js'
import { addFactProperties, emptyProperties, publishedId } from '../../../src/question/publish/node-properties.js'
import { importPaths, openSnapshot } from '../../../src/snapshot/index.js'

const example = fileURLToPath(new URL('../../../examples/northwind', import.meta.url))
const today = Date.parse('2026-11-22')
const home = mkdtempSync(join(tmpdir(), 'inroads-published-'))
let graph: PropertyGraph
let nodes: PropertyNode[]
let relationships: PropertyRelationship[]
let rows: ReachRow[]

beforeAll(async () => {
  await importPaths([join(example, 'import')], { home, connectors: [awsConnector, azureConnector, gcpConnector] })
  const snapshot = openSnapshot(home)
  const registry = await loadRegistry(join(example, 'parties.yaml'))
  graph = propertyGraphOf(snapshot, registry, today)
  nodes = [...graph.nodes()]
  relationships = [...graph.relationships()]
  rows = questionsOn(snapshot, registry, today).reach({
    party: null,
    expand: false,
    public: true,
    escalation: true,
  }).rows
})

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

/** What is wrong with properties, by the schema. */
function faults(rowsOf: PropertyRows, properties: Properties): string[] {
  const typed = (value: unknown): string =>
    Array.isArray(value) ? 'strings' : Number.isSafeInteger(value) ? 'integer' : typeof value
  return [
    ...Object.entries(properties)
      .filter(([name, value]) => rowsOf[name]?.type !== typed(value))
      .map(([name]) => `\`${name}\` is not documented, or of another type`),
    ...Object.entries(rowsOf)
      .filter(([name, { optional }]) => optional !== true && !Object.hasOwn(properties, name))
      .map(([name]) => `\`${name}\` is missing`),
  ]
}

describe('the published graph of the example', () => {
  it('has only what the schema documents, and all that is not optional', () => {
    const kinds: Record<string, NodeKindRow> = NODE_KINDS
    const edges: Record<string, EdgeKindRow> = EDGE_KINDS
    const found = new Set<string>()
    for (const { labels, properties } of nodes) {
      for (const fault of faults(kinds[labels[0]]?.properties ?? {}, properties)) found.add(`${labels[0]}: ${fault}`)
    }
    for (const { type, fromKind, toKind, properties } of relationships) {
      const row = edges[type]
      if (row?.from.includes(fromKind) !== true || !row.to.includes(toKind)) found.add(`${fromKind}-${type}->${toKind}`)
      for (const fault of faults(row?.properties ?? {}, properties)) found.add(`${type}: ${fault}`)
    }
    expect([...found]).toEqual([])
  })

  it('has every kind of node and relationship', () => {
    expect(new Set(nodes.map(({ labels }) => labels[0]))).toEqual(new Set(Object.keys(NODE_KINDS)))
    expect(new Set(relationships.map(({ type }) => type))).toEqual(new Set(Object.keys(EDGE_KINDS)))
  })

  it('names each node once, and joins only nodes that are there', () => {
    const ids = nodes.map(({ labels, id }) => `${labels[0]} ${id}`)
    const there = new Set(ids)
    expect(there.size).toBe(ids.length)
    const loose = relationships.filter(
      (r) => !there.has(`${r.fromKind} ${r.from}`) || !there.has(`${r.toKind} ${r.to}`),
    )
    expect(loose).toEqual([])
  })

  it('comes the same at every pass', () => {
    expect(canonicalJson([...graph.nodes()])).toBe(canonicalJson(nodes))
    expect(canonicalJson([...graph.relationships()])).toBe(canonicalJson(relationships))
  })

  it('has one CAN_REACH for each row of reach', () => {
    const line = (party: string, target: string, entry: unknown, outcome: unknown, actions: unknown): string =>
      canonicalJson([party, target, entry, outcome, actions])
    const edges = relationships
      .filter(({ type }) => type === 'CAN_REACH')
      .map(({ from, to, properties: p }) => line(from, to, p['entry'], p['outcome'], p['actions']))
    const expected = rows.map((row) => line(row.party.id, row.target.id, row.entry.id, row.outcome, row.actions))
    expect(edges.sort()).toEqual(expected.sort())
    expect(edges.length).toBeGreaterThan(20)
  })

  it('has a grant for every reason that a derived relationship gives', () => {
    const grants = new Set(nodes.filter(({ labels }) => labels[0] === 'Grant').map(({ id }) => id))
    const reasons = relationships.flatMap(({ properties }) => (properties['because'] ?? []) as string[])
    expect(reasons.filter((id) => !grants.has(id))).toEqual([])
    expect(reasons.length).toBeGreaterThan(50)
  })

  it('knows a registered party, and whom it comes in as', () => {
    const party = nodes.find(
      ({ labels, properties }) => labels[0] === 'ExternalParty' && properties['registered'] === true,
    )
    expect(party?.properties).toMatchObject({ type: 'external_party', everybody: false })
    const identities = relationships.filter(({ type, from }) => type === 'HAS_IDENTITY' && from === party?.id)
    const holds = relationships.filter(({ type, from }) => type === 'HOLDS' && from === party?.id)
    expect(identities.length + holds.length).toBeGreaterThan(0)
  })
})

describe('properties of a node', () => {
  it.each([
    [
      'an inner object',
      { lastUsed: { at: '2026-01-01', region: 'eu-west-1' } },
      { lastUsedAt: '2026-01-01', lastUsedRegion: 'eu-west-1' },
    ],
    ['tags, in order', { tags: { b: '2', a: '1', __proto__x: '3' } }, { tags: ['__proto__x=3', 'a=1', 'b=2'] }],
    [
      'keys that are active',
      { accessKeys: [{ active: true }, { active: false }, { active: true }] },
      { activeAccessKeys: 2 },
    ],
    ['what is not known', { mfaActive: null, createdAt: null }, {}],
    ['another type than documented', { mfaActive: 'yes', maxSessionSeconds: 1.5, path: ['/'] }, {}],
    ['what nobody documented', { password: 'x', constructor: 'y', ['__proto__']: 'z' }, {}],
  ])('are flat: %s', (_case, facts, expected) => {
    const properties = emptyProperties()
    addFactProperties(properties, 'Principal', facts)
    expect({ ...properties }).toEqual(expected)
  })

  it('never replace what is there', () => {
    const properties = emptyProperties()
    properties['name'] = 'ours'
    addFactProperties(properties, 'Principal', { name: 'theirs' })
    expect(properties['name']).toBe('ours')
  })
})

describe('a published id', () => {
  it.each(['aws:111122223333', 'x'.repeat(4000), 'é'.repeat(2000)])('is the id itself', (id) => {
    expect(publishedId(id)).toBe(id)
  })

  it.each(['x'.repeat(4001), `${'é'.repeat(2001)}`, `${'a'.repeat(899)}${'\u{1F511}'.repeat(2000)}`])(
    'is short enough for an index where the id is not, and still its own',
    (id) => {
      const short = publishedId(id)
      expect(Buffer.byteLength(short)).toBeLessThanOrEqual(4000)
      expect(short.isWellFormed?.() ?? true).toBe(true)
      expect(publishedId(`${id}y`)).not.toBe(short)
    },
  )
})
