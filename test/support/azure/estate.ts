import type { JsonObject } from '../../../src/model/index.js'

/** Entries of every list of an estate, by list (`Microsoft.Storage/storageAccounts`, `graph/users`). */
export type Estate = Record<string, readonly JsonObject[]>

/** The answer to a request; null where the server knows no such address. */
export interface Found {
  entries?: readonly JsonObject[]
  object?: JsonObject
  rows?: readonly JsonObject[]
}

const AUTHORIZATION = /^(.*)\/providers\/microsoft\.authorization\/(\w+)$/i

/** What ARM answers about an estate: lists at, above and below a scope, and the lists of one parent. */
export function armAnswer(estate: Estate, path: string, query: URLSearchParams, body: JsonObject | null): Found | null {
  const of = (list: string): readonly JsonObject[] => estate[list] ?? []
  if (path === '/subscriptions') return { entries: of('Microsoft.Resources/subscriptions') }
  if (path === '/providers/Microsoft.Management/managementGroups')
    return { entries: of('Microsoft.Management/managementGroups').map(withoutChildren) }
  if (path === '/providers/Microsoft.ResourceGraph/resources' && body !== null) return { rows: rows(estate, body) }
  const group = of('Microsoft.Management/managementGroups').find(({ id }) => id === path)
  if (group !== undefined && query.get('$expand') === 'children') return { object: group }
  const authorization = AUTHORIZATION.exec(path)
  if (authorization !== null) return { entries: ofScope(estate, authorization[1] ?? '', authorization[2] ?? '', query) }
  const inSubscription = /^(\/subscriptions\/[^/]+)\/(.+)$/.exec(path)
  const [, subscription = '', rest = ''] = inSubscription ?? []
  const within = (entries: readonly JsonObject[]): JsonObject[] => entries.filter(({ id }) => starts(id, subscription))
  if (rest === 'resourcegroups') return { entries: within(of('Microsoft.Resources/resourceGroups')) }
  if (rest === 'resources') return { entries: within(resources(estate)).map(withoutProperties) }
  if (rest === 'providers/Microsoft.ManagedServices/registrationAssignments')
    return {
      entries: within(of('Microsoft.ManagedServices/registrationAssignments')).map((entry) =>
        query.get('$expandRegistrationDefinition') === 'true' ? entry : withoutDefinition(entry),
      ),
    }
  if (path.endsWith('/blobServices/default/containers'))
    return {
      entries: of('Microsoft.Storage/storageAccounts/blobServices/containers').filter(({ id }) => starts(id, path)),
    }
  if (path.endsWith('/federatedIdentityCredentials'))
    return {
      entries: of('Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials').filter(({ id }) =>
        starts(id, path),
      ),
    }
  return null
}

/** What Microsoft Graph answers: expansions are part of an entry only where they were asked for. */
export function graphAnswer(estate: Estate, path: string, query: URLSearchParams): Found | null {
  const of = (list: string): readonly JsonObject[] => estate[`graph/${list}`] ?? []
  const [, version = '', rest = ''] = /^\/(v1\.0|beta)\/(.+)$/.exec(path) ?? []
  const child = /^(groups|applications|servicePrincipals)\/([^/]+)\/(\w+)$/.exec(rest)
  if (child !== null) {
    const [, kind = '', id = '', relation = ''] = child
    if (relation === 'appRoleAssignedTo')
      return { entries: of('appRoleAssignments').filter(({ resourceId }) => resourceId === id) }
    const all = listIn(
      of(kind).find((entry) => entry['id'] === id),
      relation,
    )
    // As the vendor says of version 1.0.
    const isLeftOut = (entry: JsonObject): boolean =>
      version === 'v1.0' && relation === 'members' && entry['@odata.type'] === '#microsoft.graph.servicePrincipal'
    return { entries: all.filter((entry) => !isLeftOut(entry)) }
  }
  if (rest === 'policies/crossTenantAccessPolicy/default') {
    const [only] = of(rest)
    return { object: only ?? { isServiceDefault: true } }
  }
  const expand = /^\w+/.exec(query.get('$expand') ?? '')?.[0] ?? null
  const isOfIds = query.get('$select') === 'id'
  const known = `graph/${rest}` in estate || KNOWN.has(rest)
  return known ? { entries: of(rest).map((entry) => expanded(entry, expand, isOfIds)) } : null
}

const KNOWN = new Set([
  'organization',
  'users',
  'groups',
  'servicePrincipals',
  'applications',
  'oauth2PermissionGrants',
  'roleManagement/directory/roleAssignments',
  'roleManagement/directory/roleAssignmentScheduleInstances',
  'roleManagement/directory/roleEligibilityScheduleInstances',
  'roleManagement/directory/roleDefinitions',
  'tenantRelationships/delegatedAdminRelationships',
  'policies/crossTenantAccessPolicy/partners',
])
const RELATIONS = ['members', 'owners', 'federatedIdentityCredentials']

function expanded(entry: JsonObject, expand: string | null, isOfIds: boolean): JsonObject {
  const own = Object.fromEntries(
    Object.entries(entry).filter(([name]) => !RELATIONS.includes(name) && (!isOfIds || name === 'id')),
  )
  return expand === null ? own : { ...own, [expand]: listIn(entry, expand).slice(0, 20) }
}

function listIn(entry: JsonObject | undefined, name: string): JsonObject[] {
  const list = entry?.[name]
  return Array.isArray(list) ? (list as JsonObject[]) : []
}

function ofScope(estate: Estate, scope: string, list: string, query: URLSearchParams): JsonObject[] {
  const filter = query.get('$filter') ?? ''
  const all = Object.entries(estate).find(
    ([name]) => name.toLowerCase() === `microsoft.authorization/${list.toLowerCase()}`,
  )
  const entries = [...(all?.[1] ?? [])]
  if (list === 'roleDefinitions')
    return filter === "type eq 'CustomRole'"
      ? entries.filter((entry) => (entry['properties'] as JsonObject)['type'] === 'CustomRole')
      : entries
  if (scope === '') return entries.filter(({ id }) => starts(id, '/providers/Microsoft.Authorization'))
  const isAt = (id: unknown): boolean => starts(id, `${scope}/`)
  const isOfGroup = (id: unknown): boolean => starts(id, '/providers/')
  if (scope.startsWith('/providers/')) return entries.filter(({ id }) => isAt(id))
  const role = /^roleDefinitionId eq '(.+)'$/.exec(filter)?.[1]
  if (role !== undefined)
    return entries.filter(
      (entry) => isAt(entry['id']) && (entry['properties'] as JsonObject)['roleDefinitionId'] === role,
    )
  return entries.filter(({ id }) => isAt(id) || isOfGroup(id))
}

/** Resource Graph answers with the types that the query names, their names in lower case. */
function rows(estate: Estate, body: JsonObject): JsonObject[] {
  const query = String(body['query'])
  const [subscription] = body['subscriptions'] as string[]
  return resources(estate)
    .map((entry) => ({ ...entry, type: String(entry['type']).toLowerCase() }))
    .filter(({ type }) => query.includes(`'${type}'`))
    .filter((entry: JsonObject) => starts(entry['id'], `/subscriptions/${subscription ?? ''}/`))
}

function resources(estate: Estate): JsonObject[] {
  return Object.entries(estate)
    .filter(
      ([list]) =>
        list.split('/').length === 2 &&
        !/^(graph|Microsoft\.(Authorization|Resources|Management|ManagedServices))\//.test(list),
    )
    .flatMap(([, entries]) => entries)
}

function withoutProperties({ properties: _, ...entry }: JsonObject): JsonObject {
  return entry
}

function withoutChildren(entry: JsonObject): JsonObject {
  const { tenantId = null, displayName = null } = entry['properties'] as JsonObject
  return { ...entry, properties: { tenantId, displayName } }
}

function withoutDefinition(entry: JsonObject): JsonObject {
  const { registrationDefinition: _, ...properties } = entry['properties'] as JsonObject
  return { ...entry, properties }
}

function starts(id: unknown, start: string): boolean {
  return typeof id === 'string' && id.toLowerCase().startsWith(start.toLowerCase())
}
