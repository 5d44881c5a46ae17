import { isGuid } from './fields.js'

/** Longest ARM id that is read: the vendor's own limit is far below. */
const ID_LIMIT = 4096

export const MANAGEMENT_GROUPS = 'Microsoft.Management/managementGroups'
export const SUBSCRIPTIONS = 'Microsoft.Resources/subscriptions'
export const RESOURCE_GROUPS = 'Microsoft.Resources/resourceGroups'

/**
 * What an ARM id says. `type` is spelled as the id spells it (`Microsoft.Storage/storageAccounts/blobServices`), `parent`
 * is the id of what it stands in or on: the resource, resource group, subscription or management group; null for `/`,
 * for a management group and for a subscription.
 *
 * @see https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/resource-name-rules
 */
export interface ArmId {
  id: string
  type: string
  name: string
  parent: string | null
}

/** An ARM id without the slashes at its end; null if the text is none. */
export function trimmedId(text: string): string | null {
  if (!text.startsWith('/') || text.length > ID_LIMIT) return null
  let end = text.length
  while (end > 1 && text.charCodeAt(end - 1) === 0x2f) end -= 1
  return text.slice(0, end)
}

/** The key under which two spellings of one id are the same. */
export function idKey(id: string): string {
  return id.toLowerCase()
}

/** Reads an ARM id; null if the text is none. `/` is the root scope, with an empty type. */
export function parseArmId(text: string): ArmId | null {
  const id = trimmedId(text)
  if (id === null) return null
  if (id === '/') return { id, type: '', name: '/', parent: null }
  const parts = id.slice(1).split('/')
  if (parts.some((part) => part === '')) return null
  const at = parts.findLastIndex((part) => part.toLowerCase() === 'providers')
  if (at < 0) return parseContainer(id, parts)
  const below = parts.slice(at + 1)
  const [namespace, ...rest] = below
  if (namespace === undefined || rest.length === 0 || rest.length % 2 !== 0) return null
  const type = [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/')
  const name = rest[rest.length - 1] ?? ''
  if (type.toLowerCase() === idKey(MANAGEMENT_GROUPS) && at === 0) return { id, type, name, parent: null }
  const cut = rest.length > 2 ? 2 : below.length + 1
  return { id, type, name, parent: `/${parts.slice(0, parts.length - cut).join('/')}` }
}

function parseContainer(id: string, parts: readonly string[]): ArmId | null {
  const [first = '', name = '', second = '', group = ''] = parts
  if (first.toLowerCase() !== 'subscriptions') return null
  if (parts.length === 2) return { id, type: SUBSCRIPTIONS, name, parent: null }
  if (parts.length !== 4 || second.toLowerCase() !== 'resourcegroups') return null
  return { id, type: RESOURCE_GROUPS, name: group, parent: `/${first}/${name}` }
}

/** The subscription (lower case) that an ARM id lies in; null for the root and for management groups. */
export function subscriptionOf(id: string): string | null {
  const parts = id.split('/', 3)
  const found = parts[1]?.toLowerCase() === 'subscriptions' ? (parts[2] ?? '').toLowerCase() : ''
  return isGuid(found) ? found : null
}

/** The ARM id of a management group, which answers often give by its name alone. */
export function managementGroupId(nameOrId: string): string | null {
  return nameOrId.startsWith('/') ? trimmedId(nameOrId) : `/providers/${MANAGEMENT_GROUPS}/${nameOrId}`
}
