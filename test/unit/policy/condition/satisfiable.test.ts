import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  atomOf,
  complementOf,
  holdsFor,
  holdsWhenAbsent,
  type Atom,
  type Quantifier,
} from '../../../../src/policy/condition/atom.js'
import { alternativesOf, simplify, weakerThan, type Clauses } from '../../../../src/policy/condition/clauses.js'
import { operatorNamed } from '../../../../src/policy/condition/operators.js'
import { implied, jointlySatisfiable } from '../../../../src/policy/condition/satisfiable.js'

const RUNS = { numRuns: Number(process.env['POLICY_CASES'] ?? 500), seed: 20260101 }

interface Family {
  readonly operators: readonly string[]
  readonly values: readonly string[]
  /** Values a request may bring, with some that no policy names. */
  readonly domain: readonly string[]
}

const LETTERS = ['', 'a', 'b', 'A', 'c', 'aa', 'ab', 'ba', 'bb', 'cc', 'aab', 'zzz']
const arn = (rest: string): string => `arn:aws:iam::${rest}`

const FAMILIES: { readonly [name: string]: Family } = {
  string: {
    operators: [
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase',
    ],
    values: ['a', 'A', 'b', 'a*', '*b', '*', '?', 'a?', '??', 'ab'],
    domain: LETTERS,
  },
  arn: {
    operators: ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals', 'StringLike', 'StringNotEquals'],
    values: [arn('1:role/a'), arn('1:*'), arn('?:role/*'), arn('2:user/b'), '*', 'arn:*', 'a*'],
    domain: [arn('1:role/a'), arn('1:role/b'), arn('2:user/b'), arn('2:role/x/y'), 'plain', 'a:b', 'arn:aws:iam'],
  },
  numeric: {
    operators: [
      'NumericEquals',
      'NumericNotEquals',
      'NumericLessThan',
      'NumericLessThanEquals',
      'NumericGreaterThan',
      'NumericGreaterThanEquals',
    ],
    values: ['1', '2', '2.0', '3', 'x'],
    domain: ['0', '1', '1.5', '2', '2.5', '3', '4'],
  },
  date: {
    operators: [
      'DateEquals',
      'DateNotEquals',
      'DateLessThan',
      'DateLessThanEquals',
      'DateGreaterThan',
      'DateGreaterThanEquals',
    ],
    values: ['2026', '2026-01-01T00:00:00Z', '2027-01-01', 'soon'],
    domain: ['2025', '2026', '2026-06-01', '2027-01-01T00:00:00Z', '2028'],
  },
  ip: {
    operators: ['IpAddress', 'NotIpAddress'],
    values: ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '0.0.0.0/0', '::/0', '2001:db8::/32', 'x'],
    domain: ['10.0.0.1', '10.1.0.1', '10.1.2.3', '192.0.2.1', '2001:db8::1', 'fe80::1'],
  },
  bool: { operators: ['Bool'], values: ['true', 'false', 'TRUE', 'maybe'], domain: ['true', 'false'] },
}

function atomArbitrary(key: string, family: Family, quantified: boolean): fc.Arbitrary<Atom> {
  return fc
    .record({
      name: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...family.operators) }, fc.constant('Null')),
      quantifier: quantified
        ? fc.constantFrom<Quantifier>('', 'ForAnyValue', 'ForAllValues')
        : fc.constant<Quantifier>(''),
      missing: fc.boolean(),
      values: fc.array(fc.constantFrom(...family.values), { maxLength: 3 }),
      flag: fc.constantFrom('true', 'false'),
    })
    .map(({ name, quantifier, missing, values, flag }) => {
      const operator = operatorNamed(name)
      if (operator === undefined) throw new Error(`no operator \`${name}\``)
      return name === 'Null'
        ? atomOf({ key, operator, quantifier: '', missing: false, values: [flag] })
        : atomOf({ key, operator, quantifier, missing, values })
    })
}

/** What a key may be in a request; undefined is absent. */
type KeyValue = readonly string[] | undefined

const holds = (atom: Atom, value: KeyValue): boolean =>
  value === undefined ? holdsWhenAbsent(atom) : holdsFor(atom, value)

/** Shown only when it fails: there are many values. */
function fail(...shown: unknown[]): never {
  return expect.unreachable(JSON.stringify(shown))
}

function valuesOf({ domain }: Family, several: boolean): KeyValue[] {
  const single: KeyValue[] = domain.map((value) => [value])
  const pairs = several ? domain.flatMap((x, i) => domain.slice(i + 1).map((y): KeyValue => [x, y])) : []
  return [undefined, ...single, ...pairs]
}

describe.each(Object.entries(FAMILIES))('tests on one key: %s', (_, family) => {
  // Several values only go with the operators made for them: what others make of them AWS leaves open.
  const atoms = (quantified: boolean): fc.Arbitrary<Atom[]> =>
    fc.array(atomArbitrary('k', family, quantified), { minLength: 1, maxLength: 4 })

  it('a complement holds exactly where the test does not', () => {
    fc.assert(
      fc.property(atomArbitrary('k', family, true), (atom) => {
        for (const value of valuesOf(family, atom.quantifier !== '')) {
          if (holds(complementOf(atom), value) === holds(atom, value)) fail(atom, value)
        }
      }),
      RUNS,
    )
  })

  it('what is decided without the value holds for every value', () => {
    fc.assert(
      fc.property(atomArbitrary('k', family, true), (atom) => {
        if (atom.whenPresent === null) return
        for (const value of family.domain) if (holds(atom, [value]) !== atom.whenPresent) fail(atom, value)
      }),
      RUNS,
    )
  })

  it('tests that contradict each other hold for no value', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean().chain(atoms), (several, list) => {
        if (jointlySatisfiable(list)) return
        const quantified = several && list.every((a) => a.quantifier !== '' || a.operator.family === 'null')
        for (const value of valuesOf(family, quantified)) {
          if (list.every((atom) => holds(atom, value))) fail(list, value)
        }
      }),
      RUNS,
    )
  })

  it('a test that follows from others holds where they do', () => {
    fc.assert(
      fc.property(atoms(false), atomArbitrary('k', family, false), (list, atom) => {
        if (!implied(list, atom)) return
        for (const value of valuesOf(family, false)) {
          if (list.every((a) => holds(a, value)) && !holds(atom, value)) fail(list, atom, value)
        }
      }),
      RUNS,
    )
  })
})

describe('clauses', () => {
  const [string, numeric] = [FAMILIES['string'], FAMILIES['numeric']]
  if (string === undefined || numeric === undefined) throw new Error('families are missing')
  const atom = fc.oneof(atomArbitrary('s', string, false), atomArbitrary('n', numeric, false))
  const clauses: fc.Arbitrary<Clauses> = fc.array(fc.array(atom, { minLength: 1, maxLength: 3 }), { maxLength: 4 })
  const requests = valuesOf(string, false).flatMap((s) => valuesOf(numeric, false).map((n) => ({ s, n })))
  type Request = (typeof requests)[number]
  const holdsOn = (a: Atom, { s, n }: Request): boolean => holds(a, a.key === 's' ? s : n)
  const satisfied = (all: Clauses, request: Request): boolean =>
    all.every((clause) => clause.some((a) => holdsOn(a, request)))
  const few = { ...RUNS, numRuns: RUNS.numRuns / 4 }

  it('mean the same when simplified', () => {
    fc.assert(
      fc.property(clauses, (all) => {
        const simple = simplify(all)
        for (const request of requests) {
          if ((simple !== null && satisfied(simple, request)) !== satisfied(all, request)) fail(all, simple, request)
        }
      }),
      few,
    )
  })

  it('that are weaker hold wherever the stronger do', () => {
    fc.assert(
      fc.property(clauses, clauses, (weak, strong) => {
        if (!weakerThan(weak, strong)) return
        for (const request of requests) {
          if (satisfied(strong, request) && !satisfied(weak, request)) fail(weak, strong, request)
        }
      }),
      few,
    )
  })

  it('are satisfied by each of their alternatives', () => {
    fc.assert(
      fc.property(clauses, (all) => {
        for (const way of alternativesOf(all)) {
          for (const request of requests) {
            if (way.every((a) => holdsOn(a, request)) && !satisfied(all, request)) fail(all, way, request)
          }
        }
      }),
      few,
    )
  })
})
