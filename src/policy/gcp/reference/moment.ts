/** Fields of a moment, as the functions on timestamps give them. */
export type MomentField =
  | 'getFullYear'
  | 'getMonth'
  | 'getDate'
  | 'getDayOfMonth'
  | 'getDayOfWeek'
  | 'getDayOfYear'
  | 'getHours'
  | 'getMinutes'
  | 'getSeconds'
  | 'getMilliseconds'

const DAY = 86_400_000

/** Milliseconds since 1970 of an RFC 3339 text; null when it is none. */
export function readTimestamp(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}

/** `YYYY-MM-DD` at midnight UTC; null when it is none. */
export function readDate(text: string): number | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? readTimestamp(`${text}T00:00:00Z`) : null
}

/** Milliseconds of `90s`, `1h30m`, `1.5s`; null when it is no duration. */
export function readDuration(text: string): number | null {
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
  const parts = /^-?(\d+(\.\d+)?(h|ms|m|s))+$/.test(text) ? [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)] : []
  if (parts.length === 0) return null
  const sum = parts.reduce((total, [, count, unit]) => total + Number(count) * (units[unit ?? ''] ?? 0), 0)
  return text.startsWith('-') ? -sum : sum
}

/**
 * One field of a moment in a time zone (a name, or an offset such as `+01:00`); null when there is no such zone.
 * @see https://cloud.google.com/iam/docs/conditions-attribute-reference#date-time
 */
export function momentField(at: number, field: MomentField, zone: string): number | null {
  const wall = wallClock(at, zone)
  if (wall === null) return null
  const date = new Date(wall)
  switch (field) {
    case 'getFullYear':
      return date.getUTCFullYear()
    case 'getMonth':
      return date.getUTCMonth()
    case 'getDate':
      return date.getUTCDate()
    case 'getDayOfMonth':
      return date.getUTCDate() - 1
    case 'getDayOfWeek':
      return date.getUTCDay()
    case 'getDayOfYear':
      return Math.floor((wall - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY)
    case 'getHours':
      return date.getUTCHours()
    case 'getMinutes':
      return date.getUTCMinutes()
    case 'getSeconds':
      return date.getUTCSeconds()
    case 'getMilliseconds':
      return date.getUTCMilliseconds()
  }
}

/** What the clock on the wall shows there, as if it were UTC. */
function wallClock(at: number, zone: string): number | null {
  const offset = /^([+-])(\d{2}):(\d{2})$/.exec(zone)
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3])
    return at + (offset[1] === '-' ? -minutes : minutes) * 60_000
  }
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0
    const seconds = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    return seconds + (((at % 1000) + 1000) % 1000)
  } catch {
    return null
  }
}
