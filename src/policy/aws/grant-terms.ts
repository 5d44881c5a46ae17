import { clausesKey, simplify, weakerThan, type Clause, type Clauses } from '../condition/clauses.js'
import type { EvaluationRequest } from './evaluation-request.js'
import { clausesAgainst, everyFinding, sideFinding, type Findings, type SideFinding } from './findings.js'
import { isDoubt } from '../condition/doubt.js'
import type { Route } from './rulebook.js'
import type { StatementMatch } from './statement-match.js'

/** A conjunction that grants: its residual clauses and the statements that granted. */
export interface Term {
  readonly clauses: Clauses
  readonly because: readonly StatementMatch[]
}

const MOST_TERMS = 128

/**
 * The ways in which a request that depends on something is granted; none when it is denied.
 *
 * LIMIT: of more than 128 combinations of conditional allows the first 128 are kept. Where those contradict each other
 * one test of each allow stands for all of it: nothing is denied that way that is not, but the requirements named may
 * not be enough.
 */
export function grantTerms(findings: Findings, routes: readonly Route[], request: EvaluationRequest): Term[] {
  const denies = everyFinding(findings).flatMap((f) => f.deny)
  if (findings.blocked || denies.some((match) => match.ways.some((way) => way.length === 0))) return []
  if (findings.serviceControl?.length === 0) return []
  const always = simplify([...request.assumed, ...denies.flatMap(clausesAgainst)])
  if (always === null) return []
  const terms: Term[] = []
  for (const route of routes) {
    const sides = [...route.map((side) => sideFinding(side, findings, request)), ...guardrails(findings)]
    for (const { clauses, because } of combined(sides, always)) {
      terms.push({ clauses: withoutAssumed(clauses, request.assumed), because })
    }
  }
  return terms
}

function guardrails({ serviceControl, named }: Findings): SideFinding[] {
  return [...(serviceControl ?? []).map((f) => f.allow), named.endpoint === null ? null : named.endpoint.allow]
}

/** Every combination of one way per side that goes with what always must hold; none when a side has no way. */
function combined(sides: readonly SideFinding[], always: Clauses): Term[] {
  let terms: Term[] = [{ clauses: always, because: [] }]
  const conditional: (readonly StatementMatch[])[] = []
  let cut = false
  for (const side of sides) {
    if (side === null) continue
    if (side === false || side.length === 0) return []
    const sure = side.filter((m) => m.ways.some((way) => way.length === 0))
    if (sure.length > 0) {
      terms = terms.map((t) => ({ clauses: t.clauses, because: [...t.because, ...sure] }))
      continue
    }
    conditional.push(side)
    const next = distinct(terms.flatMap((term) => side.flatMap((match) => withWays(term, match))))
    cut ||= next.length > MOST_TERMS
    terms = next.slice(0, MOST_TERMS)
  }
  if (terms.length > 0 || !cut) return terms
  const clauses = simplify([...always, ...conditional.map(someTestOfEach)])
  return clauses === null ? [] : [{ clauses, because: conditional.flat() }]
}

/** What a side needs at the least: one test of each of its ways, any of which may hold. */
function someTestOfEach(side: readonly StatementMatch[]): Clause {
  return side.flatMap((match) => match.ways.flatMap((way) => way.slice(0, 1)))
}

/** The term with each way of a match that does not contradict it. */
function withWays(term: Term, match: StatementMatch): Term[] {
  return match.ways.flatMap((way) => {
    const clauses = simplify([...term.clauses, ...way.map((atom) => [atom])])
    return clauses === null ? [] : [{ clauses, because: [...term.because, match] }]
  })
}

function distinct(terms: readonly Term[]): Term[] {
  const found = new Map<string, Term>()
  for (const term of terms) {
    const key = clausesKey(term.clauses)
    const known = found.get(key)
    found.set(key, known === undefined ? term : { ...known, because: [...known.because, ...term.because] })
  }
  return [...found.values()]
}

function withoutAssumed(clauses: Clauses, assumed: Clauses): Clauses {
  if (assumed.length === 0) return clauses
  const known = new Set(assumed.map((c) => (c.length === 1 ? c[0] : undefined)))
  return clauses.filter((c) => c.length !== 1 || !known.has(c[0]))
}

/** Drops ways that ask for more than another one. */
export function leastDemanding(ways: readonly Clauses[]): Clauses[] {
  let kept: Clauses[] = []
  const seen = new Set<string>()
  for (const way of [...ways].sort((a, b) => a.length - b.length)) {
    const key = clausesKey(way)
    if (seen.has(key) || kept.some((k) => weakerThan(k, way))) continue
    seen.add(key)
    kept = [...kept.filter((k) => !weakerThan(way, k)), way]
  }
  return kept
}

export function onlyDoubts(way: Clauses): boolean {
  return way.every((clause) => clause.every(isDoubt))
}
