import { EXIT, UserError } from '../../model/index.js'
import type { Database, Parameters, Transaction } from './database.js'
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

const MOST_ATTEMPTS = 5

/**
 * Runs a query that only reads.
 *
 * INVARIANT: all rows come from one published graph: what is published is read first and last in the transaction, and
 * the query is repeated when it changed in between.
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
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const found = await database.read(
      async (tx) => {
        const before = await publishedIn(tx)
        const rows = await rowsOf(tx, cypher, parameters, limit)
        const after = await publishedIn(tx)
        return before.stamp === after.stamp ? { snapshot: before.snapshot, ...rows } : null
      },
      { timeout },
    )
    if (found !== null) return found
  }
  throw new UserError(
    `what is published at \`${database.shown}\` changed during each of ${String(MOST_ATTEMPTS)} attempts`,
    'try again when publishing has ended',
    EXIT.backend,
  )
}

async function publishedIn(tx: Transaction): Promise<{ snapshot: string | null; stamp: string }> {
  const { rows } = await tx.run(
    'MATCH (s:Snapshot) RETURN s.id AS id, s.content AS content, s.publishedAt AS at ORDER BY id',
  )
  const id = rows[0]?.['id']
  return { snapshot: typeof id === 'string' ? id : null, stamp: JSON.stringify(rows) }
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
