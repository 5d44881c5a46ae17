import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StoredFormError } from '../../../src/engine/sections.js'
import type { Section } from '../../../src/engine/sections.js'
import {
  buildSortedTextTable,
  buildTextTable,
  openSortedTextTable,
  openTextTable,
  storeTextTable,
} from '../../../src/engine/text-table.js'
import { compareText } from '../../../src/model/index.js'

const texts = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('a', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}', '\ufeff', '\0', '\n'),
    }),
  ),
)

describe('text table', () => {
  it('gives back every text, also from its stored form', () => {
    fc.assert(
      fc.property(texts, (list) => {
        const sections = new Map<string, Section>()
        storeTextTable(sections, 't', buildTextTable(list))
        const table = openTextTable(sections, 't')
        expect(Array.from({ length: table.size }, (_, i) => table.get(i))).toEqual(list)
      }),
    )
  })

  it('finds exactly the texts it has, ordered by code unit', () => {
    fc.assert(
      fc.property(texts, texts, (list, others) => {
        const sorted = [...new Set(list)].sort(compareText)
        const sections = new Map<string, Section>()
        storeTextTable(sections, 't', buildSortedTextTable(sorted))
        const table = openSortedTextTable(sections, 't')
        for (const text of [...sorted, ...others]) expect(table.indexOf(text)).toBe(sorted.indexOf(text))
      }),
      { numRuns: 300 },
    )
  })

  it('orders characters beyond U+FFFF as code units do, not as UTF-8 does', () => {
    const sorted = ['\ud7ff', '\u{10000}', '\u{10ffff}', '\ue000', '\uffff']
    const table = buildSortedTextTable(sorted)
    expect(sorted.map((text) => table.indexOf(text))).toEqual([0, 1, 2, 3, 4])
  })

  it('refuses texts that UTF-8 cannot tell apart, and does not find them', () => {
    expect(() => buildTextTable(['a\ud800'])).toThrow(RangeError)
    expect(() => buildTextTable(['\udc00b'])).toThrow(RangeError)
    expect(buildSortedTextTable(['\ufffd']).indexOf('\ud800')).toBe(-1)
  })

  it.each([[['b', 'a']], [['a', 'a']]])('refuses %j as sorted', (list) => {
    expect(() => buildSortedTextTable(list)).toThrow(RangeError)
  })

  it.each([-1, 1, 0.5, NaN])('has no text %d', (index) => {
    expect(() => buildTextTable(['a']).get(index)).toThrow(RangeError)
  })

  it.each<[string, Uint32Array]>([
    ['descend', Uint32Array.of(0, 3, 1, 4)],
    ['start late', Uint32Array.of(1, 4)],
    ['end early', Uint32Array.of(0, 3)],
    ['are none', new Uint32Array(0)],
  ])('refuses a stored form whose offsets %s', (_, offsets) => {
    const sections = new Map<string, Section>([
      ['t.offsets', offsets],
      ['t.bytes', Uint8Array.of(97, 98, 99, 100)],
    ])
    expect(() => openTextTable(sections, 't')).toThrow(StoredFormError)
  })
})
