import type { Malformed } from '../connector/index.js'
import type { Cloud, Gap, SnapshotSummary } from '../model/index.js'
import type { StaleScope } from './stale.js'

export type Source = 'import' | 'collect' | 'merge'

/** What a snapshot holds; `manifest.json`. */
export interface Manifest {
  schema: 'inroads/snapshot/1'
  /** 16 hex digits: a hash of what the clouds said (see `contentId`). */
  id: string
  /** Where it came from: files, the clouds themselves, or other snapshots. Left out by older versions: files. */
  source?: Source
  /** When the dump was taken, if it tells, or when the collection began (ISO 8601). */
  takenAt: string | null
  importedAt: string
  clouds: Cloud[]
  /** Version of each connector that made the facts, and the file they are in. */
  versions: { [cloud: string]: number }
  factsFile: string
  /** Accounts, organizations ... whose own data is in it. */
  scopes: string[]
  /** No gap at all. */
  complete: boolean
  /** Scopes of which older records are kept. */
  stale?: StaleScope[]
  records: number
  files: { recognised: number; unrecognised: string[]; malformed: Malformed[] }
  /** Calls that are stored and that nothing reads yet, with the number of their records. */
  notRead: { call: string; records: number }[]
}

/** What `import -o json` prints. */
export interface ImportReport {
  schema: 'inroads/import/1'
  snapshot: SnapshotSummary
  files: Manifest['files']
  gaps: Gap[]
}

/** What an answer says of the snapshot it was computed from. */
export function summaryOf({ id, takenAt, scopes, complete }: Manifest): SnapshotSummary {
  return { id, takenAt, scopes, complete }
}

export function importReport(manifest: Manifest, gaps: Gap[]): ImportReport {
  return { schema: 'inroads/import/1', snapshot: summaryOf(manifest), files: manifest.files, gaps }
}

export function manifestBytes(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
}
