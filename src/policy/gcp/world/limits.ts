import type { Evidence } from '../../../model/index.js'
import type { Clauses } from '../../condition/clauses.js'
import { isInPrincipalSet, sparedBy } from '../boundary.js'
import { isBlocked } from '../boundary-permissions.js'
import { NOTHING_KNOWN } from '../condition/attributes.js'
import { fails } from '../condition/condition.js'
import { doubtAtom } from '../condition/test.js'
import { deniesPermission } from '../deny.js'
import { ALL_AUTHENTICATED, ALL_USERS, includesSubject } from '../member.js'
import { admission, gates } from './perimeter.js'
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

/** Every limit that concerns somebody, with those of single things last. */
export function limitsOn(world: GcpWorld): (member: string) => readonly Limit[] {
  const prevented = [...world.nodes.values()].filter((node) => node.properties['publicAccessPrevention'] === 'enforced')
  const prevention = prevented.map((node): Limit => {
    const evidence: Evidence = {
      id: `${node.id}#publicAccessPrevention`,
      kind: 'public-access-block',
      document: `${node.id}#publicAccessPrevention`,
      statement: null,
      sid: null,
      text: '{"publicAccessPrevention":"enforced"}',
    }
    const nothing: Left = { clauses: null, because: [evidence] }
    return { id: evidence.id, kind: evidence.kind, at: node.id, only: [], on: () => nothing }
  })
  return remember((member: string) => [
    ...denyLimits(world, member),
    ...boundaryLimits(world, member),
    ...perimeterLimits(world, member),
    ...(member === ALL_USERS || member === ALL_AUTHENTICATED ? prevention : []),
  ])
}

function denyLimits(world: GcpWorld, member: string): Limit[] {
  const subject = world.subject(member)
  return world.denies.flatMap(({ at, rule }): Limit[] => {
    if (!rule.deniedPrincipals.some((each) => includesSubject(each, subject))) return []
    if (rule.exceptionPrincipals.some((each) => includesSubject(each, subject))) return []
    const left: Left = { clauses: fails(rule.condition, NOTHING_KNOWN), because: [rule.evidence] }
    const on = (permission: string): Left | undefined => (deniesPermission(rule, permission) ? left : undefined)
    return [{ id: rule.evidence.id, kind: 'deny-policy', at, only: [], on }]
  })
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

function perimeterLimits(world: GcpWorld, member: string): Limit[] {
  const subject = world.subject(member)
  return world.perimeters.flatMap((perimeter) =>
    [...perimeter.projects].map((project): Limit => {
      const on = remember((permission: string): Left | undefined => {
        if (!gates(perimeter, permission)) return undefined
        return admission(perimeter, project, permission, subject, world.permissionsOf)
      })
      return {
        id: `${perimeter.name} ${project} ${whom(perimeter.ingress, member)}`,
        kind: 'perimeter',
        at: project,
        only: [],
        on,
      }
    }),
  )
}

/** Perimeters without ingress rules say the same to everybody. */
function whom(ingress: readonly unknown[], member: string): string {
  return ingress.length === 0 ? '' : member
}
