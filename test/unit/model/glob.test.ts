import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GLOB_LENGTH_LIMIT, globCovers, globMatches, globsIntersect, isGlob } from '../../../src/model/glob.js'

/** All strings over the alphabet up to the given length. */
function words(alphabet: string, longest: number): string[] {
  let last = ['']
  const all = ['']
  for (let length = 1; length <= longest; length++) {
    last = last.flatMap((word) => [...alphabet].map((letter) => word + letter))
    all.push(...last)
  }
  return all
}

/** The definition itself, letter by letter. */
function literally(pattern: string, text: string): boolean {
  const [first] = pattern
  if (first === undefined) return text === ''
  const rest = pattern.slice(1)
  if (first === '*') return literally(rest, text) || (text !== '' && literally(pattern, text.slice(1)))
  return text !== '' && (first === '?' || first === text[0]) && literally(rest, text.slice(1))
}

describe('globMatches', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?*', '', false],
    ['*?', 'a', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-c-', false],
    ['repo:acme/*:ref:refs/heads/main', 'repo:acme/web:ref:refs/heads/main', true],
    ['repo:acme/*', 'repo:Acme/web', false],
    ['arn:aws:s3:::logs-????/*', 'arn:aws:s3:::logs-2026/a/b', true],
    ['a.c', 'abc', false],
    ['[a]', 'a', false],
    ['**', '*', true],
  ])('%j on %j is %s', (pattern, text, expected) => {
    expect(globMatches(pattern, text)).toBe(expected)
  })

  it('agrees with the definition on every small pattern and text', () => {
    const texts = words('abc', 5)
    for (const pattern of words('ab*?', 4)) {
      for (const text of texts) {
        if (globMatches(pattern, text) !== literally(pattern, text)) expect.fail(`${pattern} on ${text}`)
      }
    }
    expect(texts.length).toBe(364)
  })

  it('takes a pattern of a thousand stars in its stride', () => {
    const started = performance.now()
    expect(globMatches('a*'.repeat(1000) + 'b', 'a'.repeat(GLOB_LENGTH_LIMIT))).toBe(false)
    expect(globMatches('?*'.repeat(1000), 'a'.repeat(GLOB_LENGTH_LIMIT))).toBe(true)
    expect(globMatches('*a'.repeat(60_000), 'a'.repeat(GLOB_LENGTH_LIMIT))).toBe(false)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('matches texts beyond the limit while the work stays bounded', () => {
    const long = 'x'.repeat(100_000)
    expect(globMatches('*', long)).toBe(true)
    expect(globMatches('a*z', `a${long}z`)).toBe(true)
    expect(globMatches('a*z', `a${long}y`)).toBe(false)
    expect(globMatches('a*y?*z', `a${long}yyz`)).toBe(true)
    expect(globMatches(long, long)).toBe(true)
    expect(globMatches('x*'.repeat(50_000), long)).toBe(false)
  })
})

describe('globsIntersect', () => {
  it.each([
    ['a*', '*b', true],
    ['a*', 'b*', false],
    ['*a', '*b', false],
    ['a*c', 'ab', false],
    ['a?c', 'a*', true],
    ['?', '', false],
    ['?*', '', false],
    ['ab*', 'a?', true],
    ['ab*cd', 'abcd', true],
    ['ab*bc', 'abc', false],
    ['*x*', 'a?b', true],
    ['*xy*', 'a?b', false],
    ['s3:Get*', 's3:*Object', true],
    ['s3:Get*', 's3:Put*', false],
    ['repo:acme/*', 'repo:*:ref:refs/heads/main', true],
    ['repo:acme/*', 'repo:other/*', false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(globsIntersect(a, b)).toBe(expected)
    expect(globsIntersect(b, a)).toBe(expected)
  })

  it('takes what is too long to settle as meeting, never as apart', () => {
    const fixed = 'a'.repeat(100_000)
    expect(globsIntersect(fixed, 'a*b' + '*a'.repeat(1000))).toBe(true)
    expect(globsIntersect(`x${fixed}`, 'y*b' + '*a'.repeat(1000))).toBe(false)
  })
})

describe('globCovers', () => {
  it.each([
    ['*', '*', true],
    ['*', 'a?b*', true],
    ['a*', '*', false],
    ['a*', 'ab*', true],
    ['ab*', 'a*', false],
    ['?*', '*?', true],
    ['?*', '*', false],
    ['*?', 'a*', true],
    ['??*', 'a*b', true],
    ['??*', 'a*', false],
    ['?', '?', true],
    ['?', 'a', true],
    ['a', '?', false],
    ['*a*', '*ab*', true],
    ['*a*b*', '*b*a*', false],
    ['a?*c', 'a*bc', true],
    ['a?*c', 'a*c', false],
    ['*a?', '*a*', false],
    ['*?a*', '*ba*', true],
    ['a', '*', false],
    ['s3:Get*', 's3:GetObject*', true],
    ['repo:acme/*', 'repo:acme/web:*', true],
    ['repo:acme/*', 'repo:*', false],
  ])('%j over %j: %s', (outer, inner, expected) => {
    expect(globCovers(outer, inner)).toBe(expected)
  })

  it('answers no when a proof would take too long', () => {
    const started = performance.now()
    expect(globCovers('?a*?b*'.repeat(300), '?a*?b*'.repeat(300) + 'c*')).toBeTypeOf('boolean')
    expect(globCovers('*a????????????????????*', '*a*b'.repeat(400))).toBeTypeOf('boolean')
    expect(globCovers('*', 'a*'.repeat(GLOB_LENGTH_LIMIT))).toBe(true)
    expect(globCovers('*a?*', 'a*'.repeat(GLOB_LENGTH_LIMIT))).toBe(false)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('intersection and inclusion against enumeration', () => {
  it('agree for every pair of patterns up to four tokens', () => {
    const texts = words('abc', 7)
    const patterns = words('ab*?', 4)
    const matched = patterns.map((pattern) => {
      const bits = texts.map((text) => (globMatches(pattern, text) ? '1' : '0')).join('')
      return BigInt(`0b${bits}`)
    })
    const wrong: string[] = []
    patterns.forEach((a, i) => {
      patterns.forEach((b, j) => {
        const left = matched[i] ?? 0n
        const right = matched[j] ?? 0n
        if (globsIntersect(a, b) !== ((left & right) !== 0n)) wrong.push(`${a} meets ${b}`)
        if (globCovers(a, b) !== ((left & right) === right)) wrong.push(`${a} covers ${b}`)
      })
    })
    expect(wrong).toEqual([])
  })
})

describe('laws on longer patterns', () => {
  const glob = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 12 })
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', 'z'), maxLength: 14 })

  it('a pattern covers and meets itself', () => {
    fc.assert(fc.property(glob, (a) => globCovers(a, a) && globsIntersect(a, a)))
  })

  it('a text that both match proves that they meet', () => {
    fc.assert(
      fc.property(glob, glob, text, (a, b, t) => !(globMatches(a, t) && globMatches(b, t)) || globsIntersect(a, b)),
    )
  })

  it('what the inner matches the outer that covers it matches', () => {
    fc.assert(fc.property(glob, glob, text, (a, b, t) => !(globCovers(a, b) && globMatches(b, t)) || globMatches(a, t)))
  })

  it('inclusion passes on, and implies meeting', () => {
    fc.assert(fc.property(glob, glob, glob, (a, b, c) => !(globCovers(a, b) && globCovers(b, c)) || globCovers(a, c)))
    fc.assert(fc.property(glob, glob, (a, b) => !globCovers(a, b) || globsIntersect(a, b)))
  })

  it('filling in wildcards gives something covered', () => {
    fc.assert(
      fc.property(glob, glob, (a, fill) => {
        const narrowed = a.replaceAll('*', fill).replaceAll('?', 'z')
        return globCovers(a, narrowed.replaceAll('?', 'z')) && globCovers(a, a.replaceAll('*', fill))
      }),
    )
  })

  it('a pattern without wildcards covers and meets as it matches', () => {
    fc.assert(
      fc.property(
        glob,
        text,
        (a, t) => globCovers(a, t) === globMatches(a, t) && globsIntersect(a, t) === globMatches(a, t),
      ),
    )
  })
})

describe('isGlob', () => {
  it.each([
    ['plain', false],
    ['a*', true],
    ['a?', true],
  ])('%j: %s', (text, expected) => {
    expect(isGlob(text)).toBe(expected)
  })
})
