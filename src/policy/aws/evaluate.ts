import type { Evidence, LayerVerdict, Outcome } from '../../model/index.js'
import type { Clauses } from '../condition/clauses.js'
import { decideCertain, silentLayers } from './certain.js'
import { deniedByOf, findAll, verdictsOf } from './findings.js'
import { grantTerms, leastDemanding, onlyDoubts } from './grant-terms.js'
import type { EvaluationRequest } from './evaluation-request.js'
import { GRANTING, type Program } from './program.js'
import type { Decision } from './record.js'
import { requirementsOf } from '../requirement.js'
import {
  needsNoPermission,
  resourceIsMandatory,
  routesFor,
  traitsOf,
  type ActionTraits,
  type Route,
} from './rulebook.js'
import type { StatementMatch } from './statement-match.js'

export type { EvaluationRequest } from './evaluation-request.js'

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
const CERTAINLY: readonly Clauses[] = [[]]
const NO_WAY: readonly Clauses[] = []
const NOTHING: readonly Evidence[] = []

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
 * Most requests are decided by statements that match or do not, whatever else is true; only where an "if" is left
 * are the ways to satisfy it worked out.
 */
export function resolve(program: Program, request: EvaluationRequest): Resolution {
  if (request.actionId < 0) return refusedUnknownAction(program, request)
  const action = traitsOf(request.actionId)
  if (needsNoPermission(action, request.caller)) return NEEDS_NOTHING
  const routes = possibleRoutes(request, action)
  const certain = decideCertain(program, request, action, routes)
  const layers = (): LayerVerdict[] => verdictsOf(findAll(program, request))
  if (certain === null) return resolveWithDoubt(program, request, action, routes, layers)
  if (certain.allowed)
    return { outcome: 'allowed', ways: CERTAINLY, because: certain.because, deniedBy: NOTHING, layers }
  return { outcome: 'denied', ways: NO_WAY, because: NOTHING, deniedBy: certain.deniedBy, layers }
}

function resolveWithDoubt(
  program: Program,
  request: EvaluationRequest,
  action: ActionTraits,
  routes: readonly Route[],
  layers: Resolution['layers'],
): Resolution {
  const findings = findAll(program, request)
  const terms = grantTerms(findings, routes, request)
  if (terms.length === 0) {
    const deniedBy = deniedByOf(findings, silentLayers(program, request, action, routes), request.assumed)
    return { outcome: 'denied', ways: NO_WAY, because: NOTHING, deniedBy, layers }
  }
  const sure = terms.filter((t) => t.clauses.length === 0)
  const because = grantingEvidence((sure.length > 0 ? sure : terms).flatMap((t) => t.because))
  if (sure.length > 0) return { outcome: 'allowed', ways: CERTAINLY, because, deniedBy: NOTHING, layers }
  const ways = leastDemanding(terms.map((t) => t.clauses))
  return { outcome: ways.every(onlyDoubts) ? 'unknown' : 'conditional', ways, because, deniedBy: NOTHING, layers }
}

/** An action that AWS does not have: no statement names it. */
function refusedUnknownAction(program: Program, request: EvaluationRequest): Resolution {
  const deniedBy = silentLayers(program, request, null, NO_ROUTES)
  return {
    outcome: 'denied',
    ways: NO_WAY,
    because: NOTHING,
    deniedBy,
    layers: () => verdictsOf(findAll(program, request)),
  }
}

const NO_ROUTES: readonly Route[] = []

function possibleRoutes(request: EvaluationRequest, traits: ActionTraits): readonly Route[] {
  const { caller, action, actionId, resource, resourceAccount } = request
  const sameAccount = caller.account !== null && caller.account === resourceAccount
  if (!sameAccount && caller.account !== null && !traits.worksAcrossAccounts) return NO_ROUTES
  return routesFor({ caller, action, actionId, sameAccount, mandatory: resourceIsMandatory(traits, resource) })
}

function grantingEvidence(matches: readonly StatementMatch[]): Evidence[] {
  const found = new Set<Evidence>()
  for (const { statement } of matches) if (GRANTING.has(statement.layer)) found.add(statement.evidence)
  return [...found]
}
