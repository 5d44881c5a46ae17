import type { FactsBuilder } from '../../src/connector/index.js'
import type { Asset, Inventory } from './asset.js'
import { addDocument } from './documents.js'
import { objectField, textField, textsField } from './fields.js'
import { containerId } from './full-name.js'
import { addScopes, addContainer } from './scopes.js'

/**
 * An access policy, access level or service perimeter as a document; perimeters are attached to the organization whose
 * access policy holds them, else to every organization known, else to every project that they name.
 *
 * @see https://cloud.google.com/vpc-service-controls/docs/overview
 */
export function addAccessDocument(asset: Asset, inventory: Inventory, facts: FactsBuilder): void {
  const { data } = asset
  const name = textField(data ?? undefined, 'name')
  if (data === null || name === null) return
  const organizations = organizationsOf(name, asset, inventory)
  addDocument(facts, {
    id: name,
    name: textField(data, 'title') ?? name.slice(name.lastIndexOf('/') + 1),
    document: data,
    scope: organizations[0] ?? '',
    service: 'accesscontextmanager',
    call: `${name.split('/').at(-2) ?? 'accessPolicies'}.get`,
  })
  if (!name.includes('/servicePerimeters/')) return
  addScopes(asset, inventory, facts)
  for (const to of organizations.length > 0 ? organizations : projectsNamed(asset, inventory)) {
    addContainer(to, inventory, facts)
    facts.attach({ document: name, to, as: 'perimeter' })
  }
}

function organizationsOf(name: string, asset: Asset, inventory: Inventory): string[] {
  const stands = asset.ancestors.filter((id) => id.includes('/organizations/'))
  if (stands.length > 0) return stands.slice(0, 1)
  const policy = name.split('/').slice(0, 2).join('/')
  for (const other of inventory.accessPolicies.get(policy) ?? []) {
    const parent =
      containerId(textField(other.data ?? undefined, 'parent') ?? '', inventory) ?? other.ancestors[0] ?? null
    if (parent?.includes('/organizations/') === true) return [parent]
  }
  return [...inventory.organizations]
}

function projectsNamed({ data }: Asset, inventory: Inventory): string[] {
  return ['status', 'spec'].flatMap((part) =>
    textsField(objectField(data ?? undefined, part) ?? undefined, 'resources').flatMap((resource) =>
      /^projects\/[^/]+$/.test(resource) ? (containerId(resource, inventory) ?? []) : [],
    ),
  )
}
