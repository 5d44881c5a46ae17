import type { Json, JsonObject } from '../../../../../src/model/index.js'
import type { AzureDecideRecord, AzureDecisionRequest } from '../../../../../src/policy/azure/record.js'

export const USER = '11111111-1111-4111-8111-111111111111'
export const GROUP = '22222222-2222-4222-8222-222222222222'
export const OTHER = '33333333-3333-4333-8333-333333333333'
export const ROLE = 'aaaaaaaa-0000-4000-8000-000000000001'
export const EVERYONE = '00000000-0000-0000-0000-000000000000'
export const SUBSCRIPTION = '/subscriptions/00000000-0000-4000-8000-0000000000aa'
export const ACCOUNT = `${SUBSCRIPTION}/resourceGroups/rg1/providers/Microsoft.Storage/storageAccounts/acct`
export const READ_BLOB = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'

/** A role definition as ARM returns it. */
export function role(permission: JsonObject | JsonObject[], id: string = ROLE): JsonObject {
  const permissions = (Array.isArray(permission) ? permission : [permission]).map((each) => ({
    actions: [],
    notActions: [],
    dataActions: [],
    notDataActions: [],
    ...each,
  }))
  return {
    id: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
    name: id,
    type: 'Microsoft.Authorization/roleDefinitions',
    properties: { roleName: `role ${id}`, type: 'CustomRole', assignableScopes: ['/'], permissions },
  }
}

/** A role assignment as ARM returns it: the role to the user at the subscription. */
export function assignment(properties: JsonObject = {}, type = 'Microsoft.Authorization/roleAssignments'): JsonObject {
  const id = typeof properties['name'] === 'string' ? properties['name'] : 'bbbbbbbb-0000-4000-8000-000000000001'
  return {
    id: `${SUBSCRIPTION}/providers/${type}/${id}`,
    name: id,
    type,
    properties: {
      roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${ROLE}`,
      principalId: USER,
      principalType: 'User',
      scope: SUBSCRIPTION,
      ...properties,
    },
  }
}

/** A deny assignment as ARM returns it: everything to everyone at the subscription. */
export function deny(properties: JsonObject = {}): JsonObject {
  return {
    id: `${SUBSCRIPTION}/providers/Microsoft.Authorization/denyAssignments/cccccccc-0000-4000-8000-000000000001`,
    name: 'cccccccc-0000-4000-8000-000000000001',
    type: 'Microsoft.Authorization/denyAssignments',
    properties: {
      denyAssignmentName: 'deny',
      permissions: [{ actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] }],
      scope: SUBSCRIPTION,
      doNotApplyToChildScopes: false,
      principals: [{ id: EVERYONE, type: 'SystemDefined' }],
      excludePrincipals: [],
      isSystemProtected: true,
      ...properties,
    },
  }
}

export function record(
  request: Partial<AzureDecisionRequest>,
  documents: { roles?: Json[]; assignments?: Json[]; denies?: Json[] } = {},
): AzureDecideRecord {
  const {
    roles = [role({ actions: ['*'], dataActions: ['*'] })],
    assignments = [assignment()],
    denies = [],
  } = documents
  return {
    id: 'r',
    cloud: 'azure',
    request: { principalIds: [USER], action: 'Microsoft.Compute/virtualMachines/read', scope: ACCOUNT, ...request },
    roleDefinitions: roles,
    roleAssignments: assignments,
    denyAssignments: denies,
  }
}
