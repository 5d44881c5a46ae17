import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/model/index.js'
import { decideAzure } from '../../../../src/policy/azure/index.js'
import type { AzureDecisionRequest } from '../../../../src/policy/azure/index.js'

const SUBSCRIPTION = '/subscriptions/1a2b'
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg1`
const VM = `${GROUP}/providers/Microsoft.Compute/virtualMachines/app`
const MANAGEMENT_GROUP = '/providers/Microsoft.Management/managementGroups/corp'
const EVERYONE = { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }

const role = (name: string, permission: Json): Json => ({
  id: `/providers/Microsoft.Authorization/roleDefinitions/${name}`,
  name,
  properties: { roleName: name, permissions: [permission] },
})

const assignment = (
  roleName: string,
  principalId: string,
  scope: string,
  more: { [name: string]: Json } = {},
): Json => ({
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${roleName}`,
  properties: {
    roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${roleName}`,
    principalId,
    scope,
    ...more,
  },
})

const deny = (more: { [name: string]: Json }): Json => ({
  id: `${GROUP}/providers/Microsoft.Authorization/denyAssignments/lock`,
  properties: {
    denyAssignmentName: 'lock',
    scope: GROUP,
    permissions: [{ actions: ['*'], notActions: ['*/read'] }],
    principals: [EVERYONE],
    excludePrincipals: [],
    isSystemProtected: true,
    ...more,
  },
})

const OPERATOR = role('operator', { actions: ['Microsoft.Compute/*'], notActions: ['*/delete'] })

function decide(request: Partial<AzureDecisionRequest>, roleAssignments: Json[], denyAssignments: Json[] = []) {
  return decideAzure({
    id: '1',
    cloud: 'azure',
    request: { principalIds: ['me'], action: 'Microsoft.Compute/virtualMachines/write', scope: VM, ...request },
    roleDefinitions: [
      OPERATOR,
      role('deleter', { actions: ['microsoft.compute/VIRTUALMACHINES/delete'] }),
      role('owner', { actions: ['*'] }),
    ],
    roleAssignments,
    denyAssignments,
  })
}

describe('role assignments', () => {
  it.each([
    ['/', 'allowed'],
    [SUBSCRIPTION, 'allowed'],
    [GROUP.toUpperCase(), 'allowed'],
    [`${GROUP}/`, 'allowed'],
    [VM, 'allowed'],
    [`${GROUP}0`, 'denied'],
    [`${SUBSCRIPTION}/resourceGroups/rg`, 'denied'],
    [`${VM}/extensions/x`, 'denied'],
  ])('at %s give %s', (scope, outcome) => {
    expect(decide({}, [assignment('operator', 'ME', scope)]).outcome).toBe(outcome)
  })

  it('at a management group need to be told what lies above', () => {
    const above = [assignment('operator', 'me', MANAGEMENT_GROUP)]
    expect(decide({ parents: [MANAGEMENT_GROUP.toLowerCase()] }, above).outcome).toBe('allowed')
    expect(decide({ parents: [] }, above).outcome).toBe('denied')
    expect(decide({}, above).outcome).toBe('unknown')
  })

  it('of one role take nothing from another', () => {
    const both = [assignment('operator', 'me', SUBSCRIPTION), assignment('deleter', 'me', GROUP)]
    expect(decide({ action: 'Microsoft.Compute/virtualMachines/delete' }, both).outcome).toBe('allowed')
    expect(decide({ action: 'Microsoft.Compute/virtualMachines/delete' }, both.slice(0, 1)).outcome).toBe('denied')
  })

  it('count for groups, and for nobody else', () => {
    expect(decide({ principalIds: ['me', 'team'] }, [assignment('operator', 'team', '/')]).outcome).toBe('allowed')
    expect(decide({}, [assignment('operator', 'team', '/')])).toMatchObject({
      outcome: 'denied',
      deniedBy: [{ kind: 'role-assignment', statement: null }],
    })
  })

  it('say nothing of the other plane', () => {
    const request = { action: 'Microsoft.Compute/virtualMachines/login/action', dataAction: true }
    expect(decide(request, [assignment('owner', 'me', '/')]).outcome).toBe('denied')
  })

  it('of a role that is not given leave the answer open', () => {
    expect(decide({}, [assignment('mystery', 'me', GROUP)]).outcome).toBe('unknown')
    expect(decide({}, [assignment('mystery', 'me', GROUP), assignment('owner', 'me', GROUP)]).outcome).toBe('allowed')
  })

  it('in a window of time hold in it', () => {
    const window = { startDateTime: '2026-01-01T00:00:00Z', endDateTime: '2026-06-01T00:00:00Z' }
    const timed = [assignment('operator', 'me', GROUP, window)]
    expect(decide({}, timed)).toMatchObject({ outcome: 'conditional', requires: [{ key: 'time' }, { key: 'time' }] })
    expect(decide({ time: '2026-03-01' }, timed).outcome).toBe('allowed')
    expect(decide({ time: '2026-06-01' }, timed).outcome).toBe('denied')
  })

  it('that are eligible ask to be activated', () => {
    const eligible = {
      id: 'e',
      type: 'Microsoft.Authorization/roleEligibilityScheduleInstances',
      properties: { roleDefinitionId: 'operator', principalId: 'me', scope: GROUP },
    }
    expect(decide({}, [eligible])).toMatchObject({ outcome: 'conditional', requires: [{ key: 'activation' }] })
  })
})

describe('deny assignments', () => {
  const owned = [assignment('owner', 'me', SUBSCRIPTION)]
  it.each([
    ['for everyone', {}, 'denied'],
    ['with an exclusion', { excludePrincipals: [{ id: 'ME', type: 'User' }] }, 'allowed'],
    ['for somebody else', { principals: [{ id: 'other', type: 'User' }] }, 'allowed'],
    ['that only audits', { denyAssignmentEffect: 'audit' }, 'allowed'],
    ['that is enforced', { denyAssignmentEffect: 'enforced', isSystemProtected: false }, 'denied'],
    ['that does not say whether it is enforced', { isSystemProtected: false }, 'unknown'],
    ['at the scope alone', { doNotApplyToChildScopes: true }, 'allowed'],
    ['elsewhere', { scope: `${GROUP}0` }, 'allowed'],
    ['of reads', { permissions: [{ actions: ['*/read'] }] }, 'allowed'],
    ['of content', { permissions: [{ dataActions: ['*'] }] }, 'allowed'],
    ['under a condition that is false', { condition: 'false' }, 'allowed'],
    ['under a condition that cannot be read', { condition: 'garbage' }, 'unknown'],
  ])('%s: %s', (_, more, outcome) => {
    expect(decide({}, owned, [deny(more)]).outcome).toBe(outcome)
  })

  it('come before any role, and are named', () => {
    expect(decide({}, owned, [deny({})])).toMatchObject({
      outcome: 'denied',
      deniedBy: [{ kind: 'deny-assignment', sid: 'lock' }],
      layers: [
        { kind: 'deny-assignment', outcome: 'denied' },
        { kind: 'role-assignment', outcome: 'allowed' },
      ],
    })
  })

  it('under an open condition leave its opposite to be satisfied', () => {
    const found = decide({ contextOpen: true }, owned, [deny({ condition: "@Request[a:b] StringEquals 'x'" })])
    expect(found).toMatchObject({
      outcome: 'conditional',
      requires: [{ key: '@Request[a:b]', operator: 'StringNotEquals' }],
    })
  })
})

describe('hostile records', () => {
  it.each([
    [[null, 7, 'x', [], {}]],
    [[{ properties: { principalId: 'me', roleDefinitionId: 'owner', scope: { a: 1 } } }]],
    [[{ properties: { principalId: 'me', roleDefinitionId: '__proto__', scope: '/', condition: { a: 1 } } }]],
  ])('%j never throws and never allows', (roleAssignments) => {
    expect(['denied', 'unknown']).toContain(decide({}, roleAssignments as Json[]).outcome)
  })
})
