import type { AzureCall } from './collect/declaration.js'

/**
 * One list of ARM or Microsoft Graph.
 *
 * `path` is the ARM type (`Microsoft.Storage/storageAccounts`) or `graph/` and the path in Microsoft Graph, with an
 * asterisk in place of an id. `az` are the commands of the Azure CLI that print it (`storage account list`). `same` are
 * further paths that answer the same question. `kinds` says of which kind fields are from which facts follow (steps of
 * a path are parted by dots): one that is there and of another kind makes the entry a damaged one. `collect` are the
 * calls by which a live collection asks for it.
 */
export interface AzureList {
  path: string
  az?: readonly string[]
  same?: readonly string[]
  kinds?: Readonly<Record<string, FieldKind>>
  collect?: readonly AzureCall[]
}

export type FieldKind = 'text' | 'texts' | 'object' | 'objects'

/** A call as records name it: `microsoft.storage storage-accounts`, `graph groups-members`. */
export interface Call {
  service: string
  operation: string
}

export const GRAPH = 'graph/'

export function isGraphPath(path: string): boolean {
  return path.startsWith(GRAPH)
}

/** The call that reads a list. */
export function callOf(path: string): Call {
  const [service = '', ...rest] = path.split('/').filter((part) => part !== '*')
  return { service: service.toLowerCase(), operation: rest.map(kebabCase).join('-') }
}

export function callKey({ service, operation }: Call): string {
  return `${service} ${operation}`
}

/** Service and call as the vendor writes them: `Microsoft.Authorization` `roleAssignments`, `graph` `groups/members`. */
export function vendorName(path: string): { service: string; call: string } {
  const [service = '', ...rest] = path.split('/').filter((part) => part !== '*')
  return { service, call: rest.join('/') }
}

export function kebabCase(name: string): string {
  return name
    .slice(0, 200)
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, '')
}

/** The letters and digits of a name, in lower case: `role-assignments` and `roleAssignments` are one name. */
export function plainName(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9*]/g, '')
}
