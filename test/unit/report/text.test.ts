import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridLines } from '../../../src/report/grid.js'
import { displayWidth, firstFew, printable, shortenEnd, shortenMiddle, wrap } from '../../../src/report/text.js'

describe('printable', () => {
  it.each([
    ['plain ascii', 'plain ascii'],
    ['Zürich 東京 🙂', 'Zürich 東京 🙂'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    [`${String.fromCharCode(27)}[31mred`, '[31mred'],
    [`${String.fromCharCode(0x9b)}2J`, '2J'],
    ['abc\u202edef\u2066g', 'abcdefg'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['line\u2028separator', 'line\\nseparator'],
    ['lone \ud800 surrogate', 'lone  surrogate'],
  ])('shows %j as %j', (text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it('leaves nothing that a terminal acts on, and is stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = printable(text)
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(printable(shown)).toBe(shown)
      }),
    )
  })
})

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['東京', 4],
    ['e\u0301', 1],
    ['🙂', 2],
    ['…', 1],
    ['', 0],
  ])('%j takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('shortening', () => {
  it('keeps both ends of an ARN', () => {
    expect(shortenMiddle('arn:aws:iam::111122223333:role/path/VendorReadOnly', 30)).toBe(
      'arn:aws:iam::1…/VendorReadOnly',
    )
  })

  it.each([
    ['short', 10, 'short'],
    ['東京東京東京', 5, '東…京'],
    ['abc', 1, '…'],
  ])('%j in %i columns is %j', (text, width, shown) => {
    expect(shortenMiddle(text, width)).toBe(shown)
  })

  it('never takes more columns than it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }).map(printable), fc.integer({ min: 1, max: 60 }), (text, width) => {
        expect(displayWidth(shortenMiddle(text, width))).toBeLessThanOrEqual(width)
        expect(displayWidth(shortenEnd(text, width))).toBeLessThanOrEqual(width)
        for (const line of wrap(text, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('says how many were left out', () => {
    expect(firstFew(['a', 'b', 'c', 'd'], 2)).toBe('a, b, 2 more')
    expect(firstFew(['a', 'b'], 2)).toBe('a, b')
  })
})

describe('gridLines', () => {
  it('aligns columns and shrinks only the one that gives', () => {
    const columns = [
      { title: 'NAME', give: true },
      { title: 'COUNT', right: true },
    ]
    const rows = [
      ['arn:aws:iam::111122223333:role/Vendor', '7'],
      ['東京', '12'],
    ]
    expect(gridLines(columns, rows, 24)).toEqual([
      'NAME               COUNT',
      'arn:aws:…e/Vendor      7',
      '東京                  12',
    ])
    expect(gridLines(columns, rows, null)[1]).toBe('arn:aws:iam::111122223333:role/Vendor      7')
  })
})
