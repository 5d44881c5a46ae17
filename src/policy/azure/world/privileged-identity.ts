import { compareText, type Json, type JsonObject } from '../../../model/index.js'
import type { Clause, Clauses } from '../../condition/clauses.js'
import { lastSegment, lowerId } from '../arm-id.js'
import { demandThat, typeOf, windowOf, type Assignment } from '../assignment.js'
import { bodyOf, objectsIn, textOf, textsIn } from '../role.js'

/** A role management policy as it is assigned to a role at a scope. */
export interface PolicyDocument {
  readonly body: JsonObject
  /** The node that it is attached to. */
  readonly at: string
}

/**
 * What activating an eligible assignment asks for, by scope and role: the rules for end users of the policy there.
 * Without a policy that was read nothing more than the activation itself is told.
 *
 * @see https://learn.microsoft.com/en-us/graph/identity-governance-pim-rules-overview
 */
export function activationTerms(policies: readonly PolicyDocument[]): (scope: string, role: string) => Clauses {
  const byPlace = new Map<string, Clauses>()
  for (const { body, at } of policies) {
    const scope = lowerId(textOf(body['scope']) || at)
    const terms = rulesOf(objectsIn(body['effectiveRules'] ?? body['rules']))
    byPlace.set(`${scope} ${lastSegment(textOf(body['roleDefinitionId']))}`, terms)
  }
  return (scope, role) => byPlace.get(`${scope} ${role}`) ?? []
}

/** The rules of a policy that bind whoever activates a role. */
export function rulesOf(rules: readonly JsonObject[]): Clauses {
  const clauses: Clause[] = []
  for (const rule of rules) {
    const id = textOf(rule['id']).toLowerCase()
    if (!id.endsWith('_enduser_assignment')) continue
    if (id.startsWith('approval_')) {
      const setting = bodyOf(rule['setting'] ?? null)
      if (setting['isApprovalRequired'] === true) clauses.push(demandThat('approval'))
    } else if (id.startsWith('enablement_')) {
      if (textsIn(rule['enabledRules']).includes('MultiFactorAuthentication')) clauses.push(demandThat('mfa'))
    } else if (id.startsWith('authenticationcontext_') && rule['isEnabled'] === true) {
      clauses.push(demandThat('mfa'))
    }
  }
  return clauses
}

interface ReadAssignment {
  readonly assignment: Assignment
  readonly document: Json
}

/**
 * Assignments with what their schedules say of their time. An active schedule shows up as a plain assignment as well:
 * that one then holds as long as the longest of its schedules, and the schedule is no grant of its own.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments-list-portal
 */
export function schedulesApplied(read: readonly ReadAssignment[]): Assignment[] {
  const schedules = new Map<string, ReadAssignment[]>()
  for (const each of read) {
    if (!isActiveSchedule(each)) continue
    const list = schedules.get(keyOf(each.assignment))
    if (list === undefined) schedules.set(keyOf(each.assignment), [each])
    else list.push(each)
  }
  const covered = new Set<string>()
  const found: Assignment[] = []
  for (const each of read) {
    if (isActiveSchedule(each)) continue
    const { assignment } = each
    const own = assignment.eligible ? undefined : schedules.get(keyOf(assignment))
    if (own !== undefined) covered.add(keyOf(assignment))
    found.push(own === undefined ? assignment : { ...assignment, terms: [...assignment.terms, ...longest(own)] })
  }
  for (const [key, list] of schedules) if (!covered.has(key)) found.push(...list.map(({ assignment }) => assignment))
  return found
}

function isActiveSchedule({ document }: ReadAssignment): boolean {
  return typeOf(document).includes('roleassignmentschedule')
}

/** Azure has one assignment of a role to a principal at a scope. */
function keyOf({ principal, role, scope }: Assignment): string {
  return `${principal} ${role} ${scope}`
}

/** When the last of them ends; nothing where one has no end. */
function longest(schedules: readonly ReadAssignment[]): Clauses {
  const ends = schedules.map(({ document }) => textOf(bodyOf(document)['endDateTime']))
  if (ends.includes('')) return []
  const last = [...ends].sort((a, b) => Date.parse(b) - Date.parse(a) || compareText(a, b))[0]
  return last === undefined ? [] : windowOf({ endDateTime: last })
}
