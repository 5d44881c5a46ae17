import { ONE, RUN, characters, fits } from './action-pattern.js'
import type { PatternPart } from './action-pattern.js'
import { DOUBT, all, any, opposite, truthOf } from './truth.js'
import type { Truth } from './truth.js'

/** Compares one value of the left side with one of the right; null where a value cannot be read as what it should be. */
type Test = (left: string, right: string) => boolean | null

/** The positive forms, by lower-case name. A name with `not` in it negates one of them. */
const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['stringequals', (left, right) => left === right],
  ['stringequalsignorecase', (left, right) => left.toLowerCase() === right.toLowerCase()],
  ['stringstartswith', (left, right) => left.startsWith(right)],
  ['stringstartswithignorecase', (left, right) => left.toLowerCase().startsWith(right.toLowerCase())],
  ['stringlike', like],
  ['stringlikeignorecase', (left, right) => like(left.toLowerCase(), right.toLowerCase())],
  ['numericequals', ordered(integer, (left, right) => left === right)],
  ['numericlessthan', ordered(integer, (left, right) => left < right)],
  ['numericlessthanequals', ordered(integer, (left, right) => left <= right)],
  ['numericgreaterthan', ordered(integer, (left, right) => left > right)],
  ['numericgreaterthanequals', ordered(integer, (left, right) => left >= right)],
  ['datetimeequals', ordered(instant, (left, right) => left === right)],
  ['datetimelessthan', ordered(instant, (left, right) => left < right)],
  ['datetimelessthanequals', ordered(instant, (left, right) => left <= right)],
  ['datetimegreaterthan', ordered(instant, (left, right) => left > right)],
  ['datetimegreaterthanequals', ordered(instant, (left, right) => left >= right)],
  ['guidequals', (left, right) => guid(left) === guid(right)],
  ['boolequals', boolean],
])

const QUANTIFIERS = ['foranyofanyvalues', 'forallofanyvalues', 'foranyofallvalues', 'forallofallvalues'] as const
type Quantifier = (typeof QUANTIFIERS)[number]

export interface Operator {
  readonly quantifier: Quantifier | null
  readonly negated: boolean
  readonly test: Test
  /** Name of the positive form. */
  readonly name: string
}

/**
 * Reads the name of a comparison operator; null when there is none of that name.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format#string-comparison-operators
 */
export function readOperator(written: string): Operator | null {
  const lower = written.toLowerCase()
  const quantifier = QUANTIFIERS.find((each) => lower.startsWith(`${each}:`)) ?? null
  const name = quantifier === null ? lower : lower.slice(quantifier.length + 1)
  const positive = name.replace(/^(string|numeric|datetime|guid|bool)not/, '$1')
  const test = TESTS.get(positive)
  return test === undefined ? null : { quantifier, negated: positive !== name, test, name: positive }
}

/**
 * Applies an operator to the values of both sides.
 *
 * The cross product operators say which of the left values must stand the test against which of the right; a plain
 * operator has one value on the left, and the negated one is the negation of the other.
 * LIMIT: what an operator says of an attribute that does not exist is not documented. None of its values can stand a
 * test and all of them do; a plain test fails, so that its negation holds.
 * LIMIT: nor is what a plain operator says of several values: then nothing is known.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format#cross-product-comparison-operators
 */
export function compare(operator: Operator, left: readonly string[], right: readonly string[]): Truth {
  const { quantifier, negated, test } = operator
  const positive = (l: string, r: string): Truth => {
    const holds = test(l, r)
    return holds === null ? DOUBT : truthOf(holds)
  }
  const one = (l: string, r: string): Truth => (negated ? opposite(positive(l, r)) : positive(l, r))
  if (left.length === 0 || right.length === 0) return compareMissing(operator)
  switch (quantifier) {
    case 'foranyofanyvalues':
      return any(left.map((l) => any(right.map((r) => one(l, r)))))
    case 'forallofanyvalues':
      return all(left.map((l) => any(right.map((r) => one(l, r)))))
    case 'foranyofallvalues':
      return any(left.map((l) => all(right.map((r) => one(l, r)))))
    case 'forallofallvalues':
      return all(left.map((l) => all(right.map((r) => one(l, r)))))
    case null: {
      if (left.length > 1) return DOUBT
      const found = any(left.map((l) => any(right.map((r) => positive(l, r)))))
      return negated ? opposite(found) : found
    }
  }
}

function compareMissing({ quantifier, negated }: Operator): Truth {
  return quantifier === null ? truthOf(negated) : truthOf(quantifier.startsWith('forall'))
}

/**
 * `*` is any run, `?` one character; behind a backslash both are themselves.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format#special-characters
 */
function like(left: string, right: string): boolean {
  const pattern: PatternPart[] = []
  for (let at = 0; at < right.length; at++) {
    const here = right.charAt(at)
    const next = right.charAt(at + 1)
    if (here === '\\' && (next === '*' || next === '?')) {
      pattern.push(next)
      at += 1
    } else {
      pattern.push(here === '*' ? RUN : here === '?' ? ONE : here)
    }
  }
  return fits(pattern, characters(left))
}

function boolean(left: string, right: string): boolean | null {
  const [l, r] = [left.toLowerCase(), right.toLowerCase()]
  const isBoolean = (text: string): boolean => text === 'true' || text === 'false'
  return isBoolean(l) && isBoolean(r) ? l === r : null
}

function ordered<T extends number | bigint>(
  parse: (text: string) => T | null,
  test: (left: T, right: T) => boolean,
): Test {
  return (left, right) => {
    const l = parse(left)
    const r = parse(right)
    return l === null || r === null ? null : test(l, r)
  }
}

/** Only integers are supported. */
function integer(text: string): number | null {
  return /^[+-]?[0-9]{1,15}$/.test(text) ? Number(text) : null
}

/** `yyyy-mm-ddThh:mm:ss.mmmmmmmZ`, in ten-millionths of a second. */
function instant(text: string): bigint | null {
  const found = /^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,7}))?Z$/.exec(text)
  if (found === null) return null
  const milliseconds = Date.parse(`${found[1] ?? ''}Z`)
  const fraction = (found[2] ?? '').padEnd(7, '0')
  return Number.isNaN(milliseconds) ? null : BigInt(milliseconds) * 10_000n + BigInt(fraction)
}

/** A GUID without its hyphens and without regard to case. */
function guid(text: string): string {
  return text.toLowerCase().replaceAll('-', '')
}
