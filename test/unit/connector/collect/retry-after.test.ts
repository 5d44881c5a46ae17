import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRetryAfter, retryDelayMs } from '../../../../src/connector/index.js'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const DAY = 86_400_000
const header = (value: string): number | null => parseRetryAfter({ 'Retry-After': value }, NOW)

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['1', 1000],
    ['120', 120_000],
    [' 7 ', 7000],
    ['+7', 7000],
    ['1.5', 1500],
    ['0.0001', 1],
    ['.5', 500],
    ['3.', 3000],
    ['5s', 5000],
    ['250ms', 250],
    ['"30"', 30_000],
    ['1, 20, 3', 20_000],
    ['99999999999999999999', DAY],
    ['9'.repeat(190), DAY],
    ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
    ['Friday, 02-Jan-26 03:05:05 GMT', 60_000],
    ['Fri Jan  2 03:04:06 2026', 1000],
    ['2026-01-02T03:04:07Z', 2000],
    ['2026-01-02T04:04:07+01:00', 2000],
    ['Fri, 02 Jan 2026 03:04:05 GMT', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Fri, 02 Jan 2099 03:04:05 GMT', DAY],
  ])('%s', (value, expected) => {
    expect(header(value)).toBe(expected)
  })

  it.each([
    '',
    ' ',
    '-1',
    '-0.5',
    '1e3',
    'NaN',
    'Infinity',
    '0x10',
    '5 minutes',
    '1,',
    '1, soon',
    'soon',
    'Fri, 31 Feb 2026 03:04:05 GMT',
    'Fri, 02 Foo 2026 03:04:05 GMT',
    'Fri, 02 Jan 2026 25:04:05 GMT',
    'Fri, 02 Jan 2026 03:04:05 PST',
    '2026-01-02',
    '2026-99-02T03:04:07Z',
    '9'.repeat(300),
  ])('%j has no meaning', (value) => {
    expect(header(value)).toBeNull()
  })

  it('is found however headers are looked up', () => {
    const headers = new Headers({ 'retry-after': '2' })
    expect(parseRetryAfter(headers, NOW)).toBe(2000)
    expect(parseRetryAfter((name) => headers.get(name), NOW)).toBe(2000)
    expect(parseRetryAfter({ 'RETRY-AFTER': ['2', '4'] }, NOW)).toBe(4000)
    expect(parseRetryAfter({}, NOW)).toBeNull()
  })

  it('gives way to a header in milliseconds, unless that has no meaning', () => {
    expect(parseRetryAfter({ 'retry-after': '2', 'retry-after-ms': '150' }, NOW)).toBe(150)
    expect(parseRetryAfter({ 'retry-after': '2', 'x-ms-retry-after-ms': '150.5' }, NOW)).toBe(151)
    expect(parseRetryAfter({ 'retry-after': '2', 'retry-after-ms': '-1', 'x-ms-retry-after-ms': '' }, NOW)).toBe(2000)
    expect(parseRetryAfter({ 'retry-after-ms': 'Fri, 02 Jan 2026 03:04:35 GMT' }, NOW)).toBeNull()
  })
})

describe("Google's retryDelay", () => {
  it.each([
    ['3.5s', 3500],
    ['{"error":{"details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay": "3.5s"}]}}', 3500],
    ["retryDelay: '0.25s'", 250],
    ['retryDelay: 12s, quotaId: x', 12_000],
    ['{"retry_delay":"1s"}', 1000],
  ])('%s', (text, expected) => {
    expect(retryDelayMs(text)).toBe(expected)
    expect(parseRetryAfter({}, NOW, text)).toBe(expected)
    expect(parseRetryAfter({ 'retry-after': 'soon' }, NOW, text)).toBe(expected)
    expect(parseRetryAfter({ 'retry-after': '1' }, NOW, text)).toBe(1000)
  })

  it.each(['', '12', '{"retryDelay": {"seconds": 3}}', '{"retryDelay": "-3s"}', '{"retryDelay": 3}', 'in 3s'])(
    '%j has none',
    (text) => {
      expect(retryDelayMs(text)).toBeNull()
    },
  )
})

describe('whatever is given', () => {
  const names = fc.constantFrom('retry-after', 'retry-after-ms', 'x-ms-retry-after-ms', 'Retry-After')
  const texts = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.stringMatching(/^[-+.,0-9smeTZ: "]{0,30}$/),
  )

  it('comes to null or a whole number of milliseconds from 0 to a day', () => {
    fc.assert(
      fc.property(fc.dictionary(names, texts), texts, fc.integer({ min: 0, max: 4e12 }), (headers, body, now) => {
        const found = parseRetryAfter(headers, now, body)
        if (found === null) return
        expect(Number.isInteger(found)).toBe(true)
        expect(found).toBeGreaterThanOrEqual(0)
        expect(found).toBeLessThanOrEqual(DAY)
      }),
    )
  })

  it('is never shorter than the seconds or the date that were written', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 80_000, noNaN: true }), (seconds) => {
        fc.pre(!String(seconds).includes('e'))
        expect(header(String(seconds)) ?? -1).toBeGreaterThanOrEqual(seconds * 1000)
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80_000 }), (seconds) => {
        expect(header(new Date(NOW + seconds * 1000).toUTCString())).toBe(seconds * 1000)
      }),
    )
  })
})
