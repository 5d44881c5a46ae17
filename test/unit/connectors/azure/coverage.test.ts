import { describe, expect, it } from 'vitest'
import { factsOfDump, SUBSCRIPTION, TENANT, type Dump } from './dump.js'

const OTHER = '1a2b3c4d-0002-4bbb-8bbb-0123456789a2'
const GROUP = '890665b3-a7b2-4d79-ad29-f20eef68649e'
const INNER = 'f1c7f262-0830-46d8-a6c8-fca82942d701'
const USER = '42a42e75-95f3-4a13-af17-f7b21528e364'
const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'

const subscription = (id: string): object => ({ id: `/subscriptions/${id}`, subscriptionId: id, tenantId: TENANT })
const at = (name: string, content: unknown): Dump => ({ [`${TENANT}/${name}.json`]: content })
const none = { value: [] }

/** Everything that is asked for, of one tenant with two subscriptions. */
const whole: Dump = {
  ...at('organization', { value: [{ id: TENANT, verifiedDomains: [{ name: 'corp.example' }] }] }),
  ...at('subscriptions', { value: [subscription(SUBSCRIPTION), subscription(OTHER)] }),
  ...at('users', none),
  ...at('groups', { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#groups(members())', value: [] }),
  ...at('servicePrincipals', none),
  ...at('applications', none),
  ...at('roleAssignments', none),
  ...at('denyAssignments', none),
  ...at('registrationAssignments', none),
  ...at('roleEligibilityScheduleInstances', none),
}

/** `<service> <call> <reason> <end of scope>` of each gap. */
async function gaps(dump: Dump): Promise<string[]> {
  const found = (await factsOfDump(dump)).gaps
  return found.map(({ service, call, reason, scope }) => `${service} ${call} ${reason} ${scope.slice(-12)}`)
}

function without(...names: string[]): Dump {
  return Object.fromEntries(
    Object.entries(whole).filter(([path]) => !names.some((name) => path.endsWith(`/${name}.json`))),
  )
}

const assigned = (principalId: string, principalType: string, more: object = {}): object => ({
  id: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleAssignments/8b7d52d8-19fe-4750-a1bf-6401c50fbc0d`,
  properties: {
    roleDefinitionId: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
    principalId,
    principalType,
    scope: `/subscriptions/${SUBSCRIPTION}`,
    ...more,
  },
})
const reader: Dump = at('roleDefinitions', {
  value: [
    {
      id: `/providers/Microsoft.Authorization/roleDefinitions/${READER.toUpperCase()}`,
      properties: { roleName: 'Reader', permissions: [{ actions: ['*/read'] }] },
    },
  ],
})

describe('gaps of an import', () => {
  it('that holds everything: none', async () => {
    expect(await gaps(whole)).toEqual([])
  })

  it.each<[missing: string, expected: string[]]>([
    [
      'roleAssignments',
      [OTHER, SUBSCRIPTION].map((id) => `Microsoft.Authorization roleAssignments not-collected ${id.slice(-12)}`),
    ],
    [
      'denyAssignments',
      [OTHER, SUBSCRIPTION].map((id) => `Microsoft.Authorization denyAssignments not-collected ${id.slice(-12)}`),
    ],
    [
      'registrationAssignments',
      [OTHER, SUBSCRIPTION].map(
        (id) => `Microsoft.ManagedServices registrationAssignments not-collected ${id.slice(-12)}`,
      ),
    ],
    [
      'roleEligibilityScheduleInstances',
      [OTHER, SUBSCRIPTION].map(
        (id) => `Microsoft.Authorization roleEligibilityScheduleInstances not-collected ${id.slice(-12)}`,
      ),
    ],
    ['users', ['graph users not-collected 2e8f7b6c5d01']],
    ['groups', ['graph groups not-collected 2e8f7b6c5d01']],
    ['servicePrincipals', ['graph servicePrincipals not-collected 2e8f7b6c5d01']],
    ['applications', ['graph applications not-collected 2e8f7b6c5d01']],
  ])('without %s', async (missing, expected) => {
    expect((await gaps(without(missing))).sort()).toEqual(expected.sort())
  })

  it('with no list of subscriptions', async () => {
    const directory = without(
      'subscriptions',
      'roleAssignments',
      'denyAssignments',
      'registrationAssignments',
      'roleEligibilityScheduleInstances',
    )
    expect(await gaps(directory)).toEqual(['Microsoft.Resources subscriptions not-collected 2e8f7b6c5d01'])
  })

  it('with a list below one subscription: of the other', async () => {
    const dump = { ...without('denyAssignments'), [`${TENANT}/${SUBSCRIPTION}/denyAssignments.json`]: none }
    expect(await gaps(dump)).toEqual(['Microsoft.Authorization denyAssignments not-collected 0123456789a2'])
  })

  it('with a list of one group of resources: of both subscriptions', async () => {
    const dump = { ...without('denyAssignments'), [`${TENANT}/${SUBSCRIPTION}/rg-app/denyAssignments.json`]: none }
    expect(await gaps(dump)).toHaveLength(2)
  })

  it('with eligible schedules in place of their instances: none', async () => {
    expect(
      await gaps({ ...without('roleEligibilityScheduleInstances'), ...at('roleEligibilitySchedules', none) }),
    ).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['refused', { error: { code: 'AuthorizationFailed', message: 'no' } }, 'denied'],
    ['empty', '', 'failed'],
    ['asked too often', { error: { code: 'TooManyRequests', message: 'later' } }, 'throttled'],
    ['cut off', { value: [], nextLink: 'https://management.azure.com/x' }, 'not-collected'],
    ['of another shape', { value: [{ x: 1 }] }, 'failed'],
  ])('with an answer that is %s: one', async (_, answer, reason) => {
    expect(await gaps({ ...whole, ...at('denyAssignments', answer) })).toEqual([
      `Microsoft.Authorization denyAssignments ${reason} 2e8f7b6c5d01`,
    ])
  })

  it('with a next page that is there: none', async () => {
    const pages = {
      [`${TENANT}/users-1.json`]: { value: [], '@odata.nextLink': 'https://x' },
      [`${TENANT}/users-2.json`]: none,
    }
    expect(await gaps({ ...without('users'), ...pages })).toEqual([])
  })
})

describe('a role that is assigned', () => {
  it('and not defined is a gap that says how to fetch it', async () => {
    const { gaps: found } = await factsOfDump({
      ...whole,
      ...at('roleAssignments', { value: [assigned(USER, 'User')] }),
    })
    expect(found.map(({ call, scope, message }) => [call, scope, message])).toEqual([
      [
        'roleDefinitions',
        `/subscriptions/${SUBSCRIPTION}`,
        `what role \`${READER}\` grants is not in the dump: \`az role definition list --name ${READER}\``,
      ],
    ])
  })

  it('and defined, in whatever case and at whatever scope, is none', async () => {
    expect(await gaps({ ...whole, ...reader, ...at('roleAssignments', { value: [assigned(USER, 'User')] }) })).toEqual(
      [],
    )
  })

  it('by a delegation counts too', async () => {
    const properties = { authorizations: [{ principalId: USER, roleDefinitionId: READER }], managedByTenantId: TENANT }
    const delegation = {
      id: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationAssignments/x`,
      properties: { registrationDefinition: { properties } },
    }
    expect(await gaps({ ...whole, ...at('registrationAssignments', { value: [delegation] }) })).toEqual([
      'Microsoft.Authorization roleDefinitions not-collected 0123456789a1',
    ])
  })
})

describe('members of a group', () => {
  const members = 'graph groups/members not-collected'
  const toGroup: Dump = { ...whole, ...reader, ...at('roleAssignments', { value: [assigned(GROUP, 'Group')] }) }
  const listed = (...groups: object[]): Dump => at('groups', { value: groups })
  const group = (id: string, more: object = {}): object => ({
    id,
    displayName: id.slice(0, 4),
    securityEnabled: true,
    ...more,
  })
  const person = (n: number): object => ({
    '@odata.type': '#microsoft.graph.user',
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  })

  it.each<[string, Dump, string[]]>([
    ['of a group that holds nothing do not matter', { ...whole, ...listed(group(GROUP)) }, []],
    ['of one that holds a role do', { ...toGroup, ...listed(group(GROUP)) }, [`${members} f20eef68649e`]],
    ['of one that is not listed do', toGroup, [`${members} f20eef68649e`]],
    ['are there', { ...toGroup, ...listed(group(GROUP, { members: [] })) }, []],
    [
      'are said to be there by the context',
      {
        ...toGroup,
        ...at('groups', {
          '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#groups(members())',
          value: [group(GROUP)],
        }),
      },
      [],
    ],
    ['lie in a file of their own', { ...toGroup, ...listed(group(GROUP)), ...at(`groups/${GROUP}/members`, none) }, []],
    [
      'of a group within it are asked for too',
      {
        ...toGroup,
        ...listed(group(GROUP, { members: [{ '@odata.type': '#microsoft.graph.group', id: INNER }] }), group(INNER)),
      },
      [`${members} fca82942d701`],
    ],
    [
      'may be cut off by the expansion',
      { ...toGroup, ...listed(group(GROUP, { members: Array.from({ length: 20 }, (_, n) => person(n)) })) },
      [`${members} f20eef68649e`],
    ],
    [
      'of more than that are whole',
      { ...toGroup, ...listed(group(GROUP, { members: Array.from({ length: 21 }, (_, n) => person(n)) })) },
      [],
    ],
    [
      'were refused',
      { ...toGroup, ...listed(group(GROUP)), ...at(`groups/${GROUP}/members`, '(Authorization_RequestDenied)') },
      ['graph groups/members denied 2e8f7b6c5d01'],
    ],
    [
      'of a group of another tenant cannot be asked for',
      { ...whole, ...reader, ...at('roleAssignments', { value: [assigned(GROUP, 'ForeignGroup')] }) },
      [],
    ],
  ])('%s', async (_, dump, expected) => {
    expect(await gaps(dump)).toEqual(expected)
  })

  it('name the group in message and scope', async () => {
    const { gaps: found } = await factsOfDump({ ...toGroup, ...listed(group(GROUP)) })
    expect(found[0]?.scope).toBe(`azure:${TENANT}/${GROUP}`)
    expect(found[0]?.message).toContain(GROUP)
  })
})

describe('federated credentials', () => {
  const app = { id: INNER, appId: GROUP, displayName: 'Deploy', signInAudience: 'AzureADMyOrg' }
  const identity = {
    id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/deployer`,
    properties: { principalId: USER, clientId: GROUP, tenantId: TENANT },
  }
  it.each<[string, Dump, string[]]>([
    [
      'of applications that are listed without them',
      at('applications', { value: [app] }),
      ['graph applications/federatedIdentityCredentials not-collected 2e8f7b6c5d01'],
    ],
    ['that are expanded', at('applications', { value: [{ ...app, federatedIdentityCredentials: [] }] }), []],
    [
      'in a file of their own',
      { ...at('applications', { value: [app] }), ...at(`applications/${INNER}/federatedIdentityCredentials`, none) },
      [],
    ],
    [
      'that the Azure CLI listed by application id',
      { ...at('az-ad-app-list', [app]), ...at(`az-ad-app-federated-credential-list/${GROUP}`, []) },
      [],
    ],
    [
      'of identities that are listed without them',
      at('userAssignedIdentities', { value: [identity] }),
      ['Microsoft.ManagedIdentity userAssignedIdentities/federatedIdentityCredentials not-collected 0123456789a1'],
    ],
    [
      'of identities that have none',
      {
        ...at('userAssignedIdentities', { value: [identity] }),
        ...at('az-identity-federated-credential-list/deployer', []),
      },
      [],
    ],
  ])('%s', async (_, dump, expected) => {
    expect(await gaps({ ...whole, ...dump })).toEqual(expected)
  })
})

describe('resources that are listed without properties', () => {
  const vault = `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v`
  it('are a gap where their properties let somebody in, until they were shown', async () => {
    const list = at('az-keyvault-list', [{ id: vault, name: 'v', location: 'x', type: 'Microsoft.KeyVault/vaults' }])
    const shown = at('az-keyvault-show', { id: vault, name: 'v', properties: { enableRbacAuthorization: true } })
    expect(await gaps({ ...whole, ...list })).toEqual([`Microsoft.KeyVault vaults not-collected ${vault.slice(-12)}`])
    expect(await gaps({ ...whole, ...list, ...shown })).toEqual([])
  })
})
