import { isObject, type AccessGrant, type Json, type JsonObject, type OutsideIdentity } from '../../../model/index.js'
import type { Clause, Clauses } from '../../condition/clauses.js'
import type { ActionList } from '../action-list.js'
import { lastSegment, lowerId } from '../arm-id.js'
import { demand, demandThat, evidenceFor, type Denial } from '../assignment.js'
import { attributeCompared, canonicalGuid } from '../condition/comparison.js'
import { bodyOf, objectsIn, textOf, textsIn } from '../role.js'
import { targetAt, type Attached, type AzureWorld } from './azure-world.js'
import { termsOfRole } from './condition-split.js'
import { foreignObject } from './outside.js'
import { grantOf, objectIds } from './grant.js'
import { binds, denialIndex, withoutDenied, type ScopedActions } from './withheld.js'
import { toRemaining } from '../../condition/remaining.js'
import { simplify } from '../../condition/clauses.js'

const USER_ACCESS_ADMINISTRATOR = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'
const ASSIGN_ROLES: ActionList = { patterns: ['Microsoft.Authorization/roleAssignments/write'], except: [] }
const ROLE_ATTRIBUTE = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]'

/** One authorization of a delegation: a principal of the managing tenant and what it gets. */
export interface Delegated {
  readonly identity: OutsideIdentity
  /** Is the managing tenant one of ours? Then nobody outside gets anything. */
  readonly ours: boolean
  readonly role: string
  readonly scope: string
  readonly terms: Clauses
  /** Roles that a User Access Administrator of a delegation may assign to managed identities; null for other roles. */
  readonly assignable: readonly string[] | null
  readonly evidence: AccessGrant['because'][number]
}

const read = new WeakMap<AzureWorld, readonly Delegated[]>()

/**
 * What Azure Lighthouse delegates, one entry for each authorization.
 *
 * @see https://learn.microsoft.com/en-us/azure/lighthouse/concepts/architecture
 * @see https://learn.microsoft.com/en-us/azure/lighthouse/how-to/create-eligible-authorizations
 */
export function delegatedTo(world: AzureWorld): readonly Delegated[] {
  const known = read.get(world)
  if (known !== undefined) return known
  const found = world.delegations.flatMap((delegation) => authorizationsOf(world, delegation))
  read.set(world, found)
  return found
}

function authorizationsOf(world: AzureWorld, { document, name, to }: Attached): Delegated[] {
  const assignment = bodyOf(document)
  const definition = bodyOf(assignment['registrationDefinition'])
  const tenant = textOf(definition['managedByTenantId']).toLowerCase()
  const state = stateTerms(textOf(assignment['provisioningState']))
  if (tenant === '' || state === null) return []
  const id = isObject(document) ? textOf(document['id']) || name : name
  const offer = textOf(definition['registrationDefinitionName']) || null
  const one = (authorization: JsonObject, terms: Clauses, list: string, index: number): Delegated[] => {
    const object = textOf(authorization['principalId'])
    const role = lastSegment(textOf(authorization['roleDefinitionId']))
    if (object === '' || role === '') return []
    const identity = foreignObject(tenant, object, textOf(authorization['principalIdDisplayName']))
    return [
      {
        identity,
        ours: world.tenants.has(tenant),
        role,
        scope: lowerId(to),
        terms,
        assignable: role === USER_ACCESS_ADMINISTRATOR ? textsIn(authorization['delegatedRoleDefinitionIds']) : null,
        evidence: {
          ...evidenceFor('lighthouse', id, offer, quoted(definition, authorization)),
          id: `${id}#${list}/${String(index)}`,
          statement: index,
        },
      },
    ]
  }
  return [
    ...objectsIn(definition['authorizations']).flatMap((each, index) => one(each, state, 'authorizations', index)),
    ...objectsIn(definition['eligibleAuthorizations']).flatMap((each, index) =>
      one(each, [...state, ...activationOf(each)], 'eligibleAuthorizations', index),
    ),
  ]
}

function quoted(definition: JsonObject, authorization: JsonObject): Json {
  return {
    managedByTenantId: definition['managedByTenantId'] ?? null,
    managedByTenantName: definition['managedByTenantName'] ?? null,
    registrationDefinitionName: definition['registrationDefinitionName'] ?? null,
    authorization,
  }
}

const ENDED = new Set(['failed', 'canceled', 'deleted'])
const IN_FORCE = new Set(['', 'succeeded', 'updating', 'deleting', 'ready', 'created'])

/** What the state of a registration asks for; null when it is over or came to nothing. */
function stateTerms(state: string): Clauses | null {
  const lower = state.toLowerCase()
  if (ENDED.has(lower)) return null
  return IN_FORCE.has(lower) ? [] : [demand('provisioningState', 'StringEquals', ['Succeeded'])]
}

function activationOf(authorization: JsonObject): Clauses {
  const policy = bodyOf(authorization['justInTimeAccessPolicy'])
  const clauses: Clause[] = [demandThat('activation')]
  if (objectsIn(policy['managedByTenantApprovers']).length > 0) clauses.push(demandThat('approval'))
  if (textOf(policy['multiFactorAuthProvider']).toLowerCase() === 'azure') clauses.push(demandThat('mfa'))
  return clauses
}

/** Clauses for a role assignment that a delegated User Access Administrator may make. */
export function assignableTerms(roles: readonly string[]): Clauses {
  const ids = roles.map((role) => canonicalGuid(lastSegment(role)))
  return attributeCompared(ROLE_ATTRIBUTE, 'guidequals', { left: 'any', right: 'any' }, ids) ?? []
}

/**
 * Grants of delegations, on the control plane alone: roles with data actions cannot be delegated, and a User Access
 * Administrator can only assign the roles that are listed, to managed identities.
 *
 * @see https://learn.microsoft.com/en-us/azure/lighthouse/concepts/tenants-users-roles
 */
export function delegationGrants(world: AzureWorld): { grants: AccessGrant[]; outside: OutsideIdentity[] } {
  const denialsAt = denialIndex(world, world.denials)
  const outside = new Map<string, OutsideIdentity>()
  const grants = delegatedTo(world).flatMap((delegated) => {
    if (world.node(delegated.identity.id) === null) outside.set(delegated.identity.id, delegated.identity)
    const principals = [world.node(delegated.identity.id)?.id ?? delegated.identity.id]
    const ids = objectIds(world, delegated.identity.id)
    const bound = (list: readonly Denial[]): Denial[] => list.filter((denial) => binds(denial, ids))
    const { above, below } = denialsAt(delegated.scope)
    const applying = { above: bound(above), below: bound(below) }
    const actions = actionsDelegated(world, delegated)
    if (actions === null) return [unreadGrant(world, delegated, principals)]
    return actions.flatMap(({ list, clauses }) => {
      const all = simplify([...clauses, ...delegated.terms])
      if (all === null) return []
      const whole: ScopedActions = { scope: delegated.scope, list, clauses: all, except: [] }
      return withoutDenied(world, whole, 'control', applying).map((part) =>
        grantOf(world, principals, part, 'control', [delegated.evidence]),
      )
    })
  })
  return { grants, outside: [...outside.values()] }
}

/** What an authorization gives; null for a role whose permissions are not known. */
export function actionsDelegated(
  world: AzureWorld,
  delegated: Delegated,
): { list: ActionList; clauses: Clauses }[] | null {
  if (delegated.assignable !== null) {
    if (delegated.assignable.length === 0) return []
    return [{ list: ASSIGN_ROLES, clauses: assignableTerms(delegated.assignable) }]
  }
  const role = world.roles.get(delegated.role)
  return role === undefined ? null : termsOfRole(role, null).filter((terms) => terms.plane === 'control')
}

function unreadGrant(world: AzureWorld, delegated: Delegated, principals: string[]): AccessGrant {
  return {
    principals,
    target: targetAt(world, delegated.scope),
    actions: [],
    access: [],
    data: false,
    remaining: toRemaining(delegated.terms),
    because: [delegated.evidence],
    unknown: true,
  }
}
