import { ACCESS_ORDER, type Access } from '../../model/index.js'
import type { Kind, Plane } from '../cloud.js'
import { actionTexts, matchesAction, namesAction, tidyList, type ActionList } from './action-list.js'
import { globsIntersect } from '../../model/glob.js'

/** Actions that decide who may do what: the power over access itself. */
const PERMISSIONS: readonly string[] = [
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleAssignments/delete',
  'Microsoft.Authorization/roleDefinitions/write',
  'Microsoft.Authorization/roleDefinitions/delete',
  'Microsoft.Authorization/denyAssignments/write',
  'Microsoft.Authorization/denyAssignments/delete',
  'Microsoft.Authorization/elevateAccess/action',
  'Microsoft.Authorization/roleAssignmentScheduleRequests/write',
  'Microsoft.Authorization/roleEligibilityScheduleRequests/write',
  'Microsoft.Authorization/roleManagementPolicies/write',
]

const TAGS = 'Microsoft.Resources/tags/write'

/** Beginnings of the last word of an action (`listKeys/action`) that only reads. */
const READING = [
  'list',
  'get',
  'read',
  'export',
  'download',
  'query',
  'search',
  'check',
  'validate',
  'verify',
  'peek',
  'receive',
  'decrypt',
  'unwrap',
  'backup',
  'show',
  'begingetaccess',
  'generateuserdelegationkey',
]

/** Actions on the data plane that touch no content: they sign in, run something, or see names only. */
const NO_CONTENT: readonly string[] = [
  '*/login/action',
  '*/loginAsAdmin/action',
  '*/runAsSuperUser/action',
  '*/readMetadata/action',
  '*/execute/action',
  '*/exec/action',
  '*/connect/action',
  'Microsoft.KeyVault/vaults/*/read',
  'Microsoft.KeyVault/vaults/read',
]

/** Actions of the control plane that hand out content all the same, by how they begin. */
const CONTENT_BY_CONTROL = [
  'microsoft.containerregistry/registries/pull/',
  'microsoft.containerregistry/registries/push/',
  'microsoft.operationalinsights/workspaces/query/',
  'microsoft.operationalinsights/workspaces/search/',
  'microsoft.operationalinsights/workspaces/analytics/query/',
  'microsoft.insights/logs/',
]

/** Data actions that list what they read. */
const LISTING: readonly string[] = [
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
  'Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read',
  'Microsoft.Storage/storageAccounts/tableServices/tables/entities/read',
  'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  'Microsoft.KeyVault/vaults/keys/read',
  'Microsoft.KeyVault/vaults/certificates/read',
]

const known = new Map<string, Kind>()
const MOST_KNOWN = 50_000

/**
 * What kind of access a list of actions is. The last word of an action tells: `read` reads, `write` and `delete` write,
 * an `action` writes unless its name says that it reads.
 *
 * LIMIT: content that a wildcard of the control plane hands out (a registry's images under `*` + `/read`) is told as data
 * only where a pattern names the service.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions#actions-format
 */
export function kindOfActions(list: ActionList, plane: Plane | null): Kind {
  const key = `${plane ?? ''}\n${actionTexts(list).join('\n')}`
  const there = known.get(key)
  if (there !== undefined) return there
  const found = new Set<Access>()
  for (const pattern of list.patterns) for (const access of accessOf(pattern, list, plane)) found.add(access)
  if (PERMISSIONS.some((action) => namesAction(list, action))) found.add('permissions')
  if (LISTING.some((action) => plane === 'data' && namesAction(list, action))) found.add('list')
  const kind = {
    access: ACCESS_ORDER.filter((access) => found.has(access)),
    data: list.patterns.some((pattern) => touchesContent(pattern, plane)),
  }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, kind)
  return kind
}

function accessOf(pattern: string, list: ActionList, plane: Plane | null): Access[] {
  const lower = pattern.toLowerCase()
  if (!lower.includes('*')) return accessOfAction(lower)
  const left = (suffix: string): boolean =>
    globsIntersect(lower, `*${suffix}`) && !list.except.some((out) => coversSuffix(out.toLowerCase(), lower, suffix))
  const found: Access[] = []
  if (left('/read')) found.push('read')
  const ending = lower.slice(lower.lastIndexOf('/') + 1)
  if (ending === 'action') found.push(...accessOfAction(lower))
  else if (ending !== 'read' && ['/write', '/delete', '/action'].some(left)) {
    // The power over access is told as such, and alone where a pattern names nothing else.
    if (!lower.startsWith('microsoft.authorization/')) found.push('write')
  }
  if (plane !== 'data' && namesAction({ patterns: [pattern], except: list.except }, TAGS)) found.push('tag')
  return found
}

/** Does an exception take everything with this ending from the pattern? */
function coversSuffix(except: string, pattern: string, suffix: string): boolean {
  return except === `*${suffix}` || except === `${pattern}${suffix}` || except === pattern
}

function accessOfAction(lower: string): Access[] {
  const segments = lower.split('/')
  const last = segments.at(-1) ?? ''
  if (last === 'read') return ['read']
  if (lower.startsWith('microsoft.resources/tags/')) return ['tag']
  if (PERMISSIONS.some((action) => matchesAction(lower, action))) return ['permissions']
  if (lower.startsWith('microsoft.authorization/') && (last === 'write' || last === 'delete')) {
    const type = segments[1] ?? ''
    return /^(role|deny|classic)/.test(type) ? ['permissions'] : ['write']
  }
  if (last === 'action') {
    const verb = segments.at(-2) ?? ''
    if (verb === 'readmetadata') return ['list']
    return READING.some((word) => verb.startsWith(word)) ? ['read'] : ['write']
  }
  return ['write']
}

function touchesContent(pattern: string, plane: Plane | null): boolean {
  const lower = pattern.toLowerCase()
  if (plane === 'data') return tidyList({ patterns: [pattern], except: NO_CONTENT }) !== null
  return CONTENT_BY_CONTROL.some((beginning) => lower.startsWith(beginning))
}
