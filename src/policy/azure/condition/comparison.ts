import { globIntersection, literalText } from '../../aws/arn.js'
import { atomOf, type Atom, type Quantifier } from '../../condition/atom.js'
import type { Clauses } from '../../condition/clauses.js'
import { operatorNamed, parseDate, parseNumber, type Operator } from '../../condition/operators.js'
import type { Crossing } from './expression.js'

/** How an operator of Azure is said in the shared calculus. */
interface Comparison {
  /** The positive operator of the calculus. */
  readonly base: Operator
  readonly negated: boolean
  /** One value of the condition as a value of the calculus. */
  readonly valueOf: (text: string) => string
  /** The operator with its sides exchanged; null where the right side is a pattern. */
  readonly flipped: string | null
}

function operator(name: string): Operator {
  const found = operatorNamed(name)
  if (found === undefined) throw new Error(`operator table lacks \`${name}\``)
  return found
}

/** `\*` and `\?` are ordinary characters, `*` and `?` wildcards. */
function patternOf(text: string): string {
  return text.replaceAll('\\*', literalText('*')).replaceAll('\\?', literalText('?'))
}

/** One spelling of a GUID, which is written with and without dashes; any other text in lower case. */
export function canonicalGuid(text: string): string {
  const lower = text.trim().toLowerCase()
  const bare = lower.replaceAll('-', '').replace('{', '').replace('}', '')
  if (!/^[0-9a-f]{32}$/.test(bare)) return lower
  return [bare.slice(0, 8), bare.slice(8, 12), bare.slice(12, 16), bare.slice(16, 20), bare.slice(20)].join('-')
}

function comparisons(): Map<string, Comparison> {
  const found = new Map<string, Comparison>()
  const pair = (family: string, rest: string, base: string, valueOf: Comparison['valueOf'], flips: boolean): void => {
    for (const negated of [false, true]) {
      const name = `${family}${negated ? 'not' : ''}${rest}`
      found.set(name, { base: operator(base), negated, valueOf, flipped: flips ? name : null })
    }
  }
  const trimmed = (text: string): string => text.trim()
  for (const cased of ['', 'IgnoreCase']) {
    const suffix = cased.toLowerCase()
    pair('string', `equals${suffix}`, `StringEquals${cased}`, literalText, true)
    pair('string', `like${suffix}`, `StringLike${cased}`, patternOf, false)
    pair('string', `startswith${suffix}`, `StringLike${cased}`, (text) => `${literalText(text)}*`, false)
  }
  pair('guid', 'equals', 'StringEqualsIgnoreCase', canonicalGuid, true)
  pair('bool', 'equals', 'Bool', (text) => text.trim().toLowerCase(), true)
  for (const [family, prefix] of [
    ['numeric', 'Numeric'],
    ['datetime', 'Date'],
  ] as const) {
    pair(family, 'equals', `${prefix}Equals`, trimmed, true)
    for (const [side, other] of [
      ['LessThan', 'GreaterThan'],
      ['GreaterThan', 'LessThan'],
    ] as const) {
      for (const equals of ['', 'Equals']) {
        found.set(`${family}${side}${equals}`.toLowerCase(), {
          base: operator(`${prefix}${side}${equals}`),
          negated: false,
          valueOf: trimmed,
          flipped: `${family}${other}${equals}`.toLowerCase(),
        })
      }
    }
  }
  return found
}

/** Operators of the documented language, by name in lower case. */
const COMPARISONS: ReadonlyMap<string, Comparison> = comparisons()

/** An operator without a crossing compares one value, with any of a set; negated, with each of it. */
function crossed(crossing: Crossing | null, negated: boolean): { quantifier: Quantifier; right: 'any' | 'all' } {
  if (crossing === null) return { quantifier: '', right: negated ? 'all' : 'any' }
  return { quantifier: crossing.left === 'any' ? 'ForAnyValue' : 'ForAllValues', right: crossing.right }
}

/**
 * "Attribute, operator, values" as clauses; null when nothing satisfies it, undefined where the calculus cannot say it.
 *
 * An attribute that is absent fails a positive comparison and one of any value; it satisfies a negated one, which the
 * documentation calls the negation of the other, and one of all values.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format#cross-product-comparison-operators
 */
export function attributeCompared(
  name: string,
  operatorName: string,
  crossing: Crossing | null,
  values: readonly string[],
): Clauses | null | undefined {
  const comparison = COMPARISONS.get(operatorName)
  if (comparison === undefined) return undefined
  const { base, negated } = comparison
  const { quantifier, right } = crossed(crossing, negated)
  if (values.length === 0) return quantifier === 'ForAllValues' || (quantifier === '' && negated) ? [] : null
  const written = values.map(comparison.valueOf)
  // "Differs from all" is the complement of "equals one", "differs from one" that of "equals all".
  const accepted = (right === 'any') !== negated ? written : commonTo(base, written)
  return accepted === null ? undefined : [[atomWith(name, base, negated, quantifier, accepted)]]
}

/** "Values, operator, attribute": each value on its own, with the attribute's values on the right. */
export function valuesCompared(
  values: readonly string[],
  operatorName: string,
  crossing: Crossing | null,
  name: string,
): Clauses | null | undefined {
  const flipped = COMPARISONS.get(operatorName)?.flipped ?? null
  const comparison = flipped === null ? undefined : COMPARISONS.get(flipped)
  if (comparison === undefined) return undefined
  const { base, negated, valueOf } = comparison
  const quantifier: Quantifier = crossing === null ? '' : crossing.right === 'any' ? 'ForAnyValue' : 'ForAllValues'
  const atoms = values.map((value) => atomWith(name, base, negated, quantifier, [valueOf(value)]))
  const each = crossing === null ? negated : crossing.left === 'all'
  if (each) return atoms.map((atom) => [atom])
  return atoms.length === 0 ? null : [atoms]
}

/** Both sides are known; undefined where the operator is not. */
export function valuesHold(
  left: readonly string[],
  operatorName: string,
  crossing: Crossing | null,
  right: readonly string[],
): boolean | undefined {
  const comparison = COMPARISONS.get(operatorName)
  if (comparison === undefined) return undefined
  const { base, negated, valueOf } = comparison
  const { quantifier, right: inner } = crossed(crossing, negated)
  const written = right.map(valueOf)
  const one = (text: string): boolean => {
    const value = operatorName.startsWith('guid') ? canonicalGuid(text) : text
    const test = (pattern: string): boolean => base.matches(pattern, value) !== negated
    return inner === 'any' ? written.some(test) : written.every(test)
  }
  return quantifier === 'ForAllValues' || (quantifier === '' && negated) ? left.every(one) : left.some(one)
}

/** A comparison of two attributes of which neither is known: told, and compared with nothing. */
export function attributesCompared(
  name: string,
  operatorName: string,
  crossing: Crossing | null,
  other: string,
): Clauses | undefined {
  const comparison = COMPARISONS.get(operatorName)
  if (comparison === undefined) return undefined
  const { base, negated } = comparison
  const { quantifier } = crossed(crossing, negated)
  return [[atomWith(name, base, negated, quantifier, [`\${${other}}`], true)]]
}

function atomWith(
  key: string,
  base: Operator,
  negated: boolean,
  quantifier: Quantifier,
  values: readonly string[],
  opaque = false,
): Atom {
  const flipsValues = negated && base.family === 'bool' && !opaque
  return atomOf({
    key,
    operator: negated ? operator(base.complement) : base,
    quantifier,
    missing: quantifier === 'ForAllValues' || (quantifier === '' && negated),
    values: flipsValues ? ['true', 'false'].filter((value) => !values.includes(value)) : values,
    opaque,
  })
}

/** "The attribute is there", or that it is not. */
export function presence(name: string, there: boolean): Atom {
  return atomOf({
    key: name,
    operator: operator('Null'),
    quantifier: '',
    missing: !there,
    values: [there ? 'false' : 'true'],
  })
}

/** The values that agree with every one of these; null where that cannot be said. */
function commonTo(base: Operator, values: readonly string[]): readonly string[] | null {
  const [first, ...others] = [...new Set(values)]
  if (first === undefined || others.length === 0) return values
  if (base.name.includes('LessThan')) return [narrowest(base, values, true)]
  if (base.name.includes('GreaterThan')) return [narrowest(base, values, false)]
  if (base.patterns) return commonPatterns(base, values)
  return others.every((other) => base.matches(first, other)) ? [first] : []
}

/** The bound that implies all others; one that is no number or date implies nothing, and holds for nothing. */
function narrowest(base: Operator, values: readonly string[], lowest: boolean): string {
  const parse = base.family === 'date' ? parseDate : parseNumber
  let best: { value: string; at: number } | null = null
  for (const value of values) {
    const at = parse(value)
    if (at === null) return value
    if (best === null || (lowest ? at < best.at : at > best.at)) best = { value, at }
  }
  return best?.value ?? ''
}

function commonPatterns(base: Operator, values: readonly string[]): readonly string[] | null {
  const fold = (text: string): string => (base.name.endsWith('IgnoreCase') ? text.toLowerCase() : text)
  let left: readonly string[] = ['*']
  for (const value of values) {
    const next = left.map((pattern) => globIntersection(pattern, fold(value)))
    if (next.includes(null)) return null
    left = [...new Set(next.flatMap((patterns) => patterns ?? []))]
  }
  return left
}
