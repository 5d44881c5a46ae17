import type { AccessGrant } from '../../../model/index.js'
import { toRemaining } from '../../condition/remaining.js'
import type { Plane } from '../../cloud.js'
import { kindOfActions } from '../action-kind.js'
import { actionTexts, type ActionList } from '../action-list.js'
import { targetAt, type AzureWorld } from './azure-world.js'
import type { ScopedActions } from './withheld.js'

/** A grant of actions at a scope. */
export function grantOf(
  world: AzureWorld,
  principals: readonly string[],
  part: ScopedActions,
  plane: Plane,
  because: AccessGrant['because'],
): AccessGrant {
  return {
    principals,
    target: targetAt(world, part.scope, part.except),
    ...described(part.list, plane),
    remaining: toRemaining(part.clauses),
    because,
    unknown: false,
    plane,
  }
}

type Described = Pick<AccessGrant, 'actions' | 'access' | 'data'>

const describedLists: Readonly<Record<Plane, WeakMap<ActionList, Described>>> = {
  control: new WeakMap(),
  data: new WeakMap(),
}

/** A list in the form of a grant: once for each list, for many assignments share one. */
export function described(list: ActionList, plane: Plane): Described {
  const known = describedLists[plane].get(list)
  if (known !== undefined) return known
  const { access, data } = kindOfActions(list, plane)
  const found: Described = { actions: actionTexts(list), access, data }
  describedLists[plane].set(list, found)
  return found
}

/** Object ids of a principal and of its groups. */
export function objectIds(world: AzureWorld, principal: string): Set<string> {
  return new Set([principal, ...world.groupsOf(principal)].map(objectIdOf))
}

export function objectIdOf(principal: string): string {
  return principal.slice(principal.indexOf('/') + 1).toLowerCase()
}
