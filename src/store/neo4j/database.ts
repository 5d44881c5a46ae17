import type { ManagedTransaction, QueryResult, RecordShape, Session } from 'neo4j-driver'
import { EXIT, UserError } from '../../model/index.js'
import { isMemoryFailure, serverFailure } from './failure.js'
import { checkedAddress, type Neo4jTarget } from './target.js'
import { sender, type SentProperties } from './values.js'
import type { Properties } from '../../graph/index.js'

export type Parameters = Readonly<Record<string, unknown>>

/** One transaction. What it runs is Cypher 5, which servers of 5.26 and of 2025 and later understand. */
export interface Transaction {
  run(cypher: string, parameters?: Parameters): Promise<Rows>
  /** The rows one by one; whoever stops early takes no more from the server. */
  stream(cypher: string, parameters?: Parameters): RowStream
}

/** One row: values by column, in the order of the columns. */
export type Row = Readonly<Record<string, unknown>>

export interface RowStream extends AsyncIterable<Row> {
  columns(): Promise<readonly string[]>
}

export interface Rows {
  readonly rows: readonly Row[]
  readonly counters: { readonly [name: string]: number }
}

/** An open connection to one database of a server. Every failure comes out as something that people can act on. */
export interface Database {
  /** Such as `Neo4j/5.26.29`. */
  readonly agent: string
  /** The address without anything secret. */
  readonly shown: string
  /** True when the password crosses a network in the clear. */
  readonly exposed: boolean
  /** Runs a work in one writing transaction; again if the server says that trying again may help. */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** As `write`, reading only: the server refuses to write. `timeout` in milliseconds. */
  read<T>(work: (transaction: Transaction) => Promise<T>, options?: { timeout?: number }): Promise<T>
  /** Properties in the form in which they are sent. */
  sent(properties: Properties): SentProperties
  integer(value: number): unknown
  close(): Promise<void>
}

const OLDEST = { major: 5, minor: 26 }
const CONNECT_MS = 10_000
/** The driver's own attempts come ever more seldom; ours begin anew, so that a server that is back is soon found. */
const DRIVER_RETRY_MS = 5_000
/** A server that is restarted comes back within this. */
const RETRY_MS = 180_000
const PAUSE_MS = 500
const DIALECT = 'CYPHER 5 '

/**
 * Connects, signs in and checks the server's version.
 *
 * @throws UserError (exit codes 2, 4, 5): wrong address, scheme, password or certificate; unreachable; too old
 */
export async function openDatabase(target: Neo4jTarget): Promise<Database> {
  const address = checkedAddress(target)
  const { default: neo4j } = await import('neo4j-driver')
  const failed = (error: unknown): unknown => serverFailure(error, address.shown)
  const driver = (() => {
    try {
      return neo4j.driver(address.uri, neo4j.auth.basic(target.user, target.password), {
        userAgent: 'inroads',
        telemetryDisabled: true,
        disableLosslessIntegers: true,
        connectionTimeout: CONNECT_MS,
        connectionAcquisitionTimeout: CONNECT_MS * 2,
        maxTransactionRetryTime: DRIVER_RETRY_MS,
        ...(target.caFile === undefined
          ? {}
          : {
              encrypted: 'ENCRYPTION_ON' as const,
              trust: 'TRUST_CUSTOM_CA_SIGNED_CERTIFICATES' as const,
              trustedCertificates: [target.caFile],
            }),
      })
    } catch (error) {
      throw failed(error)
    }
  })()
  const database = target.database === undefined ? {} : { database: target.database }
  try {
    const { agent } = await driver.getServerInfo(database)
    checkVersion(agent ?? '', address.shown)
    const once = async <T>(mode: 'READ' | 'WRITE', use: (session: Session) => Promise<T>): Promise<T> => {
      const session = driver.session({ ...database, defaultAccessMode: mode })
      try {
        return await use(session)
      } finally {
        // The server may be gone; what happened is told by the work itself.
        await session.close().catch(() => undefined)
      }
    }
    const inSession = async <T>(mode: 'READ' | 'WRITE', use: (session: Session) => Promise<T>): Promise<T> => {
      for (const until = performance.now() + RETRY_MS; ;) {
        try {
          return await once(mode, use)
        } catch (error) {
          const again = error instanceof Error && neo4j.isRetryableError(error) && !isMemoryFailure(error)
          if (!again || performance.now() > until) throw failed(error)
        }
        await new Promise((done) => setTimeout(done, PAUSE_MS))
      }
    }
    return {
      agent: agent ?? '',
      shown: address.shown,
      exposed: address.exposed,
      write: (work) =>
        inSession('WRITE', (session) => session.executeWrite((inner) => work(transactionOf(inner, address.shown)))),
      read: (work, { timeout } = {}) =>
        inSession('READ', (session) =>
          session.executeRead(
            (inner) => work(transactionOf(inner, address.shown)),
            timeout === undefined ? {} : { timeout },
          ),
        ),
      sent: sender(neo4j.int),
      integer: neo4j.int,
      close: () => driver.close(),
    }
  } catch (error) {
    await driver.close().catch(() => undefined)
    throw failed(error)
  }
}

/**
 * A transaction of the driver in our form. What will fail again is told at once, because the driver tries everything
 * again that a server calls transient, running out of memory too.
 */
function transactionOf(inner: ManagedTransaction, shown: string): Transaction {
  const told = (error: unknown): unknown => (isMemoryFailure(error) ? serverFailure(error, shown) : error)
  return {
    run: async (cypher, parameters = {}) => {
      try {
        const { records, summary }: QueryResult<RecordShape> = await inner.run(DIALECT + cypher, { ...parameters })
        return { rows: records.map((record) => record.toObject()), counters: summary.counters.updates() }
      } catch (error) {
        throw told(error)
      }
    },
    stream: (cypher, parameters = {}) => {
      const result = inner.run<RecordShape>(DIALECT + cypher, { ...parameters })
      return {
        columns: () => result.keys(),
        async *[Symbol.asyncIterator]() {
          try {
            for await (const record of result) yield record.toObject()
          } catch (error) {
            throw told(error)
          }
        },
      }
    },
  }
}

/** @throws UserError for a server before 5.26. Servers of 2025 and later count years. */
export function checkVersion(agent: string, shown: string): void {
  const found = /^Neo4j\/(\d{1,4})\.(\d{1,3})/.exec(agent)
  if (found === null) return
  const major = Number(found[1])
  if (major > OLDEST.major || (major === OLDEST.major && Number(found[2]) >= OLDEST.minor)) return
  throw new UserError(
    `\`${shown}\` is ${agent.replace('/', ' ')}: too old`,
    `Neo4j ${String(OLDEST.major)}.${String(OLDEST.minor)} or later is needed`,
    EXIT.backend,
  )
}
