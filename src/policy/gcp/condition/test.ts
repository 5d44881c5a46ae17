import { literalText } from '../../aws/arn.js'
import { atomNamed, type Atom } from '../../condition/atom.js'
import { atomFormula, decided } from './formula.js'
import { DOUBT, type Open, type Value } from './value.js'
import { CONDITION_KEY } from '../../condition/doubt.js'

/** Functions on tags: a resource without the tag is an answer, and the opposite then holds. */
const ON_TAGS: ReadonlySet<string> = new Set([
  'resource.matchTag',
  'resource.matchTagId',
  'resource.hasTagKey',
  'resource.hasTagKeyId',
])

/** A test on an attribute that may not be there; where it is not, neither the test nor its opposite holds. */
function atom(key: string, operator: string, values: readonly string[], quantifier: Atom['quantifier'] = ''): Atom {
  const optional = (key.startsWith('resource.') && !ON_TAGS.has(key)) || key.startsWith('assertion.')
  return atomNamed(key, operator, values, optional ? { quantifier, missing: false } : { quantifier })
}

const OPPOSITES = new Map([
  ['StringEquals', 'StringNotEquals'],
  ['StringLike', 'StringNotLike'],
  ['NumericEquals', 'NumericNotEquals'],
  ['NumericLessThan', 'NumericGreaterThanEquals'],
  ['NumericLessThanEquals', 'NumericGreaterThan'],
  ['DateEquals', 'DateNotEquals'],
  ['DateLessThan', 'DateGreaterThanEquals'],
  ['DateLessThanEquals', 'DateGreaterThan'],
  ['IpAddress', 'NotIpAddress'],
])
const OPPOSITE = new Map([...OPPOSITES, ...[...OPPOSITES].map(([a, b]) => [b, a] as const)])

/** A test that holds or not of one value, as a truth value. */
export function test(key: string, operator: string, values: readonly string[]): Value {
  const opposite = OPPOSITE.get(operator)
  if (opposite === undefined) return DOUBT
  return {
    is: 'truth',
    yes: atomFormula(atom(key, operator, values)),
    no: atomFormula(atom(key, opposite, values)),
  }
}

export function boolTest(key: string, holds: boolean): Value {
  return {
    is: 'truth',
    yes: atomFormula(atom(key, 'Bool', [String(holds)])),
    no: atomFormula(atom(key, 'Bool', [String(!holds)])),
  }
}

/** Is one of these among the values of an attribute that is a list? */
export function containsTest(key: string, values: readonly string[]): Value {
  return {
    is: 'truth',
    yes: atomFormula(atom(key, 'StringEquals', values, 'ForAnyValue')),
    no: atomFormula(atom(key, 'StringNotEquals', values, 'ForAllValues')),
  }
}

/** Are all values of an attribute among these? */
export function onlyTest(key: string, values: readonly string[]): Value {
  return {
    is: 'truth',
    yes: atomFormula(atomNamed(key, 'StringEquals', values, { quantifier: 'ForAllValues' })),
    no: atomFormula(atomNamed(key, 'StringNotEquals', values, { quantifier: 'ForAnyValue' })),
  }
}

/** Is the attribute there? */
export function presentTest(key: string): Value {
  return {
    is: 'truth',
    yes: atomFormula(atomNamed(key, 'Null', ['false'], { missing: false })),
    no: atomFormula(atomNamed(key, 'Null', ['true'], { missing: true })),
  }
}

/** A test that cannot be said of one key: it may hold, and so may its opposite. */
export function opaqueTest(key: string, expression: string): Value {
  const may = (operator: string): Value & { is: 'truth' } => {
    const formula = atomFormula(atomNamed(key, operator, [expression], { opaque: true }))
    return { is: 'truth', yes: formula, no: formula }
  }
  return { is: 'truth', yes: may('StringEquals').yes, no: may('StringNotEquals').no }
}

/** What stands for a condition that could not be read: whatever hangs on it is not known. */
export function doubtAtom(expression: string): Atom {
  return atomNamed(CONDITION_KEY, 'StringEquals', [expression], { opaque: true })
}

export function textTest(of: Open, how: 'equals' | 'starts' | 'ends' | 'contains', text: string): Value {
  const literal = literalText(text)
  switch (how) {
    case 'equals':
      return test(of.key, 'StringEquals', [literal])
    case 'starts':
      return test(of.key, 'StringLike', [`${literal}*`])
    case 'ends':
      return test(of.key, 'StringLike', [`*${literal}`])
    case 'contains':
      return test(of.key, 'StringLike', [`*${literal}*`])
  }
}

/**
 * A pattern of RE2 that says no more than a wildcard pattern can: text, `.*`, `.+`, `.` and anchors. Null for any other.
 */
export function wildcardOf(pattern: string): string | null {
  const from = pattern.startsWith('^') ? 1 : 0
  const isEnded = pattern.endsWith('$') && !pattern.endsWith('\\$')
  const body = pattern.slice(from, isEnded ? -1 : undefined)
  let found = from === 1 ? '' : '*'
  for (let i = 0; i < body.length; i++) {
    const char = body[i] ?? ''
    const next = body[i + 1] ?? ''
    if (char === '\\') {
      if (!/^[^a-zA-Z0-9]$/.test(next)) return null
      found += literalText(next)
      i++
    } else if (char === '.') {
      found += next === '*' ? '*' : next === '+' ? '?*' : '?'
      if (next === '*' || next === '+') i++
    } else if ('*+?()[]{}|^$'.includes(char) || '*+?{'.includes(next)) return null
    else found += literalText(char)
  }
  return isEnded ? found : `${found}*`
}

/** Is a date on one side of a moment? `offset` is what the expression adds to the attribute. */
export function dateTest(of: Open, operator: string, at: number): Value {
  const moment = at - of.offset
  const date = new Date(moment)
  // Outside of what dates can say every request comes later, or earlier.
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || date.getUTCFullYear() < 0) {
    const isLater = moment < 0
    const holds = operator.includes('GreaterThan') ? isLater : operator.includes('LessThan') ? !isLater : false
    return { is: 'truth', yes: decided(holds), no: decided(!holds) }
  }
  return test(of.key, operator, [date.toISOString().replace('.000Z', 'Z')])
}
