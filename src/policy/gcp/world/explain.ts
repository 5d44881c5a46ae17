import { UserError, type Evidence, type Facts, type Json } from '../../../model/index.js'
import type { ExplainAsked, Explained } from '../../cloud.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import { outcomeOf } from '../../needs.js'
import { fromNowOn, fromOutside, onDay } from '../../resolve-remaining.js'
import { canApply } from '../applicable.js'
import type { Attributes } from '../condition/attributes.js'
import { fails, holds } from '../condition/condition.js'
import { decisionOf, eligibility, hasPermission, type Grant, type Limit } from '../decide.js'
import { deniesPermission } from '../deny.js'
import { ALL_AUTHENTICATED, ALL_USERS, canonicalMember, includesSubject, poolMember, type Subject } from '../member.js'
import { canonicalPermission, tagStates } from '../question.js'
import { resourceAttribute } from '../resource-attributes.js'
import { basicRoleLacks } from '../roles.js'
import { everyBinding, VIEW, VIEW_PERMISSIONS, type Bound } from './bindings.js'
import { poolDoors } from './federation.js'
import { concerns, preventionEvidence } from './limits.js'
import { admission, callerAt, gates } from './perimeter.js'
import { isOurAccount } from './principals.js'
import { gcpWorld, type GcpWorld } from './world.js'
import { globMatches, globsIntersect } from '../../../model/index.js'
import { fromRemaining } from '../../condition/remaining.js'

/** May a principal do an action on a resource, as it is, and which layer decides? The world is read once. */
export function gcpExplainer(facts: Facts, today: number): (asked: ExplainAsked) => Explained {
  const world = gcpWorld(facts)
  const bindings = everyBinding(world)
  return (asked) => explain(world, bindings, asked, today)
}

function explain(world: GcpWorld, bindings: readonly Bound[], asked: ExplainAsked, today: number): Explained {
  const permission = canonicalPermission(asked.action)
  const resource = world.canonical(asked.resource)
  const who = askedSubject(world, asked.principal)
  const attributes = attributesOf(world, resource, asked, today)
  const within = (at: string): boolean => world.within(resource, at)
  const here = bindings.filter((bound) => isHere(bound, resource, within))
  const grants = here.flatMap((bound) => grantsBy(world, bound, permission, who, attributes))
  const denies = world.denies.flatMap(({ at, rule }): Limit[] => {
    const denies = within(at) && deniesPermission(rule, permission) && concerns(rule, who.subject)
    return denies ? [{ clauses: fails(rule.condition, attributes), evidence: rule.evidence }] : []
  })
  const boundaries = eligibility(world.boundaries, who.subject, permission, within)
  const perimeters = perimeterLimits(world, permission, who, within)
  const prevention = preventions(world, within)
  const useful = prevention.length > 0 ? grants.filter((grant) => !grant.toEverybody) : grants
  const layers = [
    { kind: 'deny-policy' as const, limits: denies },
    { kind: 'access-boundary' as const, limits: boundaries },
    { kind: 'perimeter' as const, limits: perimeters },
  ]
  const found = decisionOf(layers, useful, 'binding')
  const ways = found.ways.flatMap((way) => timely(way, asked, today) ?? [])
  const limited = [...denies, ...boundaries, ...perimeters].some(({ clauses }) => clauses === null)
  const doubt = !limited && ways.length === 0 && mayBeGranted(world, here, resource, permission, who)
  if (found.outcome === 'denied' || ways.length === 0) {
    const ended = found.outcome === 'denied' ? found.deniedBy : found.because
    const deniedBy = doubt
      ? []
      : [...(useful.length < grants.length && useful.length === 0 ? prevention : []), ...ended]
    return {
      action: permission,
      outcome: doubt ? 'unknown' : 'denied',
      ways: [],
      because: [],
      deniedBy: withDocument(deniedBy, resource),
      layers: found.layers,
    }
  }
  const outcome = found.outcome === 'unknown' ? 'unknown' : outcomeOf(ways, false)
  return { action: permission, outcome, ways, because: found.because, deniedBy: [], layers: found.layers }
}

/** A layer in which nothing grants is named after the resource's own policy. */
function withDocument(evidence: readonly Evidence[], resource: string): Evidence[] {
  return evidence.map((each) =>
    each.statement === null && each.document === ''
      ? { ...each, document: `${resource}#iamPolicy`, id: `${resource}#iamPolicy` }
      : each,
  )
}

/** The principal that is asked about, with the logins of pools that it is. */
interface Asked {
  readonly subject: Subject
  /** In no network of ours. */
  readonly outside: boolean
  /** A login at an issuer, which pools may let in. */
  readonly login: string | null
}

function askedSubject(world: GcpWorld, text: string): Asked {
  const bare = /^[^\s:/@]+@[^\s:/@]+$/.test(text)
    ? `${text.endsWith('gserviceaccount.com') ? 'serviceAccount' : 'user'}:${text}`
    : text
  const named = world.canonical(bare)
  const member = canonicalMember(named)
  if (/^(oidc|saml|aws):/.test(member) || member.startsWith('arn:') || member.startsWith('https://')) {
    const login = member.startsWith('https://') ? `oidc:${member}` : member
    return { subject: { ...world.subject(`login:${login}`), member: `login:${login}` }, outside: true, login }
  }
  const known =
    /^(user|group|serviceAccount|domain|deleted|principal|principalSet|gcp|project(Owner|Editor|Viewer)):/.test(member)
  if (!known && member !== ALL_USERS && member !== ALL_AUTHENTICATED) {
    throw new UserError(
      `\`${text}\` is no principal`,
      'give `user:<mail>`, `group:<mail>`, `serviceAccount:<mail>`, `principal://...`, `public` or `oidc:<issuer>#<subject>`',
    )
  }
  return { subject: world.subject(member), outside: !isOurs(world, member), login: null }
}

function isOurs(world: GcpWorld, member: string): boolean {
  if (isOurAccount(world, member)) return true
  if (!/^(user|group|domain):/.test(member)) return false
  return world.own.has(`domain:${member.slice(Math.max(member.lastIndexOf('@'), member.indexOf(':')) + 1)}`)
}

function attributesOf(world: GcpWorld, resource: string, asked: ExplainAsked, today: number): Attributes {
  const given = new Map<string, Json>()
  for (const [key, values] of Object.entries(asked.context)) given.set(key.toLowerCase(), contextValue(key, values))
  const tags = tagStates(world.nodes.get(resource)?.properties ?? {})
  return (name) => {
    const key = name === 'request.auth.access_levels' ? 'accesslevel' : name.toLowerCase()
    const value = given.get(key) ?? given.get(name.toLowerCase())
    if (value !== undefined) return { state: 'known', value }
    const derived = resourceAttribute(name, resource)
    if (derived !== null && (derived.state !== 'open' || !asked.closedContext)) return derived
    if (name === 'resource.tags' && tags !== null) return { state: 'known', value: tags }
    if (name === 'request.time' && asked.closedContext) return { state: 'known', value: new Date(today).toISOString() }
    return { state: asked.closedContext ? 'absent' : 'open' }
  }
}

/** Attributes that are lists stay lists with one value. */
function contextValue(key: string, values: readonly string[]): Json {
  const isList = /access_?levels?$|modifiedGrantsByRole$/i.test(key)
  return isList || values.length !== 1 ? [...values] : (values[0] ?? null)
}

function isHere(bound: Bound, resource: string, within: (at: string) => boolean): boolean {
  return within(bound.at) && (bound.pattern === null || globMatches(bound.pattern, resource))
}

interface BoundGrant extends Grant {
  readonly toEverybody: boolean
}

function grantsBy(world: GcpWorld, bound: Bound, permission: string, who: Asked, attributes: Attributes): BoundGrant[] {
  const has = grantsPermission(world, bound, permission)
  if (has === false) return []
  const clauses = holds(bound.condition, attributes)
  if (clauses === null) return []
  const all = [...clauses, ...bound.asks]
  return bound.members.flatMap((member): BoundGrant[] => {
    const asks = asksOfMember(world, member, who)
    if (asks === null) return []
    const toEverybody = member === ALL_USERS || member === ALL_AUTHENTICATED
    const left = simplify([...all, ...asks])
    return left === null ? [] : [{ clauses: left, unknown: has === null, evidence: bound.evidence, toEverybody }]
  })
}

/** Does the role, bound where it is, have the permission? Null: that is not known. */
function grantsPermission(world: GcpWorld, { role, at }: Bound, permission: string): boolean | null {
  if (!canApply(permission, at)) return false
  const permissions = role === VIEW ? VIEW_PERMISSIONS : world.permissionsOf(role)
  if (permissions !== null && hasPermission(permissions, permission)) return true
  return permissions === null || (world.isPartial(role) && !basicRoleLacks(role, permission)) ? null : false
}

/** What has to hold for the asked principal to be among a member; null when it is not. */
function asksOfMember(world: GcpWorld, member: string, { subject, login }: Asked): Clauses | null {
  if (includesSubject(member, subject)) return []
  const pool = login === null ? null : poolMember(member)
  const doors = pool === null ? [] : (poolDoors(world, pool) ?? [])
  for (const door of doors) if (isLogin(login ?? '', door.identity.id)) return fromRemaining(door.remaining)
  return null
}

function isLogin(asked: string, door: string): boolean {
  if (asked === door) return true
  if (door.startsWith('aws:')) return asked.split(':')[4] === door.slice('aws:'.length)
  const session = /^(arn:[a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)(?:\/|$)/.exec(asked)
  if (session !== null) return door === `${session[1] ?? ''}:iam::${session[2] ?? ''}:role/${session[3] ?? ''}`
  return asked.startsWith('oidc:') && door.startsWith('oidc:') && globsIntersect(door, asked)
}

function perimeterLimits(world: GcpWorld, permission: string, who: Asked, within: (at: string) => boolean): Limit[] {
  return world.perimeters.flatMap((perimeter): Limit[] => {
    const project = [...perimeter.projects].find(within)
    if (project === undefined || !gates(perimeter, permission)) return []
    const { clauses, because } = admission(
      perimeter,
      callerAt(perimeter, who.subject, world.document),
      project,
      permission,
      world.permissionsOf,
    )
    const left = who.outside ? fromOutside(clauses) : clauses
    return because.slice(-1).map((evidence) => ({ clauses: left, evidence }))
  })
}

function preventions(world: GcpWorld, within: (at: string) => boolean): Evidence[] {
  return [...world.nodes.values()]
    .filter((node) => node.properties['publicAccessPrevention'] === 'enforced' && within(node.id))
    .map(({ id }) => preventionEvidence(id))
}

function timely(way: Clauses, asked: ExplainAsked, today: number): [Clauses] | null {
  const given = Object.keys(asked.context).some((key) => key.toLowerCase() === 'request.time')
  if (given || asked.closedContext) return [way]
  const assumed = simplify([...fromNowOn(today), ...way])
  const left = assumed === null ? null : onDay(way, today)
  return left === null ? null : [left]
}

/**
 * Could something that was not read grant it: a group without its members, a policy that was not collected, a pool of which
 * no provider is known?
 */
function mayBeGranted(
  world: GcpWorld,
  here: readonly Bound[],
  resource: string,
  permission: string,
  who: Asked,
): boolean {
  const { member } = who.subject
  const unread = [resource, ...world.containers(resource)].some((id) => {
    const node = world.nodes.get(id)
    const said = node?.properties['unread']
    return Array.isArray(said) && said.includes('getIamPolicy')
  })
  if (unread) return true
  const person = /^(user|serviceAccount|group):/.test(member)
  return here.some((bound) => {
    if (grantsPermission(world, bound, permission) === false) return false
    return bound.members.some((each) => {
      if (each.startsWith('group:')) return person && world.membersOf(each) === null && each !== member
      const pool = poolMember(each)
      return pool !== null && who.login !== null && poolDoors(world, pool) === null
    })
  })
}
