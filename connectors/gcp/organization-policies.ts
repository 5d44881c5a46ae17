import type { FactsBuilder } from '../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import type { Asset, Inventory } from './asset.js'
import { booleanField, objectField, objectsField, textField } from './fields.js'
import { containerId, isContainer } from './full-name.js'

const PUBLIC_ACCESS_PREVENTION = 'storage.publicAccessPrevention'

/**
 * Organization policies: as `constraints` on the container that sets them, and, for public access prevention, on every
 * bucket below it. They are posture; no other constraint changes what a policy grants.
 *
 * @see https://cloud.google.com/resource-manager/docs/organization-policy/understanding-hierarchy
 * @see https://cloud.google.com/storage/docs/public-access-prevention
 */
export function addEffectiveConstraints(inventory: Inventory, facts: FactsBuilder): void {
  const constraints = new Map<string, JsonObject>()
  for (const asset of inventory.assets) {
    for (const [scope, name, policy] of policiesIn(asset, inventory)) {
      const known = constraints.get(scope) ?? {}
      constraints.set(scope, { [name]: policy, ...known })
    }
  }
  for (const [scope, said] of constraints) {
    const node = facts.get(scope)
    if (node !== undefined)
      node.properties['constraints'] = Object.fromEntries(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  for (const asset of inventory.assets) {
    const node = facts.get(asset.id)
    if (node?.type !== 'google_storage_bucket' || node.properties['publicAccessPrevention'] === 'enforced') continue
    const from = enforcedAt(node.scope, constraints, inventory)
    if (from === null) continue
    node.properties['publicAccessPrevention'] = 'enforced'
    node.properties['publicAccessPreventionFrom'] = from
  }
}

/** Policies in one asset: the export's content (v1), or policies that are assets or listed themselves (v1 and v2). */
function policiesIn(asset: Asset, inventory: Inventory): [scope: string, constraint: string, policy: Json][] {
  const content = isContainer(asset.id) ? objectsField(asset.item, 'orgPolicy') : []
  const own = asset.assetType === 'orgpolicy.googleapis.com/Policy' && asset.data !== null ? [asset.data] : []
  return [...content, ...own].flatMap((policy) => {
    const name = /^(.+)\/policies\/([^/]+)$/.exec(textField(policy, 'name') ?? '')
    const constraint = name?.[2] ?? textField(policy, 'constraint')?.replace(/^constraints\//, '') ?? null
    const scope = isContainer(asset.id) ? asset.id : name === null ? null : containerId(name[1] ?? '', inventory)
    return constraint === null || scope === null ? [] : [[scope, constraint, withoutNoise(policy)] as const]
  }) as [string, string, Json][]
}

function withoutNoise(policy: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(policy).filter(([name]) => !['etag', 'updateTime', 'name'].includes(name)))
}

/** The container whose policy decides, from the nearest up; a rule under a condition decides nothing for certain. */
function enforcedAt(
  scope: string | null,
  constraints: ReadonlyMap<string, JsonObject>,
  inventory: Inventory,
): string | null {
  const seen = new Set<string>()
  for (let at = scope; at !== null && !seen.has(at); at = inventory.above(at)) {
    seen.add(at)
    const policy = constraints.get(at)?.[PUBLIC_ACCESS_PREVENTION]
    if (!isObject(policy)) continue
    const v1 = objectField(policy, 'booleanPolicy')
    if (v1 !== null) return booleanField(v1, 'enforced') === true ? at : null
    const spec = objectField(policy, 'spec') ?? undefined
    const rules = objectsField(spec, 'rules')
    if (booleanField(spec, 'inheritFromParent') === true && rules.length === 0) continue
    const isEnforced =
      rules.length > 0 &&
      rules.every((rule) => booleanField(rule, 'enforce') === true && rule['condition'] === undefined)
    return isEnforced ? at : null
  }
  return null
}
