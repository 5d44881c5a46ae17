import type { FactsBuilder } from '../../src/connector/index.js'
import type { GapReason, Json, JsonObject } from '../../src/model/index.js'
import type { Asset, Inventory } from './asset.js'
import type { Collect } from './collect/declaration.js'

/** What the path of a file tells: the project or organization, and what the call was made about. */
export interface Place {
  account: string
  subject: readonly string[]
}

/** Calls besides the asset inventory that print things of one type, and how to know them by their content. */
export interface Listed {
  /** `<service> <operation>`, operation in kebab case: `iam service-accounts-list`. */
  call: string
  /** The field of a list answer that holds them. */
  list?: string
  /** Names of files and folders that hold this call's answers. */
  paths?: readonly string[]
  /** True where `list` and `paths` are words of Google alone; others need a sign of Google in the path when they are empty. */
  isOwnWord?: boolean
  /** Full resource name of an item that is of this type; null for anything else. */
  nameOf(item: JsonObject, place: Place): string | null
}

/** One kind of thing in Google Cloud: where it is read from and how it becomes facts. */
export interface ResourceType {
  /** Its Terraform name. */
  type: string
  /** What the asset inventory calls it. */
  assetTypes: readonly string[]
  listed?: Listed
  /** What a live collection asks about it; left out: the asset inventory tells all of it. */
  collect?: Collect
  /** What the node keeps of the record. */
  properties?(data: JsonObject, asset: Asset): { [name: string]: Json }
  /** Where this is given it says everything; else the asset becomes a resource with the properties above. */
  normalize?(asset: Asset, inventory: Inventory, facts: FactsBuilder): void
  /** Is it no resource that could have an allow policy of its own? */
  hasNoPolicy?: boolean
}

/** Items whose `name` fits a pattern of one service. */
export function named(host: string, pattern: RegExp): Listed['nameOf'] {
  return (item) => {
    const name = item['name']
    if (typeof name !== 'string') return null
    const bare = name.startsWith(`//${host}/`) ? name.slice(host.length + 3) : name
    return pattern.test(bare) ? `//${host}/${bare}` : null
  }
}

/** Items of an API that tells their `kind` and `selfLink` (`https://compute.googleapis.com/compute/v1/projects/...`). */
export function linked(host: string, kind: string): Listed['nameOf'] {
  return (item) => {
    const link = item['selfLink']
    if (item['kind'] !== kind || typeof link !== 'string') return null
    const at = link.indexOf('/projects/')
    return at < 0 ? null : `//${host}${link.slice(at)}`
  }
}

/** A gap, named as the vendor names the call (`iam` `roles.get`). */
export function addGap(
  facts: FactsBuilder,
  at: { scope: string; service: string; call: string; reason: GapReason; message: string },
): void {
  facts.gap({ cloud: 'gcp', region: '', ...at })
}

/** The vendor's name of a recorded call: `service-accounts-keys-list` is `serviceAccounts.keys.list`. */
export function apiCall(operation: string): string {
  return API_CALLS.get(operation) ?? operation.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

const API_CALLS = new Map([
  ['datasets-get', 'datasets.get'],
  ['folders-get', 'folders.get'],
  ['groups-get', 'groups.get'],
  ['groups-lookup', 'groups.lookup'],
  ['locations-list', 'locations.list'],
  ['organizations-get', 'organizations.get'],
  ['policies-get', 'policies.get'],
  ['predefined-roles-list', 'roles.list'],
  ['projects-get', 'projects.get'],
  ['projects-search', 'projects.search'],
  ['access-levels-list', 'accessLevels.list'],
  ['access-policies-list', 'accessPolicies.list'],
  ['assets-list', 'assets.list'],
  ['buckets-list', 'buckets.list'],
  ['datasets-list', 'datasets.list'],
  ['entitlements-list', 'entitlements.list'],
  ['folders-list', 'folders.list'],
  ['groups-list', 'groups.list'],
  ['groups-memberships-list', 'groups.memberships.list'],
  ['organizations-list', 'organizations.search'],
  ['policies-list', 'policies.list'],
  ['policy-bindings-list', 'policyBindings.list'],
  ['principal-access-boundary-policies-list', 'principalAccessBoundaryPolicies.list'],
  ['projects-list', 'projects.list'],
  ['roles-list', 'roles.list'],
  ['service-accounts-keys-list', 'serviceAccounts.keys.list'],
  ['service-accounts-list', 'serviceAccounts.list'],
  ['service-perimeters-list', 'servicePerimeters.list'],
  ['workforce-pools-list', 'workforcePools.list'],
  ['workforce-pools-providers-list', 'workforcePools.providers.list'],
  ['workload-identity-pools-list', 'workloadIdentityPools.list'],
  ['workload-identity-pools-providers-list', 'workloadIdentityPools.providers.list'],
])
