import { isObject } from '../../model/index.js'
import { CallFailure, type Cell, type Collector, type Page } from './contract.js'

const MESSAGE_LIMIT = 500

/** Why a clock is stopped whose call has ended; made once, as there is one for every call. */
const OVER = new Error('the call has ended')

/** Resolves after `ms` milliseconds; once `signal` aborts, early or with a rejection. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

/** The first line of whatever was thrown, bounded: what a cell is recorded with. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : ''
  return shortened(text === '' && thrown instanceof Error ? thrown.name : text, MESSAGE_LIMIT)
}

/** The first line that says something, without control characters. */
export function shortened(text: string, limit: number): string {
  const [line = ''] = text
    .slice(0, 4 * MESSAGE_LIMIT)
    .trim()
    .split(/[\r\n]/, 1)
  const plain = line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
  return plain === '' ? 'an error without a message' : plain.slice(0, limit)
}

/** Everything that a collector throws as a failure of the call; what is no `CallFailure` is not worth a second attempt. */
export function failureOf(thrown: unknown): CallFailure {
  return thrown instanceof CallFailure ? thrown : new CallFailure('failed', messageOf(thrown), { cause: thrown })
}

/**
 * Calls that are under way, each bound in time.
 *
 * INVARIANT: a call comes to an end when its time is over or when all are stopped, also if what makes it heeds no
 * signal; what it brings afterwards is dropped.
 */
export class Calls {
  private readonly stops = new Set<() => void>()

  constructor(
    private readonly sleep: Sleep,
    private readonly longestMs: number,
  ) {}

  /** One page, or why there is none; null if the calls were stopped. */
  make(collector: Collector, cell: Cell, page: string | null): Promise<Page | CallFailure | null> {
    const asking = new AbortController()
    const clock = new AbortController()
    return new Promise((resolve) => {
      const end = (outcome: Page | CallFailure | null) => {
        this.stops.delete(stop)
        clock.abort(OVER)
        resolve(outcome)
      }
      const stop = () => {
        end(null)
        asking.abort()
      }
      this.stops.add(stop)
      this.sleep(this.longestMs, clock.signal).then(
        () => {
          if (clock.signal.aborted) return
          const seconds = String(this.longestMs / 1000)
          end(
            new CallFailure('failed', `(Timeout) no whole answer within ${seconds} seconds`, {
              code: 'Timeout',
              isTransient: true,
            }),
          )
          asking.abort()
        },
        () => undefined,
      )
      fetched(collector, cell, page, asking.signal).then(end, (error: unknown) => {
        end(failureOf(error))
      })
    })
  }

  stopAll(): void {
    for (const stop of [...this.stops]) stop()
  }
}

/** Async, so that what is thrown before the first wait is a rejection too. */
async function fetched(collector: Collector, cell: Cell, page: string | null, signal: AbortSignal): Promise<Page> {
  const answer: unknown = await collector.fetch(cell, page, signal)
  if (
    isObject(answer) &&
    answer['body'] !== undefined &&
    (answer['next'] === null || typeof answer['next'] === 'string')
  )
    return { body: answer['body'], next: answer['next'] }
  throw new Error('the collector gave something that is no page')
}
