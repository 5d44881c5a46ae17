import type { Evidence, LayerVerdict, Outcome } from '../../model/index.js'
import type { Plane } from '../cloud.js'
import { simplify, type Clauses } from '../condition/clauses.js'
import type { Context } from '../condition/context.js'
import { leastDemanding, outcomeOf } from '../needs.js'
import { namesAction, matchesAction } from './action-list.js'
import { isManagementGroup, isWithin } from './arm-id.js'
import { silent, type Assignment, type Denial } from './assignment.js'
import { clausesIn } from './attributes.js'
import { conditionClauses, doubtful, type Condition, type ConditionCase } from './condition/condition.js'
import { actionsOf, type Permission, type Role } from './role.js'

/** One request, prepared for assignments of any number. */
export interface AzureRequest {
  /** The principal's own object id and those of its groups, in lower case; empty for somebody anonymous. */
  readonly principals: ReadonlySet<string>
  readonly action: string
  readonly plane: Plane
  /** In the spelling of `lowerId`. */
  readonly scope: string
  /** Scopes above that the id does not name, in the same spelling; null where they are not known. */
  readonly parents: ReadonlySet<string> | null
  readonly context: Context
}

/** What could grant or take away. */
export interface AzureLayers {
  readonly roles: { get(id: string): Role | undefined }
  readonly assignments: readonly Assignment[]
  readonly denials: readonly Denial[]
}

/** A way in which the request is granted: by a role assignment, or beside them. */
export interface OtherWay {
  readonly clauses: Clauses
  readonly because: readonly Evidence[]
  readonly unknown: boolean
  /** Do deny assignments bind it, as they do role assignments? */
  readonly bound: boolean
}

export interface Resolution {
  readonly outcome: Outcome
  /** Least demanding ways, each what remains to be satisfied; empty when denied. */
  readonly ways: readonly Clauses[]
  readonly because: readonly Evidence[]
  readonly deniedBy: readonly Evidence[]
  readonly layers: readonly LayerVerdict[]
}

/**
 * Decides a request: a deny assignment that applies blocks it, else one role assignment is enough, each with its own
 * condition and those of the role's permissions.
 *
 * @param other ways beside role assignments: delegations, access policies, anonymous access
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function evaluate(layers: AzureLayers, request: AzureRequest, other: readonly OtherWay[] = []): Resolution {
  const denied = denialsOf(layers.denials, request)
  const granted = grantsOf(layers, request)
  const ways: OtherWay[] = []
  for (const way of [...granted, ...other]) {
    if (way.bound && denied.explicit.length > 0) continue
    const clauses = way.bound ? simplify([...way.clauses, ...denied.remaining]) : way.clauses
    if (clauses !== null) ways.push({ ...way, clauses })
  }
  return resolution(ways, denied, granted, layers.denials.length > 0)
}

interface Denied {
  /** Deny assignments that apply whatever else holds. */
  readonly explicit: readonly Evidence[]
  /** What must hold so that no other one applies. */
  readonly remaining: Clauses
  readonly possible: readonly Evidence[]
}

function resolution(
  ways: readonly OtherWay[],
  denied: Denied,
  granted: readonly OtherWay[],
  hasDenials: boolean,
): Resolution {
  const layers = verdicts(granted, denied, hasDenials)
  const read = ways.filter((way) => !way.unknown)
  const sure = read.filter((way) => way.clauses.length === 0)
  if (sure.length > 0) return { outcome: 'allowed', ways: [[]], because: evidenceOf(sure), deniedBy: [], layers }
  if (read.length > 0) {
    const least = leastDemanding(read.map((way) => way.clauses))
    const telling = read.filter((way) => least.includes(way.clauses))
    return { outcome: outcomeOf(least, false), ways: least, because: evidenceOf(telling), deniedBy: [], layers }
  }
  if (ways.length > 0) return { outcome: 'unknown', ways: [], because: evidenceOf(ways), deniedBy: [], layers }
  const deniedBy =
    denied.explicit.length > 0
      ? denied.explicit
      : granted.length > 0 && denied.possible.length > 0
        ? denied.possible
        : [silent('role-assignment', 'role-assignment')]
  return { outcome: 'denied', ways: [], because: [], deniedBy, layers }
}

function verdicts(granted: readonly OtherWay[], denied: Denied, hasDenials: boolean): LayerVerdict[] {
  const found: LayerVerdict[] = []
  if (hasDenials) {
    const outcome: Outcome =
      denied.explicit.length > 0
        ? 'denied'
        : denied.remaining.length === 0
          ? 'allowed'
          : outcomeOf([denied.remaining], false)
    found.push({ kind: 'deny-assignment', outcome, because: [...denied.explicit, ...denied.possible] })
  }
  const ways = granted.filter((way) => !way.unknown).map((way) => way.clauses)
  found.push({
    kind: 'role-assignment',
    outcome: granted.length === 0 ? 'denied' : ways.length === 0 ? 'unknown' : outcomeOf(ways, false),
    because: evidenceOf(granted),
  })
  return found
}

function evidenceOf(ways: readonly OtherWay[]): Evidence[] {
  return [...new Map(ways.flatMap((way) => way.because).map((e) => [`${e.kind} ${e.id}`, e])).values()]
}

/** Does something at `scope` apply to what is asked about? Null: nobody told what lies above. */
function applies(scope: string, request: AzureRequest): boolean | null {
  if (isWithin(scope, request.scope)) return true
  if (request.parents === null) return isManagementGroup(scope) && !isManagementGroup(request.scope) ? null : false
  return request.parents.has(scope)
}

function caseOf(request: AzureRequest): ConditionCase {
  return {
    actionMatches: (pattern) => matchesAction(pattern, request.action),
    stateOf: request.context.stateOf,
  }
}

/** Clauses for all conditions to hold in the context; null when one cannot. */
function clausesFor(conditions: readonly (Condition | null)[], request: AzureRequest): Clauses | null {
  let all: Clauses = []
  for (const condition of conditions) {
    if (condition === null) continue
    const clauses = conditionClauses(condition, true, caseOf(request))
    const left = clauses === null ? null : clausesIn(clauses, request.context)
    if (left === null) return null
    all = all.length === 0 ? left : [...all, ...left]
  }
  return all
}

function namedBy(permission: Permission, request: AzureRequest): boolean {
  return namesAction(actionsOf(permission, request.plane), request.action)
}

function grantsOf({ roles, assignments }: AzureLayers, request: AzureRequest): OtherWay[] {
  const ways: OtherWay[] = []
  for (const assignment of assignments) {
    if (!request.principals.has(assignment.principal)) continue
    const within = applies(assignment.scope, request)
    if (within === false) continue
    const because = [assignment.evidence]
    const terms = clausesIn(assignment.terms, request.context)
    if (terms === null) continue
    const above = within === null ? doubtful(`${assignment.scope} is above ${request.scope}`, true) : []
    const role = roles.get(assignment.role)
    if (role === undefined) {
      // Whatever the role allows, it does so only while the assignment's own condition holds.
      const left = clausesFor([assignment.condition], request)
      if (left !== null) ways.push({ clauses: [...left, ...terms], because, unknown: true, bound: true })
      continue
    }
    for (const permission of role.permissions) {
      if (!namedBy(permission, request)) continue
      const conditions = clausesFor([permission.condition, assignment.condition], request)
      const clauses = conditions === null ? null : simplify([...conditions, ...terms, ...above])
      if (clauses !== null) ways.push({ clauses, because, unknown: false, bound: true })
    }
  }
  return ways
}

/** Is the request one of those that the deny assignment is about, whatever its condition? */
function concerns(denial: Denial, request: AzureRequest): boolean | null {
  if (!denial.everyone && !intersects(denial.principals, request.principals)) return false
  if (denial.everyone && request.principals.size === 0) return false
  if (intersects(denial.excluded, request.principals)) return false
  return denial.exactScope ? denial.scope === request.scope : applies(denial.scope, request)
}

function intersects(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const id of b) if (a.has(id)) return true
  return false
}

function denialsOf(denials: readonly Denial[], request: AzureRequest): Denied {
  const explicit: Evidence[] = []
  const possible: Evidence[] = []
  const remaining: Clauses[] = []
  for (const denial of denials) {
    const within = concerns(denial, request)
    if (within === false) continue
    for (const permission of denial.permissions) {
      if (!namedBy(permission, request)) continue
      // The clauses under which it does not apply; null: it does in any case.
      const spared = clausesAgainst([denial.condition, permission.condition], request)
      if (spared !== null && spared.length === 0) continue
      if (spared === null && denial.certain && within === true) {
        explicit.push(denial.evidence)
        break
      }
      const doubt = denial.certain && within === true ? [] : doubtful(`${denial.evidence.document} is enforced`, false)
      const [first] = doubt
      const clauses = spared === null ? doubt : spared.map((clause) => [...clause, ...(first ?? [])])
      possible.push(denial.evidence)
      remaining.push(clauses)
    }
  }
  return { explicit: [...new Set(explicit)], possible: [...new Set(possible)], remaining: remaining.flat() }
}

/** Clauses under which one of the conditions is false; null when none can be, an empty list when one is. */
function clausesAgainst(conditions: readonly (Condition | null)[], request: AzureRequest): Clauses | null {
  let either: Clauses | null = null
  for (const condition of conditions) {
    if (condition === null) continue
    const clauses = conditionClauses(condition, false, caseOf(request))
    const left = clauses === null ? null : clausesIn(clauses, request.context)
    if (left === null) continue
    if (left.length === 0) return []
    either = either === null ? left : either.flatMap((a) => left.map((b) => [...a, ...b]))
  }
  return either
}
