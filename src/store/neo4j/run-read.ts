import { EXIT, UserError } from '../../model/index.js'
import type { Database, Parameters, Transaction } from './database.js'
import { epochOf } from './lease.js'
import { received } from './values.js'

export interface ReadOptions {
  /** Milliseconds after which the server ends the query. */
  readonly timeout: number
  /** The most rows that are taken. */
  readonly limit: number
}

/** Rows of a query, all of one published graph. */
export interface ReadRows {
  /** Id of the snapshot that was read; null when nothing is published. */
  readonly snapshot: string | null
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
  /** Were there more rows than the limit? */
  readonly truncated: boolean
}

/** How long a query waits for publishing to put its graph in place. */
const PATIENCE_MS = 60_000
const PAUSE_MS = 200

/**
 * Runs a query that only reads.
 *
 * INVARIANT: all rows come from one published graph: whether a new one was put in place is asked before and after, and
 * the query is repeated if so.
 *
 * @param cypher Cypher 5; values come as parameters, never in the text
 * @throws UserError for a query that is not valid, would write, or takes too long
 */
export async function runRead(
  database: Database,
  cypher: string,
  parameters: Parameters,
  { timeout, limit }: ReadOptions,
): Promise<ReadRows> {
  for (const until = performance.now() + PATIENCE_MS + timeout; performance.now() < until; await pause()) {
    const before = await database.read(epochOf)
    if (before.switching) continue
    const found = await database.read(
      async (tx) => ({ snapshot: await snapshotIn(tx), ...(await rowsOf(tx, cypher, parameters, limit)) }),
      { timeout },
    )
    const after = await database.read(epochOf)
    if (!after.switching && after.epoch === before.epoch) return found
  }
  throw new UserError(
    `what is published at \`${database.shown}\` keeps changing`,
    'try again when publishing has ended; if it was ended by force, publish again',
    EXIT.backend,
  )
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, PAUSE_MS))
}

async function snapshotIn(tx: Transaction): Promise<string | null> {
  const { rows } = await tx.run('MATCH (s:Snapshot) RETURN s.id AS id ORDER BY id')
  const id = rows[0]?.['id']
  return typeof id === 'string' ? id : null
}

async function rowsOf(
  tx: Transaction,
  cypher: string,
  parameters: Parameters,
  limit: number,
): Promise<Omit<ReadRows, 'snapshot'>> {
  const rows: unknown[][] = []
  const answer = tx.stream(cypher, parameters)
  for await (const row of answer) {
    if (rows.length === limit) return { columns: await answer.columns(), rows, truncated: true }
    rows.push(Object.values(row).map(received))
  }
  return { columns: await answer.columns(), rows, truncated: false }
}
