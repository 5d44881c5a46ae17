import { UserError, type Facts, type Gap } from '../../model/index.js'
import type { AccessQuestion, ActionsLeft, CloudMeaning, GrantOn, Places, Plane } from '../cloud.js'
import type { Clauses } from '../condition/clauses.js'
import {
  actionsBeyond,
  actionTexts,
  joinedLists,
  listOfTexts,
  namesAction,
  tidyList,
  type ActionList,
} from './action-list.js'
import { kindOfActions } from './action-kind.js'
import { resourceType, typedNames } from './arm-id.js'
import { isDataAction } from './data-actions.js'
import { namedDataActions } from './world/azure-world.js'
import { deriveAzure } from './world/derive.js'
import { azureExplainer } from './world/explain.js'
import { FEDERATED } from './world/federated-credentials.js'
import { attributesSeen, clausesAt, piecesOf, placesAbove, targetCovers } from './world/reach.js'

/** Azure and Entra, as questions ask of it. */
export const azureMeaning: CloudMeaning = {
  cloud: 'azure',
  derive: deriveAzure,
  ownsAction,
  ownsId,
  question,
  actionsLeft,
  pieces: (grant, resource, places) => piecesOf(grant, resource, places),
  expands: (grant) => grant.target.id.startsWith('/'),
  explainer: (facts, today) => azureExplainer(facts, today),
  concerns,
}

/** Actions are `Provider.Name/type/.../verb`; permissions on Microsoft Graph stand behind `graph:`. */
export function ownsAction(text: string): boolean {
  const lower = text.trim().toLowerCase()
  if (lower.startsWith('graph:') || lower === FEDERATED.toLowerCase()) return true
  const slash = lower.indexOf('/')
  if (slash <= 0) return false
  const provider = lower.slice(0, slash)
  return !provider.includes(':') && (provider === '*' || /^[a-z0-9]+(\.[a-z0-9*]+)+$/.test(provider))
}

const ID_BEGINNINGS = ['/subscriptions/', '/providers/microsoft.', 'azure:', 'authenticated:azure']

export function ownsId(text: string): boolean {
  const lower = text.trim().toLowerCase()
  return lower === '/' || ID_BEGINNINGS.some((beginning) => lower.startsWith(beginning))
}

/** Throws UserError for a text that is no action or no scope of Azure. */
export function checkAsked(action: string, resource: string): void {
  if (!ownsAction(action) || action.includes('*'))
    throw new UserError(
      `\`${action}\` is no action of Azure`,
      'name the action as Azure writes it, such as `Microsoft.Storage/storageAccounts/read`',
    )
  if (!ownsId(resource))
    throw new UserError(
      `\`${resource}\` is no resource of Azure`,
      'give an ARM id such as `/subscriptions/<id>/resourceGroups/<name>`, or `azure:<tenant>` for the directory',
    )
}

function question(action: string, resource: string, places: Places, data: boolean, facts: () => Facts): AccessQuestion {
  checkAsked(action, resource)
  const plane: Plane =
    data || isDataAction(action) || isDataAction(action, namedDataActions(facts())) ? 'data' : 'control'
  const node = places.node(resource)
  const id = node?.id ?? resource
  let above: ReadonlySet<string> | null = null
  const list: ActionList = { patterns: [action], except: [] }
  return {
    resource: id,
    type: node?.type ?? typeOfId(id),
    becoming: action.toLowerCase() === FEDERATED.toLowerCase(),
    names: (actions, of) => {
      if (actions.length === 0) return true
      return (of === null || of === plane) && namesAction(listOfTexts(actions), action)
    },
    left: (grant: GrantOn): Clauses | null => {
      const covered = targetCovers(
        { id: grant.target.id, except: grant.except },
        id,
        () => (above ??= placesAbove(id, places)),
      )
      return covered
        ? clausesAt(grant.clauses, id, grant.clauses.length === 0 ? undefined : attributesSeen(id, places))
        : null
    },
    kind: kindOfActions(list, plane),
  }
}

function typeOfId(id: string): string {
  const type = resourceType(id)
  if (type !== null) return `azurerm_${type.slice(type.lastIndexOf('/') + 1)}`
  if (id.toLowerCase().startsWith('azure:')) return id.includes('/') ? 'azuread_principal' : 'azure_tenant'
  return typedNames(id).length > 0 || id.split('/').length > 3 ? 'azurerm_resource_group' : 'azure_subscription'
}

/**
 * The actions of any of `lists` that none of `without` names, in as few lists as can say it.
 *
 * LIMIT: Azure publishes no whole catalogue of its operations: whether a remainder such as `*` less `*` + `/read` names
 * anything is not asked.
 */
export function actionsLeft(
  lists: readonly (readonly string[])[],
  without: readonly (readonly string[])[],
  _target: string,
  plane?: Plane | null,
): ActionsLeft[] {
  const taken = without.map(listOfTexts)
  const found = new Map<Plane, ActionList[]>()
  for (const list of lists.map(listOfTexts)) {
    const own = plane ?? planeOf(list)
    let left: ActionList[] = [list]
    for (const each of taken) {
      // Neither plane takes anything from the other.
      if ((plane ?? planeOf(each)) === own) left = left.flatMap((part) => actionsBeyond(part, each).map((p) => p.list))
    }
    found.set(own, [...(found.get(own) ?? []), ...left])
  }
  return [...found].flatMap(([own, left]) =>
    joinedLists(left.map(tidyList).filter((list) => list !== null)).map((list) => ({
      actions: actionTexts(list),
      ...kindOfActions(list, own),
    })),
  )
}

/** Where a list does not say its plane, the patterns that only the data plane has do. */
function planeOf(list: ActionList): Plane {
  return list.patterns.some((pattern) => isDataAction(pattern)) ? 'data' : 'control'
}

const DIRECTORY = /^(graph:|microsoft\.directory\/)/i

/** Gaps of Azure RBAC concern every action there, those of the directory all of them: groups carry roles. */
function concerns(gap: Gap, action: string): boolean {
  if (gap.cloud !== 'azure') return false
  if (gap.service.toLowerCase() === 'graph' || gap.service === '*') return true
  const service = gap.service.toLowerCase()
  if (service === 'microsoft.authorization' || service === 'microsoft.managedservices') return !DIRECTORY.test(action)
  return action.toLowerCase().startsWith(`${service}/`)
}
