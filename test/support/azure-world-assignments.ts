// What it is: what ARM would give of a world's roles, assignments, denies, activation rules and delegations.
// May import: the vocabulary, its names and roles.
// Never does: run the product.
import type { AzureAssignment, AzureAuthorization, AzurePermission, AzureWorld } from './azure-world-format.js'
import { TENANT, TENANTS, guidOf, type Names } from './azure-world-names.js'
import { BUILT_IN_ROLES } from './azure-world-roles.js'

type Document = Record<string, unknown>

const CREATED = '2026-02-01T10:00:00.0000000Z'
const AUTHORIZATION = 'Microsoft.Authorization'

function roleDefinition(
  name: string,
  permissions: readonly AzurePermission[],
  names: Names,
  custom: boolean,
): Document {
  const guid = names.role(name)
  return {
    id: `/providers/${AUTHORIZATION}/roleDefinitions/${guid}`,
    name: guid,
    type: `${AUTHORIZATION}/roleDefinitions`,
    properties: {
      roleName: name,
      type: custom ? 'CustomRole' : 'BuiltInRole',
      description: name,
      assignableScopes: ['/'],
      permissions: permissions.map((each) => permissionOf(each, names)),
    },
  }
}

function permissionOf({ when, ...lists }: AzurePermission, names: Names): Document {
  return {
    actions: lists.actions ?? [],
    notActions: lists.notActions ?? [],
    dataActions: lists.dataActions ?? [],
    notDataActions: lists.notDataActions ?? [],
    ...(when === undefined ? {} : { condition: names.fill(when), conditionVersion: '2.0' }),
  }
}

/** Lists of role definitions, of everything that grants, and of what denies. */
export function assignmentLists(world: AzureWorld, names: Names): [string, Document[]][] {
  const roles = [
    ...Object.entries(BUILT_IN_ROLES)
      .filter(([name]) => !(world.rolesNotRead ?? []).includes(name))
      .map(([name, [, permission]]) => roleDefinition(name, [permission], names, false)),
    ...Object.entries(world.roles ?? {}).map(([name, given]) => roleDefinition(name, [given].flat(), names, true)),
  ]
  const az = world.az === true
  const list = (each: AzureAssignment[] | undefined, type: string): Document[] =>
    (each ?? []).map((one, at) => assignmentOf(one, type, at, world, names))
  const optional: [string, Document[]][] = [
    ['roleEligibilityScheduleInstances', list(world.eligible, 'roleEligibilityScheduleInstances')],
    ['roleAssignmentScheduleInstances', list(world.active, 'roleAssignmentScheduleInstances')],
    ['roleManagementPolicyAssignments', policies(world, names)],
    ['registrationAssignments', registrations(world, names)],
  ]
  return [
    [az ? 'role-definition' : 'roleDefinitions', roles],
    [az ? 'role-assignment' : 'roleAssignments', list(world.assign, 'roleAssignments')],
    ...(az ? [] : [['denyAssignments', denies(world, names)] as [string, Document[]]]),
    ...optional.filter(([, records]) => records.length > 0),
  ]
}

type WholeAssignment = Exclude<AzureAssignment, string>

function wholeAssignment(given: AzureAssignment): WholeAssignment {
  if (typeof given !== 'string') return given
  const [, role = '', to = '', at = ''] = /^(.+) to (\S+) at (\S+)$/.exec(given) ?? []
  return { role, to, at }
}

function principalType(name: string, world: AzureWorld): string {
  if (world.users?.[name] !== undefined) return 'User'
  return world.groups?.[name] !== undefined ? 'Group' : 'ServicePrincipal'
}

function below(scope: string, type: string, name: string): string {
  return `${scope === '/' ? '' : scope}/providers/${AUTHORIZATION}/${type}/${name}`
}

function assignmentOf(given: AzureAssignment, type: string, at: number, world: AzureWorld, names: Names): Document {
  const each = wholeAssignment(given)
  const scope = names.scope(each.at)
  const name = guidOf(`${type} ${String(at)}`)
  const scheduled = type !== 'roleAssignments'
  return {
    id: below(scope, type, name),
    name,
    type: `${AUTHORIZATION}/${type}`,
    properties: {
      roleDefinitionId: roleIdAt(scope, names.role(each.role)),
      principalId: names.principal(each.to),
      principalType: principalType(each.to, world),
      scope,
      condition: each.when === undefined ? null : names.fill(each.when),
      conditionVersion: each.when === undefined ? null : '2.0',
      createdOn: CREATED,
      ...(scheduled
        ? {
            startDateTime: each.from ?? '2026-01-01T00:00:00Z',
            endDateTime: each.until ?? null,
            memberType: 'Direct',
            status: 'Provisioned',
            ...(type === 'roleAssignmentScheduleInstances' ? { assignmentType: 'Assigned' } : {}),
          }
        : {}),
      ...each.properties,
    },
  }
}

function roleIdAt(scope: string, guid: string): string {
  const [, kind, subscription] = scope.split('/')
  const above = kind === 'subscriptions' ? `/subscriptions/${subscription ?? ''}` : ''
  return `${above}/providers/${AUTHORIZATION}/roleDefinitions/${guid}`
}

/** What activating an eligible assignment asks for. */
function policies(world: AzureWorld, names: Names): Document[] {
  return (world.eligible ?? []).flatMap((given, at) => {
    const each = wholeAssignment(given)
    if (each.asks === undefined) return []
    const scope = names.scope(each.at)
    const name = guidOf(`policy ${String(at)}`)
    const target = { caller: 'EndUser', operations: ['All'], level: 'Assignment' }
    return [
      {
        id: below(scope, 'roleManagementPolicyAssignments', name),
        name,
        type: `${AUTHORIZATION}/RoleManagementPolicyAssignment`,
        properties: {
          scope,
          roleDefinitionId: roleIdAt(scope, names.role(each.role)),
          policyId: below(scope, 'roleManagementPolicies', name),
          effectiveRules: [
            {
              id: 'Expiration_EndUser_Assignment',
              ruleType: 'RoleManagementPolicyExpirationRule',
              maximumDuration: 'PT8H',
              isExpirationRequired: true,
              target,
            },
            {
              id: 'Enablement_EndUser_Assignment',
              ruleType: 'RoleManagementPolicyEnablementRule',
              enabledRules: each.asks.includes('mfa')
                ? ['MultiFactorAuthentication', 'Justification']
                : ['Justification'],
              target,
            },
            {
              id: 'Approval_EndUser_Assignment',
              ruleType: 'RoleManagementPolicyApprovalRule',
              setting: {
                isApprovalRequired: each.asks.includes('approval'),
                approvalMode: 'SingleStage',
                approvalStages: [
                  {
                    isApproverJustificationRequired: true,
                    primaryApprovers: [{ id: guidOf('approver'), userType: 'User' }],
                  },
                ],
              },
              target,
            },
          ],
        },
      },
    ]
  })
}

function denies(world: AzureWorld, names: Names): Document[] {
  return (world.deny ?? []).map((each, at) => {
    const { at: place, to, except = [], onlyHere = false, properties, when, ...lists } = each
    const scope = names.scope(place)
    const name = guidOf(`deny ${String(at)}`)
    const principal = (who: string): Document =>
      who === 'everyone'
        ? { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }
        : { id: names.principal(who), type: principalType(who, world) }
    return {
      id: below(scope, 'denyAssignments', name),
      name,
      type: `${AUTHORIZATION}/denyAssignments`,
      properties: {
        denyAssignmentName: `deny ${String(at)}`,
        permissions: [permissionOf(lists, names)],
        scope,
        doNotApplyToChildScopes: onlyHere,
        principals: [to].flat().map(principal),
        excludePrincipals: [except].flat().map(principal),
        isSystemProtected: true,
        ...(when === undefined ? {} : { condition: names.fill(when), conditionVersion: '2.0' }),
        ...properties,
      },
    }
  })
}

function registrations(world: AzureWorld, names: Names): Document[] {
  return (world.lighthouse ?? []).map((each, at) => {
    const scope = names.scope(each.at)
    const [, , subscription = ''] = scope.split('/')
    const name = guidOf(`registration ${String(at)}`)
    const definition = `/subscriptions/${subscription}/providers/Microsoft.ManagedServices/registrationDefinitions/${name}`
    const tenant = TENANTS[each.tenant] ?? each.tenant
    return {
      id: `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${name}`,
      name,
      type: 'Microsoft.ManagedServices/registrationAssignments',
      properties: {
        registrationDefinitionId: definition,
        provisioningState: 'Succeeded',
        registrationDefinition: {
          id: definition,
          name,
          type: 'Microsoft.ManagedServices/registrationDefinitions',
          plan: null,
          properties: {
            registrationDefinitionName: `offer ${String(at)}`,
            authorizations: (each.grants ?? []).map((one) => authorizationOf(one, names, false)),
            eligibleAuthorizations: (each.eligible ?? []).map((one) => authorizationOf(one, names, true)),
            provisioningState: 'Succeeded',
            manageeTenantId: TENANT,
            managedByTenantId: tenant,
            managedByTenantName: each.tenant,
            ...each.properties,
          },
        },
      },
    }
  })
}

function authorizationOf(given: AzureAuthorization, names: Names, eligible: boolean): Document {
  const cut = typeof given === 'string' ? given.lastIndexOf(' to ') : -1
  const each = typeof given === 'string' ? { role: given.slice(0, cut), to: given.slice(cut + 4) } : given
  const { delegates, mfa = false, approvers } = { delegates: undefined, approvers: undefined, ...each }
  return {
    principalId: names.principal(each.to),
    principalIdDisplayName: each.to,
    roleDefinitionId: names.role(each.role),
    ...(delegates === undefined ? {} : { delegatedRoleDefinitionIds: delegates.map((role) => names.role(role)) }),
    ...(eligible
      ? {
          justInTimeAccessPolicy: {
            multiFactorAuthProvider: mfa ? 'Azure' : 'None',
            maximumActivationDuration: 'PT8H',
            ...(approvers === undefined
              ? {}
              : {
                  managedByTenantApprovers: approvers.map((who) => ({
                    principalId: names.principal(who),
                    principalIdDisplayName: who,
                  })),
                }),
          },
        }
      : {}),
  }
}
