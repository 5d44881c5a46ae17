import { parse } from '@bufbuild/cel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExpression } from '../../../../src/policy/gcp/condition/parse.js'
import { matchesPattern } from '../../../../src/policy/gcp/condition/pattern.js'

const isRead = (text: string): boolean => {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}

describe('expressions', () => {
  it.each([
    'a',
    'a.b.c',
    'a["b"].c[0]',
    'r\'a\\b\' == "\\u0041\\x41\\n"',
    'a ? b : c ? d : e',
    '!a && !!b || -1 < 2',
    'a in [1, 2, ]',
    'f(a, b.g(c))',
    'x.exists(y, y == 1) && x.all(y, y > 1u)',
    '"""a\nb""" == a // said\n',
    '1.5e3 + 0x1F - 2 * 3 / 4 % 5',
    '((a))',
    'a b',
    '(a',
    'a..b',
    "'a",
    'a && ',
    '1 +',
    '[1, , 2]',
    'for',
    '?',
    'a ? b',
  ])('%s is one exactly where the language says so', (text) => {
    expect(parseExpression(text) !== null).toBe(isRead(text))
  })

  it('of random words are read wherever another parser of the language reads them', () => {
    const word = fc.constantFrom(
      'a',
      'b.c',
      '"t"',
      '1',
      '(',
      ')',
      '[',
      ']',
      '&&',
      '||',
      '!',
      '==',
      '<',
      'in',
      '?',
      ':',
      ',',
      '.f(',
      '-',
      '+',
      'true',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (words) => {
        const text = words.join(' ')
        if (isRead(text)) expect(parseExpression(text), text).not.toBeNull()
      }),
      { numRuns: 600 },
    )
  })

  it('binds as the language says', () => {
    expect(parseExpression('a || b && c == d + e * f')).toMatchObject({
      name: '||',
      args: [
        { name: 'a' },
        { name: '&&', args: [{ name: 'b' }, { name: '==', args: [{ name: 'c' }, { name: '+' }] }] },
      ],
    })
    expect(parseExpression('1 - 2 - 3')).toMatchObject({ name: '-', args: [{ name: '-' }, { value: 3 }] })
  })
})

describe('patterns', () => {
  it('match as regular expressions do', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '(a|b)',
      '(?:ab)',
      'a*',
      'b+',
      'a?',
      '(ab)*',
      'a{2}',
      '\\.',
      '\\d',
      '^',
      '$',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.stringMatching(/^[ab.1]{0,8}$/), (pieces, text) => {
        const pattern = pieces.join('')
        expect(matchesPattern(text, pattern), pattern).toBe(new RegExp(pattern).test(text))
      }),
      { numRuns: 600 },
    )
  })

  it.each(['(', '[a', '*', 'a**', '(?i)a', '\\b'])('%s is not read', (pattern) => {
    expect(matchesPattern('a', pattern)).toBeNull()
  })

  it('cost no more than their length allows', () => {
    const begin = Date.now()
    matchesPattern('a'.repeat(4000), '(a*)*(a*)*b')
    matchesPattern('a'.repeat(30), `${'a?'.repeat(30)}${'a'.repeat(30)}`)
    expect(Date.now() - begin).toBeLessThan(2000)
  })
})
