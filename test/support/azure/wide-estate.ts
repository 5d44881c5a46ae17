import type { JsonObject } from '../../../src/model/index.js'
import type { Estate } from './estate.js'

export const TENANT = '0b51d0ce-6a17-4c52-8b0e-3f9a0c4d2e11'
export const PARTNER = '9d1f7c33-2a4b-4e0d-b7a6-5c8e9f0a1b22'
export const OWN = 'a1b0c9d8-1111-4aaa-8bbb-0c0d0e0f0a01'
export const DELEGATED = 'b2c1d0e9-2222-4bbb-8ccc-1d1e1f1a1b02'
export const IDENTITY = 'c3d2e1f0-3333-4ccc-8ddd-2e2f2a2b2c03'
export const BIG_GROUP = 'd4e3f2a1-4444-4ddd-8eee-3f3a3b3c3d04'
export const ROBOT = 'e5f4a3b2-5555-4eee-8fff-4a4b4c4d4e05'
export const OWNER_ROLE = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
/** Stands where secrets stand: no record may hold it. */
export const CANARY = 'canary-7f3a'

const guid = (kind: string, at: number): string => `${kind}0000000-0000-4000-8000-${String(at).padStart(12, '0')}`
const user = (at: number): JsonObject => ({ '@odata.type': '#microsoft.graph.user', id: guid('1', at) })
const robot: JsonObject = { '@odata.type': '#microsoft.graph.servicePrincipal', id: ROBOT }
const scope = `/subscriptions/${OWN}`
// Names that look like the ids of tenants and subscriptions, and a name in which two parts of a file name seem to part.
const group = `${scope}/resourceGroups/${guid('7', 7)}`
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/deploy--prod`
const store = `${group}/providers/Microsoft.Storage/storageAccounts/filestore`
const eligibility = `${scope}/providers/Microsoft.Authorization/roleEligibilitySchedules/${guid('8', 1)}`
const role = `/providers/Microsoft.Authorization/roleDefinitions/${OWNER_ROLE}`
const groupId = (name: string): string => `/providers/Microsoft.Management/managementGroups/${name}`
const managementGroup = (name: string, parent: string | null, children: JsonObject[]): JsonObject => ({
  id: groupId(name),
  type: 'Microsoft.Management/managementGroups',
  name,
  properties: {
    tenantId: TENANT,
    displayName: name,
    details: { parent: parent === null ? null : { id: groupId(parent), name: parent } },
    children,
  },
})
const eligible = (list: string, id: string): JsonObject => ({
  id: id.replace('roleEligibilitySchedules', list),
  type: `Microsoft.Authorization/${list}`,
  name: id.slice(-36),
  properties: {
    scope,
    roleDefinitionId: `${scope}${role}`,
    principalId: BIG_GROUP,
    principalType: 'Group',
    status: 'Provisioned',
    memberType: 'Direct',
    startDateTime: '2026-01-01T00:00:00.1234567Z',
  },
})

/** One of everything that is asked for beyond what the example company has. */
export const wideEstate: Estate = {
  'Microsoft.Resources/subscriptions': [
    { id: scope, subscriptionId: OWN, tenantId: TENANT, displayName: 'own', state: 'Enabled' },
    {
      id: `/subscriptions/${DELEGATED}`,
      subscriptionId: DELEGATED,
      tenantId: PARTNER,
      displayName: 'delegated',
      state: 'Enabled',
      managedByTenants: [{ tenantId: TENANT }],
    },
  ],
  'Microsoft.Management/managementGroups': [
    managementGroup(TENANT, null, [
      { type: 'Microsoft.Management/managementGroups', id: groupId('users'), name: 'users' },
    ]),
    // Named as a list of the directory is.
    managementGroup('users', TENANT, [{ type: '/subscriptions', id: scope, name: OWN }]),
  ],
  'Microsoft.Resources/resourceGroups': [
    { id: group, name: guid('7', 7), type: 'Microsoft.Resources/resourceGroups', location: 'westeurope', tags: {} },
  ],
  'Microsoft.Authorization/roleDefinitions': [
    {
      id: role,
      name: OWNER_ROLE,
      type: 'Microsoft.Authorization/roleDefinitions',
      properties: {
        roleName: 'Owner',
        type: 'BuiltInRole',
        assignableScopes: ['/'],
        permissions: [{ actions: ['*'], notActions: [] }],
      },
    },
  ],
  'Microsoft.Authorization/roleAssignments': [
    {
      id: `${groupId('users')}/providers/Microsoft.Authorization/roleAssignments/${guid('8', 3)}`,
      name: guid('8', 3),
      type: 'Microsoft.Authorization/roleAssignments',
      properties: { scope: groupId('users'), roleDefinitionId: role, principalId: BIG_GROUP, principalType: 'Group' },
    },
  ],
  'Microsoft.Authorization/denyAssignments': [
    {
      id: `${scope}/providers/Microsoft.Authorization/denyAssignments/${guid('8', 4)}`,
      name: guid('8', 4),
      type: 'Microsoft.Authorization/denyAssignments',
      properties: {
        denyAssignmentName: 'watched only',
        scope,
        permissions: [{ actions: ['*'], notActions: [] }],
        principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
        excludePrincipals: [],
        isSystemProtected: false,
        denyAssignmentEffect: 'audit',
      },
    },
  ],
  'Microsoft.Authorization/roleEligibilitySchedules': [eligible('roleEligibilitySchedules', eligibility)],
  'Microsoft.Authorization/roleEligibilityScheduleInstances': [
    eligible('roleEligibilityScheduleInstances', eligibility),
  ],
  'Microsoft.Authorization/roleAssignmentSchedules': [],
  'Microsoft.Authorization/roleAssignmentScheduleInstances': [],
  'Microsoft.Authorization/classicAdministrators': [],
  'Microsoft.Authorization/roleManagementPolicyAssignments': [
    {
      id: `${scope}/providers/Microsoft.Authorization/roleManagementPolicyAssignments/${guid('8', 2)}_${OWNER_ROLE}`,
      name: `${guid('8', 2)}_${OWNER_ROLE}`,
      type: 'Microsoft.Authorization/roleManagementPolicyAssignments',
      properties: {
        scope,
        roleDefinitionId: `${scope}${role}`,
        policyId: `${scope}/providers/Microsoft.Authorization/roleManagementPolicies/${guid('8', 2)}`,
        effectiveRules: [
          {
            id: 'Expiration_EndUser_Assignment',
            ruleType: 'RoleManagementPolicyExpirationRule',
            maximumDuration: 'PT8H',
          },
        ],
      },
    },
  ],
  'Microsoft.ManagedIdentity/userAssignedIdentities': [
    {
      id: identity,
      name: 'deploy--prod',
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      location: 'westeurope',
      tags: {},
      properties: { tenantId: TENANT, principalId: IDENTITY, clientId: guid('2', 1) },
    },
  ],
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials': [
    {
      id: `${identity}/federatedIdentityCredentials/pipeline`,
      name: 'pipeline',
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
      properties: {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'repo:shipyard-labs/deploy:ref:refs/heads/main',
        audiences: ['api://AzureADTokenExchange'],
      },
    },
  ],
  'Microsoft.Storage/storageAccounts': [
    {
      id: store,
      name: 'filestore',
      type: 'Microsoft.Storage/storageAccounts',
      kind: 'StorageV2',
      location: 'westeurope',
      tags: { connection: `AccountKey=${CANARY}` },
      properties: { allowBlobPublicAccess: true, primaryKey: CANARY },
    },
  ],
  'Microsoft.Storage/storageAccounts/blobServices/containers': [
    {
      id: `${store}/blobServices/default/containers/public`,
      name: 'public',
      type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
      properties: { publicAccess: 'Container' },
    },
  ],
  'Microsoft.Compute/virtualMachines': [
    {
      id: `${group}/providers/Microsoft.Compute/virtualMachines/runner`,
      name: 'runner',
      type: 'Microsoft.Compute/virtualMachines',
      location: 'westeurope',
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: { [identity]: { principalId: IDENTITY, clientId: guid('2', 1) } },
      },
      properties: {
        osProfile: { adminPassword: CANARY, customData: CANARY },
        storageProfile: { osDisk: { osType: 'Linux' } },
      },
    },
  ],
  'Microsoft.Nowhere/gadgets': [
    {
      id: `${group}/providers/Microsoft.Nowhere/gadgets/one`,
      name: 'one',
      type: 'Microsoft.Nowhere/gadgets',
      location: 'westeurope',
      properties: { password: CANARY },
    },
  ],
  'graph/organization': [{ id: TENANT, displayName: 'Wide', verifiedDomains: [{ name: 'wide.example' }] }],
  'graph/users': Array.from({ length: 25 }, (_, at) => ({
    id: guid('1', at),
    displayName: `user ${at}`,
    userPrincipalName: `user${at}@wide.example`,
    passwordProfile: { password: CANARY },
  })),
  'graph/groups': [
    {
      id: BIG_GROUP,
      displayName: 'everybody',
      securityEnabled: true,
      groupTypes: [],
      members: [...Array.from({ length: 24 }, (_, at) => user(at)), robot],
      owners: [user(3)],
    },
    { id: guid('3', 1), displayName: 'small', securityEnabled: true, groupTypes: [], members: [robot], owners: [] },
  ],
  'graph/servicePrincipals': [
    {
      id: ROBOT,
      appId: guid('4', 1),
      displayName: 'robot',
      servicePrincipalType: 'Application',
      appRoles: [],
      alternativeNames: [],
    },
  ],
  'graph/applications': [
    {
      id: guid('5', 1),
      appId: guid('4', 1),
      displayName: 'robot',
      passwordCredentials: [{ hint: CANARY, secretText: CANARY }],
      federatedIdentityCredentials: [],
      owners: Array.from({ length: 21 }, (_, at) => user(at)),
    },
  ],
  'graph/appRoleAssignments': [
    {
      id: 'assigned-1',
      principalId: guid('1', 4),
      principalType: 'User',
      resourceId: ROBOT,
      resourceDisplayName: 'robot',
      appRoleId: '00000000-0000-0000-0000-000000000000',
    },
  ],
}
