import { compareText, type Requirement, type SatisfiedBy } from '../../model/index.js'
import { readableText } from './arn.js'
import { classifyKey } from './condition-keys.js'
import { alternativesOf, type Clauses } from './condition/clauses.js'
import { heldWhenMissing, type Atom } from './condition/atom.js'
import { NOT_PRINCIPAL_KEY } from './principal-element.js'
import { RESOURCE_KEY } from './statement-match.js'

/** The operator as a policy would write it: `ForAnyValue:StringLike`, `BoolIfExists`. */
export function operatorText(atom: Atom): string {
  const prefix = atom.quantifier === '' ? '' : `${atom.quantifier}:`
  const { operator } = atom
  if (operator.family === 'null') return operator.name
  const plain = heldWhenMissing(operator, atom.quantifier, false)
  return prefix + operator.name + (atom.missing && !plain ? 'IfExists' : '')
}

function satisfiedBy(atom: Atom): SatisfiedBy {
  if (atom.key === NOT_PRINCIPAL_KEY) return 'unknown'
  if (atom.key === RESOURCE_KEY) return 'resource'
  return classifyKey(atom.key)
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
  const values = atom.values.map((v) => `\`${readableText(v)}\``).join(' or ')
  const { name, family } = atom.operator
  if (atom.key === NOT_PRINCIPAL_KEY) return `NotPrincipal may or may not exempt ${values}`
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
  const absent = atom.missing && !plain ? ', or is absent' : !atom.missing && plain ? ', and is present' : ''
  return `${subject} ${verb} ${values}${absent}`
}

const remembered = new WeakMap<Atom, Requirement>()

/** An atom as a requirement of the contract. */
export function requirementOf(atom: Atom): Requirement {
  const known = remembered.get(atom)
  if (known !== undefined) return known
  const requirement: Requirement = {
    key: atom.key,
    operator: operatorText(atom),
    values: atom.values.map(readableText),
    satisfiedBy: satisfiedBy(atom),
    text: sentence(atom),
  }
  remembered.set(atom, requirement)
  return requirement
}

/** What remains, for a record: every requirement, and the alternatives when there is more than one way. */
export function requirementsOf(ways: readonly Clauses[]): { requires: Requirement[]; alternatives?: Requirement[][] } {
  const lists = ways.flatMap((clauses) => alternativesOf(clauses))
  const atoms = new Map<number, Atom>()
  for (const clauses of ways) for (const clause of clauses) for (const atom of clause) atoms.set(atom.id, atom)
  const requires = sortedRequirements([...atoms.values()])
  if (lists.length < 2) return { requires }
  return { requires, alternatives: lists.map(sortedRequirements).sort(compareLists) }
}

function sortedRequirements(atoms: readonly Atom[]): Requirement[] {
  return atoms.map(requirementOf).sort((a, b) => compareText(orderOf(a), orderOf(b)))
}

function orderOf(r: Requirement): string {
  return `${r.key.toLowerCase()}\u0000${r.operator}\u0000${r.values.join('\u0001')}`
}

function compareLists(a: readonly Requirement[], b: readonly Requirement[]): number {
  return a.length - b.length || compareText(a.map(orderOf).join('\u0002'), b.map(orderOf).join('\u0002'))
}
