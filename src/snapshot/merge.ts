import type { CallRecord, Connector } from '../connector/index.js'
import { compareText, UserError, type Gap, type SnapshotSummary } from '../model/index.js'
import { summaryOf } from './manifest.js'
import { openSnapshot, type Snapshot } from './open.js'
import { cellOf, contentOf } from './raw.js'
import { storeSnapshot, type Stored } from './store.js'

/** What `merge -o json` prints. */
export interface MergeReport {
  schema: 'inroads/merge/1'
  snapshot: SnapshotSummary
  /** Ids of the snapshots that were joined. */
  merged: string[]
  records: number
  /** Calls that the snapshots answered differently, of which one answer was taken. */
  conflicts: number
  gaps: Gap[]
  complete: boolean
}

export interface MergeOptions {
  /** Folder of all snapshots. */
  home: string
  connectors: readonly Connector[]
  /** The clock, for `importedAt`. */
  now?: () => Date
}

/** What one snapshot says of one cell. */
interface Said {
  records: CallRecord[]
  isGood: boolean
  takenAt: string
  content: string
}

/**
 * Joins snapshots, by id or path, into one that becomes the current one. Its id is that of one run over everything, and
 * the order of the snapshots changes nothing.
 *
 * An answer that several snapshots hold is kept once. Where they answer a cell (the same call about the same subject,
 * in the same file) differently, an answer wins over a refusal or failure, then the newer one wins, then the greater
 * text: some rule, always the same. The joined snapshot was taken when the oldest of its parts was.
 *
 * LIMIT: answers whose file names differ count as parts of one answer, and are all kept.
 */
export function mergeSnapshots(names: readonly string[], options: MergeOptions): Stored & { report: MergeReport } {
  const snapshots = new Map<string, Snapshot>()
  for (const name of names) {
    const snapshot = openSnapshot(options.home, name)
    snapshots.set(snapshot.manifest.id, snapshot)
  }
  if (snapshots.size === 0) throw new UserError('nothing to merge', 'name the snapshots: `inroads status` lists them')
  const cells = new Map<string, Said[]>()
  for (const snapshot of snapshots.values()) {
    for (const [cell, said] of saidBy(snapshot)) {
      const list = cells.get(cell) ?? []
      cells.set(cell, list)
      list.push(said)
    }
  }
  let conflicts = 0
  const records: CallRecord[] = []
  for (const said of cells.values()) {
    const [best, ...others] = said.sort(byWorth)
    if (best === undefined) continue
    if (others.some(({ content }) => content !== best.content)) conflicts += 1
    for (const record of best.records) records.push(record)
  }
  const manifests = [...snapshots.values()].map(({ manifest }) => manifest)
  const stored = storeSnapshot(once(records), {
    ...options,
    source: 'merge',
    takenAt: oldest(manifests.map(({ takenAt }) => takenAt)),
    files: {
      recognised: manifests.reduce((sum, { files }) => sum + files.recognised, 0),
      unrecognised: [...new Set(manifests.flatMap(({ files }) => files.unrecognised))].sort(compareText),
      malformed: manifests.flatMap(({ files }) => files.malformed),
    },
  })
  const { gaps } = stored.facts
  return {
    ...stored,
    report: {
      schema: 'inroads/merge/1',
      snapshot: summaryOf(stored.manifest),
      merged: [...snapshots.keys()].sort(compareText),
      records: stored.manifest.records,
      conflicts,
      gaps,
      complete: gaps.length === 0,
    },
  }
}

function saidBy({ manifest, rawRecords }: Snapshot): Map<string, Said> {
  const cells = new Map<string, CallRecord[]>()
  for (const record of rawRecords()) {
    const cell = `${cellOf(record)}\n${record.file}`
    const list = cells.get(cell) ?? []
    cells.set(cell, list)
    list.push(record)
  }
  const takenAt = manifest.takenAt ?? manifest.importedAt
  return new Map(
    [...cells].map(([cell, records]) => [
      cell,
      {
        records,
        isGood: records.some(({ status }) => status === 'ok' || status === 'none'),
        takenAt: records.reduce((time, { staleSince }) => staleSince ?? time, takenAt),
        content: records.map(contentOf).sort(compareText).join('\n'),
      },
    ]),
  )
}

function byWorth(a: Said, b: Said): number {
  return Number(b.isGood) - Number(a.isGood) || compareText(b.takenAt, a.takenAt) || compareText(b.content, a.content)
}

/** Answers with the same content once, whatever files they lay in. */
function once(records: readonly CallRecord[]): CallRecord[] {
  const byContent = new Map<string, CallRecord>()
  for (const record of records) {
    const content = contentOf(record)
    const known = byContent.get(content)
    if (known === undefined || compareText(record.file, known.file) < 0) byContent.set(content, record)
  }
  return [...byContent.values()]
}

/** Null as soon as one of them is not known. */
function oldest(times: readonly (string | null)[]): string | null {
  return times.reduce((first, time) => (first === null || time === null ? null : time < first ? time : first))
}
