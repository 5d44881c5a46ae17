import type { Json } from '../../model/index.js'
import { NOTHING, pageAnswer, silentRecords, wholeAnswer, type Answer } from './answer.js'
import { waitMs } from './backoff.js'
import { messageOf, shortened } from './call.js'
import { type CallFailure, type Cell, type CellStatus, type Collector, type Page } from './contract.js'
import type { Finish } from './journal.js'
import type { CollectLimits } from './limits.js'
import { PageTokens } from './page-tokens.js'

/** Leaves room for notes behind it: connectors keep the first 500 characters. */
const MESSAGE_LIMIT = 400

/** Why a cell ends without an answer, or without the whole of it. */
export interface Ended {
  status: Exclude<CellStatus, 'ok'>
  message: string
}

/** How far one cell has come. */
export class CellWork {
  /** The next page to ask for. */
  page: string | null = null
  /** Calls made. */
  attempts = 0
  private read = 0
  /** Failures of the next page so far. */
  private throttles = 0
  private failures = 0
  private held: Json[] = []
  private tokens: PageTokens | null = null

  constructor(
    readonly cell: Cell,
    readonly collector: Collector | null,
  ) {}

  get isStreamed(): boolean {
    return this.cell.isStreamed === true
  }

  /** Pages read so far. */
  get pagesRead(): number {
    return this.read
  }

  /** Takes a page; gives what is to be written of it at once, null if it is held until the cell is finished. */
  take(page: Page): Answer | null {
    this.read += 1
    this.throttles = 0
    this.failures = 0
    if (this.isStreamed && this.collector !== null)
      return pageAnswer(this.collector, this.cell, page.body, this.read - 1)
    this.held.push(page.body)
    return null
  }

  /** Turns to the page after the one that was taken. Gives why that is not possible, else null. */
  turnTo(next: string, limits: CollectLimits): Ended | null {
    this.tokens ??= new PageTokens()
    if (this.tokens.isRepeated(next)) return this.cut({ status: 'failed', message: 'the page token repeats' })
    if (this.read >= limits.pages)
      return this.cut({ status: 'failed', message: `more than ${String(limits.pages)} pages` })
    this.page = next
    return null
  }

  /** What a failure of the next page comes to: another attempt after a while, or the end. */
  fail(
    failure: CallFailure,
    limits: CollectLimits,
    random: () => number,
  ): { attempt: number; waitMs: number } | { ended: Ended } {
    const message = shortened(failure.message, MESSAGE_LIMIT)
    const { kind } = failure
    if (kind === 'none' || kind === 'denied') return { ended: this.cut({ status: kind, message }) }
    if (kind === 'credentials' || (kind === 'failed' && !failure.isTransient))
      return { ended: this.cut({ status: 'failed', message }) }
    const isThrottled = kind === 'throttled'
    const attempt = isThrottled ? (this.throttles += 1) : (this.failures += 1)
    if (attempt < (isThrottled ? limits.throttledAttempts : limits.failedAttempts))
      return { attempt, waitMs: waitMs(failure, attempt, limits, random) }
    const note = `given up after ${String(attempt)} attempts`
    return { ended: this.cut({ status: kind, message: `${message}; ${note}` }) }
  }

  /** An end between two pages leaves a part: never "there is none", and the message says so. */
  cut({ status, message }: Ended): Ended {
    if (this.read === 0) return { status, message }
    const rest = `what follows page ${String(this.read)} is missing`
    return { status: status === 'none' ? 'failed' : status, message: `${message}; ${rest}` }
  }

  /** What is written at the end: `ended` is null if all pages were read. */
  finish(ended: Ended | null): Finish {
    const whole = this.collector === null ? NOTHING : wholeAnswer(this.collector, this.cell, this.held)
    this.held = []
    const { problem } = whole
    const why: Ended | null =
      problem === null
        ? ended
        : { status: ended?.status ?? 'failed', message: ended === null ? problem : `${ended.message}; ${problem}` }
    if (why === null) return { status: 'ok', message: null, attempts: this.attempts, ...parts(whole) }
    const records = [...whole.records, ...silentRecords(this.collector, this.cell, why.status, why.message)]
    return { ...why, attempts: this.attempts, records, children: whole.children }
  }

  /** What is written instead of an answer that cannot be written. */
  unwritable(error: Error): Finish {
    const why: Ended = { status: 'failed', message: messageOf(error) }
    const records = silentRecords(this.collector, this.cell, why.status, why.message)
    return { ...why, attempts: this.attempts, records, children: [] }
  }
}

function parts({ records, children }: Answer): Pick<Finish, 'records' | 'children'> {
  return { records, children }
}
