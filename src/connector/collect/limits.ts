/** Bounds on one collection; times in milliseconds. */
export interface CollectLimits {
  /** Calls at the same time, over all clouds. */
  concurrency: number
  /** Calls at the same time to one service in one scope: at the start, and at most. */
  perServiceStart: number
  perServiceMost: number
  /** Cells of one service in one scope that may wait for their next attempt before no new one is begun. */
  perServiceWaiting: number
  /** Calls for one page before a cell is given up: while the service says "too often", and after passing failures. */
  throttledAttempts: number
  failedAttempts: number
  /** The first wait is random between nothing and this; each further one between nothing and twice as much. */
  backoffBaseMs: number
  backoffCapMs: number
  /** The most that a service's own wish (`Retry-After`) is followed. */
  retryAfterCapMs: number
  /** One call, from its start to the last byte of its answer. */
  callMs: number
  /** Pages of one answer. */
  pages: number
  /** Cells of one kind that failed, or were denied, in a row, after which no more of that kind are asked. */
  failedInARow: number
  deniedInARow: number
}

export const COLLECT_LIMITS: CollectLimits = {
  concurrency: 64,
  perServiceStart: 4,
  perServiceMost: 16,
  perServiceWaiting: 64,
  throttledAttempts: 10,
  failedAttempts: 4,
  backoffBaseMs: 500,
  backoffCapMs: 60_000,
  retryAfterCapMs: 5 * 60_000,
  callMs: 60_000,
  pages: 100_000,
  failedInARow: 5,
  deniedInARow: 20,
}
