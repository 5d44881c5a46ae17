import type { Outcome, Requirement } from '../model/index.js'
import type { Clause, Clauses } from './condition/clauses.js'
import { isDoubt } from './condition/doubt.js'
import { requirementsOf } from './requirement.js'

/** The outcome of what can be done in several ways; `unknown`: the meaning of the grant itself could not be read. */
export function outcomeOf(ways: readonly Clauses[], unknown: boolean): Outcome {
  if (unknown) return 'unknown'
  if (ways.some((way) => way.length === 0)) return 'allowed'
  return ways.every((way) => way.every((c) => c.every(isDoubt))) ? 'unknown' : 'conditional'
}

/** What the ways to a target leave to be satisfied. A way without clauses makes the others moot. */
export function needsOf(ways: readonly (readonly Clause[])[]): {
  requires: Requirement[]
  alternatives?: Requirement[][]
} {
  return ways.some((way) => way.length === 0) ? { requires: [] } : requirementsOf(ways)
}

/** The ways without those that ask for everything another one asks for, and more. */
export function leastDemanding(ways: readonly (readonly Clause[])[]): (readonly Clause[])[] {
  const keys = ways.map((way) => new Set(way.map((c) => c.map((a) => a.id).join('|'))))
  return ways.filter((_, i) => {
    const own = keys[i] ?? new Set<string>()
    return !keys.some((other, k) => {
      if (k === i || other.size > own.size || (other.size === own.size && k > i)) return false
      return [...other].every((key) => own.has(key))
    })
  })
}
