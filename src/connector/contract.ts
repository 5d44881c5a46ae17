import type { Cloud, Facts, Json } from '../model/index.js'
import type { ImportFile } from './source.js'

/**
 * What became of one call.
 *
 * `ok`: an answer with something in it. `none`: asked, and there is none. `denied`: the caller was refused.
 * `failed`: anything else that left no answer (a file of 0 bytes, a service error, text that cannot be read).
 */
export type CallStatus = 'ok' | 'none' | 'denied' | 'failed'

/**
 * One answer of a cloud, as it was stored: what a snapshot keeps as raw record.
 *
 * `service` is the cloud's own command-line name in lower case (`s3api`, `iam`, `logs`), `operation` is in kebab case
 * (`get-bucket-policy`). `subject` says what the call was made about, as far as the file's name tells: its
 * percent-decoded parts, split at `--`; empty for `<service>-<operation>.json`. `file` is relative to what was imported.
 */
export interface CallRecord {
  cloud: Cloud
  account: string
  region: string
  service: string
  operation: string
  subject: string[]
  status: CallStatus
  message: string | null
  body: Json
  file: string
  /**
   * Only on a record that a later collection could not renew: when it was taken (ISO 8601). It is kept, because leaving
   * it out would read as "no access"; who reads is told by a gap.
   */
  staleSince?: string
}

/**
 * A record whose account may not be known yet: `folder` is then the folder that stands for the account (a profile
 * name), and `account` is empty until `settle` has seen every file.
 */
export interface FoundRecord extends CallRecord {
  folder: string | null
}

/** A file that could not be read: `message` names the place (line and column) and the problem. */
export interface Malformed {
  path: string
  message: string
}

/** What a connector makes of one file. */
export interface Recognition {
  records: FoundRecord[]
  malformed: string | null
}

export interface Connector {
  cloud: Cloud
  /**
   * Raised whenever `normalize` gives other facts for the same records: stored facts of an older version are then
   * made again from the raw records.
   */
  version: number
  /** The file's records, by content first and then by path; null if the file is not this cloud's. */
  recognise(file: ImportFile): Recognition | null
  /** Says what only all files together tell: the account of a folder that is not named by its number. */
  settle(found: FoundRecord[]): { records: CallRecord[]; malformed: Malformed[] }
  /** Facts, with a gap for everything that the records leave open. Records come in the order in which a snapshot keeps them. */
  normalize(records: readonly CallRecord[]): Facts
  /** `<service> <operation>` of every call that `normalize` reads: what is stored beyond these is listed as not read. */
  reads: ReadonlySet<string>
  /**
   * `<service> <operation>` of the calls without which nothing can be said of who acts in an account: where none of them
   * was answered, a collection counts the account as failed, whatever else was. Left out: no call is that important.
   */
  identity?: ReadonlySet<string>
  /** When the dump was taken (ISO 8601), if the records themselves tell. */
  takenAt(records: readonly CallRecord[]): string | null
}
