import type { CallRecord, Connector, FoundRecord } from '../connector/index.js'
import type { Cell, CellStatus } from '../connector/collect/index.js'
import { compareText, EXIT, UserError, type Cloud, type Gap, type SnapshotSummary } from '../model/index.js'
import { withStaleRecords, type Older } from './keep-stale.js'
import { summaryOf } from './manifest.js'
import { listSnapshots, openSnapshot } from './open.js'
import type { StaleScope } from './stale.js'
import { settle, storeSnapshot, type Stored } from './store.js'

/**
 * A cell that a collection is done with, as its journal keeps it. Of a streamed cell there is one for each page before
 * the one that counts, whose `page` is null or left out.
 */
export interface FinishedCell {
  cell: Cell
  status: CellStatus
  message: string | null
  records: readonly FoundRecord[]
  page?: number | null
}

export type CellCounts = Record<CellStatus, number>

/** How the cells of one scope ended. */
export interface ScopeCounts extends CellCounts {
  cloud: Cloud
  scope: string
}

/** A call that got no answer somewhere: `permissions` is what a refused caller lacks. */
export interface MissingAnswer {
  cloud: Cloud
  service: string
  operation: string
  status: Extract<CellStatus, 'denied' | 'throttled' | 'failed'>
  cells: number
  scopes: string[]
  permissions: string[]
  /** What the cloud said the first time. */
  message: string
}

/** What `collect -o json` prints. */
export interface CollectReport {
  schema: 'inroads/collect/1'
  snapshot: SnapshotSummary
  cells: CellCounts
  scopes: ScopeCounts[]
  missing: MissingAnswer[]
  stale: StaleScope[]
  gaps: Gap[]
  complete: boolean
}

export interface CollectOptions {
  /** Folder of all snapshots. */
  home: string
  connectors: readonly Connector[]
  /** The clouds that were asked. */
  clouds: readonly Cloud[]
  /** When the run began, ISO 8601: nothing in the snapshot is older. */
  startedAt: string
  permissions: (cell: Cell) => readonly string[]
  /** What a cloud says once all its records are there (see `Collector`). */
  conclude?: (cloud: Cloud, records: FoundRecord[]) => FoundRecord[]
  /** The clock, for `importedAt`. */
  now?: () => Date
}

/**
 * Makes a snapshot of the cells of a finished run, and makes it the current one.
 *
 * @throws UserError if no cell gave a record: the current snapshot then stays.
 */
export async function collectSnapshot(
  cells: Iterable<FinishedCell> | AsyncIterable<FinishedCell>,
  options: CollectOptions,
): Promise<Stored & { report: CollectReport }> {
  const byCloud = new Map<Cloud, FoundRecord[]>()
  const tally = createTally(options.permissions)
  for await (const finished of cells) {
    if ((finished.page ?? null) === null) tally.add(finished)
    const { cloud } = finished.cell
    const list = byCloud.get(cloud) ?? []
    byCloud.set(cloud, list)
    for (const record of finished.records) list.push(record)
  }
  const found = new Map<Connector, FoundRecord[]>()
  for (const connector of options.connectors) {
    const list = byCloud.get(connector.cloud)
    if (list !== undefined) found.set(connector, options.conclude?.(connector.cloud, list) ?? list)
  }
  const settled = settle(found, options.connectors)
  if (!settled.records.some(({ status }) => status === 'ok' || status === 'none')) throw nothingAnswered(tally.report())
  const records = withStaleRecords(settled.records, options.clouds, options.connectors, olderSnapshots(options.home))
  const stored = storeSnapshot(records, {
    ...options,
    source: 'collect',
    takenAt: options.startedAt,
    files: { recognised: tally.answered(), unrecognised: [], malformed: settled.malformed },
  })
  const { gaps } = stored.facts
  return {
    ...stored,
    report: {
      schema: 'inroads/collect/1',
      snapshot: summaryOf(stored.manifest),
      ...tally.report(),
      stale: stored.manifest.stale ?? [],
      gaps,
      complete: gaps.length === 0,
    },
  }
}

function nothingAnswered({ cells, missing }: Pick<CollectReport, 'cells' | 'missing'>): UserError {
  const shown = missing.slice(0, 5).map(({ service, operation, message }) => `${service} ${operation}: ${message}`)
  return new UserError(
    'no call was answered: there is nothing to make a snapshot of',
    [...shown, 'the snapshot that is there stays; `inroads doctor` says what is missing'].join('\n'),
    cells.denied > 0 ? EXIT.credentials : EXIT.backend,
  )
}

/** The current snapshot, then the others from the newest. One that is damaged is passed over. */
function* olderSnapshots(home: string): Generator<Older> {
  const stored = listSnapshots(home)
  const current = stored.filter((one) => one.current)
  for (const { id, clouds, takenAt, importedAt } of [...current, ...stored.filter((one) => !one.current)])
    yield { clouds, takenAt: takenAt ?? importedAt, rawRecords: () => readable(home, id) }
}

function readable(home: string, id: string): CallRecord[] {
  try {
    return openSnapshot(home, id).rawRecords()
  } catch {
    return []
  }
}

interface Tally {
  add(finished: FinishedCell): void
  answered(): number
  report(): Pick<CollectReport, 'cells' | 'scopes' | 'missing'>
}

function createTally(permissions: (cell: Cell) => readonly string[]): Tally {
  const cells = emptyCounts()
  const scopes = new Map<string, ScopeCounts>()
  const missing = new Map<string, MissingAnswer & { where: Set<string>; needs: Set<string> }>()
  return {
    add({ cell, status, message }) {
      const { cloud, scope, service, operation } = cell
      cells[status] += 1
      const key = `${cloud}\n${scope}`
      const counts = scopes.get(key) ?? { cloud, scope, ...emptyCounts() }
      scopes.set(key, counts)
      counts[status] += 1
      if (status === 'ok' || status === 'none') return
      const call = [cloud, service, operation, status].join('\n')
      const known = missing.get(call) ?? {
        ...{ cloud, service, operation, status, cells: 0, scopes: [], permissions: [] },
        ...{ message: message ?? 'no answer', where: new Set<string>(), needs: new Set<string>() },
      }
      missing.set(call, known)
      known.cells += 1
      known.where.add(scope)
      for (const need of permissions(cell)) known.needs.add(need)
    },
    answered: () => cells.ok + cells.none,
    report: () => ({
      cells,
      scopes: inOrder(scopes),
      missing: inOrder(missing).map(({ where, needs, ...call }) => ({
        ...call,
        scopes: [...where].sort(compareText),
        permissions: [...needs].sort(compareText),
      })),
    }),
  }
}

function inOrder<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value)
}

function emptyCounts(): CellCounts {
  return { ok: 0, none: 0, denied: 0, throttled: 0, failed: 0 }
}
