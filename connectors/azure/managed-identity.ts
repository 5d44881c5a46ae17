import type { FactsBuilder } from '../../src/connector/index.js'
import { idKey, parseArmId } from './arm-id.js'
import { guidField, objectField, textField, textsField } from './fields.js'
import { addPrincipal, SERVICE_PRINCIPAL } from './principal.js'
import type { ArmEntry, Records } from './records.js'

export const USER_ASSIGNED = 'Microsoft.ManagedIdentity/userAssignedIdentities'

/** The service principal that a managed identity is. */
interface Identity {
  tenant: string
  objectId: string
  appId: string | null
  name: string
}

/**
 * Joins a resource with the service principals that it runs as: its system-assigned identity and the user-assigned
 * identities it was given.
 *
 * @see https://learn.microsoft.com/en-us/entra/identity/managed-identities-azure-resources/overview
 */
export function addIdentities(records: Records, facts: FactsBuilder, entry: ArmEntry, id: string): void {
  const identity = objectField(entry.value, 'identity')
  if (identity === null) return
  const kind = textField(identity, 'type')?.toLowerCase() ?? null
  const own = guidField(identity, 'principalId')
  if (own !== null)
    runAs(records, facts, id, {
      tenant: guidField(identity, 'tenantId') ?? entry.tenant,
      objectId: own,
      appId: null,
      name: entry.name,
    })
  else if (kind === null || (kind.includes('systemassigned') && managedIdentity(records, id) === null))
    records.damaged(entry.record, 'an identity without its principal')
  const assigned = objectField(identity, 'userAssignedIdentities') ?? {}
  for (const [identityId, said] of Object.entries(assigned)) {
    const listed = managedIdentity(records, identityId)
    const objectId = guidField(said, 'principalId') ?? listed?.objectId ?? null
    if (objectId === null) {
      records.damaged(entry.record, `the principal of \`${identityId.slice(0, 200)}\` is not known`)
      continue
    }
    runAs(
      records,
      facts,
      id,
      {
        tenant: listed?.tenant ?? entry.tenant,
        objectId,
        appId: guidField(said, 'clientId') ?? listed?.appId ?? null,
        name: parseArmId(identityId)?.name ?? objectId,
      },
      identityId,
    )
  }
}

function runAs(records: Records, facts: FactsBuilder, from: string, identity: Identity, resource = from): void {
  facts.edge({ from, to: addManagedIdentity(records, facts, identity, resource), type: 'RUNS_AS' })
}

/** Makes or completes the service principal node of a managed identity. */
export function addManagedIdentity(
  records: Records,
  facts: FactsBuilder,
  identity: Identity,
  resource: string,
): string {
  return addPrincipal(facts, records, {
    tenant: identity.tenant,
    objectId: identity.objectId,
    type: SERVICE_PRINCIPAL,
    name: identity.name,
    properties: {
      ...(identity.appId === null ? {} : { appId: identity.appId }),
      servicePrincipalType: 'ManagedIdentity',
      managedIdentityResource: records.spelled(resource),
    },
  })
}

/** The identity of a resource, or the user-assigned identity, with an ARM id: by its own record, else by the service principal that names the id. */
export function managedIdentity(records: Records, id: string): Identity | null {
  let known = identities.get(records)
  if (known === undefined) identities.set(records, (known = readIdentities(records)))
  return known.get(idKey(id)) ?? null
}

const identities = new WeakMap<Records, Map<string, Identity>>()

function readIdentities(records: Records): Map<string, Identity> {
  const out = new Map<string, Identity>()
  for (const { id, name, properties, tenant } of records.arm(USER_ASSIGNED)) {
    const objectId = guidField(properties, 'principalId')
    if (objectId === null || out.has(idKey(id))) continue
    const appId = guidField(properties, 'clientId')
    out.set(idKey(id), { tenant: guidField(properties, 'tenantId') ?? tenant, objectId, appId, name })
  }
  for (const { value, record } of records.entries('graph/servicePrincipals')) {
    const objectId = guidField(value, 'id')
    const resource = managedResource(textsField(value, 'alternativeNames'))
    if (objectId === null || resource === null || out.has(idKey(resource))) continue
    const name = textField(value, 'displayName') ?? objectId
    out.set(idKey(resource), { tenant: record.account, objectId, appId: guidField(value, 'appId'), name })
  }
  return out
}

/** The ARM id among the alternative names of a managed identity's service principal. */
export function managedResource(alternativeNames: readonly string[]): string | null {
  return alternativeNames.find((name) => parseArmId(name)?.type.includes('/') === true) ?? null
}
