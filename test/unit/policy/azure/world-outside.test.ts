import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/model/index.js'
import { deriveAzure } from '../../../../src/policy/azure/index.js'
import {
  ACCOUNT,
  APP,
  container,
  CONTRIBUTOR,
  DATA,
  principal,
  READ_BLOB,
  READER,
  snapshot,
  SUBSCRIPTION,
  TENANT,
  VAULT,
} from './facts.js'

const PROVIDER = 'b2c4d6e8-1357-4a9b-8c0d-1e2f3a4b5c02'
const ADMINISTRATOR = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'

describe('who holds principals of ours', () => {
  it.each([
    ['a guest with a mail', { userType: 'Guest', mail: 'Uri@Books.example' }, ['user:uri@books.example']],
    [
      'a guest by name',
      { userPrincipalName: 'uri_x_books.example#EXT#@c.onmicrosoft.com' },
      ['user:uri_x@books.example'],
    ],
    [
      'an invited member',
      { userType: 'Member', creationType: 'Invitation', mail: 'a@b.example' },
      ['user:a@b.example'],
    ],
    ['a state alone', { externalUserState: 'Accepted', mail: 'a@b.example' }, ['user:a@b.example']],
    ['a member', { userType: 'Member', mail: 'a@corp.example', userPrincipalName: 'a@corp.example' }, null],
    ['a disabled guest', { userType: 'Guest', mail: 'a@b.example', accountEnabled: false }, null],
  ])('%s', (_, properties, by) => {
    const held = deriveAzure(snapshot().user('u', properties).facts).held
    expect(held).toEqual(by === null ? [] : [{ principal: principal('u'), by }])
  })

  it.each([
    [
      'of another tenant',
      { appOwnerOrganizationId: PROVIDER.toUpperCase(), appId: 'A' },
      ['app:a', `azure:${PROVIDER}`],
    ],
    ['of our own', {}, null],
    ['of Microsoft', { appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' }, null],
    ['that is off', { appOwnerOrganizationId: PROVIDER, accountEnabled: false }, null],
  ])('an application %s', (_, properties, by) => {
    const held = deriveAzure(snapshot().application('s', properties).facts).held
    expect(held).toEqual(by === null ? [] : [{ principal: principal('s'), by }])
  })
})

describe('Lighthouse', () => {
  const delegation = (definition: { [name: string]: Json }, state = 'Succeeded'): Json => ({
    id: '/x/registrationAssignments/1',
    properties: {
      provisioningState: state,
      registrationDefinition: {
        properties: { managedByTenantId: PROVIDER, managedByTenantName: 'Ops', ...definition },
      },
    },
  })
  const derive = (definition: { [name: string]: Json }, state?: string) =>
    deriveAzure(snapshot().document(SUBSCRIPTION, 'lighthouse', 'l', delegation(definition, state)).facts)
  const authorization = { principalId: 'P1', principalIdDisplayName: 'Operators', roleDefinitionId: READER }

  it('gives a principal of the managing tenant the role, without content', () => {
    const data = { ...authorization, roleDefinitionId: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1' }
    const found = derive({ authorizations: [authorization, data] })
    expect(found.outside).toMatchObject([{ id: `azure:${PROVIDER}/p1`, type: 'azuread_principal', name: 'Operators' }])
    expect(found.accesses.map(({ target, plane, because }) => [target.id, plane, because[0]?.kind])).toEqual([
      [SUBSCRIPTION, 'control', 'lighthouse'],
      [SUBSCRIPTION, 'control', 'lighthouse'],
    ])
  })

  it('asks an eligible authorization for what its policy asks', () => {
    const policy = { multiFactorAuthProvider: 'Azure', managedByTenantApprovers: [{ principalId: 'x' }] }
    const [grant] = derive({ eligibleAuthorizations: [{ ...authorization, justInTimeAccessPolicy: policy }] }).accesses
    expect(grant?.remaining.map((clause) => clause[0]?.key).sort()).toEqual(['activation', 'approval', 'mfa'])
  })

  it('lets a User Access Administrator assign the listed roles alone', () => {
    const listed = { ...authorization, roleDefinitionId: ADMINISTRATOR, delegatedRoleDefinitionIds: [CONTRIBUTOR] }
    expect(derive({ authorizations: [listed] }).accesses).toMatchObject([
      {
        actions: ['Microsoft.Authorization/roleAssignments/write'],
        access: ['permissions'],
        remaining: [
          [{ key: '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]', values: [CONTRIBUTOR] }],
        ],
      },
    ])
    expect(derive({ authorizations: [{ ...authorization, roleDefinitionId: ADMINISTRATOR }] }).accesses).toEqual([])
  })

  it('that failed or is over gives nothing', () => {
    for (const state of ['Failed', 'Deleted', 'Canceled'])
      expect(derive({ authorizations: [authorization] }, state).accesses).toEqual([])
  })

  it('is bound by deny assignments', () => {
    const made = snapshot()
      .document(
        SUBSCRIPTION,
        'lighthouse',
        'l',
        delegation({ authorizations: [{ ...authorization, roleDefinitionId: CONTRIBUTOR }] }),
      )
      .deny(SUBSCRIPTION)
    expect(deriveAzure(made.facts).accesses.map(({ actions }) => actions)).toEqual([['*/read']])
  })
})

describe('federated identity credentials', () => {
  const derive = (credential: { [name: string]: Json }) =>
    deriveAzure(
      snapshot()
        .application('s')
        .document(principal('s'), 'trust', 'f', { name: 'f', audiences: [], ...credential }).facts,
    )
  const GITHUB = 'https://token.actions.githubusercontent.com'

  it.each([
    [{ subject: 'repo:o/r:ref:refs/heads/main' }, 'repo:o/r:ref:refs/heads/main', []],
    [{ subject: 'repo:o/*' }, 'repo:o/%2A', []],
    [{ claimsMatchingExpression: { value: "claims['sub'] matches 'repo:o/*'", languageVersion: 1 } }, 'repo:o/*', []],
    [{ claimsMatchingExpression: { value: "claims['sub'] eq 'repo:o/*'" } }, 'repo:o/%2A', []],
    [
      {
        claimsMatchingExpression: {
          value: "claims['sub'] matches 'repo:o/*' and claims['job_workflow_ref'] matches 'o/w*'",
        },
      },
      'repo:o/*',
      ['token.actions.githubusercontent.com:job_workflow_ref'],
    ],
    [{ claimsMatchingExpression: { value: 'claims.sub ~ x' } }, '*', ['condition']],
  ])('%j let in %s', (credential, subject, asks) => {
    const found = derive({ issuer: `${GITHUB}/`, ...credential })
    expect(found.outside.map(({ id }) => id)).toEqual([`oidc:${GITHUB}#${subject}`])
    expect(found.assumes).toMatchObject([{ to: principal('s'), actions: ['federatedIdentityCredential'] }])
    expect(found.assumes[0]?.remaining.map((clause) => clause[0]?.key)).toEqual(asks)
  })

  it('and tokens of our own are named by issuer and object id', () => {
    expect(deriveAzure(snapshot().application('s').facts).tokens).toEqual([
      { principal: principal('s'), issuer: `https://sts.windows.net/${TENANT}/`, subject: 's' },
      { principal: principal('s'), issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`, subject: 's' },
    ])
  })
})

describe('beside Azure RBAC', () => {
  const storage = (account: { [name: string]: Json }, publicAccess: string) =>
    deriveAzure(
      snapshot()
        .node(ACCOUNT, 'Resource', 'azurerm_storage_account', DATA, account)
        .node(container('c'), 'Resource', 'azurerm_storage_container', ACCOUNT, { publicAccess }).facts,
    ).accesses

  it.each([
    [{ allowBlobPublicAccess: true }, 'Blob', ['read'], []],
    [{ allowBlobPublicAccess: true }, 'Container', ['list', 'read'], []],
    [{ allowBlobPublicAccess: true, networkDefaultAction: 'Deny' }, 'Blob', ['read'], ['networkAcls']],
    [{}, 'Blob', ['read'], ['allowBlobPublicAccess']],
  ])('an account %j with a container at %s lets everybody %j', (account, level, access, asks) => {
    const found = storage(account, level)
    expect(found).toMatchObject([
      { principals: ['public'], target: { id: container('c') }, actions: [READ_BLOB], access, data: true },
    ])
    expect(found[0]?.remaining.map((clause) => clause[0]?.key)).toEqual(asks)
  })

  it.each([
    [{ allowBlobPublicAccess: false }, 'Container'],
    [{ allowBlobPublicAccess: true }, 'None'],
    [{ allowBlobPublicAccess: true, publicNetworkAccess: 'Disabled' }, 'Blob'],
  ])('an account %j with a container at %s lets nobody', (account, level) => {
    expect(storage(account, level)).toEqual([])
  })

  const policies = [{ tenantId: TENANT, objectId: 'u', permissions: { secrets: ['Get', 'list'], keys: ['unwrapKey'] } }]
  const vault = (properties: { [name: string]: Json }) =>
    snapshot()
      .user('u')
      .node(VAULT, 'Resource', 'azurerm_key_vault', DATA, { accessPolicies: policies, ...properties })

  it('access policies count where RBAC is off', () => {
    expect(deriveAzure(vault({}).facts).accesses).toMatchObject([
      {
        principals: [principal('u')],
        target: { id: VAULT },
        plane: 'data',
        data: true,
        actions: [
          'Microsoft.KeyVault/vaults/keys/unwrap/action',
          'Microsoft.KeyVault/vaults/secrets/getSecret/action',
          'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
        ],
        because: [{ kind: 'resource-policy' }],
      },
    ])
    expect(deriveAzure(vault({ enableRbacAuthorization: true }).facts).accesses).toEqual([])
  })

  it.each([
    [{ secrets: ['set'] }, ['secrets/setSecret/action', 'secrets/update/action']],
    [{ secrets: ['all'] }, ['secrets/*']],
    [{ certificates: ['all'] }, ['certificatecas/*', 'certificatecontacts/*', 'certificates/*']],
    [{ keys: ['all'] }, ['keyrotationpolicies/*', 'keys/*']],
    [{ storage: ['getSas', 'regenerateKey'] }, ['storageaccounts/regeneratekey/action', 'storageaccounts/sas/read']],
  ])('the access policy %j grants %j', (permissions, actions) => {
    const accessPolicies = [{ tenantId: TENANT, objectId: 'u', permissions }]
    expect(deriveAzure(vault({ accessPolicies }).facts).accesses.map((each) => each.actions)).toEqual([
      actions.map((action) => `Microsoft.KeyVault/vaults/${action}`),
    ])
  })

  it('and roles on what such a vault holds do not', () => {
    const role = (properties: { [name: string]: Json }) =>
      deriveAzure(
        vault({ accessPolicies: [], ...properties })
          .role('s', [{ dataActions: ['Microsoft.KeyVault/vaults/secrets/*'] }])
          .assign('s', 'u', DATA).facts,
      ).accesses.map(({ target }) => [target.id, target.except])
    expect(role({ enableRbacAuthorization: true })).toEqual([[DATA, []]])
    expect(role({ enableRbacAuthorization: false })).toEqual([[DATA, [VAULT, `${VAULT}/*`]]])
  })

  it('anonymous pull opens a registry', () => {
    const id = `${APP}/providers/Microsoft.ContainerRegistry/registries/r`
    const made = snapshot().node(id, 'Resource', 'azurerm_container_registry', APP, { anonymousPullEnabled: true })
    expect(deriveAzure(made.facts).accesses).toMatchObject([{ principals: ['public'], target: { id }, data: true }])
  })
})

describe('power over the directory', () => {
  const graph = () => snapshot().application('g', { appId: '00000003-0000-0000-c000-000000000000' }).application('s')

  it.each([
    [
      '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
      ['graph:RoleManagement.ReadWrite.Directory'],
      ['read', 'permissions'],
      false,
    ],
    ['7ab1d382-f21e-4acd-a863-ba3e13f7da61', ['graph:Directory.Read.All'], ['read'], false],
    ['11111111-2222-3333-4444-555555555555', [], [], true],
  ])('permission %s', (appRoleId, actions, access, unknown) => {
    const made = graph().document(principal('g'), 'grant', 'a', {
      type: 'appRoleAssignment',
      principalId: 's',
      resourceId: 'g',
      appRoleId,
    })
    expect(deriveAzure(made.facts).accesses).toMatchObject([
      { principals: [principal('s')], target: { id: `azure:${TENANT}`, covers: 'scope' }, actions, access, unknown },
    ])
  })

  it('delegated permissions need somebody who signs in; signing in alone is none', () => {
    const consent = (scope: string) =>
      deriveAzure(
        graph().document(principal('g'), 'grant', 'c', {
          type: 'oauth2PermissionGrant',
          clientId: 's',
          consentType: 'AllPrincipals',
          resourceId: 'g',
          scope,
        }).facts,
      ).accesses
    expect(consent('openid profile')).toEqual([])
    expect(consent('openid Mail.Read')).toMatchObject([
      { actions: ['graph:Mail.Read'], access: ['read'], data: true, remaining: [[{ key: 'signedInUser' }]] },
    ])
  })

  it('roles of the directory have the tenant as their target', () => {
    const made = snapshot().user('u').document(`azure:${TENANT}`, 'role-assignment', 'd', {
      type: 'unifiedRoleAssignment',
      principalId: 'u',
      roleDefinitionId: '62e90394-69f5-4237-9190-012177145e10',
      directoryScopeId: '/',
    })
    expect(deriveAzure(made.facts).accesses).toMatchObject([
      {
        principals: [principal('u')],
        target: { id: `azure:${TENANT}` },
        actions: ['microsoft.directory/*'],
        unknown: false,
      },
    ])
  })
})
