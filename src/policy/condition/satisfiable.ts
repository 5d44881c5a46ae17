import { globCovers, globsIntersect } from '../../model/glob.js'
import {
  arnCovers,
  arnPattern,
  arnsIntersect,
  EVERYTHING,
  literalText,
  readableText,
  type ArnPattern,
} from '../aws/arn.js'
import { complementOf, holdsFor, holdsWhenAbsent, type Atom } from './atom.js'
import { ANY_ADDRESS, parseRange, rangesInBoth, rangesWithout, type IpRange } from './ip-range.js'
import { parseDate, parseNumber } from './operators.js'

const MOST_COMBINATIONS = 256

/**
 * Can one value (or absence) of a key make all these atoms hold? `false` only when that is proven; where the
 * question is not decided the answer is `true`.
 *
 * INVARIANT: all atoms are on the same key.
 */
export function jointlySatisfiable(atoms: readonly Atom[]): boolean {
  if (atoms.length === 0) return true
  if (atoms.length === 1 && atoms[0] !== undefined) return satisfiableAlone(atoms[0])
  if (hasComplementaryPair(atoms)) return false
  if (atoms.every(holdsWhenAbsent)) return true
  // From here on the key must be present.
  const tests = atoms.filter((a) => !a.opaque && a.operator.family !== 'null')
  if (atoms.some((a) => a.operator.family === 'null' && !holdsFor(a, ['']))) return false
  if (tests.length === 0) return true
  if (tests.some((a) => a.whenPresent === false)) return false
  if (tests.some((a) => a.quantifier !== '')) return satisfiableBySets(tests)
  const finite = finiteCandidates(tests)
  if (finite !== null) return finite.some((value) => tests.every((a) => holdsFor(a, [value])))
  const families = new Set(tests.map((a) => a.operator.family))
  if (families.has('ip')) return addressesLeft(tests.filter((a) => a.operator.family === 'ip')).length > 0
  if (families.has('numeric') || families.has('date')) return intervalLeft(tests)
  return patternsLeft(tests)
}

function satisfiableAlone(atom: Atom): boolean {
  if (holdsWhenAbsent(atom)) return true
  if (atom.opaque || atom.operator.negated) return true
  return atom.values.length > 0
}

function hasComplementaryPair(atoms: readonly Atom[]): boolean {
  const ids = new Set(atoms.map((a) => a.id))
  return atoms.some((a) => ids.has(complementOf(a).id))
}

/**
 * The only values that a positive exact test leaves; null when no atom narrows the key to a list. Numbers, dates,
 * bytes and booleans can be written in several ways: their lists only settle tests of the same family.
 */
function finiteCandidates(tests: readonly Atom[]): string[] | null {
  const oneFamily = tests.every((a) => a.operator.family === tests[0]?.operator.family)
  for (const a of tests) {
    const { name, family, negated, patterns } = a.operator
    if (negated) continue
    if (name === 'StringEquals') return a.values.map(readableText)
    const cased = !name.endsWith('IgnoreCase')
    if (patterns && cased && a.values.every((v) => !v.includes('*') && !v.includes('?')))
      return a.values.map(readableText)
    const exact = family === 'bool' || family === 'binary' || name === 'NumericEquals' || name === 'DateEquals'
    if (exact && oneFamily) return a.values.map(readableText)
  }
  return null
}

/** Atoms with `ForAnyValue`/`ForAllValues`: one value for each `ForAnyValue`, each within every `ForAllValues`. */
function satisfiableBySets(tests: readonly Atom[]): boolean {
  const all = tests.filter((a) => a.quantifier === 'ForAllValues').map(single)
  const each = tests.filter((a) => a.quantifier !== 'ForAllValues').map(single)
  return each.every((a) => jointlySatisfiable([a, ...all.filter((b) => b.id !== a.id)]))
}

const singles = new WeakMap<Atom, Atom>()

/** The atom as a test on one present value. */
function single(atom: Atom): Atom {
  if (atom.quantifier === '') return atom
  const known = singles.get(atom)
  if (known !== undefined) return known
  const one: Atom = { ...atom, quantifier: '', missing: false }
  singles.set(atom, one)
  return one
}

function rangesOf(atom: Atom): IpRange[] {
  return atom.values.map(parseRange).filter((r): r is IpRange => r !== null)
}

function addressesLeft(tests: readonly Atom[]): readonly IpRange[] {
  let left: readonly IpRange[] = ANY_ADDRESS
  for (const a of tests) left = a.operator.negated ? rangesWithout(left, rangesOf(a)) : rangesInBoth(left, rangesOf(a))
  return left
}

/** Is there a number (or instant) within all bounds? Single exclusions never empty an interval that is not a point. */
function intervalLeft(tests: readonly Atom[]): boolean {
  let low = -Infinity
  let high = Infinity
  let openLow = false
  let openHigh = false
  for (const a of tests) {
    if (a.operator.negated) continue
    const parse = a.operator.family === 'date' ? parseDate : parseNumber
    const bounds = a.values.map((v) => parse(v)).filter((n): n is number => n !== null)
    if (bounds.length === 0) return false
    const strict = !a.operator.name.endsWith('Equals')
    if (a.operator.name.includes('LessThan')) {
      const bound = Math.max(...bounds)
      if (bound < high || (bound === high && strict)) [high, openHigh] = [bound, strict]
    } else if (a.operator.name.includes('GreaterThan')) {
      const bound = Math.min(...bounds)
      if (bound > low || (bound === low && strict)) [low, openLow] = [bound, strict]
    }
  }
  return low < high || (low === high && !openLow && !openHigh)
}

/** One value of a text or ARN test as a pattern; `arn` patterns are compared part by part. */
interface ValuePattern {
  readonly text: string
  /** Null for a text test. */
  readonly arn: ArnPattern | null
}

/** The values of a test as patterns; what is no ARN matches nothing in an ARN test. */
function patternsOf(atom: Atom): ValuePattern[] {
  if (atom.operator.family === 'arn') {
    return atom.values
      .map(arnPattern)
      .filter((p) => p !== null)
      .map((arn) => ({ text: arn.text, arn }))
  }
  const literal = !atom.operator.patterns
  return atom.values.map((v) => ({ text: literal ? literalText(readableText(v)) : v, arn: null }))
}

/** Patterns: some choice of one pattern per positive atom that intersects pairwise and that no negated one covers. */
function patternsLeft(tests: readonly Atom[]): boolean {
  const texts = tests.filter((a) => a.operator.family === 'string' || a.operator.family === 'arn')
  const positive = texts.filter((a) => !a.operator.negated && !a.operator.name.endsWith('IgnoreCase'))
  const excluded = texts.filter((a) => a.operator.negated).flatMap(patternsOf)
  let choices: ValuePattern[][] = [[]]
  for (const a of positive) {
    const values = patternsOf(a)
    choices = choices.flatMap((chosen) =>
      values.filter((v) => chosen.every((c) => mayMeet(c, v))).map((v) => [...chosen, v]),
    )
    if (choices.length === 0) return false
    if (choices.length > MOST_COMBINATIONS) return true
  }
  if (positive.length === 0) return true
  return choices.some((chosen) => !chosen.some((pattern) => excluded.some((by) => certainlyCovers(by, pattern))))
}

/** What matches an ARN pattern part by part also matches its text. */
function mayMeet(a: ValuePattern, b: ValuePattern): boolean {
  return a.arn !== null && b.arn !== null ? arnsIntersect(a.arn, b.arn) : globsIntersect(a.text, b.text)
}

/** `*` is every text, `arn:*` only what is an ARN. */
function certainlyCovers(outer: ValuePattern, inner: ValuePattern): boolean {
  if (outer.arn === null) return globCovers(outer.text, inner.text)
  if (outer.arn === EVERYTHING) return true
  return inner.arn !== null && inner.arn !== EVERYTHING && arnCovers(outer.arn, inner.arn)
}

/** Do the other atoms (same key) make this one hold whatever the value? */
export function implied(by: readonly Atom[], atom: Atom): boolean {
  if (by.includes(atom)) return true
  if (atom.opaque) return false
  return by.length > 0 && !jointlySatisfiable([...by, complementOf(atom)])
}
