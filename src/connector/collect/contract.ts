import type { Cloud, Json, JsonObject } from '../../model/index.js'
import type { FoundRecord } from '../contract.js'

/**
 * One question to a cloud, with all pages of its answer: the smallest thing that succeeds, fails, is retried, and is
 * written to the journal.
 *
 * `scope` is what rights and rate limits hang on (an AWS account, an Azure tenant or subscription, a Google project,
 * folder or organization), without the cloud's prefix. `region` is `global` where the service has none. `service` and
 * `operation` are spelled as in `CallRecord`. `input` holds the call's parameters, never a secret.
 */
export interface Cell {
  cloud: Cloud
  scope: string
  region: string
  service: string
  operation: string
  /** What the call is about; empty for a list. */
  subject: readonly string[]
  input: JsonObject
  /**
   * Where the answer would lie in a dump (`111122223333/us-east-1/kms-get-key-policy/k1.json`).
   *
   * INVARIANT: no two cells of a run have the same path; it is the cell's identity in the journal.
   */
  path: string
  /** Each page becomes an answer of its own as soon as it is there: for lists that are too large to be held. */
  isStreamed?: boolean
}

/** One page of an answer, as the cloud's command line would print it; `next` asks for the page after it. */
export interface Page {
  body: Json
  next: string | null
}

/**
 * What kind of failure a call met.
 *
 * `none`: asked, and there is none (`NoSuchBucketPolicy`). `denied`: refused, asking again changes nothing. `throttled`:
 * asked too often. `failed`: anything else. `credentials`: who we are was not accepted (expired, revoked): nothing else
 * of the same scope can succeed; `isForAll` where nothing of the whole cloud can.
 */
export type FailureKind = 'none' | 'denied' | 'throttled' | 'failed' | 'credentials'

/** A call that gave no answer. `message` is one line and holds no secret. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure'
  readonly kind: FailureKind
  /** The vendor's error code, as far as there is one (`AccessDenied`, `ECONNRESET`). */
  readonly code: string
  /** May the same call succeed a little later? */
  readonly isTransient: boolean
  /** How long the cloud asks to wait, in milliseconds. */
  readonly retryAfterMs: number | null
  readonly isForAll: boolean

  constructor(
    kind: FailureKind,
    message: string,
    more: {
      code?: string
      isTransient?: boolean
      retryAfterMs?: number | null
      isForAll?: boolean
      cause?: unknown
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.kind = kind
    this.code = more.code ?? kind
    this.isTransient = more.isTransient ?? kind === 'throttled'
    this.retryAfterMs = more.retryAfterMs ?? null
    this.isForAll = more.isForAll ?? false
  }
}

/** The live half of a connector: what to ask a cloud, and how. */
export interface Collector {
  readonly cloud: Cloud
  /** The first questions. */
  roots(): readonly Cell[]
  /**
   * Makes one call. The runner retries, waits, limits and gives up; the collector's clients do none of it.
   *
   * @param page what the page before gave as `next`; null for the first
   * @throws CallFailure for everything that is no answer
   */
  fetch(cell: Cell, page: string | null, signal: AbortSignal): Promise<Page>
  /** The pages of one answer as one, as the cloud's command line prints them. */
  merge(cell: Cell, pages: readonly Json[]): Json
  /** What is asked next, given an answer (or a page of a streamed one). A pure function. */
  follow(cell: Cell, body: Json): readonly Cell[]
  /** The answer as records without secrets. `page` counts from 0; more than one only where the cell is streamed. */
  records(cell: Cell, body: Json, page: number): FoundRecord[]
  /** The record of a call that gave no answer. */
  silence(cell: Cell, status: 'none' | 'denied' | 'failed', message: string): FoundRecord[]
  /** The permissions that the call needs (`s3:GetBucketPolicy`): what a denied caller is told to add. */
  permissions(cell: Cell): readonly string[]
  /** Ends connections. */
  close?(): Promise<void> | void
  /** The records of a whole run, where what one says is only known from others. Whoever builds the snapshot calls it. */
  conclude?(records: readonly FoundRecord[]): FoundRecord[]
}

/** What became of one cell. */
export type CellStatus = 'ok' | 'none' | 'denied' | 'throttled' | 'failed'

/** What a run tells while it goes on. */
export type CollectEvent =
  | { type: 'planned'; cell: Cell }
  | { type: 'started'; cell: Cell }
  | { type: 'retry'; cell: Cell; attempt: number; waitMs: number; failure: CallFailure }
  | { type: 'finished'; cell: Cell; status: CellStatus; message: string | null; isFromJournal: boolean }
