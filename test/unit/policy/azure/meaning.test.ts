import { describe, expect, it } from 'vitest'
import type { AccessGrant, Facts } from '../../../../src/model/index.js'
import { azureMeaning, deriveAzure } from '../../../../src/policy/azure/index.js'
import type { ExplainAsked, GrantOn, Places } from '../../../../src/policy/cloud.js'
import { fromRemaining } from '../../../../src/policy/condition/remaining.js'
import { actionsLeft } from '../../../../src/policy/azure/meaning.js'
import {
  ACCOUNT,
  APP,
  BLOB_READER,
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

const NAME = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name]'
const TODAY = Date.parse('2026-11-22')

function places(facts: Facts): Places {
  const byId = new Map(facts.nodes.map((node) => [node.id.toLowerCase(), node]))
  const above = (id: string): string[] => {
    const scope = byId.get(id.toLowerCase())?.scope ?? null
    return scope === null ? [] : [scope, ...above(scope)]
  }
  return { node: (id) => byId.get(id.toLowerCase()) ?? null, ancestors: above }
}

const grantOn = ({ target, actions, plane, remaining }: AccessGrant): GrantOn => ({
  target,
  covers: target.covers,
  within: target.within,
  except: target.except,
  actions,
  plane: plane ?? null,
  clauses: fromRemaining(remaining),
})

const storage = () =>
  snapshot()
    .user('u')
    .node(ACCOUNT, 'Resource', 'azurerm_storage_account', DATA)
    .node(container('invoices'), 'Resource', 'azurerm_storage_container', ACCOUNT)
    .node(container('payroll'), 'Resource', 'azurerm_storage_container', ACCOUNT)
    .node(VAULT, 'Resource', 'azurerm_key_vault', DATA)

describe('spellings', () => {
  it.each([
    ['Microsoft.Storage/storageAccounts/read', true],
    ['*/read', true],
    ['graph:Directory.Read.All', true],
    ['s3:GetObject', false],
    ['storage.objects.get', false],
  ])('%s is an action of Azure: %s', (text, own) => {
    expect(azureMeaning.ownsAction(text)).toBe(own)
  })

  it.each([
    ['/', true],
    ['/SUBSCRIPTIONS/x', true],
    ['/providers/Microsoft.Management/managementGroups/x', true],
    [`azure:${TENANT}`, true],
    ['arn:aws:s3:::b', false],
    ['//storage.googleapis.com/b', false],
  ])('%s is an id of Azure: %s', (text, own) => {
    expect(azureMeaning.ownsId(text)).toBe(own)
  })

  it('refuses what is no action or no resource', () => {
    const { facts } = snapshot()
    expect(() => azureMeaning.question('nonsense', APP, places(facts), false, () => facts)).toThrow(
      'is no action of Azure',
    )
    expect(() => azureMeaning.question('a.b/read', 'nonsense', places(facts), false, () => facts)).toThrow(
      'is no resource of Azure',
    )
  })
})

describe('a question put to grants', () => {
  const condition = `!(ActionMatches{'${READ_BLOB}'}) OR ${NAME} StringEquals 'invoices'`

  it('knows the container from its id', () => {
    const { facts } = storage().assign(BLOB_READER, 'u', ACCOUNT, { condition })
    const grant = deriveAzure(facts).accesses.find(({ plane }) => plane === 'data')
    expect(grant).toBeDefined()
    if (grant === undefined) return
    const left = (resource: string) =>
      azureMeaning.question(READ_BLOB, resource, places(facts), false, () => facts).left(grantOn(grant))
    expect(left(container('invoices').toUpperCase())).toEqual([])
    expect(left(container('payroll'))).toBeNull()
    expect(left(ACCOUNT)).toMatchObject([[{ key: NAME }]])
    expect(left(VAULT)).toBeNull()
  })

  it('tells the planes apart', () => {
    const asked = azureMeaning.question(READ_BLOB, ACCOUNT, places(storage().facts), false, () => storage().facts)
    expect(asked.names(['*'], 'control')).toBe(false)
    expect(asked.names(['*'], 'data')).toBe(true)
    expect(asked.names([], null)).toBe(true)
    expect(asked.kind).toEqual({ access: ['list', 'read'], data: true })
  })

  it('respects what a grant leaves out, and management groups above', () => {
    const group = '/providers/Microsoft.Management/managementGroups/corp'
    const made = storage()
      .node(group, 'Scope', 'azure_management_group', null)
      .assign(CONTRIBUTOR, 'u', group)
      .deny(APP)
    for (const node of made.facts.nodes) if (node.id === SUBSCRIPTION) node.scope = group
    const grants = deriveAzure(made.facts).accesses.map(grantOn)
    const reaches = (action: string, resource: string): boolean => {
      const asked = azureMeaning.question(action, resource, places(made.facts), false, () => made.facts)
      return grants.some((grant) => asked.names(grant.actions, grant.plane) && asked.left(grant) !== null)
    }
    expect(reaches('Microsoft.Storage/storageAccounts/write', ACCOUNT)).toBe(true)
    expect(
      reaches('Microsoft.Storage/storageAccounts/write', `${APP}/providers/Microsoft.Storage/storageAccounts/x`),
    ).toBe(false)
    expect(
      reaches('Microsoft.Storage/storageAccounts/read', `${APP}/providers/Microsoft.Storage/storageAccounts/x`),
    ).toBe(true)
    expect(reaches('Microsoft.Storage/storageAccounts/read', '/subscriptions/other')).toBe(false)
  })

  it('expands to the resources that the actions act on', () => {
    const { facts } = storage().assign(BLOB_READER, 'u', SUBSCRIPTION, { condition }).assign(READER, 'u', DATA)
    const pieces = deriveAzure(facts).accesses.flatMap((grant) =>
      facts.nodes.flatMap(({ id }) => azureMeaning.pieces(grantOn(grant), id, places(facts))),
    )
    const of = (id: string) => pieces.filter(({ target }) => target.id === id)
    expect(of(container('invoices')).filter(({ data }) => data)).toMatchObject([{ actions: [READ_BLOB], clauses: [] }])
    expect(of(container('payroll')).filter(({ data }) => data)).toEqual([])
    expect(of(VAULT)).toMatchObject([{ actions: ['*/read'], data: false }])
  })
})

describe('actions left', () => {
  it('takes nothing of one plane from the other', () => {
    expect(actionsLeft([[READ_BLOB]], [['*']], APP)).toEqual([
      { actions: [READ_BLOB], access: ['list', 'read'], data: true },
    ])
  })

  it.each([
    [[['*', '!a/b/delete']], [['*/read']], [['*', '!*/read', '!a/b/delete']]],
    [[['*/read']], [['*']], []],
    [[['*', '!*/delete']], [['*', '!*/read', '!*/delete']], [['*/read']]],
    [[['a/b/read'], ['a/b/write']], [], [['a/b/read', 'a/b/write']]],
    [[['*', '!a/b/write'], ['a/b/write']], [], [['*', '!a/b/write'], ['a/b/write']]],
  ])('%j without %j is %j', (lists, without, left) => {
    expect(actionsLeft(lists, without, APP).map(({ actions }) => actions)).toEqual(left)
  })
})

describe('explain', () => {
  const explain = (facts: Facts, asked: Partial<ExplainAsked>) =>
    azureMeaning.explainer(
      facts,
      TODAY,
    )({
      principal: principal('u'),
      action: 'Microsoft.Storage/storageAccounts/read',
      resource: ACCOUNT,
      context: {},
      closedContext: false,
      ...asked,
    })

  it('follows groups to any depth, and takes ids as they come', () => {
    const object = '94db86b3-8a76-421c-a980-27a5e248eaec'
    const { facts } = storage()
      .user(object, { userType: 'Guest', mail: 'remy@field.example' })
      .group('inner', [object])
      .group('outer', ['inner'])
      .assign(READER, 'outer', SUBSCRIPTION)
    for (const text of [principal(object).toUpperCase().replace('AZURE', 'azure'), object, 'user:remy@field.example'])
      expect(explain(facts, { principal: text }).outcome).toBe('allowed')
    expect(explain(facts, {}).outcome).toBe('denied')
  })

  it('does not know who is in a group whose members were not read', () => {
    const unread = storage().group('g', [], { membersRead: false }).assign(READER, 'g', SUBSCRIPTION)
    expect(explain(unread.facts, {}).outcome).toBe('unknown')
    expect(explain(unread.facts, { action: 'Microsoft.Storage/storageAccounts/write' }).outcome).toBe('denied')
  })

  it('answers for the day', () => {
    const until = (endDateTime: string) =>
      storage().assign(READER, 'u', SUBSCRIPTION, {
        type: 'Microsoft.Authorization/roleAssignmentScheduleInstances',
        endDateTime,
      }).facts
    expect(explain(until('2026-11-21T00:00:00Z'), {}).outcome).toBe('denied')
    expect(explain(until('2027-01-01T00:00:00Z'), {}).outcome).toBe('allowed')
    const later = { type: 'Microsoft.Authorization/roleAssignmentSchedules', startDateTime: '2027-01-01T00:00:00Z' }
    expect(explain(storage().assign(READER, 'u', SUBSCRIPTION, later).facts, {}).outcome).toBe('conditional')
  })

  it('answers for everybody, access policies and delegations', () => {
    const open = snapshot()
      .user('u')
      .node(ACCOUNT, 'Resource', 'azurerm_storage_account', DATA, { allowBlobPublicAccess: true })
      .node(container('c'), 'Resource', 'azurerm_storage_container', ACCOUNT, { publicAccess: 'Blob' })
      .node(VAULT, 'Resource', 'azurerm_key_vault', DATA, {
        enableRbacAuthorization: false,
        accessPolicies: [{ tenantId: TENANT, objectId: 'u', permissions: { secrets: ['get'] } }],
      })
    const secret = { action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action', resource: VAULT }
    expect(explain(open.facts, { principal: 'public', action: READ_BLOB, resource: container('c') }).outcome).toBe(
      'allowed',
    )
    expect(explain(open.facts, { principal: 'public', action: READ_BLOB, resource: container('d') }).outcome).toBe(
      'denied',
    )
    expect(explain(open.facts, secret)).toMatchObject({ outcome: 'allowed', because: [{ kind: 'resource-policy' }] })
    expect(explain(open.facts, { ...secret, principal: principal('v') }).outcome).toBe('denied')
  })

  it('reads actions on content from roles of the snapshot', () => {
    const made = storage()
      .role('r', [{ dataActions: ['Contoso.Things/items/open/action'] }])
      .assign('r', 'u', SUBSCRIPTION)
    expect(explain(made.facts, { action: 'contoso.things/items/OPEN/action' }).outcome).toBe('allowed')
  })

  it('refuses a text that names nobody', () => {
    expect(() => explain(storage().facts, { principal: 'nobody' })).toThrow('is no principal of Azure')
  })
})

describe('gaps', () => {
  const gap = (service: string, call: string) =>
    ({ cloud: 'azure', scope: '', region: '', service, call, reason: 'not-collected', message: '' }) as const
  it('of roles and groups concern every action of resources', () => {
    expect(azureMeaning.concerns(gap('Microsoft.Authorization', 'roleDefinitions'), 'a.b/read')).toBe(true)
    expect(azureMeaning.concerns(gap('graph', 'groups/members'), 'a.b/read')).toBe(true)
    expect(azureMeaning.concerns(gap('Microsoft.Authorization', 'denyAssignments'), 'graph:Mail.Read')).toBe(false)
    expect(azureMeaning.concerns(gap('Microsoft.KeyVault', 'vaults'), 'Microsoft.Storage/x/read')).toBe(false)
  })
})
