import {
  canonicalJson,
  isObject,
  type Evidence,
  type Json,
  type LayerVerdict,
  type Outcome,
} from '../../model/index.js'
import { simplify, type Clauses } from '../condition/clauses.js'
import { leastDemanding, outcomeOf } from '../needs.js'
import { requirementsOf } from '../requirement.js'
import { boundaryOf, isInPrincipalSet, sparedBy, type Boundary } from './boundary.js'
import { isBlocked } from './boundary-permissions.js'
import { fullPermission } from './permission.js'
import type { Attributes } from './condition/attributes.js'
import { fails, holds } from './condition/condition.js'
import { doubtAtom } from './condition/test.js'
import { deniesPermission, denyRules, listOf, textsOf, type DenyRule } from './deny.js'
import { canonicalMember, includesSubject, poolMember, projectOfServiceAccount, type Subject } from './member.js'
import type { Decision, GcpDecideRecord, GcpDecisionRequest } from './record.js'
import { rolePermissions } from './roles.js'
import { resourceAttribute } from './resource-attributes.js'

const CONTAINERS = '//cloudresourcemanager.googleapis.com/'

/** A layer that takes away: what has to hold for it to leave the access (null: it takes it away), and what it says. */
export interface Limit {
  readonly clauses: Clauses | null
  readonly evidence: Evidence
}

/** A way in which a layer grants: under these clauses; `unknown`: what the role grants is not known. */
export interface Grant {
  readonly clauses: Clauses
  readonly unknown: boolean
  readonly evidence: Evidence
}

/**
 * Decides one `decide` record: deny policies first, then principal access boundaries, then allow policies of the resource
 * and of everything above it.
 *
 * @see https://cloud.google.com/iam/docs/policy-types#evaluation
 */
export function decideGcp(record: GcpDecideRecord): Decision {
  const { request } = record
  const attributes = requestAttributes(request)
  const subject = subjectOf(record)
  const within = (at: string): boolean => isWithin(at, request)
  const denies = Object.entries(record.deny ?? {})
    .filter(([at]) => within(at))
    .flatMap(([at, policies]) =>
      policies.flatMap((policy, i) => denyRules(policy, documentOf(policy, `${at}#deny[${String(i)}]`))),
    )
    .filter((rule) => concerns(rule, subject) && deniesPermission(rule, request.permission))
    .map((rule): Limit => ({
      clauses: fails(rule.condition, attributes),
      evidence: rule.evidence,
    }))
  const boundaries = (record.accessBoundaries ?? []).flatMap(
    ({ policy, binding }, i) =>
      boundaryOf(policy, binding, documentOf(binding, `accessBoundaries[${String(i)}]`)) ?? [],
  )
  const eligible = eligibility(boundaries, subject, request.permission, within)
  const grants = Object.entries(record.allow ?? {})
    .filter(([at]) => within(at))
    .flatMap(([at, policy]) => bindingGrants(policy, `${at}#iamPolicy`, record, subject, attributes))
  return decisionOf(
    [
      { kind: 'deny-policy', limits: denies },
      { kind: 'access-boundary', limits: eligible },
    ],
    grants,
    'binding',
  )
}

/**
 * The decision that limits and grants come to, with what each layer says.
 *
 * @param granting the kind of the layer that has to grant
 */
export function decisionOf(
  layers: readonly { kind: Evidence['kind']; limits: readonly Limit[] }[],
  grants: readonly Grant[],
  granting: Evidence['kind'],
): Decision & { ways: readonly Clauses[] } {
  const limits = layers.flatMap((layer) => layer.limits)
  const asked = limits.some(({ clauses }) => clauses === null)
    ? null
    : simplify(limits.flatMap(({ clauses }) => clauses ?? []))
  const possible = grants.flatMap((grant) => {
    const way = asked === null ? null : simplify([...asked, ...grant.clauses])
    return way === null ? [] : [{ ...grant, way }]
  })
  const verdicts: LayerVerdict[] = layers.flatMap(({ kind, limits: own }) =>
    own.length === 0 ? [] : [{ kind, outcome: limitOutcome(own), because: own.map((l) => l.evidence) }],
  )
  verdicts.push({
    kind: granting,
    outcome: grants.length === 0 ? 'denied' : grantOutcome(grants),
    because: grants.map((g) => g.evidence),
  })
  if (possible.length === 0) {
    const deniedBy = limits
      .filter(({ clauses }) => clauses === null || simplify(clauses) === null)
      .map((l) => l.evidence)
    const silent: Evidence = { id: `#${granting}`, kind: granting, document: '', statement: null, sid: null, text: '' }
    return {
      outcome: 'denied',
      because: [],
      deniedBy:
        deniedBy.length > 0
          ? deniedBy
          : limits.length > 0 && grants.length > 0
            ? limits.map((l) => l.evidence)
            : [silent],
      requires: [],
      layers: verdicts,
      ways: [],
    }
  }
  const known = possible.filter((g) => !g.unknown)
  const counted = known.length > 0 ? known : possible
  const sure = counted.filter((g) => g.way.length === 0)
  const ways = leastDemanding((sure.length > 0 ? sure : counted).map((g) => g.way))
  const outcome = outcomeOf(ways, known.length === 0)
  return {
    outcome,
    because: (sure.length > 0 ? sure : counted).map((g) => g.evidence),
    deniedBy: [],
    ...(outcome === 'allowed' ? { requires: [] } : requirementsOf(ways)),
    layers: verdicts,
    ways,
  }
}

function limitOutcome(limits: readonly Limit[]): Outcome {
  if (limits.some(({ clauses }) => clauses === null)) return 'denied'
  const clauses = limits.flatMap((l) => l.clauses ?? [])
  return outcomeOf([clauses], false)
}

function grantOutcome(grants: readonly Grant[]): Outcome {
  const known = grants.filter((g) => !g.unknown)
  return outcomeOf(
    (known.length > 0 ? known : grants).map((g) => g.clauses),
    known.length === 0,
  )
}

/** Whom a rule of a deny policy concerns. */
function concerns(rule: DenyRule, subject: Subject): boolean {
  return (
    rule.deniedPrincipals.some((each) => includesSubject(each, subject)) &&
    !rule.exceptionPrincipals.some((each) => includesSubject(each, subject))
  )
}

/**
 * What boundaries leave: everybody is eligible who is in no set that one is bound to; others where any of theirs lists the
 * resource or what is above it. A boundary blocks only the permissions of its enforcement version.
 *
 * @see https://cloud.google.com/iam/docs/principal-access-boundary-policies#evaluation
 */
export function eligibility(
  boundaries: readonly Boundary[],
  subject: Subject,
  permission: string,
  within: (at: string) => boolean,
): Limit[] {
  const bound = boundaries.flatMap((boundary) => {
    const { memberOf, member } = subject
    const isIn = memberOf.has(boundary.principalSet) || isInPrincipalSet(boundary.principalSet, member, subject.isBelow)
    if (!isIn) return []
    const spared = sparedBy(boundary, member)
    return spared !== null && spared.length === 0 ? [] : [{ boundary, spared }]
  })
  if (bound.some(({ boundary, spared }) => spared === null && boundary.resources.some(within))) return []
  return bound.flatMap(({ boundary, spared }): Limit[] => {
    const blocks = isBlocked(permission, boundary.version)
    if (blocks === false || boundary.resources.some(within)) return []
    const evidence = boundary.evidence
    if (blocks === null) {
      const doubt = [
        doubtAtom(`enforcement version ${boundary.version === '' ? 'latest' : boundary.version} blocks ${permission}`),
      ]
      return [{ clauses: [doubt], evidence }]
    }
    return [{ clauses: spared, evidence }]
  })
}

function bindingGrants(
  policy: Json,
  document: string,
  record: GcpDecideRecord,
  subject: Subject,
  attributes: Attributes,
): Grant[] {
  const { permission } = record.request
  return bindingsOf(policy).flatMap((binding, statement): Grant[] => {
    const role = binding['role']
    if (typeof role !== 'string') return []
    if (!textsOf(binding['members']).some((member) => includesSubject(canonicalMember(member), subject))) return []
    const permissions = Object.hasOwn(record.roles ?? {}, role) ? (record.roles?.[role] ?? null) : rolePermissions(role)
    if (permissions !== null && !hasPermission(permissions, permission)) return []
    const clauses = holds(binding['condition'], attributes)
    if (clauses === null) return []
    return [{ clauses, unknown: permissions === null, evidence: bindingEvidence(binding, document, statement) }]
  })
}

/** Roles name permissions in the short form, or in the long one where there is no other. */
export function hasPermission(permissions: readonly string[], permission: string): boolean {
  if (permissions.includes(permission)) return true
  return permission.includes('/') && permissions.some((each) => fullPermission(each) === permission)
}

export function bindingsOf(policy: Json | undefined): { [field: string]: Json }[] {
  return listOf(isObject(policy) ? policy['bindings'] : undefined).filter(isObject)
}

export function bindingEvidence(binding: Json, document: string, statement: number): Evidence {
  const title = isObject(binding) && isObject(binding['condition']) ? binding['condition']['title'] : undefined
  return {
    id: `${document}#${String(statement)}`,
    kind: 'binding',
    document,
    statement,
    sid: typeof title === 'string' ? title : null,
    text: canonicalJson(binding),
  }
}

function documentOf(policy: Json, otherwise: string): string {
  const name = isObject(policy) ? policy['name'] : undefined
  return typeof name === 'string' ? name : otherwise
}

/** Is the request's resource this one, or below it? */
function isWithin(at: string, { resource, ancestors }: GcpDecisionRequest): boolean {
  return resource === at || resource.startsWith(`${at}/`) || ancestors.includes(at)
}

function subjectOf(record: GcpDecideRecord): Subject {
  const { request } = record
  const member = canonicalMember(request.principal)
  const memberOf = new Set([...(request.memberOf ?? []).map(canonicalMember), ...(request.memberOf ?? [])])
  const project = member.startsWith('serviceAccount:')
    ? projectOfServiceAccount(member.slice('serviceAccount:'.length))
    : (/\/projects\/([^/]+)\//.exec(poolMember(member)?.pool ?? '')?.[1] ?? null)
  const home = project === null ? null : `${CONTAINERS}projects/${project}`
  const above = home === null ? -1 : request.ancestors.indexOf(home)
  const subject: Subject = {
    member,
    memberOf,
    isBelow: (container) =>
      home !== null && (container === home || (above >= 0 && request.ancestors.slice(above).includes(container))),
    hasBasicRole: (role, of) => {
      const bindings = bindingsOf(record.allow?.[`${CONTAINERS}projects/${of}`])
      return bindings.some(
        (binding) =>
          binding['role'] === role &&
          textsOf(binding['members'])
            .map(canonicalMember)
            .some((each) => !each.startsWith('project') && includesSubject(each, subject)),
      )
    },
  }
  return subject
}

/** As given, else as they follow from the resource; others are open or absent. */
function requestAttributes(request: GcpDecisionRequest): Attributes {
  const given = new Map(Object.entries(request.attributes ?? {}))
  return (name) => {
    const value = given.get(name) ?? (name === 'request.auth.access_levels' ? given.get('accessLevel') : undefined)
    if (value !== undefined) return { state: 'known', value }
    const derived = resourceAttribute(name, request.resource)
    if (derived !== null && derived.state !== 'open') return derived
    return { state: request.contextOpen === true ? 'open' : 'absent' }
  }
}
