import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covers, overlaps, withWildcards } from '../../../../../src/policy/aws/reference/wildcard.js'

/** All texts over the alphabet up to a length; long enough for patterns of four tokens over two letters. */
function textsUpTo(length: number): string[] {
  let last = ['']
  const all = ['']
  for (let i = 0; i < length; i++) {
    last = last.flatMap((text) => [...'abz'].map((letter) => text + letter))
    all.push(...last)
  }
  return all
}

const TEXTS = textsUpTo(6)
const pattern = fc.array(fc.constantFrom('a', 'b', '?', '*'), { maxLength: 4 }).map((tokens) => tokens.join(''))

describe('patterns against patterns', () => {
  it('cover and overlap exactly what enumeration finds', () => {
    fc.assert(
      fc.property(pattern, pattern, (first, second) => {
        const matches = (glob: string, text: string): boolean => covers(withWildcards(glob), [...text])
        const inSecond = TEXTS.filter((text) => matches(second, text))
        expect(overlaps(withWildcards(first), withWildcards(second))).toBe(
          inSecond.some((text) => matches(first, text)),
        )
        expect(covers(withWildcards(first), withWildcards(second))).toBe(inSecond.every((text) => matches(first, text)))
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['*?', '?*', true],
    ['?*a*', '*ba*', true],
    ['*a*', '?a*', true],
    ['*ab', '*b', false],
    ['a*', '*', false],
    ['', '*', false],
    ['*', '', true],
  ])('`%s` covers `%s`: %s', (first, second, expected) => {
    expect(covers(withWildcards(first), withWildcards(second))).toBe(expected)
  })

  it('answers for a thousand stars', () => {
    const stars = withWildcards('*a'.repeat(1000))
    expect(covers(stars, [...'a'.repeat(999)])).toBe(false)
    expect(covers(stars, [...'a'.repeat(1000)])).toBe(true)
  })
})
