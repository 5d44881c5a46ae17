import type { FactsBuilder } from '../../src/connector/index.js'
import { canonicalJson, isObject, type Json } from '../../src/model/index.js'
import type { Asset, Inventory } from './asset.js'
import { textField } from './fields.js'
import { canonicalMember } from './full-name.js'
import { addGap } from './resource-type.js'

/** Members and roles that policies name, for the gaps that follow. */
export interface Named {
  /** Group member -> an id whose policy names it. */
  groups: Map<string, string>
  /** Role -> an id whose policy names it. */
  roles: Map<string, string>
  /** Member prefix of workload and workforce pools -> an id whose policy names it. */
  pools: Map<string, string>
  /** Ids of which an allow policy was read. */
  policies: Set<string>
  /** Ids whose allow policy was read in part only, or not at all. */
  damaged: Set<string>
  /** What the policies of each id say, whatever the order of their bindings. */
  texts: Map<string, string[]>
}

export function nobodyNamed(): Named {
  return {
    groups: new Map(),
    roles: new Map(),
    pools: new Map(),
    policies: new Set(),
    damaged: new Set(),
    texts: new Map(),
  }
}

const POOL_MEMBER =
  /^principal(?:Set)?:\/\/(iam\.googleapis\.com\/(?:projects\/[^/]+\/)?locations\/global\/(?:workloadIdentityPools|workforcePools)\/[^/]+)\//

/**
 * Attaches an allow policy to its resource, and notes whom and what it names. Entries that are no bindings are left out
 * with a gap; two different policies of one resource both count, with a gap.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/Policy
 */
export function addAllowPolicy(asset: Asset, facts: FactsBuilder, seen: Named): void {
  const { id, policy } = asset
  const said = isObject(policy) ? (policy['bindings'] ?? []) : null
  if (!Array.isArray(said)) {
    damaged(facts, seen, id, 'its bindings are no list')
    return
  }
  const bindings = said.flatMap((entry) => bindingOf(entry) ?? [])
  if (bindings.length < said.length)
    damaged(facts, seen, id, `${said.length - bindings.length} of its bindings are none`)
  else seen.policies.add(id)
  for (const { role, members } of bindings) note(seen, id, role, members)
  const same = [...bindings]
    .map((binding) => canonicalJson(binding))
    .sort()
    .join('\n')
  const known = seen.texts.get(id) ?? []
  if (known.includes(same)) return
  seen.texts.set(id, [...known, same])
  const document = known.length === 0 ? `${id}#iamPolicy` : `${id}#iamPolicy/${known.length + 1}`
  facts.document({ id: document, name: 'allow policy', document: { bindings } })
  facts.attach({ document, to: id, as: 'binding' })
  if (known.length > 0)
    addGap(facts, {
      scope: id,
      service: serviceOf(id),
      call: 'getIamPolicy',
      reason: 'failed',
      message: `different allow policies of \`${id}\` were imported: all of them count; import dumps of one time only`,
    })
}

interface Binding {
  [field: string]: Json
  role: string
  members: string[]
}

function bindingOf(entry: Json): Binding | null {
  const role = textField(entry, 'role')
  const members = isObject(entry) ? (entry['members'] ?? []) : null
  if (!isObject(entry) || role === null || !Array.isArray(members)) return null
  if (!members.every((member) => typeof member === 'string')) return null
  const { condition } = entry
  if (condition !== undefined && condition !== null && !isObject(condition)) return null
  const who = [...new Set(members.map(canonicalMember))]
  return { role, members: who, ...(isObject(condition) ? { condition } : {}) }
}

function damaged(facts: FactsBuilder, seen: Named, id: string, problem: string): void {
  seen.damaged.add(id)
  addGap(facts, {
    scope: id,
    service: serviceOf(id),
    call: 'getIamPolicy',
    reason: 'failed',
    message: `the allow policy of \`${id}\` could not be read: ${problem}`,
  })
}

/** The API that a resource belongs to, as gaps name it. */
export function serviceOf(id: string): string {
  if (id.startsWith('serviceAccount:')) return 'iam'
  return /^\/\/([a-z0-9-]+)\.googleapis\.com\//.exec(id)?.[1] ?? 'iam'
}

/** Remembers what a policy (or list of members of another kind) names. */
export function note(seen: Named, id: string, role: string | null, members: readonly string[]): void {
  const first = (map: Map<string, string>, key: string): void => {
    const known = map.get(key)
    if (known === undefined || id < known) map.set(key, id)
  }
  if (role !== null && /^(roles|projects\/[^/]+\/roles|organizations\/[^/]+\/roles)\/./.test(role))
    first(seen.roles, role)
  for (const member of members) {
    if (member.startsWith('group:')) first(seen.groups, member)
    const pool = POOL_MEMBER.exec(member)?.[1]
    if (pool !== undefined) first(seen.pools, pool)
  }
}

/** The scope at which gaps about a thing named by a policy stand: the top of what was imported, else the thing itself. */
export function scopeOfNamed(id: string, inventory: Inventory): string {
  const [asset] = inventory.byId.get(id) ?? []
  if (asset === undefined) return inventory.topmost(id) ?? id
  return inventory.topmost(inventory.imported.has(id) ? id : containerOf(asset, inventory)) ?? id
}

/** The nearest container around an asset; its own id if nothing tells. */
export function containerOf(asset: Asset, inventory: Inventory): string {
  const seen = new Set<string>()
  let at = asset
  for (;;) {
    const scope = inventory.scopeOf(at)
    if (scope === null || seen.has(scope)) return asset.id
    seen.add(scope)
    const [next] = inventory.byId.get(scope) ?? []
    if (scope.startsWith('//cloudresourcemanager.googleapis.com/') || next === undefined) return scope
    at = next
  }
}
