/** One spelling for comparisons: lower case, no slash at the end; the root scope is `/`. */
export function lowerId(id: string): string {
  let end = id.length
  while (end > 1 && id[end - 1] === '/') end--
  const lower = id.slice(0, end).toLowerCase()
  return lower === '' ? '/' : lower
}

/** The last segment of an id, in lower case: the GUID of a role definition. */
export function lastSegment(id: string): string {
  const lower = lowerId(id)
  return lower.slice(lower.lastIndexOf('/') + 1)
}

/**
 * Is `below` the scope itself or a child of it by its id? Both in the spelling of `lowerId`. Whole segments count:
 * `rg1` is no parent of `rg10`. Management groups stand in no id but their own.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/scope-overview
 */
export function isWithin(scope: string, below: string): boolean {
  if (scope === '/') return below.startsWith('/')
  return below.startsWith(scope) && (below.length === scope.length || below[scope.length] === '/')
}

const MANAGEMENT_GROUP = '/providers/microsoft.management/managementgroups/'

export function isManagementGroup(id: string): boolean {
  return id.toLowerCase().startsWith(MANAGEMENT_GROUP)
}

/** Does the id name a container (root, management group, subscription, resource group) and no resource? */
export function isContainer(id: string): boolean {
  const segments = lowerId(id)
    .split('/')
    .filter((segment) => segment !== '')
  if (segments.length === 0) return true
  if (isManagementGroup(id)) return segments.length === 4
  return (
    segments[0] === 'subscriptions' &&
    (segments.length === 2 || (segments.length === 4 && segments[2] === 'resourcegroups'))
  )
}

/** A level of a resource's id: its full type and the name there. */
export interface TypedName {
  readonly type: string
  readonly name: string
}

/**
 * The types and names that a resource id spells, outermost first: a container gives its storage account, its blob
 * service and itself. Empty for scopes. Of an extension resource only the last provider counts.
 */
export function typedNames(id: string): TypedName[] {
  const segments = id.split('/').filter((segment) => segment !== '')
  let provider = -1
  for (let i = 0; i < segments.length; i++) if (segments[i]?.toLowerCase() === 'providers') provider = i
  const namespace = provider < 0 ? undefined : segments[provider + 1]
  if (namespace === undefined) return []
  const found: TypedName[] = []
  let type = namespace
  for (let i = provider + 2; i < segments.length; i += 2) {
    type = `${type}/${segments[i] ?? ''}`
    const name = segments[i + 1]
    if (name !== undefined) found.push({ type, name })
  }
  return found
}

/** The full type of a resource, in lower case; null for what is no resource. */
export function resourceType(id: string): string | null {
  return typedNames(id).at(-1)?.type.toLowerCase() ?? null
}

/** The id of the nearest thing above by its id: a parent resource, a resource group, a subscription, the root. */
export function parentByName(id: string): string | null {
  const segments = id.split('/').filter((segment) => segment !== '')
  if (segments.length === 0) return null
  if (isManagementGroup(id) && segments.length === 4) return '/'
  const provider = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers')
  const kept = provider >= 0 && segments.length - provider <= 4 ? segments.slice(0, provider) : segments.slice(0, -2)
  return `/${kept.join('/')}`
}
