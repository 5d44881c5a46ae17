import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../../src/model/index.js'
import type { AzureDecisionRequest } from '../../../../../src/policy/azure/record.js'
import { decideByReference } from '../../../../../src/policy/azure/reference/index.js'
import { ACCOUNT, GROUP, OTHER, SUBSCRIPTION, USER, assignment, deny, record, role } from './record-builder.js'

const MANAGEMENT_GROUP = '/providers/Microsoft.Management/managementGroups/corp'
const RG1 = `${SUBSCRIPTION}/resourceGroups/rg1`

describe('scopes by the reference', () => {
  it.each<[string, string, string]>([
    ['/', ACCOUNT, 'allowed'],
    [MANAGEMENT_GROUP, ACCOUNT, 'allowed'],
    [SUBSCRIPTION, ACCOUNT, 'allowed'],
    [RG1, ACCOUNT, 'allowed'],
    [`${RG1}/`, ACCOUNT.toUpperCase(), 'allowed'],
    [ACCOUNT, ACCOUNT, 'allowed'],
    [ACCOUNT, RG1, 'denied'],
    [RG1, `${SUBSCRIPTION}/resourceGroups/rg10`, 'denied'],
    [`${MANAGEMENT_GROUP}2`, ACCOUNT, 'denied'],
    ['', ACCOUNT, 'denied'],
  ])('an assignment at %s for %s: %s', (at, scope, expected) => {
    const asked = record({ scope, parents: [MANAGEMENT_GROUP] }, { assignments: [assignment({ scope: at })] })
    expect(decideByReference(asked).outcome).toBe(expected)
  })
})

describe('roles by the reference', () => {
  it.each<[string, JsonObject | JsonObject[], Partial<AzureDecisionRequest>, string]>([
    ['a wildcard in the middle', { actions: ['Microsoft.Compute/*/read'] }, {}, 'allowed'],
    ['another case', { actions: ['MICROSOFT.COMPUTE/virtualmachines/READ'] }, {}, 'allowed'],
    ['NotActions', { actions: ['*'], notActions: ['*/read'] }, {}, 'denied'],
    [
      'NotActions of one permission, Actions of another',
      [{ actions: ['*'], notActions: ['*'] }, { actions: ['*/read'] }],
      {},
      'allowed',
    ],
    ['Actions for a data action', { actions: ['*'] }, { dataAction: true }, 'denied'],
    ['DataActions for a data action', { dataActions: ['*'] }, { dataAction: true }, 'allowed'],
    ['DataActions on the control plane', { dataActions: ['*'] }, {}, 'denied'],
    ['NotActions for a data action', { dataActions: ['*'], notActions: ['*'] }, { dataAction: true }, 'allowed'],
    ['a `?`, which is no wildcard', { actions: ['Microsoft.Compute/virtualMachines/rea?'] }, {}, 'denied'],
    ['a permission with a condition', { actions: ['*'], condition: 'false' }, {}, 'denied'],
  ])('%s', (_what, permission, request, expected) => {
    expect(decideByReference(record(request, { roles: [role(permission)] })).outcome).toBe(expected)
  })

  it('knows nothing of a role that is not given, unless another grants', () => {
    expect(decideByReference(record({}, { roles: [] })).outcome).toBe('unknown')
    const missing = assignment({ roleDefinitionId: '/providers/Microsoft.Authorization/roleDefinitions/missing' })
    expect(decideByReference(record({}, { assignments: [missing, assignment()] })).outcome).toBe('allowed')
  })

  it('reads what the CLI prints flat', () => {
    const [arm, held] = [role({ actions: ['*'] }), assignment()]
    const flat = (document: JsonObject): JsonObject => ({
      ...document,
      ...(document['properties'] as JsonObject),
      properties: null,
    })
    expect(decideByReference(record({}, { roles: [flat(arm)], assignments: [flat(held)] })).outcome).toBe('allowed')
  })

  it('counts groups in, and nobody else', () => {
    const toGroup = { assignments: [assignment({ principalId: GROUP })] }
    expect(decideByReference(record({ principalIds: [USER, GROUP.toUpperCase()] }, toGroup)).outcome).toBe('allowed')
    expect(decideByReference(record({ principalIds: [USER, OTHER] }, toGroup)).outcome).toBe('denied')
  })
})

describe('deny assignments by the reference', () => {
  it.each<[string, JsonObject, string]>([
    ['everyone', {}, 'denied'],
    ['the user', { principals: [{ id: USER, type: 'User' }] }, 'denied'],
    ['a group', { principals: [{ id: GROUP.toUpperCase(), type: 'Group' }] }, 'denied'],
    ['somebody else', { principals: [{ id: OTHER, type: 'User' }] }, 'allowed'],
    ['everyone but the group', { excludePrincipals: [{ id: GROUP, type: 'Group' }] }, 'allowed'],
    ['everyone but somebody else', { excludePrincipals: [{ id: OTHER, type: 'User' }] }, 'denied'],
    ['the scope alone, of a parent', { doNotApplyToChildScopes: true }, 'allowed'],
    ['the scope alone, of the resource', { scope: ACCOUNT.toUpperCase(), doNotApplyToChildScopes: true }, 'denied'],
    ['other actions', { permissions: [{ actions: ['*/write'] }] }, 'allowed'],
    ['all actions but this', { permissions: [{ actions: ['*'], notActions: ['*/read'] }] }, 'allowed'],
    ['data actions', { permissions: [{ dataActions: ['*'] }] }, 'allowed'],
    ['audit', { denyAssignmentEffect: 'Audit', isSystemProtected: false }, 'allowed'],
    ['enforced', { denyAssignmentEffect: 'enforced', isSystemProtected: false }, 'denied'],
    ['one that may only audit', { isSystemProtected: false }, 'unknown'],
    ['a condition that does not hold', { condition: 'false' }, 'allowed'],
    ['a condition that holds', { condition: 'true' }, 'denied'],
    ['a condition that is open', { condition: "@Resource[x] StringEquals 'y'" }, 'conditional'],
  ])('%s', (_what, properties, expected) => {
    const asked = record({ principalIds: [USER, GROUP], contextOpen: true }, { denies: [deny(properties)] })
    expect(decideByReference(asked).outcome).toBe(expected)
  })
})

describe('schedules by the reference', () => {
  const ELIGIBLE = 'Microsoft.Authorization/roleEligibilityScheduleInstances'
  const ACTIVE = 'Microsoft.Authorization/roleAssignmentScheduleInstances'
  it.each<[string, string, JsonObject, string | undefined, string, string[]]>([
    ['eligible', ELIGIBLE, {}, '2026-06-01', 'conditional', ['activation']],
    ['eligible, ended', ELIGIBLE, { endDateTime: '2026-05-01T00:00:00Z' }, '2026-06-01', 'denied', []],
    ['active', ACTIVE, { endDateTime: '2026-07-01T00:00:00Z' }, '2026-06-01', 'allowed', []],
    ['active, ends now', ACTIVE, { endDateTime: '2026-06-01T00:00:00Z' }, '2026-06-01', 'denied', []],
    ['not yet begun', ACTIVE, { startDateTime: '2026-07-01T00:00:00Z' }, '2026-06-01', 'denied', []],
    [
      'at no given time',
      ACTIVE,
      { endDateTime: '2026-07-01T00:00:00Z' },
      undefined,
      'conditional',
      ['@environment[utcnow]'],
    ],
  ])('%s', (_what, type, properties, time, expected, requires) => {
    const asked = record(time === undefined ? {} : { time }, { assignments: [assignment(properties, type)] })
    const { outcome, requires: keys } = decideByReference(asked)
    expect([outcome, keys]).toEqual([expected, requires])
  })
})

describe('ways in which an open request could turn out', () => {
  it('proves what contradicts itself', () => {
    const condition = "@Resource[x] StringEquals 'a' AND @Resource[x] StringEquals 'b'"
    const decision = decideByReference(record({ contextOpen: true }, { assignments: [assignment({ condition })] }))
    expect(decision.outcome).toBe('conditional')
    expect([...decision.possible]).toEqual(['denied'])
  })

  it('finds both ways of what depends on two attributes', () => {
    const condition = "@Resource[x] NumericLessThan 5 AND @Request[y] ForAllOfAnyValues:StringLike {'a*', 'b'}"
    const decision = decideByReference(record({ contextOpen: true }, { assignments: [assignment({ condition })] }))
    expect(decision.possible).toEqual(new Set(['allowed', 'denied']))
  })
})
