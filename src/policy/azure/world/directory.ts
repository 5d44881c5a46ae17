import {
  isObject,
  type AccessGrant,
  type AccessTarget,
  type JsonObject,
  type OutsideIdentity,
} from '../../../model/index.js'
import type { Clauses } from '../../condition/clauses.js'
import { toRemaining } from '../../condition/remaining.js'
import { demand, demandThat, evidenceFor, typeOf, windowOf } from '../assignment.js'
import { objectsIn, textOf, textsIn } from '../role.js'
import { targetAt, type Attached, type AzureWorld } from './azure-world.js'
import { directoryRole } from './directory-roles.js'
import { graphPermission, kindOfPermission } from './graph-permissions.js'
import { foreignTenant } from './outside.js'

const GRAPH_APPLICATION = '00000003-0000-0000-c000-000000000000'
/** An assignment to an application as such, without a role of it. */
const NO_ROLE = '00000000-0000-0000-0000-000000000000'
/** Delegated permissions that show nothing but who signed in. */
const SIGN_IN = new Set(['openid', 'profile', 'email', 'offline_access'])

/** Power over the directory itself: permissions on Microsoft Graph, roles of Entra, relationships of partners. */
export function directoryGrants(world: AzureWorld): { grants: AccessGrant[]; outside: OutsideIdentity[] } {
  const outside: OutsideIdentity[] = []
  const grants = world.directoryRecords.flatMap((record) => {
    const document = isObject(record.document) ? record.document : {}
    switch (typeOf(document)) {
      case 'approleassignment':
        return applicationPermission(world, record, document)
      case 'oauth2permissiongrant':
        return delegatedPermissions(world, record, document)
      case 'delegatedadminrelationship':
        return partnerRelationship(world, record, document, outside)
      default:
        return directoryRoleGrant(world, record, document)
    }
  })
  return { grants, outside }
}

function isGraph(world: AzureWorld, record: Attached, document: JsonObject): boolean {
  const node = world.node(record.to)
  return (
    textOf(node?.properties['appId']).toLowerCase() === GRAPH_APPLICATION ||
    (textOf(document['resourceDisplayName']) || (node?.name ?? '')) === 'Microsoft Graph'
  )
}

function tenantOf(record: Attached): string {
  const slash = record.to.indexOf('/')
  return slash < 0 ? record.to : record.to.slice(0, slash)
}

function tenantTarget(world: AzureWorld, record: Attached): AccessTarget {
  const id = tenantOf(record)
  const node = world.node(id)
  const name = node?.name ?? id
  return {
    id: node?.id ?? id,
    type: 'azure_tenant',
    cloud: 'azure',
    scope: node?.scope ?? null,
    name,
    covers: 'scope',
    within: [],
    except: [],
  }
}

/**
 * A permission that an application has of its own.
 *
 * LIMIT: of roles that other applications define only the name is known, not what they allow.
 *
 * @see https://learn.microsoft.com/en-us/graph/permissions-overview
 */
function applicationPermission(world: AzureWorld, record: Attached, document: JsonObject): AccessGrant[] {
  const role = textOf(document['appRoleId']).toLowerCase()
  const principal = textOf(document['principalId']).toLowerCase()
  if (role === '' || role === NO_ROLE || principal === '') return []
  const shared = {
    principals: [world.principalId(principal)],
    remaining: [],
    because: [evidenceFor('grant', record.name, null, document)],
    plane: 'control' as const,
  }
  const name = textOf(document['appRoleValue']) || (isGraph(world, record, document) ? graphPermission(role) : null)
  if (!isGraph(world, record, document)) {
    const target: AccessTarget = { ...targetAt(world, record.to), covers: 'resource' }
    return [{ ...shared, target, actions: [], access: [], data: false, unknown: true }]
  }
  const target = tenantTarget(world, record)
  if (name === null) return [{ ...shared, target, actions: [], access: [], data: false, unknown: true }]
  return [{ ...shared, target, actions: [`graph:${name}`], ...kindOfPermission(name), unknown: false }]
}

/** Permissions that an application has while somebody is signed in to it, and no more than that somebody has. */
function delegatedPermissions(world: AzureWorld, record: Attached, document: JsonObject): AccessGrant[] {
  const client = textOf(document['clientId']).toLowerCase()
  const names = textOf(document['scope'])
    .split(' ')
    .filter((name) => name !== '' && !SIGN_IN.has(name.toLowerCase()))
  if (client === '' || names.length === 0 || !isGraph(world, record, document)) return []
  const kinds = names.map(kindOfPermission)
  return [
    {
      principals: [world.principalId(client)],
      target: tenantTarget(world, record),
      actions: names.map((name) => `graph:${name}`).sort(),
      access: [...new Set(kinds.flatMap((kind) => kind.access))].sort(),
      data: kinds.some((kind) => kind.data),
      remaining: toRemaining([demandThat('signedInUser')]),
      because: [evidenceFor('grant', record.name, null, document)],
      unknown: false,
      plane: 'control',
    },
  ]
}

function directoryRoleGrant(world: AzureWorld, record: Attached, document: JsonObject): AccessGrant[] {
  const principal = textOf(document['principalId']).toLowerCase()
  const id = textOf(document['roleDefinitionId'])
  if (principal === '' || id === '') return []
  const eligible = typeOf(document).includes('eligibility')
  const terms: Clauses = [...(eligible ? [demandThat('activation')] : []), ...windowOf(document)]
  const own = customActions(document)
  const role = own === null ? directoryRole(id) : null
  const directoryScope = textOf(document['directoryScopeId'])
  const inUnit = directoryScope !== '' && directoryScope !== '/'
  const actions = own ?? role?.actions ?? []
  return [
    {
      principals: [world.principalId(principal)],
      target: tenantTarget(world, record),
      actions,
      access: own === null ? (role?.access ?? []) : ['read', 'write'],
      data: false,
      // A role over an administrative unit or one object reaches only that part of the directory.
      remaining: toRemaining(inUnit ? [...terms, demand('resource', 'StringEquals', [directoryScope])] : terms),
      because: [
        evidenceFor(
          'role-assignment',
          record.name,
          textOf(document['roleDisplayName']) || role?.name || null,
          document,
        ),
      ],
      unknown: actions.length === 0,
      plane: 'control',
    },
  ]
}

function customActions(document: JsonObject): string[] | null {
  const permissions = objectsIn(document['rolePermissions'])
  const actions = permissions.flatMap((permission) => textsIn(permission['allowedResourceActions']))
  return actions.length === 0 ? null : [...new Set(actions)].sort()
}

/**
 * Granular delegated admin privileges that a partner has in our tenant. The relationship does not name the partner; the
 * cross-tenant access settings do, where there is one service provider.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/delegatedadminrelationship
 */
function partnerRelationship(
  world: AzureWorld,
  record: Attached,
  document: JsonObject,
  outside: OutsideIdentity[],
): AccessGrant[] {
  const tenant = tenantOf(record)
  const customer = isObject(document['customer']) ? textOf(document['customer']['tenantId']).toLowerCase() : ''
  if (textOf(document['status']).toLowerCase() !== 'active' || `azure:${customer}` !== tenant.toLowerCase()) return []
  const partners = objectsIn(world.node(tenant)?.properties['crossTenantAccess'] ?? null).filter(
    (partner) => partner['isServiceProvider'] === true && textOf(partner['tenantId']) !== '',
  )
  const details = isObject(document['accessDetails']) ? document['accessDetails'] : {}
  return partners.flatMap((partner) => {
    const identity = foreignTenant(textOf(partner['tenantId']))
    outside.push(identity)
    return objectsIn(details['unifiedRoles']).map((each): AccessGrant => {
      const role = directoryRole(textOf(each['roleDefinitionId']))
      return {
        principals: [identity.id],
        target: tenantTarget(world, record),
        actions: role?.actions ?? [],
        access: role?.access ?? [],
        data: false,
        remaining: toRemaining(windowOf({ endDateTime: document['endDateTime'] ?? null })),
        because: [evidenceFor('lighthouse', record.name, role?.name ?? null, document)],
        unknown: role === null,
        plane: 'control',
      }
    })
  })
}
