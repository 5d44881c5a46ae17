import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { EXIT, UserError } from '../../model/index.js'
import type { Database, Transaction } from './database.js'
import { PUBLICATION } from './labels.js'

/** How far the loading of a new graph has come: after `step` batches, the content up to there hashes to `loaded`. */
export interface Progress {
  readonly step: number
  readonly loaded: string | null
}

/** The right to publish to a database, held by one process at a time. */
export interface Lease {
  readonly progress: Progress
  /**
   * To be called first in every writing transaction: keeps others out until the transaction ends, renews the lease and
   * tells how far loading has come.
   *
   * @throws UserError if the lease is no longer ours; the transaction then ends without effect
   */
  guard(transaction: Transaction): Promise<Progress>
  /** Gives the lease back; what was loaded stays for the next run. */
  release(): Promise<void>
}

export interface LeaseOptions {
  /** How long a lease outlives its last renewal, in milliseconds. */
  readonly lease: number
  /** How long to wait for another publisher, in milliseconds. */
  readonly wait: number
  readonly progress: (text: string) => void
}

const POLL_MS = 500
const NODE = `(p:${PUBLICATION} {id: 'publication'})`
/** Setting a property takes the write lock, so what is read afterwards is what the last transaction left. */
const LOCK = `SET p.touched = datetime.realtime().epochMillis`

/**
 * Waits for the right to publish and takes it.
 *
 * The clock is the server's. A lease of a process of this machine that has ended is taken at once. Stealing a living
 * one does no harm: its next transaction finds out and ends without effect.
 */
export async function takeLease(database: Database, options: LeaseOptions): Promise<Lease> {
  const holder = `${hostname()}:${String(process.pid)}:${randomBytes(6).toString('hex')}`
  await database.write((tx) =>
    tx.run(`CREATE CONSTRAINT publication_id IF NOT EXISTS FOR (p:${PUBLICATION}) REQUIRE p.id IS UNIQUE`),
  )
  const until = performance.now() + options.wait
  let told = false
  for (;;) {
    const other = await database.write((tx) => claim(database, tx, holder, options.lease))
    if (other === null) break
    if (performance.now() > until) {
      throw new UserError(
        `another publisher is at work on \`${database.shown}\`: \`${other}\``,
        'wait for it, or end it: its lease runs out by itself',
        EXIT.backend,
      )
    }
    if (!told) options.progress(`waiting for another publisher, \`${other}\``)
    told = true
    await new Promise((done) => setTimeout(done, POLL_MS))
  }
  const guard = (tx: Transaction): Promise<Progress> => renew(database, tx, holder, options.lease)
  const progress = await database.write(guard)
  const heart = setInterval(() => {
    // A failed renewal shows in the next guarded transaction.
    database.write(guard).catch(() => undefined)
  }, options.lease / 3)
  heart.unref()
  return {
    progress,
    guard,
    release: async () => {
      clearInterval(heart)
      await database.write(async (tx) => {
        await tx.run(`MATCH ${NODE} WHERE p.holder = $holder SET p.holder = null, p.until = null`, { holder })
      })
    },
  }
}

/** Takes the lease if it is free; else says who has it. */
async function claim(database: Database, tx: Transaction, holder: string, lease: number): Promise<string | null> {
  const { rows } = await tx.run(
    `MERGE ${NODE} ${LOCK} RETURN p.holder AS holder, p.until < datetime.realtime().epochMillis AS over`,
  )
  const [there] = rows
  const other = typeof there?.['holder'] === 'string' ? there['holder'] : null
  if (other !== null && other !== holder && there?.['over'] !== true && !hasEnded(other)) return other
  await tx.run(
    `MATCH ${NODE} SET p.holder = $holder, p.until = datetime.realtime().epochMillis + $lease,
       p.step = coalesce(p.step, 0), p.switching = null`,
    { holder, lease: database.integer(lease) },
  )
  return null
}

async function renew(database: Database, tx: Transaction, holder: string, lease: number): Promise<Progress> {
  const { rows } = await tx.run(
    `MATCH ${NODE} SET p.until = datetime.realtime().epochMillis + $lease
     RETURN p.holder AS holder, p.step AS step, p.loaded AS loaded`,
    { lease: database.integer(lease) },
  )
  const [now] = rows
  if (now?.['holder'] !== holder) {
    throw new UserError(
      `another publisher took over at \`${database.shown}\``,
      'this run changed nothing since; publish again if its graph is the one you want',
      EXIT.backend,
    )
  }
  return { step: Number(now['step'] ?? 0), loaded: typeof now['loaded'] === 'string' ? now['loaded'] : null }
}

/** Is the holder a process of this machine that is no more? */
function hasEnded(holder: string): boolean {
  const [host, pid] = holder.split(':')
  if (host !== hostname()) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** Notes how far loading has come, in the transaction that did it. */
export async function noteProgress(database: Database, tx: Transaction, { step, loaded }: Progress): Promise<void> {
  await tx.run(`MATCH ${NODE} SET p.step = $step, p.loaded = $loaded`, { step: database.integer(step), loaded })
}

/** How long a reader waits for a switch whose end nobody announces: the publisher may have been killed. */
const SWITCH_MS = 180_000

/**
 * Does the work that puts a new graph in place, between two announcements that are transactions of their own.
 *
 * A server does not apply a transaction in one instant: properties show before labels do. Readers that find the same
 * `epoch` and no `switching` before and after a query know that no such transaction overlapped it.
 */
export async function announced(database: Database, lease: Lease, work: () => Promise<void>): Promise<void> {
  await database.write(async (tx) => {
    await lease.guard(tx)
    await tx.run(
      `MATCH ${NODE} SET p.epoch = coalesce(p.epoch, 0) + 1, p.switching = datetime.realtime().epochMillis + $longest`,
      { longest: database.integer(SWITCH_MS) },
    )
  })
  await work()
  await database.write(async (tx) => {
    await lease.guard(tx)
    await tx.run(`MATCH ${NODE} SET p.switching = null`)
  })
}

/** What readers compare. `switching`: a new graph is being put in place at this moment. */
export async function epochOf(tx: Transaction): Promise<{ epoch: number; switching: boolean }> {
  const { rows } = await tx.run(
    `MATCH ${NODE} RETURN p.epoch AS epoch, coalesce(p.switching > datetime.realtime().epochMillis, false) AS switching`,
  )
  return { epoch: Number(rows[0]?.['epoch'] ?? 0), switching: rows[0]?.['switching'] === true }
}

/**
 * Marks a transaction, so that one whose fate was not told is not done twice: true if one with this mark was committed.
 * To be called behind the guard.
 */
export async function wasDone(tx: Transaction, mark: string): Promise<boolean> {
  const { rows } = await tx.run(
    `MATCH ${NODE} WITH p, coalesce(p.done = $mark, false) AS before SET p.done = $mark RETURN before`,
    { mark },
  )
  return rows[0]?.['before'] === true
}
