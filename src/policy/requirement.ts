import { compareText, type Requirement, type SatisfiedBy } from '../model/index.js'
import { policyText, readableText } from './aws/arn.js'
import { alternativesOf, type Clauses } from './condition/clauses.js'
import { heldWhenMissing, type Atom } from './condition/atom.js'
import { CONDITION_KEY, isDoubt } from './condition/doubt.js'
import { attributeIn } from './gcp/condition/attributes.js'
import { satisfiedByOf } from './satisfied-by.js'

/** The operator as a policy would write it: `ForAnyValue:StringLike`, `BoolIfExists`. */
export function operatorText(atom: Atom): string {
  const prefix = atom.quantifier === '' ? '' : `${atom.quantifier}:`
  const { operator } = atom
  if (operator.family === 'null') return operator.name
  const plain = heldWhenMissing(operator, atom.quantifier, false)
  return prefix + operator.name + (atom.missing && !plain ? 'IfExists' : '')
}

function satisfiedBy(atom: Atom, key: string): SatisfiedBy {
  return isDoubt(atom) ? 'unknown' : satisfiedByOf(key)
}

/** Values as a policy writes them: what is no wildcard stays escaped where a wildcard could stand. */
function valueTexts({ operator, values }: Atom): string[] {
  return values.map(operator.patterns ? policyText : readableText)
}

const WORDS = new Map([
  ['StringEquals', 'is'],
  ['StringEqualsIgnoreCase', 'is, in any case,'],
  ['StringLike', 'matches'],
  ['ArnLike', 'matches'],
  ['ArnEquals', 'matches'],
  ['StringNotEquals', 'is not'],
  ['StringNotEqualsIgnoreCase', 'is, in any case, not'],
  ['StringNotLike', 'does not match'],
  ['ArnNotLike', 'does not match'],
  ['ArnNotEquals', 'does not match'],
  ['IpAddress', 'is in'],
  ['NotIpAddress', 'is not in'],
  ['Bool', 'is'],
  ['BinaryEquals', 'is'],
  ['BinaryNotEquals', 'is not'],
  ['Equals', 'is'],
  ['NotEquals', 'is not'],
  ['LessThan', 'is below'],
  ['LessThanEquals', 'is at most'],
  ['GreaterThan', 'is above'],
  ['GreaterThanEquals', 'is at least'],
])

function sentence(atom: Atom): string {
  const values = valueTexts(atom)
    .map((v) => `\`${v}\``)
    .join(' or ')
  const { name, family } = atom.operator
  if (atom.key === CONDITION_KEY) return `the condition ${values} could not be read`
  if (isDoubt(atom)) return `${atom.key} ${values} may or may not mean the caller`
  if (namesVariable(atom, atom.key)) return variableSentence(atom)
  if (family === 'null') return `\`${atom.key}\` is ${atom.values.includes('true') ? 'absent' : 'present'}`
  const bare = family === 'numeric' ? name.slice(7) : family === 'date' ? name.slice(4) : name
  const verb = WORDS.get(bare) ?? name
  const subject =
    atom.quantifier === 'ForAllValues'
      ? `every value of \`${atom.key}\``
      : atom.quantifier === 'ForAnyValue'
        ? `some value of \`${atom.key}\``
        : `\`${atom.key}\``
  const plain = heldWhenMissing(atom.operator, atom.quantifier, false)
  const absent = atom.missing && !plain ? ', or is absent' : ''
  return `${subject} ${verb} ${values}${absent}`
}

/** Tests named after a variable: its value decides whether the texts that hold it match. */
function variableSentence(atom: Atom): string {
  const values = valueTexts(atom)
  const templates = values.filter((v) => v.includes('${'))
  const others = values.filter((v) => !v.includes('${'))
  const quoted = (list: readonly string[]): string => list.map((v) => `\`${v}\``).join(' or ')
  const against = others.length > 0 ? quoted(others) : 'the request'
  return `\`${atom.key}\` makes ${quoted(templates)} ${atom.operator.negated ? 'differ from' : 'match'} ${against}`
}

function namesVariable(atom: Atom, key: string): boolean {
  return atom.opaque && atom.values.some((v) => v.includes(`\${${key}}`))
}

/** Escapes stand where a variable would, and name none. */
const NO_KEYS = new Set(['', '*', '?', '$'])

/** The keys of the variables that a test still depends on, besides its own. */
function variableKeys(atom: Atom): string[] {
  if (!atom.opaque) return []
  const keys: string[] = []
  for (const value of atom.values) {
    for (let at = value.indexOf('${'); at >= 0; at = value.indexOf('${', at + 2)) {
      const end = value.indexOf('}', at)
      const key = end < 0 ? '' : value.slice(at + 2, end)
      if (!NO_KEYS.has(key) && key.toLowerCase() !== atom.lowerKey && !keys.includes(key)) keys.push(key)
    }
  }
  return keys
}

/** A test that AWS lets pass where the key is absent, and that here must not: no operator says that alone. */
function needsPresence(atom: Atom): boolean {
  return !atom.opaque && !atom.missing && heldWhenMissing(atom.operator, atom.quantifier, false)
}

function presence(atom: Atom): Requirement {
  const text = `\`${atom.key}\` is present`
  return { ...keyAndOperator(atom.key, 'Null'), values: ['false'], satisfiedBy: satisfiedBy(atom, atom.key), text }
}

/** Google Cloud tests what a function makes of an attribute: the key is the attribute, the operator says the function. */
function keyAndOperator(key: string, operator: string): Pick<Requirement, 'key' | 'operator'> {
  const { attribute, call } = attributeIn(key)
  return { key: attribute, operator: call === '' ? operator : `${call} ${operator}` }
}

const remembered = new WeakMap<Atom, Requirement[]>()

/**
 * An atom as requirements of the contract: one for its key (a second one where it must be present), and one for each
 * policy variable that is not known.
 */
export function requirementsOfAtom(atom: Atom): readonly Requirement[] {
  const known = remembered.get(atom)
  if (known !== undefined) return known
  const shared = { values: valueTexts(atom), text: sentence(atom) }
  const requirements: Requirement[] = needsPresence(atom) ? [presence(atom)] : []
  if (atom.values.length > 0 || requirements.length === 0) {
    for (const key of [atom.key, ...variableKeys(atom)]) {
      requirements.push({ ...keyAndOperator(key, operatorText(atom)), ...shared, satisfiedBy: satisfiedBy(atom, key) })
    }
  }
  remembered.set(atom, requirements)
  return requirements
}

/** What remains, for a record: every requirement, and the alternatives when there is more than one way. */
export function requirementsOf(ways: readonly Clauses[]): { requires: Requirement[]; alternatives?: Requirement[][] } {
  const lists = ways.flatMap((clauses) => alternativesOf(clauses))
  const [only] = lists
  if (only !== undefined && lists.length === 1) return { requires: sortedRequirements(only) }
  const atoms = new Map<number, Atom>()
  for (const clauses of ways) for (const clause of clauses) for (const atom of clause) atoms.set(atom.id, atom)
  const requires = sortedRequirements([...atoms.values()])
  if (lists.length < 2) return { requires }
  return { requires, alternatives: lists.map(sortedRequirements).sort(compareLists) }
}

function sortedRequirements(atoms: readonly Atom[]): Requirement[] {
  return atoms.flatMap((atom) => requirementsOfAtom(atom)).sort((a, b) => compareText(orderOf(a), orderOf(b)))
}

function orderOf(r: Requirement): string {
  return `${r.key.toLowerCase()}\u0000${r.operator}\u0000${r.values.join('\u0001')}`
}

function compareLists(a: readonly Requirement[], b: readonly Requirement[]): number {
  return a.length - b.length || compareText(a.map(orderOf).join('\u0002'), b.map(orderOf).join('\u0002'))
}
