import { compareText } from '../../model/index.js'
import { operatorNamed, parseDate, parseNumber, type Operator } from './operators.js'

export type Quantifier = '' | 'ForAnyValue' | 'ForAllValues'

/**
 * One test on one context key: what a condition element says, and what remains to be satisfied when the key is
 * not known. `missing` is its value when the key is absent, so that every atom has an exact complement:
 * `IfExists` is a positive operator with `missing: true`; "present and not equal" a negated one with
 * `missing: false`. Equal atoms are the same object.
 */
export interface Atom {
  readonly id: number
  /** As canonically written; `lowerKey` is what is compared. */
  readonly key: string
  readonly lowerKey: string
  readonly operator: Operator
  readonly quantifier: Quantifier
  readonly missing: boolean
  /** Sorted and unique. Patterns for operators with wildcards. */
  readonly values: readonly string[]
  /** Do values hold policy variables that are not known? Such an atom is compared with nothing. */
  readonly opaque: boolean
  /** What it says of a key that is there, whatever the value; null where the value decides. */
  readonly whenPresent: boolean | null
}

const interned = new Map<string, Atom>()
const byId: Atom[] = []

export interface AtomParts {
  key: string
  operator: Operator
  quantifier: Quantifier
  missing: boolean
  values: readonly string[]
  opaque?: boolean
}

/** The one atom with these parts. */
export function atomOf(parts: AtomParts): Atom {
  const { operator, values } = canonicalTest(parts.operator, parts.values)
  const lowerKey = parts.key.toLowerCase()
  const opaque = parts.opaque === true
  const text = JSON.stringify([lowerKey, operator.name, parts.quantifier, parts.missing, opaque, values])
  const known = interned.get(text)
  if (known !== undefined) return known
  const atom: Atom = {
    id: byId.length,
    key: parts.key,
    lowerKey,
    operator,
    quantifier: parts.quantifier,
    missing: parts.missing,
    values,
    opaque,
    whenPresent: opaque ? null : decidedByPresence(operator, values),
  }
  byId.push(atom)
  interned.set(text, atom)
  return atom
}

/**
 * Values sorted and once each. Of several bounds the widest decides, so that the complement is one bound too; a test
 * without a bound that can be read holds for nothing, as does equality with nothing.
 */
function canonicalTest(
  operator: Operator,
  given: readonly string[],
): { operator: Operator; values: readonly string[] } {
  const values = [...new Set(given)].sort(compareText)
  const upper = operator.name.includes('LessThan')
  if (!upper && !operator.name.includes('GreaterThan')) return { operator, values }
  const parse = operator.family === 'date' ? parseDate : parseNumber
  let widest: { value: string; at: number } | null = null
  for (const value of values) {
    const at = parse(value)
    if (at !== null && (widest === null || (upper ? at > widest.at : at < widest.at))) widest = { value, at }
  }
  if (widest !== null) return { operator, values: [widest.value] }
  const equality = operatorNamed(operator.family === 'date' ? 'DateEquals' : 'NumericEquals')
  return equality === undefined ? { operator, values } : { operator: equality, values: [] }
}

/** `StringLike "*"` holds for every value, a test without any value to compare with matches none. */
function decidedByPresence(operator: Operator, values: readonly string[]): boolean | null {
  if (operator.family === 'null') return values.some((v) => v.toLowerCase() === 'false')
  if (operator.patterns && values.some(isAllStars)) return !operator.negated
  const comparable = operator.family === 'bool' ? values.filter(isBoolean) : values
  return comparable.length === 0 ? operator.negated : null
}

function isAllStars(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== 42) return false
  return text !== ''
}

function isBoolean(text: string): boolean {
  const lower = text.toLowerCase()
  return lower === 'true' || lower === 'false'
}

/** Operators that an AWS policy cannot write. */
const NOT_OF_AWS: ReadonlySet<string> = new Set(['BinaryNotEquals', 'StringLikeIgnoreCase', 'StringNotLikeIgnoreCase'])

/** The atom of an operator of the table, by its name. What an absent key comes to follows from the operator unless given. */
export function atomNamed(
  key: string,
  operatorName: string,
  values: readonly string[],
  options: Partial<Pick<AtomParts, 'quantifier' | 'missing' | 'opaque'>> = {},
): Atom {
  const operator = operatorNamed(operatorName)
  if (operator === undefined) throw new Error(`operator table lacks \`${operatorName}\``)
  const { quantifier = '', missing = heldWhenMissing(operator, quantifier, false) } = options
  return atomOf({ ...options, key, operator, quantifier, missing, values })
}

/** The atom named as in a policy: `ForAnyValue:StringLikeIfExists`. Undefined for an operator AWS does not have. */
export function namedOperator(
  text: string,
): { operator: Operator; quantifier: Quantifier; ifExists: boolean } | undefined {
  const colon = text.indexOf(':')
  const prefix = colon < 0 ? '' : text.slice(0, colon).toLowerCase()
  const quantifier: Quantifier | undefined =
    prefix === ''
      ? ''
      : prefix === 'foranyvalue'
        ? 'ForAnyValue'
        : prefix === 'forallvalues'
          ? 'ForAllValues'
          : undefined
  if (quantifier === undefined || colon === 0) return undefined
  let name = text.slice(colon + 1)
  const ifExists = name.length > 8 && name.toLowerCase().endsWith('ifexists')
  if (ifExists) name = name.slice(0, -8)
  const operator = operatorNamed(name)
  if (operator === undefined || NOT_OF_AWS.has(operator.name)) return undefined
  if (operator.family === 'null') return ifExists ? undefined : { operator, quantifier: '', ifExists }
  return { operator, quantifier, ifExists }
}

/**
 * What the operator says when the key is absent: positive operators and `ForAnyValue` fail, negated ones and
 * `ForAllValues` hold, `IfExists` always holds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function heldWhenMissing(operator: Operator, quantifier: Quantifier, ifExists: boolean): boolean {
  if (ifExists || quantifier === 'ForAllValues') return true
  if (quantifier === 'ForAnyValue') return false
  return operator.negated
}

/** The atom that holds exactly when this one does not. */
export function complementOf(atom: Atom): Atom {
  const operator = operatorNamed(atom.operator.complement)
  if (operator === undefined) throw new Error(`operator \`${atom.operator.name}\` has no complement`)
  const flipsValues = operator.family === 'bool' || operator.family === 'null'
  return atomOf({
    key: atom.key,
    operator,
    quantifier:
      atom.quantifier === 'ForAnyValue' ? 'ForAllValues' : atom.quantifier === 'ForAllValues' ? 'ForAnyValue' : '',
    missing: !atom.missing,
    values: flipsValues ? otherBooleans(atom.values) : atom.values,
    opaque: atom.opaque,
  })
}

function otherBooleans(values: readonly string[]): string[] {
  const lower = values.map((v) => v.toLowerCase())
  return ['true', 'false'].filter((v) => !lower.includes(v))
}

/** Does the atom hold for a key with these values (at least one)? */
export function holdsFor(atom: Atom, values: readonly string[]): boolean {
  const { operator, quantifier } = atom
  if (operator.family === 'null') return atom.values.some((v) => v.toLowerCase() === 'false')
  if (quantifier === 'ForAllValues') return values.every((v) => holdsForOne(atom, v))
  if (quantifier === 'ForAnyValue' || !operator.negated) return values.some((v) => holdsForOne(atom, v))
  return values.every((v) => holdsForOne(atom, v))
}

function holdsForOne(atom: Atom, value: string): boolean {
  const { operator } = atom
  for (const p of atom.values) if (operator.matches(p, value)) return !operator.negated
  return operator.negated
}

/** Does the atom hold when the key is absent? */
export function holdsWhenAbsent(atom: Atom): boolean {
  if (atom.operator.family === 'null') return atom.values.some((v) => v.toLowerCase() === 'true')
  return atom.missing
}
