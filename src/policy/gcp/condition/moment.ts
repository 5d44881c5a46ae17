/** Milliseconds since 1970 of an RFC 3339 text; null when it is none. */
export function parseTimestamp(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/.test(text)) return null
  const at = Date.parse(text.toUpperCase())
  return Number.isNaN(at) ? null : at
}

const UNITS = new Map([
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
  ['us', 0.001],
  ['ns', 0.000001],
])

/** Milliseconds of a duration such as `90s`, `1h30m` or `-1.5h`; null when it is none. */
export function parseDuration(text: string): number | null {
  const sign = text.startsWith('-') ? -1 : 1
  let at = text.startsWith('-') || text.startsWith('+') ? 1 : 0
  if (text.slice(at) === '0') return 0
  let sum = 0
  let parts = 0
  while (at < text.length && parts < 16) {
    const part = /^(\d{1,15}(?:\.\d{1,9})?)(ms|us|ns|h|m|s)/.exec(text.slice(at, at + 40))
    if (part === null) return null
    sum += Number(part[1]) * (UNITS.get(part[2] ?? '') ?? 0)
    at += part[0].length
    parts++
  }
  return parts === 0 || at < text.length ? null : sign * sum
}

/** Functions that read one field of a moment, with what they read. Days of months and years begin at 0, unlike `getDate`. */
const FIELDS = new Map<string, (date: Date) => number>([
  ['getFullYear', (date) => date.getUTCFullYear()],
  ['getMonth', (date) => date.getUTCMonth()],
  ['getDate', (date) => date.getUTCDate()],
  ['getDayOfMonth', (date) => date.getUTCDate() - 1],
  ['getDayOfWeek', (date) => date.getUTCDay()],
  ['getDayOfYear', (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000)],
  ['getHours', (date) => date.getUTCHours()],
  ['getMinutes', (date) => date.getUTCMinutes()],
  ['getSeconds', (date) => date.getUTCSeconds()],
  ['getMilliseconds', (date) => date.getUTCMilliseconds()],
])

export function isMomentField(name: string): boolean {
  return FIELDS.has(name)
}

export function isUtc(zone: string): boolean {
  return zone === 'UTC' || zone === 'Z' || zone === 'Etc/UTC' || zone === '+00:00'
}

/**
 * One field of a moment in a time zone (a name of the tz database, or an offset such as `-08:00`); null when there is no
 * such zone.
 *
 * @see https://cloud.google.com/iam/docs/conditions-attribute-reference#date-time
 */
export function momentField(at: number, field: string, zone: string): number | null {
  const offset = isUtc(zone) ? 0 : offsetOf(at, zone)
  const pick = FIELDS.get(field)
  return offset === null || pick === undefined ? null : pick(new Date(at + offset))
}

/** How far clocks in a zone are ahead of UTC at a moment, in milliseconds. */
function offsetOf(at: number, zone: string): number | null {
  const fixed = /^([+-])?(\d{2}):(\d{2})$/.exec(zone)
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3])
    return (fixed[1] === '-' ? -minutes : minutes) * 60_000
  }
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const shown = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name)
    if (shown === null) return null
    const seconds = Number(shown[2] ?? 0) * 3600 + Number(shown[3] ?? 0) * 60 + Number(shown[4] ?? 0)
    return (shown[1] === '-' ? -seconds : seconds) * 1000
  } catch {
    return null
  }
}
