import type { AccessGrant } from '../../../model/index.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import { toRemaining } from '../../condition/remaining.js'
import type { Assignment, Denial } from '../assignment.js'
import { targetAt, type AzureWorld } from './azure-world.js'
import { termsOfRole } from './condition-split.js'
import { grantOf, objectIds } from './grant.js'
import { policyVaults } from './key-vaults.js'
import { binds, denialIndex, tellsApart, withoutDenied, type ScopeDenials, type ScopedActions } from './withheld.js'

/**
 * What role assignments give after deny assignments: one grant for each assignment, plane and set of requirements, to
 * the principal that the assignment names. Members of a group have it through the group, unless a deny assignment tells
 * them apart.
 */
export function roleGrants(world: AzureWorld): AccessGrant[] {
  const denialsAt = denialIndex(world, [...world.denials, ...policyVaults(world)])
  return world.assignments.flatMap((assignment) => assignmentGrants(world, assignment, denialsAt(assignment.scope)))
}

function assignmentGrants(world: AzureWorld, assignment: Assignment, denials: ScopeDenials): AccessGrant[] {
  const role = world.roles.get(assignment.role)
  const principal = world.principalId(assignment.principal)
  if (role === undefined) return [unreadGrant(world, assignment, principal)]
  const terms = termsOfRole(role, assignment.condition)
  return sharesOf(world, principal, denials).flatMap(({ principals, bound }) =>
    terms.flatMap(({ plane, list, clauses }) => {
      const all = assignment.terms.length === 0 ? clauses : simplify([...clauses, ...assignment.terms])
      if (all === null) return []
      const whole: ScopedActions = { scope: assignment.scope, list, clauses: all, except: [] }
      return withoutDenied(world, whole, plane, bound).map((part) =>
        grantOf(world, principals, part, plane, [assignment.evidence]),
      )
    }),
  )
}

/** The permissions of the role are not known: then nothing is known of what it gives. */
function unreadGrant(world: AzureWorld, assignment: Assignment, principal: string): AccessGrant {
  return {
    principals: [principal],
    target: targetAt(world, assignment.scope),
    actions: [],
    access: [],
    data: false,
    remaining: toRemaining(timely(assignment.terms)),
    because: [assignment.evidence],
    unknown: true,
  }
}

function timely(terms: Clauses): Clauses {
  return simplify(terms) ?? []
}

/** Principals that are bound by the same deny assignments. */
interface Share {
  readonly principals: readonly string[]
  readonly bound: ScopeDenials
}

function sharesOf(world: AzureWorld, principal: string, denials: ScopeDenials): Share[] {
  const all = [...denials.above, ...denials.below]
  const boundFor = (id: string): Denial[] => {
    const ids = objectIds(world, id)
    return all.filter((denial) => binds(denial, ids))
  }
  const share = (principals: readonly string[], bound: readonly Denial[]): Share => ({
    principals,
    bound: {
      above: denials.above.filter((denial) => bound.includes(denial)),
      below: denials.below.filter((denial) => bound.includes(denial)),
    },
  })
  const own = boundFor(principal)
  if (!all.some(tellsApart) || world.membersOf(principal).length === 0) return [share([principal], own)]
  const members = leavesOf(world, principal)
  const groups = new Map<string, { principals: string[]; bound: Denial[] }>()
  for (const member of members) {
    const bound = boundFor(member)
    const key = all.map((denial) => (bound.includes(denial) ? '1' : '0')).join('')
    const same = groups.get(key)
    if (same === undefined) groups.set(key, { principals: [member], bound })
    else same.principals.push(member)
  }
  const [only] = groups.values()
  const alike =
    groups.size === 1 &&
    only !== undefined &&
    only.bound.length === own.length &&
    only.bound.every((d) => own.includes(d))
  if (alike) return [share([principal], own)]
  return [...groups.values()].map(({ principals, bound }) => share(principals, bound))
}

/** Who is in a group in the end; groups of which no member is known stand for themselves. */
function leavesOf(world: AzureWorld, group: string): string[] {
  const found = new Set<string>()
  const seen = new Set([group])
  const open = [group]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const member of world.membersOf(at)) {
      if (seen.has(member)) continue
      seen.add(member)
      if (world.membersOf(member).length > 0) open.push(member)
      else found.add(member)
    }
  }
  return [...found]
}
