import type { JsonObject } from '../../../src/model/index.js'

/**
 * How a live collection asks for one list, declared beside the list in its resource type.
 *
 * `source` is what answers: `arm` (Azure Resource Manager), `authorization` (ARM through `@azure/arm-authorization`),
 * `resource-graph` (one query holds all types that say so) or `graph` (Microsoft Graph).
 */
export interface AzureCall {
  source: 'arm' | 'authorization' | 'resource-graph' | 'graph'
  /**
   * What it is asked about: once in the tenant, in each subscription or management group, or for each entry of the list
   * `of`. `root` is the scope `/`, which is asked only where the caller sees no subscription: what stands there is in
   * the answers about each subscription, too.
   */
  per: 'tenant' | 'root' | 'subscription' | 'management-group' | 'entry' | 'eligible-role'
  /** The URL's path below the endpoint; `{scope}` is an ARM id, `{id}` the ARM id or the object id of an entry. */
  api: string
  /** The api-version of ARM, or the version of Microsoft Graph. */
  version: string
  query?: Readonly<Record<string, string>>
  /** Actions of Azure roles (`Microsoft.Authorization/roleAssignments/read`), or application permissions of Graph. */
  needs: readonly string[]
  /** The list whose entries it is asked about. */
  of?: string
  /** Which of these entries; all where left out. */
  when?: (entry: JsonObject) => boolean
  /** The answer is one object, not a list. */
  isObject?: boolean
  /** Each page is an answer of its own: for lists that are too large to be held. */
  isStreamed?: boolean
  /**
   * The answer lists parents with this field expanded; each parent's part is kept as the answer that a call about that
   * parent alone would have given.
   */
  splitAt?: string
  /** For an inventory by Resource Graph: is it a gap where ARM knows of a resource that the query does not return? */
  isChecked?: boolean
}

/**
 * Graph expands this many objects of a relation and does not always say that there are more.
 *
 * @see https://learn.microsoft.com/en-us/graph/known-issues (query parameter limitations)
 */
export const EXPAND_LIMIT = 20

/** Was an expanded field of an entry cut off, or may it have been? */
export function isCutOff(entry: JsonObject, field: string): boolean {
  const expanded = entry[field]
  const next = entry[`${field}@odata.nextLink`]
  return (Array.isArray(expanded) && expanded.length >= EXPAND_LIMIT) || typeof next === 'string'
}
