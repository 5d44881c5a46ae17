import { canonicalJson, isObject, type Json } from '../../../model/index.js'
import { ALWAYS, type Clauses } from '../../condition/clauses.js'
import { NOTHING_KNOWN, type Attributes } from './attributes.js'
import { asTruth } from './compare.js'
import { evaluate } from './evaluate.js'
import { clausesOf } from './formula.js'
import { parseExpression } from './parse.js'
import { doubtAtom } from './test.js'
import type { Value } from './value.js'

/**
 * What has to hold for a condition of a binding to grant; null when it does not. An error in evaluation grants nothing.
 *
 * @see https://cloud.google.com/iam/docs/conditions-overview
 */
export function holds(condition: Json | undefined, attributes: Attributes): Clauses | null {
  return clausesFor(condition, attributes, 'yes')
}

/**
 * What has to hold for a condition of a policy that takes away to leave the access; null when it takes it away. A condition
 * that cannot be evaluated takes away.
 *
 * @see https://cloud.google.com/iam/docs/deny-overview#structure
 */
export function fails(condition: Json | undefined, attributes: Attributes): Clauses | null {
  return clausesFor(condition, attributes, 'no')
}

function clausesFor(condition: Json | undefined, attributes: Attributes, side: 'yes' | 'no'): Clauses | null {
  if (condition === undefined || condition === null) return side === 'yes' ? ALWAYS : null
  const expression = isObject(condition) ? condition['expression'] : condition
  if (expression === undefined || expression === '') return side === 'yes' ? ALWAYS : null
  if (typeof expression !== 'string') return [[doubtAtom(canonicalJson(condition))]]
  if (attributes !== NOTHING_KNOWN) return expressionClauses(expression, attributes, side)
  const known = open[side].get(expression)
  if (known !== undefined) return known
  const clauses = expressionClauses(expression, attributes, side)
  open[side].set(expression, clauses)
  return clauses
}

/** Clauses of expressions of which nothing is known, which many bindings share. */
const open = { yes: new Map<string, Clauses | null>(), no: new Map<string, Clauses | null>() }

function expressionClauses(expression: string, attributes: Attributes, side: 'yes' | 'no'): Clauses | null {
  const doubt = (): Clauses => [[doubtAtom(expression)]]
  const value = expressionValue(expression, attributes)
  if (value === null || value.is === 'doubt') return doubt()
  return clausesOf(asTruth(value)[side], () => doubtAtom(expression))
}

/** The value of an expression; null when it cannot be read. */
export function expressionValue(expression: string, attributes: Attributes): Value | null {
  const expr = parseExpression(expression)
  if (expr === null) return null
  try {
    return evaluate(expr, attributes)
  } catch (error) {
    // An expression nested deeper than the stack goes.
    if (error instanceof RangeError) return null
    throw error
  }
}
