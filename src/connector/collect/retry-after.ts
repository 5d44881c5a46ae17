/** Where headers are looked up: a function, an object with `get`, or a plain object; names in any case. */
export type HeaderLookup =
  | ((name: string) => string | null | undefined)
  | { get(name: string): string | null | undefined }
  | Readonly<Record<string, string | readonly string[] | undefined>>

/** More than this is no wish that anybody follows. */
const DAY_MS = 24 * 60 * 60 * 1000
const VALUE_LIMIT = 200
const BODY_LIMIT = 65_536

/** Headers in which a wait is given, and how many milliseconds a number without a unit counts. */
const HEADERS = [
  ['retry-after-ms', 1],
  ['x-ms-retry-after-ms', 1],
  ['retry-after', 1000],
] as const

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * How long a service asks to wait, in milliseconds from `nowMs` (of the Unix epoch): at least 0, at most a day, rounded
 * up. Null if it does not say, or not in a form that has a meaning (negative, empty, garbage).
 *
 * Read are `retry-after-ms`, `x-ms-retry-after-ms`, `Retry-After` (seconds with or without decimals, dates in the three
 * forms of HTTP and in ISO 8601; of a number that came twice the largest), and, given the answer's text, the
 * `retryDelay` of Google's RetryInfo. The first that has a meaning counts.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 * @see https://cloud.google.com/apis/design/errors#error_details
 */
export function parseRetryAfter(headers: HeaderLookup, nowMs: number, body = ''): number | null {
  for (const [name, unit] of HEADERS) {
    const value = lookUp(headers, name)
    const found = value === null ? null : valueMs(value, unit, nowMs)
    if (found !== null) return found
  }
  return retryDelayMs(body)
}

/** The wait in a text that is a duration (`3.5s`) or holds a `retryDelay` (`"retryDelay": "3.5s"`); null if none. */
export function retryDelayMs(text: string): number | null {
  const start = text.slice(0, BODY_LIMIT)
  const named = /\bretry_?delay["']?\s{0,20}[:=]\s{0,20}["']?([^"'\s,}]{1,40})/i.exec(start)
  return valueMs(named?.[1] ?? start, null, 0)
}

function lookUp(headers: HeaderLookup, name: string): string | null {
  if (typeof headers === 'function') return headers(name) ?? null
  if (isGetter(headers)) return headers.get(name) ?? null
  for (const [key, value] of Object.entries(headers))
    if (value !== undefined && key.toLowerCase() === name) return typeof value === 'string' ? value : value.join(',')
  return null
}

function isGetter(headers: object): headers is { get(name: string): string | null | undefined } {
  return 'get' in headers && typeof headers.get === 'function'
}

/** `unit`: milliseconds that a bare number counts; null where it must have a unit. */
function valueMs(value: string, unit: number | null, nowMs: number): number | null {
  if (value.length > VALUE_LIMIT) return null
  const text = value.trim().replace(/^"(.*)"$/, '$1')
  const numbers = text.split(',').map((part) => durationMs(part.trim(), unit))
  if (numbers.every((ms) => ms !== null)) return bounded(Math.max(...numbers))
  const date = unit === 1000 ? dateMs(text) : null
  return date === null ? null : bounded(date - nowMs)
}

function durationMs(text: string, unit: number | null): number | null {
  const [, digits, spelled] = /^\+?(\d+(?:\.\d*)?|\.\d+)\s?(ms|s)?$/i.exec(text) ?? []
  const counts = spelled === undefined ? unit : spelled.toLowerCase() === 's' ? 1000 : 1
  return digits === undefined || counts === null ? null : Number(digits) * counts
}

function bounded(ms: number): number {
  return Math.min(DAY_MS, Math.max(0, Math.ceil(ms)))
}

const IMF =
  /^(?:[a-z]{3,9},?\s)?(\d{1,2})[\s-]([a-z]{3})[\s-](\d{4}|\d{2})\s(\d\d):(\d\d):(\d\d)\s(?:GMT|UTC|Z|[+-]0000)$/i
const ASCTIME = /^[a-z]{3}\s([a-z]{3})\s{1,2}(\d{1,2})\s(\d\d):(\d\d):(\d\d)\s(\d{4})$/i
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** Milliseconds of the Unix epoch. Every form is taken as UTC, whatever the machine's time zone. */
function dateMs(text: string): number | null {
  const imf = IMF.exec(text)
  if (imf !== null) {
    const [, day, month, year, hour, minute, second] = imf
    return utc(year, month, day, hour, minute, second)
  }
  const asctime = ASCTIME.exec(text)
  if (asctime !== null) {
    const [, month, day, hour, minute, second, year] = asctime
    return utc(year, month, day, hour, minute, second)
  }
  const iso = ISO.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(iso) ? null : iso
}

function utc(year = '', month = '', day = '', hour = '', minute = '', second = ''): number | null {
  // A wait is never for a year of another century.
  const full = year.length === 2 ? 2000 + Number(year) : Number(year)
  const index = MONTHS.indexOf(month.toLowerCase())
  const date = Date.UTC(full, index, Number(day))
  const isReal = index >= 0 && new Date(date).getUTCDate() === Number(day)
  if (!isReal || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null
  return date + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
}
