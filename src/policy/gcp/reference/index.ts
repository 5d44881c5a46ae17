// What it is: the reference evaluator of Google Cloud's policies: slow, literal, one section per step of the documentation.
// May import: src/model, the decide record of src/policy/gcp, the parser of the expression language.
// Never does: share code with the evaluator that answers, prepare anything ahead of a question, look for speed.
import type { Json, Outcome } from '../../../model/index.js'
import type { GcpDecideRecord } from '../record.js'
import { eligible } from './boundary.js'
import { contextOf, fieldOf, textsOf, type Context } from './context.js'
import { evaluateCondition } from './condition.js'
import { names, serviceOf } from './permission.js'
import { bindingsOf, includes } from './principal.js'
import { DOUBT, every, granting, not, possible, restricting, some, type Possible } from './possible.js'
import { isWithin } from './resource.js'
import { outcomeByTrying } from './witness.js'

/**
 * What the layers say, each by itself, and what follows.
 *
 * `outcome` takes every use of an open attribute by itself; `byTrying` is the outcome with contradictions between them
 * seen. An evaluator may answer either.
 */
export interface GcpReferenceDecision {
  readonly outcome: Outcome
  readonly byTrying: () => Outcome
  readonly denied: Possible
  readonly eligible: Possible
  readonly granted: Possible
}

/** The permissions of a role that the record does not hold; null where they are not known. */
export type RolePermissions = (role: string) => readonly string[] | null

/**
 * Decides one record: no deny policy denies, principal access boundaries leave the caller eligible, and an allow
 * policy grants. Never throws for what a policy holds.
 *
 * LIMIT: the record holds no service perimeters, no access control lists of buckets and datasets.
 *
 * @see https://cloud.google.com/iam/docs/policy-types#evaluation
 */
export function decideGcpByReference(
  record: GcpDecideRecord,
  otherRoles: RolePermissions = () => null,
): GcpReferenceDecision {
  const open = new Set<string>()
  const known = contextOf(record.request)
  const context: Context = (name) => {
    const found = known(name)
    if (found.state === 'open') open.add(name)
    return found
  }
  const layers = {
    denied: denied(record, context),
    eligible: eligible(record),
    granted: granted(record, context, otherRoles),
  }
  const outcome = outcomeOf(every([not(layers.denied), layers.eligible, layers.granted]))
  const decide = (one: GcpDecideRecord): Outcome => decideGcpByReference(one, otherRoles).outcome
  return { outcome, byTrying: () => outcomeByTrying(record, [...open], decide) ?? outcome, ...layers }
}

/** Doubt counts as no where a certain or conditional yes stands beside it; by itself it is `unknown`. */
function outcomeOf(answer: Possible): Outcome {
  if (answer.has('yes')) return answer.size === 1 ? 'allowed' : 'conditional'
  return answer.has('doubt') ? 'unknown' : 'denied'
}

/**
 * First step: a rule of any deny policy of the resource or of what is above it, for a permission and a principal that
 * it names and does not except, if its condition holds or cannot be evaluated.
 *
 * @see https://cloud.google.com/iam/docs/deny-overview
 */
function denied(record: GcpDecideRecord, context: Context): Possible {
  const policies = Object.entries(record.deny ?? {}).filter(([above]) => isWithin(above, record.request))
  const rules = policies.flatMap(([, list]) => list.flatMap(rulesOf))
  return some(rules.map((rule) => deniedBy(rule, record, context)))
}

function rulesOf(policy: Json): Json[] {
  const rules = fieldOf(policy, 'rules')
  return (Array.isArray(rules) ? rules : []).flatMap((rule) => {
    const denyRule = fieldOf(rule, 'denyRule')
    return denyRule === undefined ? [] : [denyRule]
  })
}

function deniedBy(rule: Json, record: GcpDecideRecord, context: Context): Possible {
  const namesPermission = (field: string): boolean =>
    textsOf(fieldOf(rule, field)).some((pattern) => names(pattern, record.request.permission))
  const namesPrincipal = (field: string): boolean =>
    textsOf(fieldOf(rule, field)).some((identifier) => includes(identifier, record))
  const concerns =
    namesPermission('deniedPermissions') &&
    !namesPermission('exceptionPermissions') &&
    namesPrincipal('deniedPrincipals') &&
    !namesPrincipal('exceptionPrincipals')
  return concerns ? restricting(evaluateCondition(fieldOf(rule, 'denialCondition'), context)) : possible(false)
}

/**
 * Third step (the second, eligibility, is in boundary.ts): a binding of the allow policy of the resource or of
 * anything above it, for a principal that it names and a role with the permission, if its condition holds.
 *
 * @see https://cloud.google.com/iam/docs/allow-policies
 */
function granted(record: GcpDecideRecord, context: Context, otherRoles: RolePermissions): Possible {
  const policies = Object.entries(record.allow ?? {}).filter(([at]) => isWithin(at, record.request))
  const bindings = policies.flatMap(([, policy]) => bindingsOf(policy))
  return some(bindings.map((binding) => grantedBy(binding, record, context, otherRoles)))
}

function grantedBy(binding: Json, record: GcpDecideRecord, context: Context, otherRoles: RolePermissions): Possible {
  if (!textsOf(fieldOf(binding, 'members')).some((member) => includes(member, record))) return possible(false)
  const role = fieldOf(binding, 'role')
  if (typeof role !== 'string') return possible(false)
  const { permission } = record.request
  const permissions = Object.hasOwn(record.roles ?? {}, role) ? record.roles?.[role] : otherRoles(role)
  const hasPermission =
    permissions === null || permissions === undefined
      ? DOUBT
      : possible(permissions.some((each) => each === permission || serviceOf(each) === permission))
  return every([hasPermission, granting(evaluateCondition(fieldOf(binding, 'condition'), context))])
}
