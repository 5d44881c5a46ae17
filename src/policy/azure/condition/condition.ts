import { atomOf, complementOf, type Atom } from '../../condition/atom.js'
import type { Clause, Clauses } from '../../condition/clauses.js'
import type { KeyState } from '../../condition/context.js'
import { CONDITION_KEY } from '../../condition/doubt.js'
import { operatorNamed } from '../../condition/operators.js'
import { attributeCompared, attributesCompared, presence, valuesCompared, valuesHold } from './comparison.js'
import type { Expression, Operand } from './expression.js'
import { parseCondition } from './parse.js'

/** The attribute under which the suboperation of a request stands. */
export const SUBOPERATION = '@Request[subOperation]'

/** A condition, read once. */
export interface Condition {
  readonly text: string
  /** Null when the text could not be read: then nothing is known of it. */
  readonly expression: Expression | null
  /** What the condition tells actions apart by, each once, as written. */
  readonly actionPatterns: readonly string[]
  /** Does it compare attributes with each other? Then what is known of one decides how the other is tested. */
  readonly comparesAttributes: boolean
  /** Clauses already worked out, by which action patterns match. */
  readonly worked: Map<string, Clauses | null>
}

/** What decides a condition besides its attributes. */
export interface ConditionCase {
  /** Does the action match this pattern of `ActionMatches`? Null: some of the actions that are meant do. */
  readonly actionMatches: (pattern: string) => boolean | null
  /** What is known of attributes, given in lower case; used for comparisons of attributes with each other. */
  readonly stateOf?: (lowerKey: string) => KeyState
}

/** Clauses and alternatives beyond which a condition is not multiplied out. */
const MOST_CLAUSES = 128
const MOST_ALTERNATIVES = 64
const LONGEST_DOUBT = 400

const known = new Map<string, Condition>()
const MOST_KNOWN = 20_000

/** Reads a condition of a role assignment, role definition or deny assignment. */
export function readCondition(text: string): Condition {
  const there = known.get(text)
  if (there !== undefined) return there
  const expression = parseCondition(text)
  const patterns = new Map<string, string>()
  let comparesAttributes = false
  if (expression !== null) {
    visit(expression, (part) => {
      if (part.kind === 'action') for (const pattern of part.patterns) patterns.set(pattern.toLowerCase(), pattern)
      if (part.kind === 'compare') {
        comparesAttributes ||= part.left.kind === 'attribute' && part.right.kind === 'attribute'
      }
    })
  }
  const condition: Condition = {
    text,
    expression,
    actionPatterns: [...patterns.values()],
    comparesAttributes,
    worked: new Map(),
  }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(text, condition)
  return condition
}

function visit(expression: Expression, see: (part: Expression) => void): void {
  see(expression)
  if (expression.kind === 'not') visit(expression.part, see)
  else if (expression.kind === 'and' || expression.kind === 'or') for (const part of expression.parts) visit(part, see)
}

/**
 * What must hold for the condition to be true (`wanted`) or false, as clauses; null when nothing makes it so.
 *
 * INVARIANT: what cannot be said exactly stands as a test that nobody can decide, in either direction.
 */
export function conditionClauses(condition: Condition, wanted: boolean, given: ConditionCase): Clauses | null {
  const { expression } = condition
  if (expression === null) return doubtful(condition.text, wanted)
  if (condition.comparesAttributes && given.stateOf !== undefined) return clausesOf(expression, wanted, given)
  let key = wanted ? '+' : '-'
  for (const pattern of condition.actionPatterns) {
    const matches = given.actionMatches(pattern)
    key += matches === null ? '?' : matches ? '1' : '0'
  }
  const worked = condition.worked.get(key)
  if (worked !== undefined) return worked
  const clauses = clausesOf(expression, wanted, { actionMatches: given.actionMatches })
  condition.worked.set(key, clauses)
  return clauses
}

function clausesOf(expression: Expression, wanted: boolean, given: ConditionCase): Clauses | null {
  switch (expression.kind) {
    case 'constant':
      return expression.value === wanted ? [] : null
    case 'not':
      return clausesOf(expression.part, !wanted, given)
    case 'and':
    case 'or':
      return (expression.kind === 'and') === wanted
        ? all(expression.parts, wanted, given)
        : any(expression.parts, wanted, given)
    case 'action':
      return actionClauses(expression.patterns, wanted, given)
    case 'suboperation':
      return oneWay([[suboperation(expression.names)]], wanted)
    case 'exists':
      return [[presence(expression.attribute, wanted)]]
    case 'compare': {
      const clauses = compared(expression, given)
      return clauses === undefined ? doubtful(expression.text, wanted) : oneWay(clauses, wanted)
    }
  }
}

function all(parts: readonly Expression[], wanted: boolean, given: ConditionCase): Clauses | null {
  const clauses: Clause[] = []
  for (const part of parts) {
    const own = clausesOf(part, wanted, given)
    if (own === null) return null
    clauses.push(...own)
    if (clauses.length > MOST_CLAUSES) return doubtful('a condition of too many parts', wanted)
  }
  return clauses
}

/** Alternatives multiplied out: one clause for each choice of a clause from every part. */
function any(parts: readonly Expression[], wanted: boolean, given: ConditionCase): Clauses | null {
  let chosen: Clauses | null = null
  for (const part of parts) {
    const own = clausesOf(part, wanted, given)
    if (own === null) continue
    if (own.length === 0) return []
    if (chosen === null) {
      chosen = own
      continue
    }
    if (chosen.length * own.length > MOST_CLAUSES) return doubtful('a condition of too many parts', wanted)
    const product: Clause[] = []
    for (const left of chosen) for (const right of own) product.push([...new Set([...left, ...right])])
    if (product.some((clause) => clause.length > MOST_ALTERNATIVES))
      return doubtful('a condition of too many parts', wanted)
    chosen = product
  }
  return chosen
}

function actionClauses(patterns: readonly string[], wanted: boolean, given: ConditionCase): Clauses | null {
  const matches = patterns.map((pattern) => given.actionMatches(pattern))
  if (matches.includes(true)) return wanted ? [] : null
  if (matches.includes(null)) return doubtful(`ActionMatches{'${patterns.join("', '")}'}`, wanted)
  return wanted ? null : []
}

function suboperation(names: readonly string[]): Atom {
  const operator = operatorNamed('StringLikeIgnoreCase')
  if (operator === undefined) throw new Error('operator table lacks `StringLikeIgnoreCase`')
  return atomOf({ key: SUBOPERATION, operator, quantifier: 'ForAnyValue', missing: false, values: names })
}

/** Clauses of a comparison, or of its negation: "one of these fails" for a conjunction of single tests. */
function oneWay(clauses: Clauses | null, wanted: boolean): Clauses | null {
  if (wanted) return clauses
  if (clauses === null) return []
  if (clauses.length === 0) return null
  const [only] = clauses
  if (clauses.length === 1 && only !== undefined) return only.map((atom) => [complementOf(atom)])
  return [clauses.flatMap((clause) => clause.map(complementOf))]
}

function compared(part: Expression & { kind: 'compare' }, given: ConditionCase): Clauses | null | undefined {
  const between = part.left.kind === 'attribute' && part.right.kind === 'attribute'
  const left = between ? settled(part.left, given) : part.left
  const right = between ? settled(part.right, given) : part.right
  const { operator, crossing } = part
  if (left.kind === 'values' && right.kind === 'values') {
    const holds = valuesHold(left.values, operator, crossing, right.values)
    return holds === undefined ? undefined : holds ? [] : null
  }
  if (left.kind === 'attribute' && right.kind === 'values')
    return attributeCompared(left.name, operator, crossing, right.values)
  if (left.kind === 'values' && right.kind === 'attribute')
    return valuesCompared(left.values, operator, crossing, right.name)
  if (left.kind === 'attribute' && right.kind === 'attribute')
    return attributesCompared(left.name, operator, crossing, right.name)
  return undefined
}

/** An attribute that is compared with another one, as its values where they are known. */
function settled(operand: Operand, given: ConditionCase): Operand {
  if (operand.kind === 'values' || given.stateOf === undefined) return operand
  const state = given.stateOf(operand.name.toLowerCase())
  if (state.state === 'values') return { kind: 'values', values: state.values, isSet: true }
  return state.state === 'absent' ? { kind: 'values', values: [], isSet: true } : operand
}

/** A part whose meaning could not be read: nobody can say whether it holds. */
export function doubtful(text: string, wanted: boolean): Clauses {
  const operator = operatorNamed('StringEquals')
  if (operator === undefined) throw new Error('operator table lacks `StringEquals`')
  const shown = text.length > LONGEST_DOUBT ? `${text.slice(0, LONGEST_DOUBT)}...` : text
  const atom = atomOf({
    key: CONDITION_KEY,
    operator,
    quantifier: '',
    missing: false,
    values: [shown],
    opaque: true,
  })
  return [[wanted ? atom : complementOf(atom)]]
}
