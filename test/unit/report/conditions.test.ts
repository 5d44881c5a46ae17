import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Requirement } from '../../../src/model/index.js'
import { hoisted, type Ways } from '../../../src/report/conditions.js'

function need(key: string): Requirement {
  return { key, operator: 'Bool', values: ['true'], satisfiedBy: 'caller', text: '' }
}

/** `'ab|c'`: a and b, or c; the empty text asks for nothing. */
function ways(text: string): Ways {
  return text.split('|').map((way) => [...way].map(need))
}

function text(given: Ways): string {
  return given.map((way) => way.map((one) => one.key).join('')).join('|')
}

describe('hoisted', () => {
  it.each<[string, string | null, string[], string, string[]]>([
    ['what the entry asks for', 'e', ['e', 'ef', 'e'], 'e', ['', 'f', '']],
    ['alternatives of the entry as a whole', 'a|b', ['a|b', 'ac|bc'], 'a|b', ['', 'c']],
    ['rows that add to one alternative only stay whole', 'a|b', ['ac|b'], 'a|b', ['ac|b']],
    ['alternatives beyond the entry', 'e', ['ef|eg'], 'e', ['f|g']],
    ['nothing where a row asks for nothing', 'e', ['e', ''], '', ['e', '']],
    ['what all have in common without an entry', null, ['ab', 'ac|ad'], 'a', ['b', 'c|d']],
    ['no row', null, [], '', []],
  ])('says once %s', (_what, entry, rows, shared, rest) => {
    const got = hoisted(entry === null ? null : ways(entry), rows.map(ways))
    expect(text(got.shared)).toBe(shared)
    expect(got.rest.map(text)).toEqual(rest)
  })

  it('keeps the meaning: shared and rest hold exactly when the conditions of the row hold', () => {
    const way = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')).map((keys) => keys.map(need))
    const some = fc.array(way, { minLength: 1, maxLength: 3 })
    const holds = (given: Ways, met: Set<string>): boolean => given.some((one) => one.every((r) => met.has(r.key)))
    fc.assert(
      fc.property(
        fc.option(some),
        fc.array(some, { maxLength: 4 }),
        fc.subarray(['a', 'b', 'c', 'd']),
        (entry, rows, met) => {
          const { shared, rest } = hoisted(entry, rows)
          rows.forEach((row, i) => {
            const said = holds(shared, new Set(met)) && holds(rest[i] ?? [[]], new Set(met))
            expect(said).toBe(holds(row, new Set(met)))
          })
        },
      ),
      { numRuns: 500 },
    )
  })
})
