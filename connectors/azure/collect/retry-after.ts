import { parseRetryAfter } from '../../../src/connector/index.js'

/** Header fields, found by lower-case name. */
export interface Headers {
  get(name: string): string | undefined
}

/**
 * How long a service asks to wait, in milliseconds: as every service says it, or as Resource Graph does, whose quota is
 * whole again after a time (`00:00:05`). Null where it does not say.
 *
 * @see https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
export function waitAskedFor(headers: Headers, now: number): number | null {
  return parseRetryAfter(headers, now) ?? quotaReset(headers)
}

function quotaReset(headers: Headers): number | null {
  if (headers.get('x-ms-user-quota-remaining')?.trim() !== '0') return null
  const parts = /^(\d{1,2}):(\d{2}):(\d{2})$/.exec(headers.get('x-ms-user-quota-resets-after')?.trim() ?? '')
  if (parts === null) return null
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}
