import type { FactsBuilder } from '../../src/connector/index.js'
import type { Json } from '../../src/model/index.js'
import type { Asset, Inventory } from './asset.js'
import { objectField, textField } from './fields.js'
import { containerParts, isContainer, lastPart } from './full-name.js'

const TYPES: { readonly [kind: string]: string } = {
  organizations: 'gcp_organization',
  folders: 'gcp_folder',
  projects: 'gcp_project',
}

/** A node for a container, and for every one above it. What has no record of its own says so in `imported`. */
export function addContainer(id: string, inventory: Inventory, facts: FactsBuilder): void {
  for (let at: string | null = id; at !== null && facts.get(at) === undefined; at = inventory.above(at)) {
    const [kind, key] = containerParts(at)
    const isProject = kind === 'projects'
    const number = !isProject ? key : /^[0-9]+$/.test(key) ? key : (inventory.projectNumbers.get(key) ?? null)
    const spellings = isProject && number !== null && number !== key ? [key, number] : [key]
    facts.node({
      id: at,
      kind: 'Scope',
      type: TYPES[kind] ?? 'gcp_project',
      cloud: 'gcp',
      scope: inventory.above(at),
      name: nameOf(at, inventory) ?? key,
      properties: {
        imported: inventory.imported.has(at),
        number,
        identifiers: kind === 'folders' ? [] : identifiersOf(at, spellings, inventory),
        aliases: aliasesOf(kind, spellings, at),
      },
    })
  }
}

/** Party ids that are ours: numbers, project ids, and the customer and domain of an organization. */
function identifiersOf(id: string, spellings: readonly string[], inventory: Inventory): string[] {
  const found = spellings.map((spelling) => `gcp:${spelling}`)
  if (!id.includes('/organizations/')) return found
  for (const { data, item } of inventory.byId.get(id) ?? []) {
    const customer =
      textField(objectField(data ?? undefined, 'owner') ?? undefined, 'directoryCustomerId') ??
      textField(data ?? undefined, 'directoryCustomerId')
    if (customer !== null) found.push(`gcp:${customer}`)
    const domain = (textField(data ?? undefined, 'displayName') ?? textField(item, 'displayName'))?.toLowerCase()
    if (domain !== undefined && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) found.push(`domain:${domain}`)
  }
  return [...new Set(found)]
}

function aliasesOf(kind: string, spellings: readonly string[], id: string): string[] {
  const full = spellings.map((spelling) => `//cloudresourcemanager.googleapis.com/${kind}/${spelling}`)
  return [...full, ...spellings.map((spelling) => `${kind}/${spelling}`)].filter((name) => name !== id)
}

function nameOf(id: string, inventory: Inventory): string | null {
  for (const { data, item } of inventory.byId.get(id) ?? []) {
    const name = textField(data ?? item, 'displayName') ?? textField(data ?? undefined, 'projectId')
    if (name !== null) return name
  }
  return null
}

/** A resource's node as an asset tells it, with the containers above it; adds to the node if it is there. */
export function addResource(
  asset: Asset,
  inventory: Inventory,
  facts: FactsBuilder,
  of: { type: string; properties?: { [name: string]: Json }; scope?: string | null },
): void {
  const scope = inventory.scopeOf(asset) ?? of.scope ?? null
  const labels = asset.data?.['labels'] ?? asset.item['labels']
  const tags = asset.item['effectiveTags'] ?? asset.item['tags']
  const known = facts.get(asset.id)
  const aliases = asset.rawName !== asset.id ? [asset.rawName] : []
  if (known !== undefined) {
    const before = Array.isArray(known.properties['aliases']) ? known.properties['aliases'] : []
    known.properties['aliases'] = [...new Set([...before, ...aliases])]
  }
  facts.node({
    id: asset.id,
    kind: 'Resource',
    type: of.type,
    cloud: 'gcp',
    scope,
    name: lastPart(asset.id),
    properties: {
      ...of.properties,
      ...(labels === undefined ? {} : { labels }),
      ...(tags === undefined ? {} : { tags }),
      aliases,
    },
  })
  if (of.scope !== undefined && of.scope !== null) addContainer(of.scope, inventory, facts)
  addScopes(asset, inventory, facts)
}

/** Nodes for the containers that an asset stands in. */
export function addScopes(asset: Asset, inventory: Inventory, facts: FactsBuilder): void {
  const scope = inventory.scopeOf(asset)
  if (scope !== null && isContainer(scope)) addContainer(scope, inventory, facts)
  for (const container of asset.ancestors) addContainer(container, inventory, facts)
}
