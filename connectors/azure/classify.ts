import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { parseArmId } from './arm-id.js'
import { isGuid, listField, objectField, textField } from './fields.js'
import type { ListIndex } from './list-index.js'
import { GRAPH } from './list-name.js'

/** Any ARM resource whose type is not known by name is listed here. */
export const OTHER_RESOURCES = 'Microsoft.Resources/resources'

/** The list that an entry belongs to by what it says of itself; null if it is not Azure's or does not tell. */
export function listOfItem(item: JsonObject, lists: ListIndex): string | null {
  return listOfArm(item, lists) ?? listOfFlat(item) ?? listOfGraphType(item) ?? listOfGraph(item)
}

/** By ARM id or ARM type. An id tells more than `type`, which differs between APIs for one thing. */
function listOfArm(item: JsonObject, lists: ListIndex): string | null {
  const id = textField(item, 'id')
  const parsed = id === null || id === '/' ? null : parseArmId(id)
  if (parsed !== null) return lists.ofArmType(parsed.type) ?? OTHER_RESOURCES
  const type = textField(item, 'type')
  return type === null ? null : lists.ofArmType(type)
}

/** What the Azure CLI prints without an ARM id. */
function listOfFlat(item: JsonObject): string | null {
  const has = (...names: string[]): boolean => names.every((name) => Object.hasOwn(item, name))
  const id = textField(item, 'id') ?? ''
  if (
    has('tenantId', 'state') &&
    isGuid(id) &&
    (has('cloudName') || has('homeTenantId') || has('subscriptionPolicies'))
  )
    return 'Microsoft.Resources/subscriptions'
  if (has('roleName', 'permissions')) return 'Microsoft.Authorization/roleDefinitions'
  if (id.startsWith('NA(') && has('principalName', 'scope')) return 'Microsoft.Authorization/classicAdministrators'
  if (has('roleDefinitionId', 'principalId', 'scope') && (textField(item, 'scope') ?? '').startsWith('/'))
    return 'Microsoft.Authorization/roleAssignments'
  const properties = objectField(item, 'properties')
  if (
    properties !== null &&
    has('name') &&
    ['publicAccess', 'hasImmutabilityPolicy'].every((name) => Object.hasOwn(properties, name))
  )
    return 'Microsoft.Storage/storageAccounts/blobServices/containers'
  return null
}

const GRAPH_TYPES: ReadonlyMap<string, string> = new Map([
  ['#microsoft.graph.user', 'users'],
  ['#microsoft.graph.group', 'groups'],
  ['#microsoft.graph.serviceprincipal', 'servicePrincipals'],
  ['#microsoft.graph.application', 'applications'],
  ['#microsoft.graph.organization', 'organization'],
  ['#microsoft.graph.directoryrole', 'directoryRoles'],
  ['#microsoft.graph.approleassignment', 'appRoleAssignments'],
  ['#microsoft.graph.oauth2permissiongrant', 'oauth2PermissionGrants'],
  ['#microsoft.graph.federatedidentitycredential', 'applications/*/federatedIdentityCredentials'],
  ['#microsoft.graph.unifiedroleassignment', 'roleManagement/directory/roleAssignments'],
  ['#microsoft.graph.unifiedroledefinition', 'roleManagement/directory/roleDefinitions'],
  [
    '#microsoft.graph.unifiedroleassignmentscheduleinstance',
    'roleManagement/directory/roleAssignmentScheduleInstances',
  ],
  ['#microsoft.graph.unifiedroleassignmentschedule', 'roleManagement/directory/roleAssignmentScheduleInstances'],
  [
    '#microsoft.graph.unifiedroleeligibilityscheduleinstance',
    'roleManagement/directory/roleEligibilityScheduleInstances',
  ],
  ['#microsoft.graph.unifiedroleeligibilityschedule', 'roleManagement/directory/roleEligibilityScheduleInstances'],
  ['#microsoft.graph.delegatedadminrelationship', 'tenantRelationships/delegatedAdminRelationships'],
  ['#microsoft.graph.crosstenantaccesspolicyconfigurationpartner', 'policies/crossTenantAccessPolicy/partners'],
  ['#microsoft.graph.crosstenantaccesspolicyconfigurationdefault', 'policies/crossTenantAccessPolicy/default'],
])

function listOfGraphType(item: JsonObject): string | null {
  const type = textField(item, '@odata.type')
  if (type === null || !type.startsWith('#microsoft.graph.')) return null
  return `${GRAPH}${GRAPH_TYPES.get(type.toLowerCase()) ?? type.slice('#microsoft.graph.'.length)}`
}

/** Property names that only one kind of directory object has, the most telling first. */
const GRAPH_SIGNS: readonly (readonly [path: string, all: readonly string[], any: readonly string[]])[] = [
  ['organization', ['verifiedDomains'], []],
  ['applications/*/federatedIdentityCredentials', ['issuer', 'audiences'], ['subject', 'claimsMatchingExpression']],
  ['appRoleAssignments', ['appRoleId', 'principalId', 'resourceId'], []],
  ['oauth2PermissionGrants', ['clientId', 'consentType', 'resourceId'], []],
  ['tenantRelationships/delegatedAdminRelationships', ['accessDetails'], ['customer', 'autoExtendDuration']],
  ['policies/crossTenantAccessPolicy/partners', ['tenantId'], ['b2bCollaborationInbound', 'isServiceProvider']],
  ['policies/crossTenantAccessPolicy/default', ['isServiceDefault'], ['b2bCollaborationInbound', 'inboundTrust']],
  ['roleManagement/directory/roleDefinitions', ['rolePermissions'], []],
  ['roleManagement/directory/roleEligibilityScheduleInstances', ['roleEligibilityScheduleId', 'directoryScopeId'], []],
  ['roleManagement/directory/roleAssignmentScheduleInstances', ['roleAssignmentScheduleId', 'directoryScopeId'], []],
  ['roleManagement/directory/roleAssignments', ['roleDefinitionId', 'principalId', 'directoryScopeId'], []],
  ['directoryRoles', ['roleTemplateId', 'displayName'], []],
  ['users', ['userPrincipalName'], []],
  ['servicePrincipals', ['appId'], ['servicePrincipalType', 'servicePrincipalNames', 'appOwnerOrganizationId']],
  [
    'applications',
    ['appId'],
    ['signInAudience', 'identifierUris', 'requiredResourceAccess', 'publisherDomain', 'federatedIdentityCredentials'],
  ],
  ['groups', ['displayName'], ['securityEnabled', 'mailEnabled', 'groupTypes', 'membershipRule', 'isAssignableToRole']],
]

function listOfGraph(item: JsonObject): string | null {
  const id = textField(item, 'id')
  for (const [path, all, any] of GRAPH_SIGNS) {
    if (!all.every((name) => Object.hasOwn(item, name))) continue
    if (any.length > 0 && !any.some((name) => Object.hasOwn(item, name))) continue
    const isDirectoryObject = !path.includes('/') && path !== 'appRoleAssignments' && path !== 'oauth2PermissionGrants'
    if (isDirectoryObject && (id === null || !isGuid(id))) continue
    return `${GRAPH}${path}`
  }
  return null
}

/**
 * What `@odata.context` says: `...$metadata#groups(members())` is the list `graph/groups`, `...#groups('<id>')/owners` a
 * list of one group. Null where it names no list of its own (`directoryObjects`).
 */
export function listOfContext(context: string): { path: string; ids: string[] } | null {
  const fragment = context.slice(0, 4096).split('$metadata#')[1]
  if (fragment === undefined) return null
  const ids: string[] = []
  let path = ''
  let depth = 0
  let inner = ''
  for (const char of fragment) {
    if (char === '(') {
      depth += 1
      if (depth === 1) inner = ''
    } else if (char === ')') {
      depth -= 1
      if (depth === 0 && inner.startsWith("'")) {
        ids.push(inner.slice(1, -1))
        path += '/*'
      }
    } else if (depth > 0) inner += char
    else path += char
  }
  path = path.replace(/\/\$entity$/, '')
  if (path === '' || path.startsWith('directoryObjects') || path.startsWith('Collection')) return null
  return { path: `${GRAPH}${path}`, ids }
}

/** One document as a list of entries; null if it has not the shape of a list or of an object. */
export interface Listing {
  items: Json[]
  context: string | null
  /** Says the answer that it goes on? */
  continues: boolean
  /** Was it written as `{"value": [...]}`, as ARM and Graph do? */
  isWrapped: boolean
}

/**
 * The entries of an ARM or Graph list, of a flat list of the Azure CLI, of rows of Resource Graph, or one object alone.
 *
 * @see https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/work-with-data
 */
export function listingOf(document: Json): Listing | null {
  if (Array.isArray(document)) {
    const pages = document.length > 0 && document.every((page) => listField(page, 'value') !== null)
    if (!pages) return { items: document, context: null, continues: false, isWrapped: false }
    const read = document.flatMap((page) => listingOf(page) ?? [])
    return {
      items: read.flatMap(({ items }) => items),
      context: read[0]?.context ?? null,
      continues: read.every(({ continues }) => continues),
      isWrapped: true,
    }
  }
  if (!isObject(document)) return null
  const value = listField(document, 'value') ?? rowsOf(document)
  const context = textField(document, '@odata.context')
  if (value === null) return { items: [document], context, continues: false, isWrapped: false }
  const next = ['nextLink', '@odata.nextLink', '$skipToken', 'skip_token', 'skipToken']
  return { items: value, context, continues: next.some((name) => textField(document, name) !== null), isWrapped: true }
}

function rowsOf(document: JsonObject): Json[] | null {
  const isAnswer = ['totalRecords', 'total_records', 'count', 'resultTruncated'].some((name) =>
    Object.hasOwn(document, name),
  )
  return isAnswer ? listField(document, 'data') : null
}
