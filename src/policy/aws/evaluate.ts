import type { Evidence, LayerVerdict, Outcome } from '../../model/index.js'
import type { ArnPattern } from './arn.js'
import type { Caller } from './caller.js'
import { clausesKey, simplify, weakerThan, type Clause, type Clauses } from './condition/clauses.js'
import { complementOf, type Atom } from './condition/atom.js'
import type { Context } from './condition/context.js'
import { GRANTING, type Layer, type Program } from './program.js'
import { NOT_PRINCIPAL_KEY } from './principal-element.js'
import type { Decision } from './record.js'
import { requirementsOf } from './requirement.js'
import {
  boundByResourceControl,
  boundByServiceControl,
  formsOf,
  needsNoPermission,
  resourceMustAllow,
  routesFor,
  worksAcrossAccounts,
  type Route,
  type Side,
} from './rulebook.js'
import { matchStatement, type StatementMatch } from './statement-match.js'

/** A request whose parts have been read. `resource` null: the action takes no resource. */
export interface EvaluationRequest {
  readonly caller: Caller
  readonly action: string
  readonly actionId: number
  readonly resource: ArnPattern | null
  readonly resourceAccount: string | null
  readonly context: Context
  /** What is known of open keys, such as the account that an open principal ARN lies in; never a requirement. */
  readonly assumed: Clauses
}

/** One layer's say. */
interface LayerFinding {
  readonly layer: Layer
  readonly allow: readonly StatementMatch[]
  readonly deny: readonly StatementMatch[]
}

type LayerName = 'identity' | 'boundary' | 'session' | 'resource' | 'endpoint'

interface Findings {
  readonly named: Record<LayerName, LayerFinding | null>
  readonly serviceControl: readonly LayerFinding[]
  readonly resourceControl: readonly LayerFinding[]
}

/** A conjunction that grants: its residual clauses and the statements that granted. */
interface Term {
  clauses: Clause[]
  because: StatementMatch[]
}

const MOST_TERMS = 128

/** What a request comes to: the ways in which it is granted (one without clauses: no "if"), or why it is not. */
export interface Resolution {
  readonly outcome: Outcome
  /** Least demanding ways, each what remains to be satisfied; empty when denied. */
  readonly ways: readonly Clauses[]
  readonly because: readonly Evidence[]
  readonly deniedBy: readonly Evidence[]
  /** What each layer said, worked out when asked for. */
  readonly layers: () => LayerVerdict[]
}

const NEEDS_NOTHING: Resolution = { outcome: 'allowed', ways: [[]], because: [], deniedBy: [], layers: () => [] }

/** Decides a request, in the contract's form. */
export function evaluate(program: Program, request: EvaluationRequest): Decision {
  const { outcome, ways, because, deniedBy, layers } = resolve(program, request)
  const requires = outcome === 'allowed' ? { requires: [] } : requirementsOf(ways)
  return { outcome, because: [...because], deniedBy: [...deniedBy], ...requires, layers: layers() }
}

/**
 * Decides a request: every Deny first, then one route of allows through every guardrail. What depends on context
 * that is not known stays as requirements.
 *
 * LIMIT: more than 128 combinations of conditional allows are cut to the first 128; the outcome stays conditional.
 */
export function resolve(program: Program, request: EvaluationRequest): Resolution {
  if (request.actionId >= 0 && needsNoPermission(request.action, request.caller)) return NEEDS_NOTHING
  const findings = findAll(program, request)
  const all = everyFinding(findings)
  const denies = all.flatMap((f) => f.deny)
  const certain = denies.filter((match) => match.ways.some((way) => way.length === 0))
  if (certain.length > 0) return denied(certain.map(evidenceOf), all)
  const denyClauses = denies.flatMap(clausesAgainst)
  const routes = possibleRoutes(request)
  const terms: Term[] = []
  for (const route of routes) {
    const sides = [...route.map((side) => sideFinding(side, findings, request)), ...guardrails(findings)]
    for (const term of combine(sides) ?? []) {
      const clauses = simplify([...request.assumed, ...term.clauses, ...denyClauses])
      if (clauses !== null) terms.push({ clauses: withoutAssumed(clauses, request.assumed), because: term.because })
    }
  }
  if (terms.length === 0) {
    const missing = nothingAllows(routes, findings, request)
    const conflicting = missing.length === 0 ? denies.map(evidenceOf) : []
    return denied(missing.length > 0 || conflicting.length > 0 ? [...missing, ...conflicting] : granting(all), all)
  }
  const layers = (): LayerVerdict[] => all.map(verdictOf)
  const sure = terms.filter((t) => t.clauses.length === 0)
  const because = uniqueEvidence((sure.length > 0 ? sure : terms).flatMap((t) => t.because))
  if (sure.length > 0) return { outcome: 'allowed', ways: [[]], because, deniedBy: [], layers }
  const ways = leastDemanding(terms.map((t) => t.clauses))
  return { outcome: ways.every(onlyDoubts) ? 'unknown' : 'conditional', ways, because, deniedBy: [], layers }
}

function findAll(program: Program, request: EvaluationRequest): Findings {
  const find = (layer: Layer | null): LayerFinding | null => {
    if (layer === null) return null
    if (request.actionId < 0) return { layer, allow: [], deny: [] }
    const statements = layer.forAction(request.actionId)
    const match = (list: typeof statements.allow): StatementMatch[] => {
      const found: StatementMatch[] = []
      for (const statement of list) {
        const m = matchStatement(statement, request.caller, request.resource, request.context)
        if (m !== null) found.push(m)
      }
      return found
    }
    return { layer, allow: match(statements.allow), deny: match(statements.deny) }
  }
  const scp = boundByServiceControl(request.caller) ? program.serviceControl : []
  const rcp = boundByResourceControl(request.caller, request.action) ? program.resourceControl : []
  return {
    named: {
      identity: request.caller.account === null ? null : find(program.identity),
      boundary: request.caller.account === null ? null : find(program.boundary),
      session: request.caller.account === null ? null : find(program.session),
      resource: find(program.resource),
      endpoint: find(program.endpoint),
    },
    serviceControl: scp.map((l) => find(l)).filter(present),
    resourceControl: rcp.map((l) => find(l)).filter(present),
  }
}

function present<T>(value: T | null): value is T {
  return value !== null
}

function everyFinding(f: Findings): LayerFinding[] {
  const { identity, boundary, session, resource, endpoint } = f.named
  return [identity, resource, boundary, session, endpoint, ...f.serviceControl, ...f.resourceControl].filter(present)
}

function possibleRoutes(request: EvaluationRequest): readonly Route[] {
  const { caller, action, actionId, resource, resourceAccount } = request
  if (actionId < 0) return []
  const sameAccount = caller.account !== null && caller.account === resourceAccount
  if (!sameAccount && !worksAcrossAccounts(action)) return []
  const mandatory = resourceMustAllow(action, actionId, resource)
  return routesFor({ caller, action, actionId, sameAccount, mandatory })
}

/** A side's ways to allow. `null`: the layer is absent and does not restrict; `false`: it is needed and absent. */
type SideFinding = readonly StatementMatch[] | null | false

function sideFinding(side: Side, findings: Findings, request: EvaluationRequest): SideFinding {
  const forms = formsOf(side)
  if (forms !== null) {
    const resource = findings.named.resource
    return resource === null ? false : resource.allow.filter((m) => forms.has(m.form))
  }
  const layer = findings.named[side as 'identity' | 'boundary' | 'session']
  if (layer !== null) return layer.allow
  if (side === 'identity') {
    return request.caller.account === request.resourceAccount && request.caller.kind !== 'account' ? false : null
  }
  // A federated user has no more than its session policy gives.
  return side === 'session' && request.caller.kind === 'federated-user' ? false : null
}

function guardrails(findings: Findings): SideFinding[] {
  const endpoint = findings.named.endpoint
  return [...findings.serviceControl.map((f) => f.allow), endpoint === null ? null : endpoint.allow]
}

/** Every combination of one way per side; null when a side has none. */
function combine(sides: readonly SideFinding[]): Term[] | null {
  let terms: Term[] = [{ clauses: [], because: [] }]
  for (const side of sides) {
    if (side === null) continue
    if (side === false || side.length === 0) return null
    const sure = side.filter((m) => m.ways.some((way) => way.length === 0))
    if (sure.length > 0) {
      terms = terms.map((t) => ({ clauses: t.clauses, because: [...t.because, ...sure] }))
      continue
    }
    const next: Term[] = []
    for (const term of terms) {
      for (const match of side) {
        for (const way of match.ways) {
          if (next.length >= MOST_TERMS) break
          next.push({ clauses: [...term.clauses, ...way.map((a) => [a])], because: [...term.because, match] })
        }
      }
    }
    terms = next
  }
  return terms
}

/** "Not this statement": for each of its ways, one of the way's atoms fails. */
export function clausesAgainst(deny: StatementMatch): Clause[] {
  return deny.ways.map((way) => way.map(complementOf))
}

function withoutAssumed(clauses: Clauses, assumed: Clauses): Clause[] {
  if (assumed.length === 0) return [...clauses]
  const known = new Set(assumed.map((c) => (c.length === 1 ? c[0] : undefined)))
  return clauses.filter((c) => c.length !== 1 || !known.has(c[0]))
}

/** Drops ways that ask for more than another one. */
function leastDemanding(ways: readonly Clauses[]): Clauses[] {
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

function onlyDoubts(way: Clauses): boolean {
  return way.every((clause) => clause.every((a: Atom) => a.key === NOT_PRINCIPAL_KEY))
}

function evidenceOf(match: StatementMatch): Evidence {
  return match.statement.evidence
}

function uniqueEvidence(matches: readonly StatementMatch[]): Evidence[] {
  const found = new Map<string, Evidence>()
  for (const m of matches)
    if (GRANTING.has(m.statement.layer))
      found.set(`${m.statement.layer} ${m.statement.evidence.id}`, m.statement.evidence)
  return [...found.values()]
}

function denied(deniedBy: readonly Evidence[], all: readonly LayerFinding[]): Resolution {
  return { outcome: 'denied', ways: [], because: [], deniedBy: dedupe(deniedBy), layers: () => all.map(verdictOf) }
}

function dedupe(list: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>()
  return list.filter((e) => {
    const key = `${e.kind} ${e.id}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function granting(all: readonly LayerFinding[]): Evidence[] {
  return all.flatMap((f) => f.allow.map(evidenceOf))
}

/** A layer in which no statement allows, as evidence. */
export function silence(kind: Evidence['kind'], document: string): Evidence {
  return { id: `${document}#none`, kind, document, statement: null, sid: null, text: 'no statement allows this' }
}

/** The layers that would have had to allow and do not: of the route that lacks the fewest. */
function nothingAllows(routes: readonly Route[], findings: Findings, request: EvaluationRequest): Evidence[] {
  const trust = request.resource !== null && resourceIsRole(request)
  const named = (side: Side): Evidence => {
    if (formsOf(side) !== null)
      return silence(findings.named.resource?.layer.kind ?? (trust ? 'trust' : 'resource-policy'), 'resource')
    return silence(side === 'identity' ? 'identity-policy' : side === 'boundary' ? 'boundary' : 'session-policy', side)
  }
  const lacking = routes.map((route) =>
    route.filter((side) => {
      const found = sideFinding(side, findings, request)
      return found === false || (found !== null && found.length === 0)
    }),
  )
  const ownSide = lacking.filter((sides) => sides.every((s) => formsOf(s) === null))
  const best = (ownSide.length > 0 ? ownSide : lacking).sort((a, b) => a.length - b.length)[0] ?? []
  const result = best.map(named)
  findings.serviceControl.forEach((f, level) => {
    if (f.allow.length === 0) result.push(silence('scp', `scp level ${String(level)}`))
  })
  if (findings.named.endpoint?.allow.length === 0) result.push(silence('endpoint-policy', 'endpoint'))
  if (result.length === 0 && (routes.length === 0 || request.actionId < 0)) {
    result.push(
      ...everyFinding(findings)
        .filter((f) => GRANTING.has(f.layer.kind))
        .map((f) => silence(f.layer.kind, f.layer.kind)),
    )
  }
  return result
}

function resourceIsRole(request: EvaluationRequest): boolean {
  return request.action.toLowerCase().startsWith('sts:')
}

function verdictOf(f: LayerFinding): LayerVerdict {
  const certain = f.deny.filter((m) => m.ways.some((w) => w.length === 0))
  if (certain.length > 0) return { kind: f.layer.kind, outcome: 'denied', because: certain.map(evidenceOf) }
  if (f.layer.kind === 'rcp') {
    return f.deny.length === 0
      ? { kind: 'rcp', outcome: 'allowed', because: [] }
      : { kind: 'rcp', outcome: 'conditional', because: f.deny.map(evidenceOf) }
  }
  if (f.allow.length === 0) return { kind: f.layer.kind, outcome: 'denied', because: [] }
  const sure = f.deny.length === 0 && f.allow.some((m) => m.ways.some((w) => w.length === 0))
  return {
    kind: f.layer.kind,
    outcome: sure ? 'allowed' : 'conditional',
    because: [...f.allow, ...f.deny].map(evidenceOf),
  }
}
