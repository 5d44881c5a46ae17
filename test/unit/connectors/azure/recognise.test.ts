import { describe, expect, it } from 'vitest'
import { OTHER_TENANT, recognised, SUBSCRIPTION, TENANT, type Dump } from './dump.js'

const GROUP = '890665b3-a7b2-4d79-ad29-f20eef68649e'
const ROLES = 'Microsoft.Authorization/roleAssignments'
const assignment = {
  id: `/subscriptions/${SUBSCRIPTION}/providers/${ROLES}/8b7d52d8-19fe-4750-a1bf-6401c50fbc0d`,
  type: ROLES,
  name: '8b7d52d8-19fe-4750-a1bf-6401c50fbc0d',
  properties: { scope: `/subscriptions/${SUBSCRIPTION}` },
}
const person = {
  id: '42a42e75-95f3-4a13-af17-f7b21528e364',
  displayName: 'mats',
  userPrincipalName: 'mats@oak.example',
}
const group = { id: GROUP, displayName: 'Readers', securityEnabled: true }
const context = (of: string): string => `https://graph.microsoft.com/v1.0/$metadata#${of}`

/** `<account> <service> <operation> [<subject>] <status>` of each record. */
async function calls(dump: Dump): Promise<string[]> {
  const { records } = await recognised(dump)
  return records
    .map(
      ({ account, service, operation, subject, status }) =>
        `${account === TENANT ? 'T' : account} ${service} ${operation} [${subject.join(' ')}] ${status}`,
    )
    .sort()
}

const ROLE_CALL = 'microsoft.authorization role-assignments'

describe('an answer of Azure is known', () => {
  it.each<[name: string, path: string, content: unknown, call: string]>([
    ['an ARM list', `${TENANT}/roleAssignments.json`, { value: [assignment] }, `T ${ROLE_CALL} [] ok`],
    ['by content, whatever the file is called', `${TENANT}/x.json`, { value: [assignment] }, `T ${ROLE_CALL} [] ok`],
    ['a single object', `${TENANT}/one.json`, assignment, `T ${ROLE_CALL} [] ok`],
    ['pages in a list', `${TENANT}/x.json`, [{ value: [assignment] }, { value: [] }], `T ${ROLE_CALL} [] ok`],
    [
      'a list of one subscription',
      `${TENANT}/${SUBSCRIPTION}/roleAssignments.json`,
      { value: [] },
      `T ${ROLE_CALL} [/subscriptions/${SUBSCRIPTION}] none`,
    ],
    [
      'a list of one subscription below the word',
      `${TENANT}/subscriptions/${SUBSCRIPTION}/role-assignments.json`,
      { value: [] },
      `T ${ROLE_CALL} [/subscriptions/${SUBSCRIPTION}] none`,
    ],
    ['pages in a folder', `${TENANT}/roleAssignments/page-2.json`, { value: [] }, `T ${ROLE_CALL} [] none`],
    ['a numbered page', `${TENANT}/roleAssignments-2.json`, { value: [] }, `T ${ROLE_CALL} [] none`],
    [
      'a list of one management group',
      `${TENANT}/managementGroups/platform/roleAssignments.json`,
      { value: [] },
      `T ${ROLE_CALL} [managementGroups platform] none`,
    ],
    ['az: an empty array', `${TENANT}/az-role-assignment-list.json`, [], `T ${ROLE_CALL} [] none`],
    [
      'az: groups are resource groups',
      `${TENANT}/az-group-list.json`,
      [],
      'T microsoft.resources resource-groups [] none',
    ],
    ['Graph: groups are groups', `${TENANT}/groups.json`, { value: [] }, 'T graph groups [] none'],
    [
      'an empty list that nobody knows',
      `${TENANT}/mapsAccounts.json`,
      { value: [] },
      'T microsoft.resources resources [] none',
    ],
    [
      'Graph by its context',
      `${TENANT}/x.json`,
      { '@odata.context': context('users(id)'), value: [] },
      'T graph users [] none',
    ],
    [
      'one object of Graph',
      `${TENANT}/x.json`,
      { '@odata.context': context('groups/$entity'), ...group },
      'T graph groups [] ok',
    ],
    [
      'members by path',
      `${TENANT}/groups/${GROUP}/members.json`,
      { '@odata.context': context('directoryObjects'), value: [person] },
      `T graph groups-members [${GROUP}] ok`,
    ],
    [
      'members by context',
      `${TENANT}/x.json`,
      { '@odata.context': context(`groups('${GROUP}')/members`), value: [person] },
      `T graph groups-members [${GROUP}] ok`,
    ],
    [
      'members by command',
      `${TENANT}/az-ad-group-member-list/Field%20partners.json`,
      [person],
      'T graph groups-members [Field partners] ok',
    ],
    [
      'members by command and id',
      `${TENANT}/az-ad-group-member-list-${GROUP}.json`,
      [person],
      `T graph groups-members [${GROUP}] ok`,
    ],
    [
      'a directory role and not one of ARM',
      `${TENANT}/roleManagement/directory/roleAssignments.json`,
      { value: [] },
      'T graph role-management-directory-role-assignments [] none',
    ],
    [
      'a list of Graph that is not read',
      `${TENANT}/x.json`,
      { '@odata.context': context('devices'), value: [{ id: GROUP }] },
      'T graph devices [] ok',
    ],
    [
      'rows of Resource Graph',
      `${TENANT}/az-graph-query.json`,
      { count: 1, data: [{ ...assignment, type: ROLES.toLowerCase() }], total_records: 1 },
      `T ${ROLE_CALL} [] ok`,
    ],
    [
      'a resource of any type',
      `${TENANT}/x.json`,
      { value: [{ id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Contoso.Maps/atlases/a` }] },
      'T microsoft.resources resources [] ok',
    ],
  ])('%s', async (_, path, content, call) => {
    expect(await calls({ [path]: content })).toEqual([call])
  })

  it('one entry per line', async () => {
    const text = [assignment, person].map((line) => JSON.stringify(line)).join('\n')
    expect(await calls({ [`${TENANT}/all.ndjson`]: text })).toEqual(['T graph users [] ok', `T ${ROLE_CALL} [] ok`])
  })

  it('a mixed list is parted by what each entry is', async () => {
    const vault = { id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v` }
    expect(await calls({ [`${TENANT}/resources.json`]: { value: [vault, assignment] } })).toEqual([
      `T ${ROLE_CALL} [] ok`,
      'T microsoft.keyvault vaults [] ok',
    ])
  })
})

describe('a call without an answer', () => {
  it.each<[name: string, content: unknown, status: string]>([
    ['refused by ARM', { error: { code: 'AuthorizationFailed', message: 'no' } }, 'denied'],
    ['refused by Graph', { error: { code: 'Authorization_RequestDenied', message: 'no' } }, 'denied'],
    ['refused, as the Azure CLI prints it', 'ERROR: (AuthorizationFailed) The client has no authorization', 'denied'],
    ['the code alone', '(AuthorizationFailed)', 'denied'],
    ['not there', 'ERROR: (ResourceNotFound) none', 'none'],
    ['a subscription that cannot be seen', 'ERROR: (SubscriptionNotFound) none', 'failed'],
    ['asked too often', { error: { code: 'TooManyRequests', message: 'later' } }, 'failed'],
    ['0 bytes', '', 'failed'],
    ['white space', '  \n', 'failed'],
    ['broken JSON', '{"value":[{"id":"', 'failed'],
  ])('%s', async (_, content, status) => {
    expect(await calls({ [`${TENANT}/denyAssignments.json`]: content })).toEqual([
      `T microsoft.authorization deny-assignments [] ${status}`,
    ])
  })

  it('broken JSON is an error that names file and place, and the rest is read', async () => {
    const { malformed, records } = await recognised({
      [`${TENANT}/groups.json`]: '{"value":[{"id":"',
      [`${TENANT}/users.json`]: { value: [person] },
    })
    expect(malformed).toEqual([
      { path: `${TENANT}/groups.json`, message: 'line 1, column 18: unexpected end of the text inside a string' },
    ])
    expect(records.map(({ operation, status }) => `${operation} ${status}`).sort()).toEqual([
      'groups failed',
      'users ok',
    ])
  })
})

describe('what is not of Azure is left alone', () => {
  it.each<[string, string, unknown]>([
    [
      'an AWS answer',
      '111122223333/global/iam-list-users.json',
      { Users: [{ UserName: 'a', Arn: 'arn:aws:iam::1:user/a' }] },
    ],
    [
      'a Google asset',
      'gcp/resource.ndjson',
      '{"name":"//storage.googleapis.com/b","assetType":"storage.googleapis.com/Bucket","resource":{"data":{}}}',
    ],
    ['Google roles', 'roles.json', { roles: [{ name: 'roles/viewer', includedPermissions: [] }] }],
    ['a policy of Google', 'p.json', { bindings: [{ role: 'roles/viewer', members: ['allUsers'] }] }],
    ['a package', 'package.json', { name: 'x', version: '1.0.0', displayName: 'y' }],
    ['a list of texts', 'a.json', ['a', 'b']],
    ['an empty list', 'users.json', []],
    ['some list', 'list.json', { value: [{ id: 1 }] }],
    ['some text', 'users.txt', 'hello'],
    ['broken JSON of nobody', 'groups.json', '{"a":'],
  ])('%s', async (_, path, content) => {
    expect(await recognised({ [path]: content })).toEqual({ records: [], malformed: [], ignored: [path] })
  })
})

describe('the tenant of a record', () => {
  const organization = { value: [{ id: TENANT, displayName: 'Corp', verifiedDomains: [] }] }
  const account = {
    cloudName: 'AzureCloud',
    homeTenantId: TENANT,
    id: SUBSCRIPTION,
    name: 'Corp 1',
    state: 'Enabled',
    tenantId: TENANT,
  }

  it.each<[string, Dump]>([
    ['is the one that names the folder', { [`${TENANT}/roleAssignments.json`]: { value: [assignment] } }],
    [
      'is said by the organization of its folder',
      { 'corp/organization.json': organization, 'corp/x.json': [assignment] },
    ],
    ['is the one of its subscription', { 'az-account-list.json': [account], 'a/b/x.json': [assignment] }],
    [
      'is the one of the subscription that names the folder',
      { 'az-account-list.json': [account], [`${SUBSCRIPTION}/x.json`]: [assignment] },
    ],
    ['is the only one there is', { [`${TENANT}/users.json`]: { value: [] }, 'x.json': [assignment] }],
    [
      'is told by an identity',
      {
        'x.json': [
          assignment,
          {
            id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.Web/sites/s`,
            identity: { tenantId: TENANT },
          },
        ],
      },
    ],
  ])('%s', async (_, dump) => {
    const found = (await calls(dump)).filter((call) => call.includes(ROLE_CALL))
    expect(found.map((call) => call.slice(0, 2))).toEqual(['T '])
  })

  it('is the subscription where none is known', async () => {
    expect(await calls({ 'x.json': [assignment] })).toEqual([`${SUBSCRIPTION} ${ROLE_CALL} [] ok`])
  })

  it('of directory objects must be known', async () => {
    const { malformed, records } = await recognised({ 'users.json': { value: [person] } })
    expect(records).toEqual([])
    expect(malformed.map(({ path }) => path)).toEqual(['users.json'])
  })

  it('is kept apart where there are two', async () => {
    const list = (tenant: string): Dump => ({ [`${tenant}/users.json`]: { value: [person] } })
    expect(await calls({ ...list(TENANT), ...list(OTHER_TENANT) })).toEqual([
      'T graph users [] ok',
      `${OTHER_TENANT} graph users [] ok`,
    ])
  })
})

describe('secrets', () => {
  it.each<[string, object]>([
    ['a password', { passwordCredentials: [{ secretText: 'hunter2', hint: 'hun-hunter2' }] }],
    ['a key', { keyCredentials: [{ key: 'hunter2' }] }],
    ['an account key', { keys: [{ keyName: 'key1', value: 'hunter2', permissions: 'FULL' }] }],
    ['a setting', { siteConfig: { appSettings: [{ name: 'A', value: 'hunter2' }] } }],
    ['a connection string anywhere', { note: 'AccountName=x;AccountKey=hunter2' }],
    ['a signature anywhere', { url: 'https://x.blob.core.windows.net/c?sv=1&sig=hunter2' }],
    ['an environment', { containers: [{ env: [{ name: 'A', value: 'hunter2' }] }] }],
    ['a parameter', { parameters: { p: { value: 'hunter2' } } }],
    ['a connection string by name', { primaryConnectionString: 'hunter2', adminPassword: 'hunter2' }],
  ])('%s is not kept', async (_, held) => {
    const { records } = await recognised({
      [`${TENANT}/servicePrincipals.json`]: {
        value: [{ ...group, appId: GROUP, servicePrincipalType: 'Application', ...held }],
      },
    })
    expect(records).toHaveLength(1)
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })

  it('what only sounds like one is kept', async () => {
    const permissions = { keys: ['get'], secrets: ['get', 'list'], certificates: [] }
    const vault = {
      id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v`,
      properties: { accessPolicies: [{ objectId: GROUP, permissions }] },
    }
    const { records } = await recognised({ [`${TENANT}/vaults.json`]: { value: [vault] } })
    expect(records[0]?.body).toEqual({ value: [vault] })
  })
})
