import type { FactsBuilder } from '../../src/connector/index.js'
import type { JsonObject, NodeKind } from '../../src/model/index.js'
import { idKey, MANAGEMENT_GROUPS, parseArmId, RESOURCE_GROUPS, SUBSCRIPTIONS, type ArmId } from './arm-id.js'
import type { Records } from './records.js'

/** Kind and type of the node that an ARM id stands for. */
export function nodeShape(records: Records, type: string): { kind: NodeKind; type: string } {
  const key = idKey(type)
  if (key === '') return { kind: 'Scope', type: 'azure_root' }
  if (key === idKey(MANAGEMENT_GROUPS)) return { kind: 'Scope', type: 'azure_management_group' }
  if (key === idKey(SUBSCRIPTIONS)) return { kind: 'Scope', type: 'azure_subscription' }
  if (key === idKey(RESOURCE_GROUPS)) return { kind: 'Scope', type: 'azurerm_resource_group' }
  return { kind: 'Resource', type: records.terraformType(type) }
}

export function tenantId(tenant: string): string {
  return `azure:${tenant}`
}

/**
 * Makes a node of a scope or resource that something names, and of all that it lies in, unless it has a record of its
 * own, which makes the node then.
 *
 * @returns its id in the one spelling; null if the text is no ARM id.
 */
export function addPlace(facts: FactsBuilder, records: Records, text: string, tenant: string): string | null {
  const parsed = parseArmId(text)
  if (parsed === null) return null
  const id = records.spelled(parsed.id)
  if (facts.get(id) !== undefined) return id
  const scope = addContainer(facts, records, parsed, tenant)
  if (records.hasRecord(id)) return id
  const shape = nodeShape(records, parsed.type)
  const properties: JsonObject = shape.kind === 'Resource' ? { tags: {} } : {}
  facts.node({ ...shape, id, cloud: 'azure', scope, name: parsed.name, properties })
  return id
}

/** The id of what an ARM id lies in, made a node if need be: tenant, management group, subscription, group or resource. */
export function addContainer(facts: FactsBuilder, records: Records, parsed: ArmId, tenant: string): string | null {
  if (parsed.type === '') return null
  if (parsed.parent !== null && parsed.parent !== '/') {
    const parent = parseArmId(parsed.parent)
    // `blobServices/default` and its like are names of an API, not things that stand between.
    const isStep = parent?.name.toLowerCase() === 'default' && !records.hasRecord(parsed.parent)
    return isStep ? addContainer(facts, records, parent, tenant) : addPlace(facts, records, parsed.parent, tenant)
  }
  const above = records.parents.get(idKey(parsed.id))
  if (above !== undefined && idKey(above) !== idKey(parsed.id)) return addPlace(facts, records, above, tenant)
  addTenant(facts, records, tenant)
  return tenantId(tenant)
}

/** Makes the node of a tenant; one whose own data is there says which party ids are ours. */
export function addTenant(
  facts: FactsBuilder,
  records: Records,
  tenant: string,
  name?: string,
  domains: string[] = [],
): void {
  const isOwn = records.tenants.has(tenant)
  facts.node({
    kind: 'Scope',
    type: 'azure_tenant',
    id: tenantId(tenant),
    cloud: 'azure',
    scope: null,
    name: name ?? tenant,
    properties: isOwn
      ? { imported: true, identifiers: [tenantId(tenant), ...domains.map((domain) => `domain:${domain}`)] }
      : { imported: false },
  })
}
