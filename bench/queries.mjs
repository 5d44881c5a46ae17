// Every canned query on 100,000 nodes and 1,000,000 relationships, in the process and on a Neo4j of its own:
// `npm run bench -- queries`. The rows of both must be equal. INROADS_BENCH_EDGES makes it smaller.
import { QUERIES } from '../dist/queries/index.js'
import { embeddedEngine, indexGraph, neo4jEngine } from '../dist/src/query/index.js'
import { openNeo4j } from '../dist/src/store/neo4j/index.js'
import { removeServer, startServer } from '../scripts/neo4j.mjs'
import { seededRandom } from './generate.mjs'

const EDGES = Number(process.env.INROADS_BENCH_EDGES ?? 1_000_000)
const NODES = EDGES / 10
const SHARE = {
  ExternalParty: 0.002,
  OutsideIdentity: 0.01,
  Principal: 0.3,
  Scope: 0.01,
  Credential: 0.02,
  Grant: 0.05,
}
const LIMIT = 1000
const TIMEOUT = 120_000
const NAME = `bench-queries-${process.pid}`

const random = seededRandom(11)
const below = (n) => Math.floor(random() * n)
const pick = (list) => list[below(list.length)]

/** Many accounts, roles that assume each other within hubs, and rows of reach for each party. */
function generated() {
  const ids = {}
  let left = NODES
  for (const [kind, share] of Object.entries(SHARE)) {
    ids[kind] = Array.from({ length: Math.max(2, Math.floor(NODES * share)) }, (_, i) => `${kind.toLowerCase()}:${i}`)
    left -= ids[kind].length
  }
  ids.OutsideIdentity = ids.OutsideIdentity.map((_, i) => `aws:${String(i).padStart(12, '0')}`)
  ids.Resource = Array.from({ length: left - 1 }, (_, i) => `arn:aws:s3:::bucket-${i}${i % 9 === 0 ? '/*' : ''}`)
  const scopeOf = (i) => ids.Scope[1 + (i % (ids.Scope.length - 1))]
  const basics = (kind, id, i) => ({
    id,
    name: id,
    type: `aws_${kind.toLowerCase()}`,
    cloud: 'aws',
    scope: scopeOf(i),
    listed: true,
  })
  const more = {
    ExternalParty: (i) => ({
      registered: i % 2 === 0,
      everybody: i === 0,
      owner: 'o@example.com',
      contractEnd: '2026-12-31',
      reviewBy: '2026-06-30',
      allowAccess: ['read'],
      allowData: false,
      allowScopes: [scopeOf(i)],
      requireExternalId: true,
    }),
    OutsideIdentity: (i) => ({
      everybody: i === 0,
      account: String(i).padStart(12, '0'),
      ...(i % 5 === 0 ? { issuer: 'https://i.example', subject: i % 10 === 0 ? '*' : 'repo:a/*' } : {}),
    }),
    Principal: (i) => ({
      lastUsedAt: i % 3 === 0 ? '2026-01-01T00:00:00Z' : '2026-11-01T00:00:00Z',
      maxSessionSeconds: 3600,
    }),
    Scope: (i) => ({ imported: i % 4 !== 0 }),
    Grant: (i) => ({ kind: 'trust', document: `d${i}`, statement: 0, text: '{}' }),
  }
  const nodes = [
    {
      id: 's',
      labels: ['Snapshot'],
      properties: { id: 's', name: 's', today: '2026-11-22', complete: true, scopes: [], gaps: 0, parties: 1 },
    },
  ]
  for (const [kind, list] of Object.entries(ids)) {
    list.forEach((id, i) =>
      nodes.push({ id, labels: [kind], properties: { ...basics(kind, id, i), ...more[kind]?.(i) } }),
    )
  }
  const needs = { outcome: 'conditional', requiresKeys: ['sts:ExternalId'], requires: '[]' }
  const relationships = []
  const link = (type, fromKind, from, toKind, to, properties = {}) =>
    relationships.push({ type, fromKind, from, toKind, to, properties })
  ids.Scope.slice(1).forEach((id) => link('CONTAINS', 'Scope', ids.Scope[0], 'Scope', id))
  for (const kind of ['Principal', 'Resource', 'Credential'])
    ids[kind].forEach((id, i) => link('CONTAINS', 'Scope', scopeOf(i), kind, id))
  ids.OutsideIdentity.forEach((id, i) =>
    link('HAS_IDENTITY', 'ExternalParty', ids.ExternalParty[i % ids.ExternalParty.length], 'OutsideIdentity', id, {
      match: 'covers',
    }),
  )
  const hub = (list) => (random() < 0.2 ? list[below(50)] : pick(list))
  const because = () => [pick(ids.Grant)]
  ids.OutsideIdentity.forEach((id) => {
    for (let n = 0; n < 3; n++)
      link('CAN_ASSUME', 'OutsideIdentity', id, 'Principal', pick(ids.Principal), {
        ...needs,
        because: because(),
        actions: ['sts:AssumeRole'],
      })
  })
  while (relationships.length < EDGES * 0.35)
    link('CAN_ASSUME', 'Principal', hub(ids.Principal), 'Principal', hub(ids.Principal), {
      ...needs,
      outcome: 'allowed',
      because: because(),
      actions: ['sts:AssumeRole'],
    })
  while (relationships.length < EDGES * 0.75)
    link('CAN_ACCESS', 'Principal', hub(ids.Principal), 'Resource', hub(ids.Resource), {
      ...needs,
      because: because(),
      actions: ['s3:GetObject'],
      access: ['read'],
      data: true,
      covers: 'resource',
      except: [],
      within: [],
    })
  while (relationships.length < EDGES) {
    const entry = pick(ids.Principal)
    const last = pick(ids.Principal)
    const [toKind, to, covers] =
      random() < 0.05 ? ['Scope', pick(ids.Scope), 'scope'] : ['Resource', pick(ids.Resource), 'resource']
    const write = random() < 0.2
    link('CAN_REACH', 'ExternalParty', pick(ids.ExternalParty), toKind, to, {
      ...needs,
      outcome: random() < 0.3 ? 'allowed' : 'conditional',
      because: because(),
      actions: write ? ['*'] : ['s3:GetObject'],
      access: write ? ['read', 'write', 'permissions'] : ['read'],
      data: random() < 0.5,
      covers,
      except: [],
      entry,
      hops: 3,
      via: [pick(ids.OutsideIdentity), entry, last, to],
      steps: ['CAN_ASSUME', 'CAN_ASSUME', 'CAN_ACCESS'],
    })
  }
  return { ids, graph: { snapshot: 's', nodes: () => nodes, relationships: () => relationships } }
}

/** Values for the parameters: nodes of the graph, else the defaults. */
function valuesOf(query, ids) {
  const values = new Map()
  for (const [name, spec] of query.params) {
    const kind = spec.labels?.[0]
    values.set(
      name,
      kind !== undefined
        ? ids[kind][Math.min(5, ids[kind].length - 1)]
        : spec.required
          ? ids.Resource[1]
          : spec.default,
    )
  }
  return values
}

const milliseconds = (ms) => `${ms.toFixed(0)} ms`.padStart(9)
const { ids, graph } = generated()
process.stdout.write(
  `  ${NODES.toLocaleString('en')} nodes, ${EDGES.toLocaleString('en')} relationships, limit ${LIMIT}\n`,
)
const server = await startServer({ name: NAME, freePorts: true, fresh: true })
try {
  const store = await openNeo4j(server)
  await store.publish(graph)
  const before = performance.now()
  const embedded = embeddedEngine(indexGraph(graph))
  process.stdout.write(`  index in the process ${milliseconds(performance.now() - before)}\n`)
  const neo4j = neo4jEngine(store, TIMEOUT)
  for (const query of QUERIES.values()) {
    const values = valuesOf(query, ids)
    const timed = async (engine) => {
      // The first run plans the query.
      await engine.run(query, values, LIMIT)
      const start = performance.now()
      const answer = await engine.run(query, values, LIMIT)
      return { answer, took: performance.now() - start }
    }
    const here = await timed(embedded)
    const there = await timed(neo4j)
    const same = JSON.stringify(here.answer) === JSON.stringify(there.answer)
    if (!same) process.exitCode = 1
    const more = here.answer.truncated ? '+' : ' '
    process.stdout.write(
      `  ${query.id.padEnd(27)}${String(here.answer.rows.length).padStart(5)}${more} rows  embedded ${milliseconds(here.took)}  neo4j ${milliseconds(there.took)}${same ? '' : '  DIFFERENT ROWS'}\n`,
    )
  }
  await store.close()
} finally {
  await removeServer(NAME)
}
