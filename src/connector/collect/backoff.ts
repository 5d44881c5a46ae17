import type { CallFailure } from './contract.js'
import type { CollectLimits } from './limits.js'

/**
 * How long the service itself asks to wait, in milliseconds: never negative, and never longer than the limit. Null if it
 * does not say.
 */
export function askedWait(failure: CallFailure, limits: CollectLimits): number | null {
  const asked = failure.retryAfterMs
  if (asked === null || Number.isNaN(asked)) return null
  return Math.min(limits.retryAfterCapMs, Math.max(0, asked))
}

/**
 * How long a cell waits after its `count`-th failure in a row of one kind: random between nothing and a bound that
 * doubles (full jitter); where the service says how long, that and something random on top, so that what was refused
 * together does not come back together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function waitMs(failure: CallFailure, count: number, limits: CollectLimits, random: () => number): number {
  const asked = askedWait(failure, limits)
  if (asked !== null) return Math.ceil(asked + random() * Math.max(limits.backoffBaseMs, asked / 10))
  return Math.round(random() * Math.min(limits.backoffCapMs, limits.backoffBaseMs * 2 ** (count - 1)))
}
