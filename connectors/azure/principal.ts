import type { FactsBuilder } from '../../src/connector/index.js'
import type { JsonObject } from '../../src/model/index.js'
import { textField } from './fields.js'
import type { Records } from './records.js'
import { addTenant, tenantId } from './tree.js'

export const USER = 'azuread_user'
export const GROUP = 'azuread_group'
export const SERVICE_PRINCIPAL = 'azuread_service_principal'

export function principalId(tenant: string, objectId: string): string {
  return `${tenantId(tenant)}/${objectId.toLowerCase()}`
}

/** Makes or completes the node of somebody in a directory. */
export function addPrincipal(
  facts: FactsBuilder,
  records: Records,
  at: { tenant: string; objectId: string; type: string; name: string | null; properties: JsonObject },
): string {
  const id = principalId(at.tenant, at.objectId)
  addTenant(facts, records, at.tenant)
  facts.node({
    kind: 'Principal',
    type: at.type,
    id,
    cloud: 'azure',
    scope: tenantId(at.tenant),
    name: at.name ?? at.objectId.toLowerCase(),
    properties: at.properties,
  })
  return id
}

/** Makes a node of somebody who is only named, unless the directory lists it. `of` holds what is said of it. */
export function addNamedPrincipal(
  facts: FactsBuilder,
  records: Records,
  tenant: string,
  objectId: string,
  { principalType, name = null }: { principalType: string | null; name?: string | null },
): string {
  const id = principalId(tenant, objectId)
  if (facts.get(id) !== undefined) return id
  const type = NAMED_TYPES.get(principalType?.toLowerCase() ?? '') ?? 'azuread_principal'
  const isForeign = principalType?.toLowerCase() === 'foreigngroup'
  const properties: JsonObject = {
    ...(type === GROUP ? (isForeign ? { foreign: true, membersRead: false } : { membersRead: false }) : {}),
    listed: false,
  }
  return addPrincipal(facts, records, { tenant, objectId, type, name, properties })
}

const NAMED_TYPES: ReadonlyMap<string, string> = new Map([
  ['user', USER],
  ['#microsoft.graph.user', USER],
  ['group', GROUP],
  ['foreigngroup', GROUP],
  ['#microsoft.graph.group', GROUP],
  ['serviceprincipal', SERVICE_PRINCIPAL],
  ['#microsoft.graph.serviceprincipal', SERVICE_PRINCIPAL],
  ['msi', SERVICE_PRINCIPAL],
  ['device', 'azuread_device'],
  ['#microsoft.graph.device', 'azuread_device'],
])

/** What an entry of a list of members or owners says of its kind: `@odata.type`, else the properties that it has. */
export function memberKind(member: JsonObject): string | null {
  const said = textField(member, '@odata.type')
  if (said !== null) return said
  if (Object.hasOwn(member, 'userPrincipalName')) return 'User'
  if (Object.hasOwn(member, 'servicePrincipalType')) return 'ServicePrincipal'
  return ['securityEnabled', 'groupTypes', 'mailEnabled'].some((name) => Object.hasOwn(member, name)) ? 'Group' : null
}
