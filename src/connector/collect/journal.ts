import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsync,
  ftruncateSync,
  mkdirSync,
  openSync,
  statSync,
  write,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { canonicalJson, isObject, UserError, type Json } from '../../model/index.js'
import type { FoundRecord } from '../contract.js'
import type { Cell, CellStatus } from './contract.js'
import { linesOf, wholeSize, type Line } from './journal-lines.js'
import { lockFolder, type FolderLock } from './journal-lock.js'

const SCHEMA = 'inroads/journal/1'
const FILE = 'journal.ndjson'
/** LIMIT: a single answer above 2^27 characters that is not streamed is recorded as failed: its line could not be read back. */
const LINE_LIMIT = 2 ** 27
const BATCH_LENGTH = 2 ** 22

const writeAsync = promisify(write)
const syncAsync = promisify(fsync)

/** What is written when a cell is finished. `attempts` counts the calls that were made for it. */
export interface Finish {
  status: CellStatus
  message: string | null
  records: readonly FoundRecord[]
  children: readonly Cell[]
  attempts: number
}

/**
 * What a journal holds of one finished cell: one entry; of a streamed cell one for each page before it. `page` counts
 * from 0 and is null in the entry that finishes the cell. `status` of a page is `ok`.
 */
export interface JournalEntry extends Finish {
  cell: Cell
  page: number | null
}

export interface JournalHeader {
  plan: Json
  /** ISO 8601. */
  startedAt: string
}

/** The one line of a cell cannot be made: its records are too large or no JSON. */
export class UnwritableCell extends Error {
  override readonly name = 'UnwritableCell'
}

/**
 * What a run has finished so far, in a file that only grows.
 *
 * INVARIANT: once `finish` has resolved, the cell is with the operating system: whatever becomes of this process, a later
 * run does not ask it again. Before, nothing of it counts.
 */
export interface Journal {
  readonly startedAt: string
  /** Was anything there when the journal was opened? */
  readonly isResumed: boolean
  /** What was there when the journal was opened; of cells that were not finished, nothing. */
  held(): Generator<JournalEntry>
  /**
   * @throws UnwritableCell before anything is written
   * @throws UserError if the file cannot be written
   */
  finish(cell: Cell, outcome: Finish): Promise<void>
  /** Writes page `page` of a streamed cell. It counts once the cell is finished in the same run. */
  page(cell: Cell, page: number, part: Pick<Finish, 'records' | 'children'>): Promise<void>
  /** Waits for what is being written and lets others open the journal. */
  close(): Promise<void>
}

/**
 * Opens the journal in `folder` (made for its owner alone if it is not there), or starts one. A last line that was not
 * written to its end is cut off.
 *
 * @param plan what is collected: a journal is only gone on with under an equal plan
 * @param now milliseconds of the Unix epoch
 * @throws UserError if it belongs to another plan, is no journal, is being written by another run or cannot be written
 */
export function openJournal(folder: string, plan: Json, now: () => number): Journal {
  const path = join(folder, FILE)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw unwritable(folder, error)
  }
  const lock = lockOf(folder)
  let file: number | null = null
  try {
    file = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o600)
    const held = wholeSize(file, fstatSync(file).size)
    ftruncateSync(file, held)
    const known = held === 0 ? null : headerOf(path, folder)
    if (known !== null && canonicalJson(known.plan) !== canonicalJson(plan)) throw otherPlan(folder, known.plan, plan)
    const startedAt = known?.startedAt ?? new Date(now()).toISOString()
    if (known === null) writeSync(file, `${JSON.stringify({ schema: SCHEMA, plan, startedAt })}\n`)
    return new FileJournal(folder, file, lock, held, startedAt)
  } catch (error) {
    if (file !== null) closeSync(file)
    lock.release()
    throw error instanceof UserError ? error : unwritable(folder, error)
  }
}

/**
 * The finished cells of a journal, in the order in which they were finished, holding one at a time. A journal that is
 * being written may be read.
 *
 * @throws UserError if there is none, or it is damaged
 */
export function* readJournal(folder: string): Generator<JournalEntry> {
  const path = join(folder, FILE)
  if (readJournalHeader(folder) === null)
    throw new UserError(`no journal in \`${folder}\``, 'give the folder that a collection wrote to')
  // Both passes over it see the same lines, also while it grows.
  yield* entriesOf(path, folder, statSync(path).size)
}

/** Which collection the journal in `folder` belongs to; null if there is none. */
export function readJournalHeader(folder: string): JournalHeader | null {
  const path = join(folder, FILE)
  return existsSync(path) ? headerOf(path, folder) : null
}

class FileJournal implements Journal {
  readonly isResumed: boolean
  private lines: string[] = []
  private gathering: Promise<void> | null = null
  private last: Promise<void> = Promise.resolve()
  private broken: UserError | null = null
  private isOpen = true

  constructor(
    private readonly folder: string,
    private readonly file: number,
    private readonly lock: FolderLock,
    /** Size of what was there when it was opened; tells the pages of this opening from those of others. */
    private readonly opening: number,
    readonly startedAt: string,
  ) {
    this.isResumed = opening > 0
  }

  held(): Generator<JournalEntry> {
    return entriesOf(join(this.folder, FILE), this.folder, this.opening)
  }

  finish(cell: Cell, { status, message, attempts, children, records }: Finish): Promise<void> {
    const end = { status, message, attempts, children, records }
    return cell.isStreamed === true
      ? this.append({ kind: 'stream', cell, opening: this.opening, ...end })
      : this.append({ kind: 'cell', cell, ...end })
  }

  page(cell: Cell, page: number, { children, records }: Pick<Finish, 'records' | 'children'>): Promise<void> {
    return this.append({ kind: 'page', cell, opening: this.opening, page, children, records })
  }

  async close(): Promise<void> {
    if (!this.isOpen) return
    this.isOpen = false
    try {
      await this.last.catch(() => undefined)
      if (this.broken === null) await syncAsync(this.file)
    } finally {
      closeSync(this.file)
      this.lock.release()
    }
  }

  /** `kind` comes first: a reader passes over a line by its beginning. */
  private append(content: { kind: Kind } & Record<string, unknown>): Promise<void> {
    if (!this.isOpen) throw new Error('the journal is closed')
    let line: string
    try {
      line = JSON.stringify(content)
    } catch (error) {
      throw new UnwritableCell(`the answer cannot be stored: ${error instanceof Error ? error.message : 'no JSON'}`)
    }
    if (line.length > LINE_LIMIT) throw new UnwritableCell('the answer cannot be stored: it is too large')
    this.lines.push(line)
    if (this.gathering === null) {
      this.gathering = this.writeAfter(this.last)
      this.last = this.gathering
    }
    return this.gathering
  }

  /** Lines gather while those before them are being written. */
  private async writeAfter(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined)
    const lines = this.lines
    this.lines = []
    this.gathering = null
    if (this.broken !== null) throw this.broken
    try {
      if (!this.lock.isHeld()) throw new Error('another run took over')
      for (const text of batches(lines)) {
        const bytes = Buffer.from(text)
        for (let at = 0; at < bytes.length;) at += (await writeAsync(this.file, bytes, at)).bytesWritten
      }
    } catch (error) {
      // A part of a line may be there: whatever came behind it would be lost with it.
      this.broken = unwritable(this.folder, error)
      throw this.broken
    }
  }
}

/** Lines with their newlines, several to one write. */
function* batches(lines: readonly string[]): Generator<string> {
  let text = ''
  for (const line of lines) {
    text += `${line}\n`
    if (text.length < BATCH_LENGTH) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

type Kind = 'cell' | 'page' | 'stream'
type StoredLine = JournalEntry & { kind: Kind; opening: number }

function* entriesOf(path: string, folder: string, end: number): Generator<JournalEntry> {
  const streams = finishedStreams(path, folder, end)
  for (const line of linesOf(path, end)) {
    if (line.number === 1) continue
    const stored = parsed(line, folder)
    const { kind, cell, children, records } = stored
    if (kind !== 'page') {
      const { status, message, attempts } = stored
      yield { cell, page: null, status, message, attempts, children, records }
    } else if (streams.get(cell.path) === stored.opening)
      yield { cell, page: stored.page, status: 'ok', message: null, attempts: 1, children, records }
  }
}

/** In which opening each streamed cell was finished: only these pages count. Other lines are passed over unread. */
function finishedStreams(path: string, folder: string, end: number): Map<string, number> {
  const beginning = Buffer.from('{"kind":"stream"')
  const streams = new Map<string, number>()
  for (const line of linesOf(path, end)) {
    if (!line.bytes.subarray(0, beginning.length).equals(beginning)) continue
    const { cell, opening } = parsed(line, folder)
    streams.set(cell.path, opening)
  }
  return streams
}

function parsed(line: Line, folder: string): StoredLine {
  const content = json(line.bytes)
  if (isObject(content) && isObject(content['cell']) && typeof content['cell']['path'] === 'string') {
    // Written by this file, and by nothing else.
    return content as unknown as StoredLine
  }
  throw damaged(folder, line.number)
}

function headerOf(path: string, folder: string): JournalHeader {
  for (const line of linesOf(path)) {
    const header = json(line.bytes)
    if (!isObject(header) || typeof header['startedAt'] !== 'string') throw damaged(folder, 1)
    if (header['schema'] !== SCHEMA)
      throw new UserError(
        `the journal in \`${folder}\` was written by another version of inroads`,
        `remove \`${path}\` to collect from the start, or choose another folder`,
      )
    return { plan: header['plan'] ?? null, startedAt: header['startedAt'] }
  }
  throw damaged(folder, 1)
}

function json(bytes: Buffer): Json {
  try {
    return JSON.parse(bytes.toString('utf8')) as Json
  } catch {
    return null
  }
}

function lockOf(folder: string): FolderLock {
  try {
    return lockFolder(folder)
  } catch (error) {
    throw error instanceof UserError ? error : unwritable(folder, error)
  }
}

function damaged(folder: string, number: number): UserError {
  return new UserError(
    `the journal in \`${folder}\` is damaged: line ${String(number)}`,
    'remove the folder to collect from the start, or choose another one',
  )
}

function unwritable(folder: string, error: unknown): UserError {
  const cause = error instanceof Error ? error.message : String(error)
  return new UserError(
    `cannot write the journal in \`${folder}\`: ${cause}`,
    'put that right and collect again: what was finished is kept',
  )
}

function otherPlan(folder: string, theirs: Json, ours: Json): UserError {
  const names =
    isObject(theirs) && isObject(ours)
      ? [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].filter(
          (name) => canonicalJson(theirs[name] ?? null) !== canonicalJson(ours[name] ?? null),
        )
      : []
  const where =
    names.length === 0
      ? ''
      : `: ${names
          .sort()
          .map((name) => `\`${name}\``)
          .join(', ')} differ`
  return new UserError(
    `the journal in \`${folder}\` belongs to another collection${where}`,
    'give the settings that it was started with to go on with it, or choose another folder, or remove it to start anew',
  )
}
