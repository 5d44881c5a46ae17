import type { Evidence, LayerVerdict } from '../../model/index.js'
import { complementOf } from '../condition/atom.js'
import { simplify, type Clause, type Clauses } from '../condition/clauses.js'
import type { EvaluationRequest } from './evaluation-request.js'
import type { Layer, Program } from './program.js'
import {
  boundByPublicAccessBlock,
  boundByResourceControl,
  boundByServiceControl,
  formsOf,
  traitsOf,
  type Side,
} from './rulebook.js'
import { matchStatement, type MatchSubject, type StatementMatch } from './statement-match.js'
import type { Statement } from './statement.js'

/** One layer's say. */
export interface LayerFinding {
  readonly layer: Layer
  readonly allow: readonly StatementMatch[]
  readonly deny: readonly StatementMatch[]
}

/** What every layer that applies says about a request; null where a layer is absent. */
export interface Findings {
  readonly named: Readonly<Record<'identity' | 'boundary' | 'session' | 'resource' | 'endpoint', LayerFinding | null>>
  readonly serviceControl: readonly LayerFinding[] | null
  readonly resourceControl: readonly LayerFinding[]
  readonly blocked: boolean
}

/** Has the caller a permissions boundary? A Deny with NotPrincipal then spares nobody. */
export function isBounded(program: Program, { caller }: MatchSubject): boolean {
  return program.boundary !== null && caller.account !== null
}

const NO_STATEMENTS: readonly Statement[] = []

/** Matches the request with all statements of all layers that apply. */
export function findAll(program: Program, request: EvaluationRequest): Findings {
  const { caller, actionId, resource } = request
  const bounded = isBounded(program, request)
  const find = (layer: Layer | null): LayerFinding | null => {
    if (layer === null) return null
    const { allow, deny } = actionId < 0 ? { allow: NO_STATEMENTS, deny: NO_STATEMENTS } : layer.forAction(actionId)
    const matches = (list: readonly Statement[]): StatementMatch[] =>
      list.flatMap((statement) => matchStatement(statement, request, bounded))
    return { layer, allow: matches(allow), deny: matches(deny) }
  }
  const findLevels = (levels: readonly Layer[]): LayerFinding[] => levels.map((l) => find(l)).filter((f) => f !== null)
  const own = caller.account !== null
  const traits = actionId < 0 ? null : traitsOf(actionId)
  const underRcp = traits !== null && boundByResourceControl(caller, traits, resource)
  return {
    named: {
      // The root user has no identity policies.
      identity: own && caller.kind !== 'root' ? find(program.identity) : null,
      boundary: own ? find(program.boundary) : null,
      session: own ? find(program.session) : null,
      resource: find(program.resource),
      endpoint: find(program.endpoint),
    },
    serviceControl:
      program.serviceControl !== null && boundByServiceControl(caller) ? findLevels(program.serviceControl) : null,
    resourceControl: underRcp ? findLevels(program.resourceControl) : [],
    blocked:
      program.publicAccessBlocked &&
      traits !== null &&
      boundByPublicAccessBlock(caller, traits, request.resourceAccount),
  }
}

export function everyFinding(f: Findings): LayerFinding[] {
  const { identity, boundary, session, resource, endpoint } = f.named
  const all = [identity, resource, boundary, session, endpoint, ...(f.serviceControl ?? []), ...f.resourceControl]
  return all.filter((finding) => finding !== null)
}

/** A side's ways to allow. `null`: the layer is absent and does not restrict; `false`: it is needed and absent. */
export type SideFinding = readonly StatementMatch[] | null | false

export function sideFinding(side: Side, findings: Findings, request: EvaluationRequest): SideFinding {
  const forms = formsOf(side)
  if (forms !== null) {
    const resource = findings.named.resource
    return resource === null ? false : resource.allow.filter((m) => forms.has(m.form))
  }
  const layer = findings.named[side as 'identity' | 'boundary' | 'session']
  if (layer !== null) return layer.allow
  return absenceAllows(side, request) ? null : false
}

/** Does an absent layer of the principal's own not restrict? */
export function absenceAllows(side: Side, { caller, resourceAccount }: EvaluationRequest): boolean {
  if (side === 'identity')
    return caller.account !== resourceAccount || caller.kind === 'account' || caller.kind === 'root'
  // A federated user has no more than its session policy gives.
  return side !== 'session' || caller.kind !== 'federated-user'
}

/** Evidence of S3 Block Public Access. */
export const BLOCKED: Evidence = {
  id: 'public-access-block',
  kind: 'public-access-block',
  document: 'public-access-block',
  statement: null,
  sid: null,
  text: '{"RestrictPublicBuckets":true}',
}

/**
 * Why a request that depends on something is denied: the explicit denies, else each layer that would have had to
 * allow and does not, else the statements that contradict each other.
 */
export function deniedByOf(findings: Findings, silent: readonly Evidence[], assumed: Clauses): Evidence[] {
  const all = everyFinding(findings)
  const holds = (deny: StatementMatch): boolean => isCertain(deny) || holdsUnder(deny, assumed)
  const explicit = all.flatMap((f) => f.deny.filter(holds).map(evidenceOf))
  if (findings.blocked) explicit.push(BLOCKED)
  if (explicit.length > 0) return unique(explicit)
  if (silent.length > 0) return [...silent]
  const contradicting = all.flatMap((f) => f.deny.map(evidenceOf))
  return unique(contradicting.length > 0 ? contradicting : all.flatMap((f) => f.allow.map(evidenceOf)))
}

/** Does what is known of the caller make the Deny hold? */
function holdsUnder(deny: StatementMatch, assumed: Clauses): boolean {
  return assumed.length > 0 && simplify([...assumed, ...clausesAgainst(deny)]) === null
}

function isCertain(match: StatementMatch): boolean {
  return match.ways.some((way) => way.length === 0)
}

function evidenceOf(match: StatementMatch): Evidence {
  return match.statement.evidence
}

function unique(list: readonly Evidence[]): Evidence[] {
  return [...new Map(list.map((e) => [`${e.kind} ${e.id}`, e])).values()]
}

/** What each layer said, in the contract's form. */
export function verdictsOf(findings: Findings): LayerVerdict[] {
  const verdicts = everyFinding(findings).map(verdictOf)
  if (findings.blocked) verdicts.push({ kind: 'public-access-block', outcome: 'denied', because: [BLOCKED] })
  return verdicts
}

function verdictOf({ layer, allow, deny }: LayerFinding): LayerVerdict {
  const kind = layer.kind
  const certain = deny.filter(isCertain)
  if (certain.length > 0) return { kind, outcome: 'denied', because: unique(certain.map(evidenceOf)) }
  if (kind === 'rcp') {
    return { kind, outcome: deny.length === 0 ? 'allowed' : 'conditional', because: unique(deny.map(evidenceOf)) }
  }
  if (allow.length === 0) return { kind, outcome: 'denied', because: [] }
  const sure = deny.length === 0 && allow.some(isCertain)
  return { kind, outcome: sure ? 'allowed' : 'conditional', because: unique([...allow, ...deny].map(evidenceOf)) }
}

/** "Not this statement": for each of its ways, one of the way's atoms fails. */
export function clausesAgainst(deny: StatementMatch): Clause[] {
  return deny.ways.map((way) => way.map(complementOf))
}
