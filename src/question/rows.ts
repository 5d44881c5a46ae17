import { evidenceAt, graphNode, type AccessGraph } from '../engine/index.js'
import { compareText, lastUsedOf, type Entry, type Evidence, type Node, type PathStep } from '../model/index.js'
import { outcomeOf } from '../policy/needs.js'
import type { Hop } from './walk.js'

/** A node of the graph in the contract's form. */
export function nodeOf(access: AccessGraph, number: number): Node {
  const { id, type, cloud, scope, name } = graphNode(access, number)
  return { id, type, cloud, scope, name }
}

/** The node by which somebody comes in, with when that was last seen. @param isAsked tells whether a caller is who is asked about */
export function entryOf(access: AccessGraph, number: number, isAsked: (caller: string) => boolean): Entry {
  const { id, type, cloud, scope, name, properties } = graphNode(access, number)
  return { id, type, cloud, scope, name, lastUsed: lastUsedOf(properties, isAsked) }
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

/** Evidence once each, in a fixed order. */
export function sortedEvidence(list: readonly Evidence[]): Evidence[] {
  const byId = new Map(list.map((e) => [`${e.kind}\u0000${e.id}`, e]))
  return [...byId.entries()].sort(([a], [b]) => compareText(a, b)).map(([, e]) => e)
}
