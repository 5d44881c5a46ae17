import { describe, expect, it } from 'vitest'
import { waitAskedFor } from '../../../../../connectors/azure/collect/retry-after.js'

const NOW = Date.parse('2026-03-01T12:00:00Z')

describe('how long a service asks to wait', () => {
  it.each<[what: string, headers: Record<string, string>, expected: number | null]>([
    ['nothing', {}, null],
    ['seconds', { 'retry-after': '17' }, 17_000],
    ['seconds with decimals and space', { 'retry-after': ' 1.5 ' }, 1500],
    ['milliseconds', { 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    ['milliseconds as Azure writes them', { 'x-ms-retry-after-ms': '800' }, 800],
    ['a date', { 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, 30_000],
    ['a date that has passed', { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
    ['a negative number', { 'retry-after': '-5' }, null],
    ['no number', { 'retry-after': 'soon' }, null],
    ['infinity', { 'retry-after': 'Infinity' }, null],
    ['a spent quota', { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': '00:01:05' }, 65_000],
    ['a quota that is left', { 'x-ms-user-quota-remaining': '3', 'x-ms-user-quota-resets-after': '00:00:05' }, null],
  ])('%s', (_, headers, expected) => {
    expect(waitAskedFor(new Map(Object.entries(headers)), NOW)).toBe(expected)
  })
})
