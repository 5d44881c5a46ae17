import type { JsonObject, Json } from '../../../model/index.js'
import { FALSE, TRUE, type Formula } from './formula.js'

/**
 * What an expression comes to. A truth value holds what makes it true and what makes it false; where neither holds, its
 * evaluation ends in an error, which makes a condition that grants not hold, and one that takes away hold.
 */
export type Value =
  | { readonly is: 'truth'; readonly yes: Formula; readonly no: Formula }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'time'; readonly at: number }
  | { readonly is: 'span'; readonly length: number }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  | { readonly is: 'map'; readonly map: JsonObject }
  | { readonly is: 'null' }
  | { readonly is: 'error' }
  | Open
  /** Depends on an attribute in a way that no test of one key says. */
  | { readonly is: 'opaque'; readonly key: string }
  /** Not to be read: a function that is not known. */
  | { readonly is: 'doubt' }

/**
 * An attribute of which the value is not known, or what a function makes of it; `key` names that. `time`: a moment,
 * `offset` milliseconds after the attribute. `year`: the year of this attribute in UTC.
 */
export interface Open {
  readonly is: 'open'
  readonly key: string
  readonly time: boolean
  readonly offset: number
  readonly year: string | null
}

export const ERROR: Value = { is: 'error' }
export const DOUBT: Value = { is: 'doubt' }
export const NULL: Value = { is: 'null' }

export function truth(holds: boolean): Value {
  return holds ? { is: 'truth', yes: TRUE, no: FALSE } : { is: 'truth', yes: FALSE, no: TRUE }
}

export function open(key: string): Open {
  return { is: 'open', key, time: key === 'request.time', offset: 0, year: null }
}

export function asValue(value: Json): Value {
  if (typeof value === 'string') return { is: 'text', text: value }
  if (typeof value === 'number') return { is: 'number', number: value }
  if (typeof value === 'boolean') return truth(value)
  if (value === null) return NULL
  return Array.isArray(value) ? { is: 'list', items: value.map(asValue) } : { is: 'map', map: value }
}
