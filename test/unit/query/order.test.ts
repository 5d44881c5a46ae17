import { describe, expect, it } from 'vitest'
import { compareCodePoints, compareValues, type Value } from '../../../src/query/index.js'

describe('text', () => {
  it('is ordered by code point, where code units would differ', () => {
    const words = ['\uff5e', '\u{1f600}', 'a', 'B', '_', 'é', 'Z', '', 'ab', '\ud7ff', '\ue000']
    expect(words.sort(compareCodePoints)).toEqual([
      '',
      'B',
      'Z',
      '_',
      'a',
      'ab',
      'é',
      '\ud7ff',
      '\ue000',
      '\uff5e',
      '\u{1f600}',
    ])
  })
})

describe('values', () => {
  it.each<[string, Value[]]>([
    ['no before yes, null last', [false, true, null]],
    ['numbers by size', [-1, 0, 2, 10, null]],
    ['lists by their first difference, then by length', [[], ['a'], ['a', 'z'], ['b'], null]],
    ['kinds: lists, text, yes or no, numbers, null', [['z'], 'a', false, 0, null]],
  ])('%s', (_case, sorted) => {
    expect([...sorted].reverse().sort(compareValues)).toEqual(sorted)
    for (const value of sorted) expect(compareValues(value, value)).toBe(0)
  })
})
