import { evidenceAt, graphNode, type AccessGraph } from '../engine/index.js'
import { compareText, type Evidence, type Node, type Outcome, type PathStep, type Requirement } from '../model/index.js'
import type { Clause, Clauses } from '../policy/condition/clauses.js'
import { isDoubt } from '../policy/aws/principal-element.js'
import { requirementsOf } from '../policy/requirement.js'
import type { Hop } from './walk.js'

/** A node of the graph in the contract's form. */
export function nodeOf(access: AccessGraph, number: number): Node {
  const { id, type, cloud, scope, name } = graphNode(access, number)
  return { id, type, cloud, scope, name }
}

export function evidenceOf(access: AccessGraph, numbers: readonly number[]): Evidence[] {
  return numbers.map((n) => evidenceAt(access, n))
}

/** A hop as a step of a path. */
export function stepOf(access: AccessGraph, hop: Hop, edge: string): PathStep {
  return {
    from: access.graph.ids.get(hop.from),
    edge,
    to: access.graph.ids.get(hop.to),
    outcome: outcomeOf([[...hop.clauses]], hop.detail.unknown),
    because: evidenceOf(access, hop.detail.because),
  }
}

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

/** Evidence once each, in a fixed order. */
export function sortedEvidence(list: readonly Evidence[]): Evidence[] {
  const byId = new Map(list.map((e) => [`${e.kind}\u0000${e.id}`, e]))
  return [...byId.entries()].sort(([a], [b]) => compareText(a, b)).map(([, e]) => e)
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
