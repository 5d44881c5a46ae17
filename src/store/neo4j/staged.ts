import { NODE_KIND_NAMES, type PropertyGraph } from '../../graph/index.js'
import { batchesOf, passOver, type Content, type Shape } from './content.js'
import type { Database, Transaction } from './database.js'
import { incoming, OUTGOING, typeLabels } from './labels.js'
import { announced, noteProgress, type Lease } from './lease.js'
import { constraint, creating, sentRow, withoutConstraint, type SentRow } from './statements.js'

/** Rows of one transaction: more are no faster and take memory that hubs need. */
export const BATCH_ROWS = 10_000
const SWEEP_RELATIONSHIPS = 50_000
const SWEEP_NODES = 20_000

export type Report = (text: string) => void

/**
 * Loads a graph beside the published one, puts it in its place in one transaction, and sweeps the old one away.
 *
 * Stopped at any point, the published graph is the old or the new one, whole; the next run goes on where this one was if
 * it loads the same, and else sweeps away what was loaded.
 */
export async function replaceGraph(
  database: Database,
  lease: Lease,
  graph: PropertyGraph,
  report: Report,
): Promise<Content> {
  for (const kind of NODE_KIND_NAMES) {
    for (const label of [kind, incoming(kind)]) await database.write((tx) => tx.run(constraint(label)))
  }
  const labels = typeLabels()
  const content = await load(database, lease, graph, labels, report)
  report('switching')
  await announced(database, lease, () =>
    database.write((tx) => switchOver(database, lease, tx, content, labels.parameter())),
  )
  await sweep(database, lease, report)
  return content
}

/** Loads what is not loaded yet. */
async function load(
  database: Database,
  lease: Lease,
  graph: PropertyGraph,
  labels: ReturnType<typeof typeLabels>,
  report: Report,
): Promise<Content> {
  let { step: resumeAt, loaded: expected } = await database.write((tx) => lease.guard(tx))
  for (;;) {
    const pass = passOver(graph)
    const batches = batchesOf(pass.items(), BATCH_ROWS, (item) => {
      if ('node' in item) labels.add(item.node)
      return sentRow(database, item)
    })
    let step = 0
    let written: Promise<void> = Promise.resolve()
    let fits = true
    for (const { shape, rows } of batches) {
      step++
      const content = pass.content()
      if (step <= resumeAt) {
        fits = step < resumeAt || content.hash === expected
        if (!fits) break
        continue
      }
      // The next batch is put together while the server writes this one.
      await written
      written = writeBatch(database, lease, shape, rows, { step, loaded: content.hash })
      // A failure is met at the next await; until then it must not count as unhandled.
      written.catch(() => undefined)
      report(`${amount(content.nodes)} nodes, ${amount(content.relationships)} relationships`)
    }
    await written
    if (fits && step >= resumeAt) return pass.content()
    report('what was loaded before is of another graph: sweeping it away')
    await sweepStaged(database, lease)
    resumeAt = 0
    expected = null
  }
}

const amount = (n: number): string => n.toLocaleString('en')

/**
 * INVARIANT: the rows and the step that counts them are written in one transaction, so a transaction whose fate was not
 * told is neither lost nor written twice.
 */
async function writeBatch(
  database: Database,
  lease: Lease,
  shape: Shape,
  rows: readonly SentRow[],
  after: { step: number; loaded: string },
): Promise<void> {
  await database.write(async (tx) => {
    const { step } = await lease.guard(tx)
    if (step === after.step) return
    if (step !== after.step - 1)
      throw new Error(`loading is at step ${String(step)} and not before ${String(after.step)}`)
    const { counters } = await tx.run(creating(shape, incoming), { rows })
    const made = counters['kind' in shape ? 'nodesCreated' : 'relationshipsCreated']
    if (made !== rows.length)
      throw new Error(`${String(rows.length)} rows gave ${String(made)} of ${JSON.stringify(shape)}`)
    await noteProgress(database, tx, after)
  })
}

async function switchOver(
  database: Database,
  lease: Lease,
  tx: Transaction,
  content: Content,
  labels: Record<string, string[]>,
): Promise<void> {
  const { step, loaded } = await lease.guard(tx)
  if (step === 0 && loaded === null) return
  for (const kind of NODE_KIND_NAMES) {
    await tx.run(`MATCH (n:${kind}) WITH n, labels(n) AS old REMOVE n:$(old) SET n:${OUTGOING}`)
  }
  for (const kind of NODE_KIND_NAMES) {
    await tx.run(
      `MATCH (n:${incoming(kind)}) REMOVE n:${incoming(kind)} SET n:${kind}:$(coalesce($labels[n.type], []))`,
      { labels },
    )
  }
  await signContent(database, tx, content)
  await noteProgress(database, tx, { step: 0, loaded: null })
}

/** Says on the Snapshot node what is published, and since when. */
export async function signContent(database: Database, tx: Transaction, content: Content): Promise<void> {
  await tx.run(
    `MATCH (s:Snapshot) SET s.content = $hash, s.nodes = $nodes, s.relationships = $relationships,
       s.publishedAt = toString(datetime.realtime())`,
    {
      hash: content.hash,
      nodes: database.integer(content.nodes),
      relationships: database.integer(content.relationships),
    },
  )
}

/** Removes the old graph, and what loading needed. */
export async function sweep(database: Database, lease: Lease, report: Report): Promise<void> {
  await sweepLabel(database, lease, OUTGOING, report)
  for (const kind of NODE_KIND_NAMES) {
    await database.write((tx) => tx.run(withoutConstraint(incoming(kind))))
  }
}

/** Removes what was loaded and not put in place. */
export async function sweepStaged(database: Database, lease: Lease): Promise<void> {
  // First: were this stopped in the middle, the next run must not take what is left for a beginning.
  await database.write(async (tx) => {
    await lease.guard(tx)
    await noteProgress(database, tx, { step: 0, loaded: null })
  })
  for (const kind of NODE_KIND_NAMES) await sweepLabel(database, lease, incoming(kind), () => undefined)
}

/** Relationships first, in bounded transactions: nodes with many of them would not fit into one. */
async function sweepLabel(database: Database, lease: Lease, label: string, report: Report): Promise<void> {
  let swept = 0
  const repeat = async (cypher: string, counter: string, limit: number): Promise<void> => {
    for (;;) {
      const gone = await database.write(async (tx) => {
        await lease.guard(tx)
        const { counters } = await tx.run(cypher, { limit: database.integer(limit) })
        return counters[counter] ?? 0
      })
      swept += gone
      if (gone > 0) report(`sweeping the old graph: ${amount(swept)}`)
      if (gone === 0) return
    }
  }
  await repeat(
    `MATCH (n:${label})-[r]-() WITH DISTINCT r LIMIT $limit DELETE r`,
    'relationshipsDeleted',
    SWEEP_RELATIONSHIPS,
  )
  await repeat(`MATCH (n:${label}) WITH n LIMIT $limit DETACH DELETE n`, 'nodesDeleted', SWEEP_NODES)
}
