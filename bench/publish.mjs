// Publishing to Neo4j against a plain UNWIND loader on the same graph in the same run, on a server of its own with 1 GB
// for transactions: `npm run bench -- publish`. INROADS_BENCH_NODES and INROADS_BENCH_EDGES make it smaller.
import { readFileSync } from 'node:fs'
import neo4j from 'neo4j-driver'
import { openNeo4j } from '../dist/src/store/neo4j/index.js'
import { startServer, removeServer } from '../scripts/neo4j.mjs'
import { generateGraph, seededRandom, VOCABULARY } from './generate.mjs'

const NODES = Number(process.env.INROADS_BENCH_NODES ?? 100_000)
const EDGES = Number(process.env.INROADS_BENCH_EDGES ?? 1_000_000)
const BATCH = 10_000
const NAME = `bench-${process.pid}`
const TYPES = {
  ExternalParty: ['external_party', null],
  Principal: ['aws_iam_role', 'AwsIamRole'],
  Scope: ['aws_account', 'AwsAccount'],
  Resource: ['aws_s3_bucket', 'AwsS3Bucket'],
}
const EDGE_TYPES = ['TRUSTS', 'CAN_ASSUME', 'CAN_ACCESS', 'CONTAINS']

/** The generated graph in published form. `mark` changes every node; `changed` the first few relationships. */
function published(generated, { mark = 'one', changed = 0 } = {}) {
  const { ids, nodeKinds, from, to, kinds } = generated
  const kindOf = (node) => VOCABULARY.nodeKinds[nodeKinds[node]]
  const random = seededRandom(7)
  const details = Array.from({ length: 5000 }, (_, i) => ({
    outcome: i % 3 === 0 ? 'conditional' : 'allowed',
    actions: ['s3:Get*', 's3:List*', `s3:Put${i}`],
    requiresKeys: i % 3 === 0 ? ['sts:ExternalId'] : [],
    requires: i % 3 === 0 ? `[{"key":"sts:ExternalId","operator":"StringEquals","values":["${random()}"]}]` : '[]',
    because: [`arn:aws:iam::111122223333:policy/policy-${i}#0`],
    access: ['list', 'read'],
    data: i % 2 === 0,
    covers: 'resource',
    except: [],
    within: [],
  }))
  const none = {}
  return {
    snapshot: mark,
    *nodes() {
      yield {
        id: mark,
        labels: ['Snapshot'],
        properties: { id: mark, name: mark, today: '2026-11-22', complete: true },
      }
      for (let i = 0; i < ids.length; i++) {
        const kind = kindOf(i)
        const [type, label] = TYPES[kind]
        const properties = { id: ids[i], name: `service-role-${i}`, type, cloud: 'aws', listed: true, alias: mark }
        yield { id: ids[i], labels: label === null ? [kind] : [kind, label], properties }
      }
    },
    *relationships() {
      for (let e = 0; e < from.length; e++) {
        const type = EDGE_TYPES[kinds[e]]
        const ends = { fromKind: kindOf(from[e]), from: ids[from[e]], toKind: kindOf(to[e]), to: ids[to[e]] }
        const properties = type === 'CONTAINS' ? none : details[(e * 7919 + (e < changed ? 1 : 0)) % 5000]
        yield { type, ...ends, properties }
      }
    },
  }
}

/** What anybody would write first: constraints, nodes by label, relationships by ends, in batches. */
async function plainLoader(session, graph) {
  for (const kind of [...VOCABULARY.nodeKinds, 'Snapshot']) {
    await session.run(`CREATE CONSTRAINT IF NOT EXISTS FOR (n:${kind}) REQUIRE n.id IS UNIQUE`)
  }
  const open = new Map()
  const flush = async (cypher) => {
    const rows = open.get(cypher)
    open.delete(cypher)
    await session.executeWrite((tx) => tx.run(cypher, { rows }))
  }
  const add = async (cypher, row) => {
    if (!open.has(cypher)) open.set(cypher, [])
    open.get(cypher).push(row)
    if (open.get(cypher).length === BATCH) await flush(cypher)
  }
  const started = performance.now()
  for (const { labels, properties } of graph.nodes()) {
    await add(`UNWIND $rows AS row CREATE (n:${labels.join(':')}) SET n = row`, properties)
  }
  for (const cypher of [...open.keys()]) await flush(cypher)
  const nodesDone = performance.now()
  for (const { type, fromKind, from, toKind, to, properties } of graph.relationships()) {
    await add(
      `UNWIND $rows AS row MATCH (a:${fromKind} {id: row.from}) MATCH (b:${toKind} {id: row.to})
       CREATE (a)-[r:${type}]->(b) SET r = row.properties`,
      { from, to, properties },
    )
  }
  for (const cypher of [...open.keys()]) await flush(cypher)
  return { nodes: nodesDone - started, relationships: performance.now() - nodesDone }
}

async function emptied(session) {
  for (;;) {
    const { summary } = await session.executeWrite((tx) => tx.run('MATCH ()-[r]->() WITH r LIMIT 50000 DELETE r'))
    if (summary.counters.updates().relationshipsDeleted === 0) break
  }
  for (;;) {
    const { summary } = await session.executeWrite((tx) => tx.run('MATCH (n) WITH n LIMIT 20000 DETACH DELETE n'))
    if (summary.counters.updates().nodesDeleted === 0) return
  }
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`
const rate = (count, milliseconds) => `${Math.round((count / milliseconds) * 1000).toLocaleString('en')}/s`
const say = (label, value) => process.stdout.write(`  ${label.padEnd(46)} ${value}\n`)

/** Seconds of processor time that this process and the server have used; the wall clock also counts what others do. */
function processorTime(pid) {
  const { user, system } = process.cpuUsage()
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return (user + system) / 1e6 + (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}

// A reader that has seen enough, or an impatient person, must not leave the server behind.
process.stdout.on('error', () => undefined)
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void removeServer(NAME).then(() => process.exit(1)))

const server = await startServer({ name: NAME, freePorts: true, fresh: true })
try {
  const generated = generateGraph({ nodes: NODES, edges: EDGES, cycles: 'small' })
  // TRUSTS is no published type: those edges become assumptions.
  generated.kinds = generated.kinds.map((kind) => (kind === 0 ? 1 : kind))
  const graph = published(generated)
  say('graph', `${NODES.toLocaleString('en')} nodes, ${EDGES.toLocaleString('en')} relationships`)

  const driver = neo4j.driver(server.uri, neo4j.auth.basic(server.user, server.password), { telemetryDisabled: true })
  const session = driver.session()
  // Warms the server up, so that the first of the two is not at a disadvantage.
  const small = generateGraph({ nodes: 2000, edges: 20_000 })
  small.kinds = small.kinds.map((kind) => (kind === 0 ? 1 : kind))
  await plainLoader(session, published(small))
  await emptied(session)

  const processorBefore = processorTime(server.pid)
  const plain = await plainLoader(session, graph)
  const plainProcessor = processorTime(server.pid) - processorBefore
  say('plain UNWIND loader, nodes', `${seconds(plain.nodes)}, ${rate(NODES, plain.nodes)}`)
  say('plain UNWIND loader, relationships', `${seconds(plain.relationships)}, ${rate(EDGES, plain.relationships)}`)
  const plainWhole = plain.nodes + plain.relationships
  say('plain UNWIND loader, whole', `${seconds(plainWhole)}, ${plainProcessor.toFixed(0)} s of processor time`)
  await emptied(session)
  await driver.close()

  const store = await openNeo4j(server)
  const timed = async (label, asked, options) => {
    const started = performance.now()
    const { method, changes } = await store.publish(asked, options)
    const took = performance.now() - started
    say(label, `${seconds(took)} (${method}, ${changes.toLocaleString('en')} changes)`)
    return took
  }
  const publishingBefore = processorTime(server.pid)
  const first = await timed('publish into an empty database', graph)
  say('  throughput', `${rate(NODES + EDGES, first)}, ${((plainWhole / first) * 100).toFixed(0)} % of the plain loader`)
  const publishing = processorTime(server.pid) - publishingBefore
  say(
    '  processor time',
    `${publishing.toFixed(0)} s: ${((plainProcessor / publishing) * 100).toFixed(0)} % by that measure`,
  )
  await timed('publish the same again', graph)
  await timed('publish with 1,000 relationships changed', published(generated, { changed: 1000 }))
  await timed('publish another graph: load, switch, sweep', published(generated, { mark: 'two' }))
  const { rows } = await store.runRead(
    'MATCH (s:Snapshot) RETURN s.nodes, s.relationships',
    {},
    { timeout: 60_000, limit: 1 },
  )
  say('published at the end', JSON.stringify(rows))
  say('memory of this process at the end', `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`)
  await store.close()
} finally {
  await removeServer(NAME)
}
