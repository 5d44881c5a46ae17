import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  arnCovers,
  arnIntersection,
  arnPattern,
  arnsIntersect,
  EVERYTHING,
  literalText,
  readableText,
  type ArnPattern,
} from '../../../../src/policy/aws/arn.js'
import { overlap, regionOf, regionsInBoth, regionWithout, type Region } from '../../../../src/policy/aws/region.js'

const RUNS = { numRuns: Number(process.env['POLICY_CASES'] ?? 300), seed: 20260101 }

/** All texts of up to four characters, with one character that no pattern names. */
function texts(length: number): string[] {
  if (length === 0) return ['']
  const shorter = texts(length - 1)
  return [
    ...shorter,
    ...shorter.filter((t) => t.length === length - 1).flatMap((t) => ['a', 'b', 'z'].map((c) => t + c)),
  ]
}

const read = (text: string): ArnPattern => {
  const pattern = arnPattern(text)
  if (pattern === null) throw new Error(`no ARN pattern: \`${text}\``)
  return pattern
}
const RESOURCES = texts(4).map((text) => read(`arn:aws:s3:::${text}`))
const glob = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 4 }).map((parts) => parts.join(''))
const pattern = fc
  .tuple(fc.constantFrom('s3', '*', 's?'), fc.constantFrom('', '*'), glob)
  .map(([service, account, rest]) => read(`arn:aws:${service}::${account}:${rest}`))

const inRegion = (region: Region, resource: ArnPattern): boolean =>
  region.within.every((w) => arnCovers(w, resource)) && !region.except.some((e) => arnCovers(e, resource))

describe('ARN patterns', () => {
  it('intersect in exactly what both match', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const both = arnIntersection(a, b)
        if (both === null) return
        for (const resource of RESOURCES) {
          if (both.some((p) => arnCovers(p, resource)) !== (arnCovers(a, resource) && arnCovers(b, resource))) {
            expect.unreachable(resource.text)
          }
        }
      }),
      RUNS,
    )
  })

  it('cover and meet as their texts do', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const common = RESOURCES.some((r) => arnCovers(a, r) && arnCovers(b, r))
        if (common) expect(arnsIntersect(a, b)).toBe(true)
        if (arnCovers(a, b)) for (const r of RESOURCES) if (arnCovers(b, r)) expect(arnCovers(a, r)).toBe(true)
      }),
      RUNS,
    )
  })

  it.each([
    ['*', 'anything', true],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/x/y:z', true],
    ['arn:aws:s3*', 'arn:aws:s3:::b', true],
    ['arn:*:iam::*:role/*', 'arn:aws:iam::111122223333:role/a/b', true],
    ['arn:aws:*:::b', 'arn:aws:s3:eu::b', false],
    ['arn:aws:s3:::B', 'arn:aws:s3:::b', false],
    [`arn:aws:s3:::${literalText('*')}`, 'arn:aws:s3:::b', false],
  ])('%s on %s: %s', (outer, inner, expected) => {
    const given = arnPattern(inner)
    expect(given === null ? read(outer) === EVERYTHING : arnCovers(read(outer), given)).toBe(expected)
  })

  it.each(['', 'other', 'arn:aws:s3', 'ARN:aws:s3:::b', '*:aws:s3:::b', 'arn:aws:s3::', 'x'.repeat(5000)])(
    'no ARN: %s',
    (text) => {
      expect(arnPattern(text)).toBeNull()
    },
  )

  it('keep literal wildcards readable', () => {
    expect(readableText(literalText('a*b?c'))).toBe('a*b?c')
  })
})

describe('regions', () => {
  const region: fc.Arbitrary<Region> = fc
    .tuple(pattern, fc.array(pattern, { maxLength: 2 }))
    .map(([within, except]) => ({ within: [within], except }))

  it('have in common exactly what lies in both', () => {
    fc.assert(
      fc.property(region, region, (a, b) => {
        const both = regionsInBoth(a, b)
        for (const r of RESOURCES) {
          if (both.some((x) => inRegion(x, r)) !== (inRegion(a, r) && inRegion(b, r))) expect.unreachable(r.text)
        }
      }),
      RUNS,
    )
  })

  it('lose exactly what is taken from them', () => {
    fc.assert(
      fc.property(region, fc.array(pattern, { maxLength: 2 }), (from, taken) => {
        const left = regionWithout(from, taken)
        for (const r of RESOURCES) {
          const expected = inRegion(from, r) && !taken.some((t) => arnCovers(t, r))
          if ((left !== null && inRegion(left, r)) !== expected) expect.unreachable(r.text)
        }
      }),
      RUNS,
    )
  })

  it('lie to a pattern as their resources do', () => {
    fc.assert(
      fc.property(region, pattern, (given, p) => {
        const how = overlap(given, p)
        const inside = RESOURCES.filter((r) => inRegion(given, r))
        if (how === 'none') expect(inside.some((r) => arnCovers(p, r))).toBe(false)
        if (how === 'all') expect(inside.every((r) => arnCovers(p, r))).toBe(true)
      }),
      RUNS,
    )
  })

  it('of one pattern are that pattern', () => {
    expect(regionOf(read('arn:aws:s3:::b/*')).within.map((p) => p.text)).toEqual(['arn:aws:s3:::b/*'])
  })
})
