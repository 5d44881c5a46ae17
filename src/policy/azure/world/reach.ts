import type { AccessTarget, Target } from '../../../model/index.js'
import { contextOf, OPEN, type Context, type KeyState } from '../../condition/context.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import type { GrantOn, Piece, Places } from '../../cloud.js'
import { actionTexts, listOfTexts, tidyList, type ActionList } from '../action-list.js'
import { kindOfActions } from '../action-kind.js'
import { isContainer, isWithin, lowerId, parentByName, resourceType } from '../arm-id.js'
import { attributesOfId, clausesIn } from '../attributes.js'

/** What lies above an id: what the snapshot says of the nearest thing that it knows, and what the id itself says. */
export function placesAbove(id: string, places: Places): Set<string> {
  const above = new Set<string>()
  for (let at: string | null = id; at !== null; at = parentByName(at)) {
    above.add(lowerId(at))
    for (const container of places.ancestors(at)) above.add(lowerId(container))
  }
  return above
}

/** Does a grant's target cover a resource, and does no exception of it take the resource out? */
export function targetCovers(
  target: Pick<AccessTarget, 'id' | 'except'>,
  resource: string,
  above: () => ReadonlySet<string>,
): boolean {
  const scope = lowerId(target.id)
  const lower = lowerId(resource)
  if (scope.startsWith('azure:') || lower.startsWith('azure:')) {
    if (scope !== lower && !lower.startsWith(`${scope}/`)) return false
  } else if (!isWithin(scope, lower) && !above().has(scope)) return false
  return !(target.except ?? []).some((pattern) => isExcepted(pattern.toLowerCase(), lower))
}

/** Exceptions are a scope, or all below one (`<scope>/*`). */
function isExcepted(pattern: string, resource: string): boolean {
  return pattern.endsWith('/*') ? resource.startsWith(pattern.slice(0, -1)) : pattern === resource
}

const contexts = new Map<string, Context>()
const MOST_KNOWN = 20_000

/** The attributes that a resource's id tells; all others are open. */
export function contextOfResource(resource: string, more: ReadonlyMap<string, KeyState> = new Map()): Context {
  const known = more.size === 0 ? contexts.get(resource) : undefined
  if (known !== undefined) return known
  const told = attributesOfId(resource)
  const context = contextOf(new Map(), (key) => more.get(key) ?? told.get(key), OPEN)
  if (more.size > 0) return context
  if (contexts.size >= MOST_KNOWN) contexts.clear()
  contexts.set(resource, context)
  return context
}

const HIERARCHICAL = '@resource[microsoft.storage/storageaccounts:ishnsenabled]'

/**
 * What a snapshot tells of a resource's attributes, besides what its id does.
 *
 * @see https://learn.microsoft.com/en-us/azure/storage/blobs/storage-auth-abac-attributes#is-hierarchical-namespace-enabled
 */
export function attributesSeen(id: string, places: Pick<Places, 'node'>): Map<string, KeyState> {
  const seen = new Map<string, KeyState>()
  for (let at: string | null = id; at !== null; at = parentByName(at)) {
    const node = places.node(at)
    const hierarchical = node?.type === 'azurerm_storage_account' ? node.properties['isHnsEnabled'] : undefined
    if (typeof hierarchical === 'boolean') seen.set(HIERARCHICAL, { state: 'values', values: [String(hierarchical)] })
  }
  return seen
}

/** Providers whose actions are done on resources of any other. */
const EXTENSIONS = [
  'microsoft.authorization/',
  'microsoft.resources/',
  'microsoft.insights/',
  'microsoft.resourcehealth/',
  'microsoft.advisor/',
  'microsoft.security/',
  'microsoft.policyinsights/',
  'microsoft.alertsmanagement/',
  'microsoft.support/',
  'microsoft.managedservices/',
  'microsoft.maintenance/',
]

/** Can an action of the pattern be done on a resource of this type, or on what such a resource holds? */
function actsOn(pattern: string, type: string): boolean {
  const lower = pattern.toLowerCase()
  const star = lower.indexOf('*')
  const fixed = star < 0 ? lower : lower.slice(0, star)
  if (star >= 0 && `${type}/`.startsWith(fixed)) return true
  if (fixed.startsWith(`${type}/`)) return true
  return EXTENSIONS.some((provider) => fixed.startsWith(provider))
}

/** The part of a list that can act on a resource; null when nothing of it can. */
export function actionsOn(list: ActionList, resource: string): ActionList | null {
  if (isContainer(resource) || resource.startsWith('azure:')) return list
  const type = resourceType(resource)
  if (type === null) return null
  return tidyList({ patterns: list.patterns.filter((pattern) => actsOn(pattern, type)), except: list.except })
}

/** The part of a grant that a resource of the snapshot is: at most one. */
export function piecesOf(grant: GrantOn, resource: string, places: Places): Piece[] {
  const node = places.node(resource)
  if (node === null || isContainer(node.id) || node.id.startsWith('azure:')) return []
  if (!targetCovers({ id: grant.target.id, except: grant.except }, node.id, () => placesAbove(node.id, places)))
    return []
  const list = actionsOn(listOfTexts(grant.actions), node.id)
  if (list === null && grant.actions.length > 0) return []
  const clauses = clausesAt(grant.clauses, node.id, attributesSeen(node.id, places))
  if (clauses === null) return []
  const except = grant.except.filter((pattern) => isWithin(lowerId(node.id), pattern.toLowerCase()))
  const target: Target = {
    id: node.id,
    type: node.type,
    cloud: node.cloud,
    scope: node.scope,
    name: node.name,
    covers: 'resource',
    ...(except.length === 0 ? {} : { except }),
  }
  const own = list ?? { patterns: [], except: [] }
  return [{ target, actions: actionTexts(own), ...kindOfActions(own, grant.plane), clauses }]
}

/** What of a grant's clauses a resource leaves open; null when it makes them impossible. */
export function clausesAt(
  clauses: Clauses,
  resource: string,
  more: ReadonlyMap<string, KeyState> = new Map(),
): Clauses | null {
  if (clauses.length === 0) return clauses
  const left = clausesIn(clauses, contextOfResource(resource, more))
  return left === null ? null : simplify(left)
}
