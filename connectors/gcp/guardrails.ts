import type { CallRecord, FactsBuilder } from '../../src/connector/index.js'
import { compareText } from '../../src/model/index.js'
import { containersAround, upwards } from './answered.js'
import type { Asset, Inventory } from './asset.js'
import { textField } from './fields.js'
import { containerId } from './full-name.js'
import { addGap } from './resource-type.js'

/** Layers that can only take away, and entitlements, which give on request: one gap for each topmost container. */
interface Layer {
  service: string
  call: string
  operations: readonly string[]
  assetTypes: readonly string[]
  what: string
}

const LAYERS: readonly Layer[] = [
  {
    service: 'iam',
    call: 'policies.list',
    operations: ['iam policies-list'],
    assetTypes: ['iam.googleapis.com/DenyPolicy'],
    what: 'deny policies',
  },
  {
    service: 'iam',
    call: 'principalAccessBoundaryPolicies.list',
    operations: ['iam principal-access-boundary-policies-list'],
    assetTypes: ['iam.googleapis.com/PrincipalAccessBoundaryPolicy'],
    what: 'principal access boundary policies',
  },
  {
    service: 'accesscontextmanager',
    call: 'servicePerimeters.list',
    operations: ['accesscontextmanager service-perimeters-list', 'cloudasset access-policy'],
    assetTypes: [
      'accesscontextmanager.googleapis.com/ServicePerimeter',
      'accesscontextmanager.googleapis.com/AccessPolicy',
    ],
    what: 'service perimeters',
  },
  {
    service: 'privilegedaccessmanager',
    call: 'entitlements.list',
    operations: ['privilegedaccessmanager entitlements-list'],
    assetTypes: ['privilegedaccessmanager.googleapis.com/Entitlement'],
    what: 'entitlements of Privileged Access Manager',
  },
]

/** Adds a gap for each layer and each topmost container of which nothing says that the layer was asked for there. */
export function addGuardrailGaps(inventory: Inventory, facts: FactsBuilder): void {
  const tops = topsOf(inventory)
  const missing = (service: string, call: string, scope: string, message: string): void =>
    addGap(facts, { scope, service, call, reason: 'not-collected', message })
  for (const layer of LAYERS) {
    const anchors = anchorsOf(layer, inventory)
    for (const top of tops)
      if (!anchors.some((anchor) => anchor === null || isRelated(anchor, top, inventory)))
        missing(layer.service, layer.call, top, `${layer.what} were not collected`)
  }
  const isThere = (type: string): boolean => inventory.assets.some(({ assetType }) => assetType === type)
  const areBindingsRead =
    isThere('iam.googleapis.com/PolicyBinding') ||
    inventory.records.some(({ operation, status }) => operation === 'policy-bindings-list' && status === 'none')
  if (isThere('iam.googleapis.com/PrincipalAccessBoundaryPolicy') && !areBindingsRead)
    for (const top of tops)
      missing('iam', 'policyBindings.list', top, 'principal access boundary policies are there, and not whom they bind')
}

/** Topmost containers with a record of their own; where there is none on the way up, the highest one named. */
function topsOf(inventory: Inventory): string[] {
  const tops = new Set(inventory.roots)
  for (const asset of inventory.assets) {
    const [nearest] = containersAround(asset, inventory)
    if (nearest === undefined || inventory.topmost(nearest) !== null) continue
    tops.add(upwards(nearest, inventory).at(-1) ?? nearest)
  }
  return [...tops].sort(compareText)
}

/** Where a layer was asked for: containers, or null for an answer that does not tell. */
function anchorsOf(layer: Layer, inventory: Inventory): (string | null)[] {
  const found = new Set<string | null>()
  for (const asset of inventory.assets)
    if (layer.assetTypes.includes(asset.assetType)) for (const anchor of anchorsIn(asset, inventory)) found.add(anchor)
  for (const record of inventory.records) {
    if (record.status !== 'none' || !layer.operations.includes(callOf(record))) continue
    const named = ['organizations', 'folders', 'projects'].flatMap(
      (kind) => containerId(`${kind}/${record.account}`, inventory) ?? [],
    )
    found.add(named.find((id) => inventory.imported.has(id)) ?? null)
  }
  return [...found]
}

function callOf({ service, operation, subject }: CallRecord): string {
  return operation === 'assets-list' ? `${service} ${subject[0] ?? ''}` : `${service} ${operation}`
}

function anchorsIn(asset: Asset, inventory: Inventory): (string | null)[] {
  if (asset.ancestors.length > 0) return [...asset.ancestors]
  const name = decoded(textField(asset.data ?? undefined, 'name') ?? asset.rawName)
  const parent = textField(asset.data ?? undefined, 'parent') ?? ''
  const named = /(?:organizations|folders|projects)\/[^/]+/.exec(`${parent} ${name}`)?.[0]
  return [named === undefined ? null : containerId(named, inventory)]
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function isRelated(anchor: string, top: string, inventory: Inventory): boolean {
  return upwards(anchor, inventory).includes(top) || upwards(top, inventory).includes(anchor)
}
