import { canonicalJson } from '../../../model/index.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import type { Plane } from '../../cloud.js'
import { actionsBeyond, commonActions, type ActionList } from '../action-list.js'
import { isManagementGroup, isWithin } from '../arm-id.js'
import { EVERYONE, type Denial } from '../assignment.js'
import { doubtful, type Condition } from '../condition/condition.js'
import { append, type AzureWorld } from './azure-world.js'
import { splitByConditions } from './condition-split.js'

/** Deny assignments of one form, which stand at several scopes. */
interface Withholding {
  readonly denials: readonly Denial[]
  readonly first: Denial
}

/** Actions at a scope, with what they ask for, and what of the scope they leave out. */
export interface ScopedActions {
  /** In the spelling of `lowerId`. */
  readonly scope: string
  readonly list: ActionList
  readonly clauses: Clauses
  readonly except: readonly string[]
}

/** The deny assignments that have to do with a scope: at or above it, and below. */
export interface ScopeDenials {
  readonly above: readonly Denial[]
  readonly below: readonly Denial[]
}

/** Finds the deny assignments that have to do with a scope. */
export function denialIndex(world: AzureWorld, denials: readonly Denial[]): (scope: string) => ScopeDenials {
  const at = new Map<string, Denial[]>()
  const under = new Map<string, Denial[]>()
  for (const denial of denials) {
    append(at, denial.scope, denial)
    for (const scope of world.above(denial.scope)) append(under, scope, denial)
  }
  return (scope) => ({
    above: [...(at.get(scope) ?? []), ...world.above(scope).flatMap((each) => at.get(each) ?? [])].filter(
      (denial) => !denial.exactScope || denial.scope === scope,
    ),
    below: under.get(scope) ?? [],
  })
}

/** Does a deny assignment bind somebody with these object ids (its own, and those of its groups)? */
export function binds(denial: Denial, ids: ReadonlySet<string>): boolean {
  const named = denial.everyone || [...ids].some((id) => denial.principals.has(id))
  return named && ![...ids].some((id) => denial.excluded.has(id))
}

/** Can it bind some members of a group and not others, or not bind what the group's own id says? */
export function tellsApart(denial: Denial): boolean {
  return denial.excluded.size > 0 || [...denial.principals].some((id) => id !== EVERYONE)
}

/**
 * What deny assignments leave of actions at a scope. A deny at or above takes them away everywhere; one below leaves its
 * scope out and all else whole; one under a condition, or of which it is not known whether it is enforced, leaves the
 * actions with that much to be satisfied.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/deny-assignments
 */
export function withoutDenied(
  world: AzureWorld,
  whole: ScopedActions,
  plane: Plane,
  { above, below }: ScopeDenials,
): ScopedActions[] {
  if (above.length === 0 && below.length === 0) return [whole]
  let parts: ScopedActions[] = [whole]
  for (const denial of above) parts = parts.flatMap((part) => deniedAtOrAbove(world, part, plane, denial))
  for (const held of alike(below)) parts = parts.flatMap((part) => deniedBelow(world, part, plane, held))
  if (parts.every((part) => part.scope === whole.scope)) return parts
  // What a conditional deny left at its own scope is bound by every other one that stands at or above that.
  return parts.flatMap((part) => {
    if (part.scope === whole.scope) return [part]
    const over = below.filter(
      (denial) => denial.scope === part.scope || (!denial.exactScope && isBelow(world, denial.scope, part.scope)),
    )
    return over.reduce<ScopedActions[]>(
      (left, denial) => left.flatMap((each) => deniedAtOrAbove(world, each, plane, denial)),
      [part],
    )
  })
}

function alike(denials: readonly Denial[]): Withholding[] {
  const groups = new Map<string, Denial[]>()
  for (const denial of denials) append(groups, formOf(denial), denial)
  return [...groups.values()].flatMap((list) => {
    const [first] = list
    return first === undefined ? [] : [{ denials: list, first }]
  })
}

const forms = new WeakMap<Denial, string>()

/** A text that is equal for deny assignments that differ in scope and principals alone. */
function formOf(denial: Denial): string {
  const known = forms.get(denial)
  if (known !== undefined) return known
  const form = formText(denial)
  forms.set(denial, form)
  return form
}

function formText(denial: Denial): string {
  const permissions = denial.permissions.map(({ control, data, condition }) => [control, data, condition?.text ?? ''])
  return canonicalJson([permissions, denial.condition?.text ?? '', denial.certain, denial.exactScope])
}

/** A list of actions as a deny assignment divides it. */
interface Divided {
  /** Actions that no permission of the deny names. */
  readonly free: readonly ActionList[]
  /** Those that one does, with the conditions of that one. */
  readonly held: readonly { list: ActionList; conditions: readonly Condition[]; exact: boolean }[]
}

const dividedLists = new WeakMap<ActionList, Map<string, Divided>>()

/** Lists are shared between the assignments of a role, and so is what a form of deny leaves of them. */
function divided(list: ActionList, plane: Plane, denial: Denial): Divided {
  let known = dividedLists.get(list)
  if (known === undefined) dividedLists.set(list, (known = new Map()))
  const key = `${plane} ${formOf(denial)}`
  const there = known.get(key)
  if (there !== undefined) return there
  const found = divide(list, plane, denial)
  known.set(key, found)
  return found
}

function divide(list: ActionList, plane: Plane, denial: Denial): Divided {
  let free: ActionList[] = [list]
  const held: { list: ActionList; conditions: readonly Condition[]; exact: boolean }[] = []
  for (const permission of denial.permissions) {
    const named = plane === 'data' ? permission.data : permission.control
    if (named.patterns.length === 0) continue
    const conditions = [denial.condition, permission.condition].filter((each) => each !== null)
    for (const each of free) {
      const both = commonActions(each, named)
      if (both !== null) held.push({ ...both, conditions })
    }
    free = free.flatMap((each) => actionsBeyond(each, named).map((part) => part.list))
  }
  return { free, held }
}

/** What must hold so that the deny does not apply to some actions; empty when there is no such way. */
function spared(
  list: ActionList,
  conditions: readonly Condition[],
  denial: Denial,
  exact: boolean,
  plane: Plane,
): { list: ActionList; clauses: Clauses }[] {
  const ways = splitByConditions(list, conditions, false, plane)
  if (denial.certain && exact) return ways
  const doubt = exact
    ? doubtful(`${denial.evidence.document} is enforced`, false)
    : doubtful(`${denial.evidence.document} names the action`, false)
  const [first = []] = doubt
  const open = ways.map((way) => ({ ...way, clauses: way.clauses.map((clause) => [...clause, ...first]) }))
  return open.length > 0 ? open : [{ list, clauses: doubt }]
}

function deniedAtOrAbove(world: AzureWorld, part: ScopedActions, plane: Plane, denial: Denial): ScopedActions[] {
  const { free, held } = divided(part.list, plane, denial)
  const left = free.map((list): ScopedActions => ({ ...part, list }))
  for (const each of held) {
    // What does not apply to child scopes leaves all of them.
    if (denial.exactScope)
      left.push({ ...part, list: each.list, except: [...part.except, spelled(world, denial.scope)] })
    for (const way of spared(each.list, each.conditions, denial, each.exact, plane)) {
      const clauses = simplify([...part.clauses, ...way.clauses])
      if (clauses !== null) left.push({ ...part, list: way.list, clauses })
    }
  }
  return left
}

function deniedBelow(
  world: AzureWorld,
  part: ScopedActions,
  plane: Plane,
  { denials, first }: Withholding,
): ScopedActions[] {
  const inside = denials.filter((denial) => denial.scope !== part.scope && isBelow(world, part.scope, denial.scope))
  if (inside.length === 0) return [part]
  const { free, held } = divided(part.list, plane, first)
  if (held.length === 0) return [part]
  const except = [...new Set([...part.except, ...inside.flatMap((denial) => deniedIds(world, denial))])].sort()
  const left = free.map((list): ScopedActions => ({ ...part, list }))
  for (const each of held) {
    left.push({ ...part, list: each.list, except })
    for (const denial of inside) {
      for (const way of spared(each.list, each.conditions, denial, each.exact, plane)) {
        const clauses = simplify([...part.clauses, ...way.clauses])
        if (clauses !== null) left.push({ scope: denial.scope, list: way.list, clauses, except: part.except })
      }
    }
  }
  return left
}

function isBelow(world: AzureWorld, scope: string, below: string): boolean {
  return isWithin(scope, below) || world.above(below).includes(scope)
}

/** The patterns of what a deny leaves out: its scope and, unless it says otherwise, all below. */
function deniedIds(world: AzureWorld, { scope, exactScope }: Denial): string[] {
  const id = spelled(world, scope)
  if (exactScope) return [id]
  if (!isManagementGroup(scope)) return [id, `${id}/*`]
  // What a management group contains does not stand below it by its id.
  const contained = world.nodes.filter(
    (node) =>
      (node.type === 'azure_subscription' || node.type === 'azure_management_group') &&
      world.above(node.id).includes(scope),
  )
  return [
    id,
    ...contained.flatMap((node) => (node.type === 'azure_subscription' ? [node.id, `${node.id}/*`] : [node.id])),
  ]
}

function spelled(world: AzureWorld, scope: string): string {
  return world.node(scope)?.id ?? scope
}
