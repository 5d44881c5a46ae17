import type { Evidence } from '../../../model/index.js'
import type { Clauses } from '../../condition/clauses.js'
import { isInPrincipalSet, sparedBy } from '../boundary.js'
import { isBlocked } from '../boundary-permissions.js'
import { NOTHING_KNOWN } from '../condition/attributes.js'
import { fails } from '../condition/condition.js'
import { doubtAtom } from '../condition/test.js'
import { deniesPermission, type DenyRule } from '../deny.js'
import { ALL_AUTHENTICATED, ALL_USERS, includesSubject, type Subject } from '../member.js'
import { admission, callerAt, gates } from './perimeter.js'
import { remember, type GcpWorld } from './world.js'

/** What a limit leaves of a permission: null nothing; else the access with what has to hold. */
export interface Left {
  readonly clauses: Clauses | null
  readonly because: readonly Evidence[]
}

/** Something that takes away what others grant. */
export interface Limit {
  /** Equal for limits that say the same to everybody whom they concern. */
  readonly id: string
  readonly kind: Evidence['kind']
  /** It holds on this thing and everything below; with `only`, on everything but these and what is below them. */
  readonly at: string | null
  readonly only: readonly string[]
  /** What is left of the permission where it holds; undefined: it says nothing of it. */
  readonly on: (permission: string) => Left | undefined
}

/** Limits that concern somebody, by where they hold. */
export interface LimitSet {
  /** Those that bear on a thing or on something below it; `key` is equal for equal lists. */
  readonly bearingOn: (at: string) => { readonly limits: readonly Limit[]; readonly key: string }
}

/** Every limit that concerns somebody. Equal limits are the same object, and so are sets of them. */
export function limitsOn(world: GcpWorld): (member: string) => LimitSet {
  const denies = world.denies.map(({ at, rule }) => ({ rule, limit: remember(() => denyLimit(at, rule)) }))
  const prevention = preventionLimits(world)
  const gate = perimeterLimits(world)
  const sets = new Map<string, LimitSet>()
  return remember((member: string) => {
    const subject = world.subject(member)
    const limits = [
      ...denies.flatMap(({ rule, limit }) => (concerns(rule, subject) ? [limit('')] : [])),
      ...boundaryLimits(world, member),
      ...gate(subject),
      ...(member === ALL_USERS || member === ALL_AUTHENTICATED ? prevention : []),
    ]
    const key = limits.map(({ id }) => id).join('\n')
    const known = sets.get(key)
    if (known !== undefined) return known
    const set = limitSet(world, limits)
    sets.set(key, set)
    return set
  })
}

function limitSet(world: GcpWorld, limits: readonly Limit[]): LimitSet {
  const byPlace = new Map<string, Limit[]>()
  for (const limit of limits) {
    const list = byPlace.get(limit.at ?? '')
    if (list === undefined) byPlace.set(limit.at ?? '', [limit])
    else list.push(limit)
  }
  return {
    bearingOn: remember((at: string) => {
      const above = ['', at, ...world.containers(at)]
      const found = above.flatMap((place) => byPlace.get(place) ?? [])
      const known = new Set(above)
      for (const [place, list] of byPlace) if (!known.has(place) && world.within(place, at)) found.push(...list)
      return { limits: found, key: found.map(({ id }) => id).join('\n') }
    }),
  }
}

function preventionLimits(world: GcpWorld): Limit[] {
  const prevented = [...world.nodes.values()].filter((node) => node.properties['publicAccessPrevention'] === 'enforced')
  return prevented.map((node): Limit => {
    const evidence = preventionEvidence(node.id)
    const nothing: Left = { clauses: null, because: [evidence] }
    return { id: evidence.id, kind: evidence.kind, at: node.id, only: [], on: () => nothing }
  })
}

/** What says that everybody is kept away from a bucket. */
export function preventionEvidence(bucket: string): Evidence {
  const document = `${bucket}#publicAccessPrevention`
  const text = '{"publicAccessPrevention":"enforced"}'
  return { id: document, kind: 'public-access-block', document, statement: null, sid: null, text }
}

/** Does a rule of a deny policy mean this principal? */
export function concerns(rule: DenyRule, subject: Subject): boolean {
  return (
    rule.deniedPrincipals.some((each) => includesSubject(each, subject)) &&
    !rule.exceptionPrincipals.some((each) => includesSubject(each, subject))
  )
}

function denyLimit(at: string, rule: DenyRule): Limit {
  const left: Left = { clauses: fails(rule.condition, NOTHING_KNOWN), because: [rule.evidence] }
  const on = (permission: string): Left | undefined => (deniesPermission(rule, permission) ? left : undefined)
  return { id: rule.evidence.id, kind: 'deny-policy', at, only: [], on: remember(on) }
}

/** All boundaries of somebody as one limit: whatever any of them lists stays. */
function boundaryLimits(world: GcpWorld, member: string): Limit[] {
  const { isBelow, memberOf } = world.subject(member)
  const bound = world.boundaries.flatMap((boundary) => {
    const isIn = memberOf.has(boundary.principalSet) || isInPrincipalSet(boundary.principalSet, member, isBelow)
    const spared = isIn ? sparedBy(boundary, member) : []
    return spared !== null && spared.length === 0 ? [] : [{ boundary, spared }]
  })
  if (bound.length === 0) return []
  const only = [...new Set(bound.flatMap(({ boundary }) => boundary.resources))]
  const on = remember((permission: string): Left | undefined => {
    const said = bound.map(({ boundary, spared }) => ({
      boundary,
      spared,
      blocks: isBlocked(permission, boundary.version),
    }))
    const blocking = said.filter(({ blocks }) => blocks !== false)
    if (blocking.length === 0) return undefined
    const because = blocking.map(({ boundary }) => boundary.evidence)
    const sure = blocking.filter(({ blocks }) => blocks === true)
    if (sure.some(({ spared }) => spared === null)) return { clauses: null, because }
    const doubt =
      sure.length === blocking.length ? [] : [[doubtAtom(`a boundary's enforcement version blocks ${permission}`)]]
    return { clauses: [...sure.flatMap(({ spared }) => spared ?? []), ...doubt], because }
  })
  const id = bound.map(({ boundary }) => boundary.evidence.id).join(' ')
  return [{ id, kind: 'access-boundary', at: null, only, on }]
}

/** Perimeters say the same to all whom the same of their rules name, and who are at the same levels. */
function perimeterLimits(world: GcpWorld): (subject: Subject) => Limit[] {
  const known = new Map<string, Limit[]>()
  return (subject) =>
    world.perimeters.flatMap((perimeter) => {
      const caller = callerAt(perimeter, subject, world.document)
      const { key } = caller
      const there = known.get(key)
      if (there !== undefined) return there
      const limits = [...perimeter.projects].map((project): Limit => {
        const on = remember((permission: string): Left | undefined =>
          gates(perimeter, permission)
            ? admission(perimeter, caller, project, permission, world.permissionsOf)
            : undefined,
        )
        return { id: `${key} ${project}`, kind: 'perimeter', at: project, only: [], on }
      })
      known.set(key, limits)
      return limits
    })
}
