import { EDGE_KIND_NAMES, NODE_KIND_NAMES, type PropertyGraph } from '../../graph/index.js'
import { contentOf, type Content } from './content.js'
import type { Database } from './database.js'
import { applyDifference, differenceFrom, MOST_CHANGES, printsOf } from './difference.js'
import { isMemoryFailure } from './failure.js'
import { incoming, OUTGOING } from './labels.js'
import { takeLease, type Lease } from './lease.js'
import { replaceGraph, sweep, sweepStaged } from './staged.js'

/** How a graph was published: not at all, being there already; by its difference; or whole, beside the old one. */
export type PublishMethod = 'unchanged' | 'difference' | 'replaced'

export interface Published {
  readonly method: PublishMethod
  readonly nodes: number
  readonly relationships: number
  /** Nodes and relationships that were written or removed; all of them when replaced. */
  readonly changes: number
}

export interface PublishOptions {
  /** Load everything anew, whatever is there. */
  readonly rebuild?: boolean
  readonly progress?: (text: string) => void
  /** How long the lease outlives its last renewal, in milliseconds. */
  readonly lease?: number
  /** How long to wait for another publisher, in milliseconds. */
  readonly wait?: number
}

const LEASE_MS = 30_000
const WAIT_MS = 600_000

/**
 * Makes a graph the published one.
 *
 * INVARIANT: a query that names labels and does not overlap the one transaction that puts the graph in place sees the
 * old graph or the new one. Ended at any point, nothing is lost, and the next run repairs what was left.
 *
 * @throws UserError when another publisher does not end, or took over, or the server fails
 */
export async function publishGraph(
  database: Database,
  graph: PropertyGraph,
  { rebuild = false, progress = () => undefined, lease = LEASE_MS, wait = WAIT_MS }: PublishOptions = {},
): Promise<Published> {
  const held = await takeLease(database, { lease, wait, progress })
  let done = false
  try {
    const published = await publishUnder(database, held, graph, rebuild, progress)
    done = true
    return published
  } finally {
    // What went wrong is told; that the lease could not be given back as well is not: it runs out.
    await held.release().catch((error: unknown) => {
      if (done) progress(`the lease was not given back and runs out by itself: ${String(error)}`)
    })
  }
}

async function publishUnder(
  database: Database,
  lease: Lease,
  graph: PropertyGraph,
  rebuild: boolean,
  progress: (text: string) => void,
): Promise<Published> {
  const there = await cleanState(database, lease, graph, rebuild, progress)
  // A graph that was loaded in part and fits is loaded to its end; all else begins with a comparison.
  if (!rebuild && !there.incoming) {
    const published = await publishDifference(database, lease, graph, there, progress)
    if (published !== null) return published
  }
  const content = await replaceGraph(database, lease, graph, progress)
  return { method: 'replaced', ...amounts(content), changes: content.nodes + content.relationships }
}

/** What is published, after the remains of a run that was stopped were swept away, unless they are of use. */
async function cleanState(
  database: Database,
  lease: Lease,
  graph: PropertyGraph,
  rebuild: boolean,
  progress: (text: string) => void,
): Promise<State> {
  const there = await stateOf(database)
  if (there.outgoing) await sweep(database, lease, progress)
  const stale = there.incoming && (lease.progress.step === 0 || (!rebuild && contentOf(graph).hash === there.content))
  if (stale) {
    await sweepStaged(database, lease)
    await sweep(database, lease, progress)
  }
  return there.outgoing || stale ? stateOf(database) : there
}

function amounts({ nodes, relationships }: Content): { nodes: number; relationships: number } {
  return { nodes, relationships }
}

/** Null when the difference is too large for one transaction. */
async function publishDifference(
  database: Database,
  lease: Lease,
  graph: PropertyGraph,
  there: State,
  progress: (text: string) => void,
): Promise<Published | null> {
  const empty = there.nodes === 0
  if (!empty) progress('comparing with what is published')
  // A large graph into an empty database: the comparison would only take time.
  const wanted = printsOf(graph, empty ? MOST_CHANGES : Infinity)
  if (wanted === null) return null
  if (isThere(there, wanted.content)) return { method: 'unchanged', ...amounts(wanted.content), changes: 0 }
  const difference = await differenceFrom(database, wanted)
  if (difference === null) return null
  if (difference.size === 0 && there.content === wanted.content.hash) {
    return { method: 'unchanged', ...amounts(wanted.content), changes: 0 }
  }
  progress(`applying ${difference.size.toLocaleString('en')} changes`)
  try {
    await applyDifference(database, lease, graph, difference)
  } catch (error) {
    if (!isMemoryFailure(error)) throw error
    progress('the difference is too large for one transaction of this server')
    return null
  }
  return { method: 'difference', ...amounts(wanted.content), changes: difference.size }
}

interface State {
  readonly content: string | null
  /** Nodes and relationships of ours as the server counts them. */
  readonly nodes: number
  readonly relationships: number
  /** Is there an old graph that was not swept away yet? */
  readonly outgoing: boolean
  /** Is there a graph that was loaded, whole or in part, and not put in place? */
  readonly incoming: boolean
}

function isThere(there: State, { hash, nodes, relationships }: Content): boolean {
  return there.content === hash && there.nodes === nodes && there.relationships === relationships
}

/** What is published. The server keeps these counts, so that asking costs nothing. */
async function stateOf(database: Database): Promise<State> {
  const counting = [
    ...NODE_KIND_NAMES.map((kind) => `MATCH (n:${kind}) RETURN 'nodes' AS of, count(n) AS count`),
    ...EDGE_KIND_NAMES.map((type) => `MATCH ()-[r:${type}]->() RETURN 'relationships' AS of, count(r) AS count`),
    `MATCH (n:${OUTGOING}) RETURN 'outgoing' AS of, count(n) AS count`,
    ...NODE_KIND_NAMES.map((kind) => `MATCH (n:${incoming(kind)}) RETURN 'incoming' AS of, count(n) AS count`),
  ].join(' UNION ALL ')
  return database.read(async (tx) => {
    const counts = (await tx.run(counting)).rows
    const sum = (of: string): number =>
      counts.reduce((total, row) => (row['of'] === of ? total + Number(row['count']) : total), 0)
    const { rows } = await tx.run('MATCH (s:Snapshot) RETURN s.content AS content')
    const content = rows.length === 1 ? rows[0]?.['content'] : null
    return {
      content: typeof content === 'string' ? content : null,
      nodes: sum('nodes'),
      relationships: sum('relationships'),
      outgoing: sum('outgoing') > 0,
      incoming: sum('incoming') > 0,
    }
  })
}
