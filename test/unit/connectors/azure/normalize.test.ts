import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { azureConnector } from '../../../../connectors/azure/index.js'
import type { CallRecord } from '../../../../src/connector/index.js'
import type { Facts, Json } from '../../../../src/model/index.js'
import { factsOfDump, OTHER_TENANT, recognised, SUBSCRIPTION, TENANT, type Dump } from './dump.js'

const SUB = `/subscriptions/${SUBSCRIPTION}`
const GROUP = '890665b3-a7b2-4d79-ad29-f20eef68649e'
const USER = '42a42e75-95f3-4a13-af17-f7b21528e364'
const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
const at = (name: string, content: unknown): Dump => ({ [`${TENANT}/${name}.json`]: content })
const subscriptions = at('subscriptions', { value: [{ id: SUB, subscriptionId: SUBSCRIPTION, tenantId: TENANT }] })

function node(facts: Facts, id: string): Facts['nodes'][number] | undefined {
  return facts.nodes.find((one) => one.id === id)
}

describe('ids', () => {
  it('are spelled as the resource itself is, wherever they are named', async () => {
    const facts = await factsOfDump({
      ...subscriptions,
      ...at('resourceGroups', { value: [{ id: `${SUB}/resourceGroups/Rg-App`, name: 'Rg-App' }] }),
      ...at('roleAssignments', {
        value: ['RG-APP', 'rg-app/'].map((name, index) => ({
          id: `${SUB}/resourcegroups/${name}/providers/Microsoft.Authorization/roleAssignments/${String(index)}`.replace(
            '//',
            '/',
          ),
          properties: {
            roleDefinitionId: READER,
            principalId: USER.toUpperCase(),
            principalType: 'User',
            scope: `${SUB.toUpperCase()}/resourcegroups/${name}`,
          },
        })),
      }),
    })
    expect(facts.attachments.map(({ to }) => to)).toEqual([
      `${SUB}/resourceGroups/Rg-App`,
      `${SUB}/resourceGroups/Rg-App`,
    ])
    expect(facts.nodes.filter(({ type }) => type === 'azurerm_resource_group')).toHaveLength(1)
    expect(facts.documents.map(({ document }) => (document as { properties: object }).properties)).toEqual([
      expect.objectContaining({ principalId: USER, scope: `${SUB}/resourceGroups/Rg-App`, tenantId: TENANT }),
      expect.objectContaining({ principalId: USER, scope: `${SUB}/resourceGroups/Rg-App`, tenantId: TENANT }),
    ])
  })

  it('of tenants and objects are lower case', async () => {
    const facts = await factsOfDump({
      [`${TENANT.toUpperCase()}/users.json`]: { value: [{ id: USER.toUpperCase(), userPrincipalName: 'a@b.example' }] },
    })
    expect(facts.nodes.map(({ id }) => id)).toEqual([`azure:${TENANT}`, `azure:${TENANT}/${USER}`])
  })
})

describe('a tenant', () => {
  it('of ours says which party ids are ours', async () => {
    const facts = await factsOfDump(
      at('organization', { value: [{ id: TENANT, displayName: 'Corp', verifiedDomains: [{ name: 'Corp.example' }] }] }),
    )
    expect(node(facts, `azure:${TENANT}`)).toMatchObject({
      name: 'Corp',
      properties: { imported: true, identifiers: [`azure:${TENANT}`, 'domain:corp.example'] },
    })
  })

  it('whose subscription was delegated to us is not ours', async () => {
    const account = {
      cloudName: 'AzureCloud',
      homeTenantId: OTHER_TENANT,
      id: SUBSCRIPTION,
      name: 'Theirs',
      state: 'Enabled',
      tenantId: TENANT,
    }
    const facts = await factsOfDump(at('az-account-list', [account]))
    expect(node(facts, SUB)?.scope).toBe(`azure:${OTHER_TENANT}`)
    expect(node(facts, `azure:${OTHER_TENANT}`)?.properties).toEqual({ imported: false })
  })
})

describe('a tree of management groups', () => {
  const mg = (name: string): string => `/providers/Microsoft.Management/managementGroups/${name}`
  const group = (name: string, parent: string): object => ({
    id: mg(name),
    name,
    properties: { tenantId: TENANT, details: { parent: { id: mg(parent) } } },
  })

  it('that bites its own tail is cut', async () => {
    const facts = await factsOfDump(
      at('managementGroups', { value: [group('a', 'b'), group('b', 'c'), group('c', 'a')] }),
    )
    const scopes = facts.nodes.filter(({ type }) => type === 'azure_management_group').map(({ scope }) => scope)
    expect(scopes).toHaveLength(3)
    expect(scopes.filter((scope) => scope === `azure:${TENANT}`)).toHaveLength(1)
  })

  it('stands between tenant and subscription', async () => {
    const under = { id: `${mg('prod')}${SUB}`, name: SUBSCRIPTION, properties: { parent: { id: mg('prod') } } }
    const facts = await factsOfDump({ ...subscriptions, ...at('x', { value: [under, group('prod', TENANT)] }) })
    expect([SUB, mg('prod'), mg(TENANT)].map((id) => node(facts, id)?.scope)).toEqual([
      mg('prod'),
      mg(TENANT),
      `azure:${TENANT}`,
    ])
  })
})

describe('a container of the Azure CLI, which has no id', () => {
  const container = { name: 'drops', properties: { publicAccess: 'container', hasImmutabilityPolicy: false } }
  const account = `${SUB}/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/corpweb`

  it('belongs to the account that the path names', async () => {
    const facts = await factsOfDump({
      ...at('storageAccounts', {
        value: [{ id: account, name: 'corpweb', properties: { allowBlobPublicAccess: true } }],
      }),
      ...at('az-storage-container-list/corpweb', [container]),
    })
    expect(node(facts, `${account}/blobServices/default/containers/drops`)).toMatchObject({
      scope: account,
      properties: { publicAccess: 'Container' },
    })
  })

  it('of an account that is not there is a gap', async () => {
    const { gaps } = await factsOfDump({ ...subscriptions, ...at('az-storage-container-list/other', [container]) })
    expect(gaps.filter(({ reason }) => reason === 'failed')).toHaveLength(1)
  })
})

describe('input of any kind', () => {
  const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>
  const names = [
    'id',
    'type',
    'properties',
    'scope',
    'principalId',
    'members',
    'identity',
    'value',
    '__proto__',
    'constructor',
    'name',
    'appId',
    'children',
    'userAssignedIdentities',
  ]
  const texts = fc.constantFrom(
    SUB,
    `${SUB}/resourceGroups/g`,
    USER,
    GROUP,
    '/',
    '//',
    `${SUB}/providers/a/b/c`,
    'Microsoft.Web/sites',
    '/providers/Microsoft.Management/managementGroups/x',
    '',
  )
  const odd = fc.letrec<{ any: Json; object: Json }>((tie) => ({
    object: fc.dictionary(fc.constantFrom(...names), tie('any'), { maxKeys: 6 }) as fc.Arbitrary<Json>,
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      texts,
      json,
      tie('object'),
      fc.array(tie('object'), { maxLength: 3 }),
    ) as fc.Arbitrary<Json>,
  })).any
  const calls = [...azureConnector.reads].map((call) => call.split(' '))

  it('never breaks the making of facts', () => {
    const record = fc
      .tuple(fc.constantFrom(...calls), fc.array(odd, { maxLength: 4 }), odd)
      .map(([[service = '', operation = ''], value, about]): CallRecord => ({
        cloud: 'azure',
        account: TENANT,
        region: 'global',
        service,
        operation,
        subject: typeof about === 'string' ? [about] : [],
        status: 'ok',
        message: null,
        body: { value },
        file: 'x.json',
      }))
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        const facts = azureConnector.normalize(records)
        const ids = new Set(facts.nodes.map(({ id }) => id))
        expect(facts.attachments.every(({ to }) => ids.has(to))).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('never breaks the reading of files', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('users', 'roleAssignments', 'x', 'az-vm-list', `groups/${GROUP}/members`),
        odd,
        async (name, content) => {
          const { records } = await recognised(at(name, content))
          expect(azureConnector.normalize(records).nodes.length).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 40 },
    )
  })
})

it('ten thousand assignments are read in a moment', () => {
  const value = Array.from({ length: 10_000 }, (_, n) => ({
    id: `${SUB}/resourceGroups/g${String(n % 500)}/providers/Microsoft.Authorization/roleAssignments/${String(n)}`,
    properties: {
      roleDefinitionId: `${SUB}/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
      principalId: `00000000-0000-4000-8000-${String(n % 2000).padStart(12, '0')}`,
      principalType: n % 3 === 0 ? 'Group' : 'User',
      scope: `${SUB}/resourceGroups/g${String(n % 500)}`,
    },
  }))
  const record: CallRecord = {
    cloud: 'azure',
    account: TENANT,
    region: 'global',
    service: 'microsoft.authorization',
    operation: 'role-assignments',
    subject: [],
    status: 'ok',
    message: null,
    body: { value },
    file: 'x.json',
  }
  const start = performance.now()
  expect(azureConnector.normalize([record]).documents).toHaveLength(10_000)
  expect(performance.now() - start).toBeLessThan(5000)
})
