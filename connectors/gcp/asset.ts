import type { CallRecord } from '../../src/connector/index.js'
import type { Json, JsonObject } from '../../src/model/index.js'
import type { Directory } from './full-name.js'

/** One statement about one thing: what a record says of it, whichever call printed it. */
export interface Asset {
  /** Its id after the contract. */
  id: string
  /** Its name as it was printed. */
  rawName: string
  /** `storage.googleapis.com/Bucket`. */
  assetType: string
  /** The thing itself as its REST API shows it (or the other content of an export), in camel case; null where only a policy or a search result is there. */
  data: JsonObject | null
  /** The allow policy, if this is a statement of it. */
  policy?: Json
  /** Containers above it, nearest first, itself not among them; empty if the record does not tell. */
  ancestors: readonly string[]
  /** The parent that the record names. */
  parent: string | null
  /** The whole item, in camel case. */
  item: JsonObject
  record: CallRecord
}

/** Everything that the records say, with names settled. */
export interface Inventory extends Directory {
  records: readonly CallRecord[]
  assets: readonly Asset[]
  /** Statements by id. */
  byId: ReadonlyMap<string, readonly Asset[]>
  /** Keys of a service account by its address: statements by the key's id. */
  keysOf(mail: string): ReadonlyMap<string, readonly Asset[]>
  /** Names of roles whose permissions are there. */
  fullRoles: ReadonlySet<string>
  /** Names of deny policies whose rules are there. */
  fullDenyPolicies: ReadonlySet<string>
  /** Access policies by name (`accessPolicies/7`). */
  accessPolicies: ReadonlyMap<string, readonly Asset[]>
  /** Addresses of groups whose members were read. */
  readGroups: ReadonlySet<string>
  /** Addresses of all groups that were listed. */
  groupMails: ReadonlySet<string>
  /** What listed groups are called, by address. */
  groupNames: ReadonlyMap<string, string>
  /** Organizations, sorted. */
  organizations: readonly string[]
  /** The organization, where there is exactly one. */
  organization: string | null
  /** Mail address of a group by the number that Cloud Identity gives it. */
  groups: ReadonlyMap<string, string>
  /** The next container or thing above: null if nothing tells. */
  scopeOf(asset: Asset): string | null
  /** The container above a container; null if nothing tells. */
  above(container: string): string | null
  /** Containers that have a record of their own. */
  imported: ReadonlySet<string>
  /** The highest container with a record of its own on the way up from `id`; null if there is none. */
  topmost(id: string): string | null
  /** All topmost containers, sorted. */
  roots: readonly string[]
}
