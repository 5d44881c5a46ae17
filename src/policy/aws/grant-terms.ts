import { clausesKey, simplify, weakerThan, type Clauses } from './condition/clauses.js'
import type { EvaluationRequest } from './evaluate.js'
import { clausesAgainst, everyFinding, sideFinding, type Findings, type SideFinding } from './findings.js'
import { isDoubt } from './principal-element.js'
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
 * LIMIT: more than 128 combinations of conditional allows are cut to the first 128; the outcome stays conditional.
 */
export function grantTerms(findings: Findings, routes: readonly Route[], request: EvaluationRequest): Term[] {
  const denies = everyFinding(findings).flatMap((f) => f.deny)
  if (findings.blocked || denies.some((match) => match.ways.some((way) => way.length === 0))) return []
  if (findings.serviceControl?.length === 0) return []
  const against = denies.flatMap(clausesAgainst)
  const terms: Term[] = []
  for (const route of routes) {
    const sides = [...route.map((side) => sideFinding(side, findings, request)), ...guardrails(findings)]
    for (const term of combine(sides, request.assumed) ?? []) {
      const clauses = simplify([...request.assumed, ...term.clauses, ...against])
      if (clauses !== null) terms.push({ clauses: withoutAssumed(clauses, request.assumed), because: term.because })
    }
  }
  return terms
}

function guardrails({ serviceControl, named }: Findings): SideFinding[] {
  return [...(serviceControl ?? []).map((f) => f.allow), named.endpoint === null ? null : named.endpoint.allow]
}

/** Every combination of one way per side; null when a side has none. */
function combine(sides: readonly SideFinding[], assumed: Clauses): Term[] | null {
  let terms: Term[] = [{ clauses: [], because: [] }]
  for (const side of sides) {
    if (side === null) continue
    if (side === false || side.length === 0) return null
    const sure = side.filter((m) => m.ways.some((way) => way.length === 0))
    if (sure.length > 0) {
      terms = terms.map((t) => ({ clauses: t.clauses, because: [...t.because, ...sure] }))
      continue
    }
    terms = terms.flatMap((term) => side.flatMap((match) => withWays(term, match, assumed)))
    terms = distinct(terms).slice(0, MOST_TERMS)
  }
  return terms
}

/** The term with each way of a match that does not contradict it. */
function withWays(term: Term, match: StatementMatch, assumed: Clauses): Term[] {
  return match.ways.flatMap((way) => {
    const clauses = [...term.clauses, ...way.map((atom) => [atom])]
    return simplify([...assumed, ...clauses]) === null ? [] : [{ clauses, because: [...term.because, match] }]
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
  const kept: Clauses[] = []
  const seen = new Set<string>()
  for (const way of [...ways].sort((a, b) => a.length - b.length)) {
    const key = clausesKey(way)
    if (seen.has(key) || kept.some((k) => weakerThan(k, way))) continue
    seen.add(key)
    kept.push(way)
  }
  return kept
}

export function onlyDoubts(way: Clauses): boolean {
  return way.every((clause) => clause.every(isDoubt))
}
