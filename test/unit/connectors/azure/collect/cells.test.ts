import { describe, expect, it } from 'vitest'
import { azureCalls, azureConnector, resourceTypes } from '../../../../../connectors/azure/index.js'
import { recordOfSilence } from '../../../../../connectors/azure/collect/answer-records.js'
import { callOfCell, createPlan } from '../../../../../connectors/azure/collect/cells.js'
import type { Cell } from '../../../../../src/connector/index.js'
import type { Json, JsonObject } from '../../../../../src/model/index.js'

const TENANT = '6f1d3c2a-0b4e-4c7d-9a51-2e8f7b6c5d01'
const SUBSCRIPTION = '1a2b3c4d-0001-4aaa-8aaa-0123456789a1'
const GUID = 'c3d2e1f0-3333-4ccc-8ddd-2e2f2a2b2c03'
const plan = createPlan({ tenant: TENANT, subscriptions: [], excludeSubscriptions: [] })

const scope = `/subscriptions/${SUBSCRIPTION}`
const cut = Array.from({ length: 20 }, () => ({ id: GUID }))

/** An answer with one entry that leads on, for every call that others follow. */
function answerTo(cell: Cell, name: string): Json {
  const { list, source, per } = callOfCell(cell)
  const of = (entry: JsonObject): Json => ({ value: [entry] })
  if (list === 'Microsoft.Resources/subscriptions')
    return of({ id: scope, subscriptionId: SUBSCRIPTION, tenantId: TENANT })
  if (list === 'Microsoft.Management/managementGroups')
    return per === 'tenant' ? of({ id: `/providers/Microsoft.Management/managementGroups/${name}`, name }) : { id: 'x' }
  if (source === 'resource-graph')
    return {
      data: ['Microsoft.Storage/storageAccounts', 'Microsoft.ManagedIdentity/userAssignedIdentities'].map((type) => ({
        id: `${scope}/resourceGroups/${name}/providers/${type}/${name}`,
      })),
    }
  if (list.endsWith('/roleEligibilitySchedules'))
    return of({
      properties: {
        scope:
          cell.scope === TENANT
            ? `/providers/Microsoft.Management/managementGroups/${name}`
            : `${scope}/resourceGroups/${name}`,
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${GUID}`,
      },
    })
  return of({ id: GUID, members: cut, owners: cut, federatedIdentityCredentials: cut })
}

function allCells(name: string): Cell[] {
  const cells = plan.roots()
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at]
    if (cell !== undefined) cells.push(...plan.follow(cell, answerTo(cell, name)))
  }
  return cells
}

describe.each([
  ['plain', 'plain'],
  ['as the id of a tenant', GUID],
  ['as lists of Graph', 'groups'],
  ['as a list of ARM', 'managementGroups'],
  ['in parts', 'one--two'],
  ['with odd characters', 'a (b) é.c'],
  ['as a hidden file', '.hidden'],
])('what a tenant is asked, with things that are named %s', (_, name) => {
  const cells = allCells(name)

  it('is one cell for each place', () => {
    expect(new Set(cells.map(({ path }) => path)).size).toBe(cells.length)
    expect(cells.length).toBeGreaterThan(45)
  })

  it('is every call that is declared, but the one for callers who see nothing', () => {
    const made = new Set(cells.map((cell) => callOfCell(cell)).flatMap(({ list, source }) => `${source} ${list}`))
    const declared = new Set(
      azureCalls.flatMap(({ call, source }) => (source === 'resource-graph' ? [] : `${source} ${call}`)),
    )
    declared.delete('arm Microsoft.Authorization/roleAssignments')
    expect([...declared].filter((call) => !made.has(call))).toEqual([])
  })

  it('is recognised at its place, also where there is no answer, as what it is about', () => {
    for (const cell of cells) {
      const found = recordOfSilence(cell, 'denied', '(Forbidden) no')
      const [record] = azureConnector.settle(found).records
      expect(found, cell.path).toHaveLength(1)
      expect(record, cell.path).toMatchObject({
        account: TENANT,
        service: cell.service,
        operation: cell.operation,
        status: 'denied',
        message: '(Forbidden) no',
      })
      const subject = record?.subject ?? []
      expect(subject[0] === scope, cell.path).toBe(cell.scope === SUBSCRIPTION)
      if (cell.path.endsWith('federatedIdentityCredentials.json') && cell.scope === SUBSCRIPTION)
        expect(subject[subject.length - 1]).toBe(name)
    }
  })
})

describe('a caller who sees no subscription', () => {
  it('asks for what is assigned at the root', () => {
    const [first] = plan.roots().filter(({ operation }) => operation === 'subscriptions')
    if (first === undefined) throw new Error('subscriptions are not asked for')
    expect(plan.follow(first, { value: [] }).map(({ input }) => input['url'])).toEqual([
      '/providers/Microsoft.Authorization/roleAssignments',
    ])
  })
})

describe('declared calls', () => {
  it('need nothing but rights to read', () => {
    const arm = /^Microsoft\.[A-Za-z]+(\/[A-Za-z]+)+\/read$/
    const graph = /^[A-Za-z]+\.Read\.(All|Directory|Hidden)$/
    for (const { call, source, needs } of azureCalls) {
      expect(needs.length, call).toBeGreaterThan(0)
      for (const need of needs) expect(need, call).toMatch(source === 'graph' ? graph : arm)
    }
  })

  it('are there for every list that is read, but for those that others stand for', () => {
    const collected = new Set(azureCalls.map(({ call }) => call))
    const read = resourceTypes.flatMap(({ lists }) => lists.map(({ path }) => path))
    expect(read.filter((path) => !collected.has(path))).toEqual([
      // Verified domains are in the organization.
      'graph/domains',
      // Each management group names its children.
      'Microsoft.Management/managementGroups/subscriptions',
      // Delegations come with their definitions.
      'Microsoft.ManagedServices/registrationDefinitions',
      // Role assignments of the directory say the same.
      'graph/directoryRoles',
      'graph/directoryRoles/*/members',
    ])
  })
})
