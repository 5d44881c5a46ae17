import { globsIntersect } from '../../model/glob.js'
import { arnPattern, arnsIntersect, literalText, policyText, readableText } from './arn.js'
import { expandTemplate, soleVariable, type Template } from './variables.js'
import { atomOf, type Atom, type AtomParts } from '../condition/atom.js'
import { evaluateAtom, onceIn, type Context, type KeyState } from '../condition/context.js'
import type { Operator } from '../condition/operators.js'

/** A condition test whose values hold policy variables: it becomes an atom only in a context. */
export interface TemplateTest {
  readonly parts: Omit<AtomParts, 'values'>
  readonly values: readonly (string | Template)[]
}

/** A value whose variables are not known. */
interface OpenValue {
  /** What it may become, with `*` for the variables. */
  readonly pattern: string
  readonly template: Template
  /** The keys of the variables that are not known. */
  readonly keys: readonly string[]
}

/**
 * True, false, or the atom that remains of the test in this context.
 *
 * A value whose variable is absent is left out: a positive operator then matches nothing, a negated one is not
 * hindered. A value whose variable is not known leaves the test open if it can still fit.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function evaluateTest(test: TemplateTest, context: Context): Atom | boolean {
  return onceIn(context, test, () => remainingTest(test, context))
}

function remainingTest({ parts, values }: TemplateTest, context: Context): Atom | boolean {
  const key = context.stateOf(parts.key.toLowerCase())
  if (key.state === 'absent' || (key.state === 'values' && key.values.length === 0)) return parts.missing
  const known: string[] = []
  const open: OpenValue[] = []
  for (const value of values) {
    if (typeof value === 'string') known.push(value)
    else if (value.length === 0) known.push('')
    else {
      const expansion = expandTemplate(patternOf(value, parts.operator), context)
      if (expansion.kind === 'text') known.push(parts.operator.patterns ? expansion.text : readableText(expansion.text))
      else if (expansion.kind === 'open') open.push({ ...expansion, template: value })
    }
  }
  const plain = atomOf({ ...parts, values: known })
  const held = evaluateAtom(plain, context)
  const fitting = open.filter((value) => mayFit(value.pattern, parts.operator, key))
  const matchesAll = known.length > 0 && plain.whenPresent !== null && plain.whenPresent !== parts.operator.negated
  if (fitting.length === 0 || matchesAll) return held ?? plain
  if (key.state === 'values') return withKnownKey(parts, known, fitting, key.values)
  return atomOf({ ...parts, values: [...known, ...fitting.map((v) => readableTemplate(v.template))], opaque: true })
}

/** For operators without wildcards the template's own `*` and `?` are ordinary characters. */
function patternOf(template: Template, operator: Operator): Template {
  if (operator.patterns) return template
  return template.map((piece) => (typeof piece === 'string' ? literalText(piece) : piece))
}

/** Can the value, whatever its variables become, match what the key can hold? */
function mayFit(pattern: string, operator: Operator, key: KeyState): boolean {
  if (key.state === 'values') return key.values.some((value) => fits(pattern, operator, literalText(value)))
  return key.state !== 'present' || key.like === undefined || fits(pattern, operator, key.like)
}

function fits(pattern: string, operator: Operator, value: string): boolean {
  if (operator.family === 'bool') return true
  if (operator.family !== 'arn') {
    const fold = operator.name.endsWith('IgnoreCase')
    return fold ? globsIntersect(pattern.toLowerCase(), value.toLowerCase()) : globsIntersect(pattern, value)
  }
  const [wanted, given] = [arnPattern(pattern), arnPattern(value)]
  return wanted !== null && (wanted.text === '*' || (given !== null && arnsIntersect(wanted, given)))
}

/** The key's values are known, some variables are not: decided where the values that are known decide. */
function withKnownKey(
  parts: TemplateTest['parts'],
  known: readonly string[],
  open: readonly OpenValue[],
  values: readonly string[],
): Atom | boolean {
  const { operator, quantifier } = parts
  const matched = values.map((value): boolean | null => {
    if (known.some((k) => operator.matches(k, value))) return true
    return open.some((o) => fits(o.pattern, operator, literalText(value))) ? null : false
  })
  const holds = operator.negated ? matched.map((m) => (m === null ? null : !m)) : matched
  const every = quantifier === 'ForAllValues' || (quantifier === '' && operator.negated)
  if (every ? holds.includes(false) : holds.includes(true)) return !every
  if (!holds.includes(null)) return every
  return flipped(parts, open, values) ?? onVariables(parts, open, values)
}

/** `StringEquals known ${unknown}` is the same as `StringEquals unknown "<value of known>"`. */
function flipped(parts: TemplateTest['parts'], open: readonly OpenValue[], values: readonly string[]): Atom | null {
  const [first, ...others] = open
  const [only, ...more] = values
  const variable = first === undefined ? null : soleVariable(first.template)
  if (variable === null || only === undefined || others.length > 0 || more.length > 0) return null
  const { operator } = parts
  if (operator.family !== 'string' || parts.quantifier !== '') return null
  const value = operator.patterns ? literalText(only) : only
  return atomOf({ key: variable, operator, quantifier: '', missing: operator.negated, values: [value] })
}

/** "The variables make the test hold", named after the first of them; the key's values make it unlike other tests. */
function onVariables(parts: TemplateTest['parts'], open: readonly OpenValue[], values: readonly string[]): Atom {
  const key = open[0]?.keys[0] ?? parts.key
  return atomOf({ ...parts, key, values: [...open.map((o) => readableTemplate(o.template)), ...values], opaque: true })
}

/** The template as the policy writes it. */
export function readableTemplate(template: Template): string {
  return template.map((piece) => (typeof piece === 'string' ? policyText(piece) : `\${${piece.key}}`)).join('')
}
