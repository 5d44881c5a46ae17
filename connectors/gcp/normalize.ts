import { createFactsBuilder, type CallRecord, type FactsBuilder } from '../../src/connector/index.js'
import type { Facts } from '../../src/model/index.js'
import { addAllowPolicy, nobodyNamed, type Named } from './allow-policies.js'
import type { Asset, Inventory } from './asset.js'
import { addCoverageGaps } from './coverage.js'
import { isContainer } from './full-name.js'
import { takeInventory } from './inventory.js'
import { addEffectiveConstraints } from './organization-policies.js'
import type { ResourceType } from './resource-type.js'
import { resourceTypes } from './resources/index.js'
import { addContainer, addResource, addScopes } from './scopes.js'

/** Facts of Google Cloud records, with the gaps that they leave open. */
export function normalize(records: readonly CallRecord[]): Facts {
  const inventory = takeInventory(records, resourceTypes)
  const facts = createFactsBuilder()
  const named = addAssets(inventory, facts)
  addCoverageGaps(inventory, facts, named, resourceTypes)
  return facts.build()
}

/** What the records say, without the gaps for what they leave out. */
export function addAssets(inventory: Inventory, facts: FactsBuilder): Named {
  const byAssetType = new Map(resourceTypes.flatMap((type) => type.assetTypes.map((name) => [name, type] as const)))
  const named = nobodyNamed()
  for (const asset of inventory.assets) {
    addAsset(asset, typeOf(asset, inventory, byAssetType), inventory, facts)
    if (asset.policy === undefined) continue
    addAllowPolicy(asset, facts, named)
  }
  addEffectiveConstraints(inventory, facts)
  return named
}

function typeOf(
  asset: Asset,
  inventory: Inventory,
  byAssetType: ReadonlyMap<string, ResourceType>,
): ResourceType | undefined {
  const said = byAssetType.get(asset.assetType)
  if (said !== undefined || asset.assetType !== '') return said
  for (const other of inventory.byId.get(asset.id) ?? []) {
    const type = byAssetType.get(other.assetType)
    if (type !== undefined) return type
  }
  const item = { name: asset.id.startsWith('//') ? asset.id : asset.rawName }
  return resourceTypes.find(({ listed }) => (listed?.nameOf(item, { account: '', subject: [] }) ?? null) !== null)
}

/** Things of a type that is not read are nodes only where a policy hangs on them. */
function addAsset(asset: Asset, type: ResourceType | undefined, inventory: Inventory, facts: FactsBuilder): void {
  if (isContainer(asset.id)) {
    addContainer(asset.id, inventory, facts)
    return
  }
  if (type?.normalize !== undefined) type.normalize(asset, inventory, facts)
  else if (type !== undefined)
    addResource(asset, inventory, facts, {
      type: type.type,
      properties: asset.data === null ? {} : (type.properties?.(asset.data, asset) ?? {}),
    })
  if (asset.policy !== undefined && facts.get(asset.id) === undefined) {
    addResource(asset, inventory, facts, { type: type?.type ?? terraformName(asset.assetType) })
    addScopes(asset, inventory, facts)
  }
}

/** A name in Terraform's manner for types that are not read: `run.googleapis.com/DomainMapping` is `google_run_domain_mapping`. */
function terraformName(assetType: string): string {
  const [host = '', name = ''] = assetType.split('/')
  const service = host.split('.')[0] ?? ''
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
  return words === '' ? 'google_resource' : `google_${service}_${words}`
}
