import { describe, expect, it } from 'vitest'
import type { AccessGrant } from '../../../../src/model/index.js'
import { deriveAzure } from '../../../../src/policy/azure/index.js'
import {
  APP,
  BLOB_READER,
  CONTRIBUTOR,
  DATA,
  principal,
  READ_BLOB,
  READER,
  snapshot,
  SUBSCRIPTION,
  ACCOUNT,
  type FactsMade,
} from './facts.js'

const grants = (made: FactsMade): AccessGrant[] => deriveAzure(made.facts).accesses
const told = (grant: AccessGrant) => ({
  to: grant.principals.map((id) => id.slice(id.indexOf('/') + 1)),
  on: grant.target.id,
  except: grant.target.except,
  actions: grant.actions,
  asks: grant.remaining.map((clause) => clause.map((test) => test.key)).sort(),
})

const CONTAINER_NAME = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name]'
const ALL_OF_BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*'

describe('grants of role assignments', () => {
  it('are one for each assignment and plane, on the scope as a whole', () => {
    const found = grants(snapshot().user('u').assign(BLOB_READER, 'u', SUBSCRIPTION).assign(READER, 'u', ACCOUNT))
    expect(found.map(({ target, plane, access, data }) => [target.covers, plane, access, data])).toEqual([
      ['scope', 'control', ['read'], false],
      ['scope', 'data', ['list', 'read'], true],
      ['resource', 'control', ['read'], false],
    ])
  })

  it('keep exceptions of the role, and tell no power over access that they take away', () => {
    const [found] = grants(snapshot().user('u').assign(CONTRIBUTOR, 'u', APP))
    expect(found?.actions).toContain('!Microsoft.Authorization/*/Write')
    expect(found?.access).toEqual(['read', 'write', 'tag'])
    expect(grants(snapshot().user('u').assign('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'u', APP))[0]?.access).toEqual([
      'read',
      'write',
      'tag',
      'permissions',
    ])
  })

  it('of a role without its definition are unknown, never nothing', () => {
    expect(grants(snapshot().user('u').assign('mystery', 'u', APP))).toMatchObject([
      { principals: [principal('u')], target: { id: APP }, actions: [], unknown: true },
    ])
  })

  it('take the definition of the snapshot before the one that is built in', () => {
    const found = grants(
      snapshot()
        .user('u')
        .role(READER, [{ actions: ['a/b/read'] }])
        .assign(READER, 'u', APP),
    )
    expect(found.map(({ actions }) => actions)).toEqual([['a/b/read']])
  })

  it('ask for a condition only where it targets the action', () => {
    const condition = `!(ActionMatches{'${READ_BLOB}'}) OR ${CONTAINER_NAME} StringEquals 'x'`
    const made = snapshot()
      .user('u')
      .node(ACCOUNT, 'Resource', 'azurerm_storage_account', DATA)
      .role('r', [{ actions: ['*/read'], dataActions: [ALL_OF_BLOBS] }])
      .assign('r', 'u', ACCOUNT, { condition })
    const on = { to: ['u'], on: ACCOUNT, except: [] }
    expect(grants(made).map(told)).toEqual([
      { ...on, actions: ['*/read'], asks: [] },
      { ...on, actions: [READ_BLOB], asks: [[CONTAINER_NAME]] },
      { ...on, actions: [ALL_OF_BLOBS, `!${READ_BLOB}`], asks: [] },
    ])
  })

  it('of a group go to the group; nested groups stay memberships', () => {
    const derived = deriveAzure(
      snapshot().user('u').group('inner', ['u']).group('outer', ['inner']).assign(READER, 'outer', APP).facts,
    )
    expect(derived.accesses.map(({ principals }) => principals)).toEqual([[principal('outer')]])
    expect(derived.memberships?.map(({ from, to }) => [from, to])).toEqual([
      [principal('u'), principal('inner')],
      [principal('inner'), principal('outer')],
    ])
  })
})

describe('deny assignments', () => {
  it('at or above take the actions away', () => {
    const found = grants(snapshot().user('u').assign(CONTRIBUTOR, 'u', APP).deny(SUBSCRIPTION))
    expect(found.map(({ actions, access }) => [actions, access])).toEqual([[['*/read'], ['read']]])
  })

  it('below leave their scope out and all else whole', () => {
    const found = grants(
      snapshot()
        .user('u')
        .role('all', [{ actions: ['*'] }])
        .assign('all', 'u', SUBSCRIPTION)
        .deny(APP)
        .deny(DATA),
    )
    expect(found.map(told)).toEqual([
      { to: ['u'], on: SUBSCRIPTION, except: [], actions: ['*/read'], asks: [] },
      {
        to: ['u'],
        on: SUBSCRIPTION,
        except: [APP, `${APP}/*`, DATA, `${DATA}/*`],
        actions: ['*', '!*/read'],
        asks: [],
      },
    ])
  })

  it('at the scope alone leave what is below', () => {
    const made = snapshot()
      .user('u')
      .role('w', [{ actions: ['a/write'] }])
      .assign('w', 'u', APP)
    expect(grants(made.deny(APP, { doNotApplyToChildScopes: true })).map(told)).toEqual([
      { to: ['u'], on: APP, except: [APP], actions: ['a/write'], asks: [] },
    ])
  })

  it('under a condition leave its opposite to be satisfied', () => {
    const made = snapshot()
      .user('u')
      .role('w', [{ actions: ['a/write'] }])
      .assign('w', 'u', SUBSCRIPTION)
    expect(grants(made.deny(APP, { condition: "@Request[a:b] StringEquals 'x'" })).map(told)).toEqual([
      { to: ['u'], on: SUBSCRIPTION, except: [APP, `${APP}/*`], actions: ['a/write'], asks: [] },
      { to: ['u'], on: APP, except: [], actions: ['a/write'], asks: [['@Request[a:b]']] },
    ])
  })

  it('of which it is not known whether they are enforced leave a doubt, and audits nothing', () => {
    const made = snapshot()
      .user('u')
      .role('w', [{ actions: ['a/write'] }])
      .assign('w', 'u', APP)
    expect(grants(made.deny(APP, { isSystemProtected: false })).map(told)).toMatchObject([{ asks: [['condition']] }])
    const audited = snapshot()
      .user('u')
      .role('w', [{ actions: ['a/write'] }])
      .assign('w', 'u', APP)
    expect(grants(audited.deny(APP, { denyAssignmentEffect: 'audit' })).map(told)).toMatchObject([{ asks: [] }])
  })

  it('that tell members of a group apart are told for each member', () => {
    const made = snapshot()
      .user('in')
      .user('out')
      .group('inner', ['out'])
      .group('team', ['in', 'inner'])
      .role('w', [{ actions: ['a/write'] }])
      .assign('w', 'team', APP)
      .deny(APP, { excludePrincipals: [{ id: 'in', type: 'User' }] })
    expect(grants(made).map(told)).toEqual([{ to: ['in'], on: APP, except: [], actions: ['a/write'], asks: [] }])
  })

  it('that bind a whole group bind it as one', () => {
    const made = snapshot()
      .user('a')
      .user('b')
      .group('team', ['a', 'b'])
      .role('w', [{ actions: ['a/write', 'a/read'] }])
      .assign('w', 'team', APP)
      .deny(APP, { principals: [{ id: 'team', type: 'Group' }] })
    expect(grants(made).map(told)).toEqual([{ to: ['team'], on: APP, except: [], actions: ['a/read'], asks: [] }])
  })

  it('on a management group reach the subscriptions below a grant at the root', () => {
    const group = '/providers/Microsoft.Management/managementGroups/corp'
    const made = snapshot().user('u').node(group, 'Scope', 'azure_management_group', null)
    const subscription = made.facts.nodes.find(({ id }) => id === SUBSCRIPTION)
    if (subscription !== undefined) subscription.scope = group
    const found = grants(
      made
        .role('w', [{ actions: ['a/write'] }])
        .assign('w', 'u', '/')
        .deny(group),
    )
    expect(found.map(told)).toMatchObject([{ on: '/', except: [group, SUBSCRIPTION, `${SUBSCRIPTION}/*`].sort() }])
  })
})

describe('Privileged Identity Management', () => {
  const ELIGIBLE = { type: 'Microsoft.Authorization/roleEligibilityScheduleInstances' }
  it('asks for what the policy of the role asks at the scope', () => {
    const policy = {
      type: 'Microsoft.Authorization/roleManagementPolicyAssignments',
      properties: {
        scope: APP,
        roleDefinitionId: `/x/${READER}`,
        effectiveRules: [
          { id: 'Approval_EndUser_Assignment', setting: { isApprovalRequired: true } },
          { id: 'Enablement_EndUser_Assignment', enabledRules: ['Justification', 'MultiFactorAuthentication'] },
          { id: 'Enablement_Admin_Eligibility', enabledRules: ['Ticketing'] },
        ],
      },
    }
    const made = snapshot().user('u').assign(READER, 'u', APP, ELIGIBLE).assign(READER, 'u', DATA, ELIGIBLE)
    expect(grants(made.document(APP, 'role-assignment', 'policy', policy)).map(told)).toMatchObject([
      { on: APP, asks: [['activation'], ['approval'], ['mfa']] },
      { on: DATA, asks: [['activation']] },
    ])
  })

  it('tells an assignment that a schedule made once, with its end', () => {
    const schedule = {
      type: 'Microsoft.Authorization/roleAssignmentScheduleInstances',
      endDateTime: '2027-01-01T00:00:00Z',
    }
    const made = snapshot().user('u').assign(READER, 'u', APP).assign(READER, 'u', APP, schedule)
    expect(grants(made).map(told)).toMatchObject([{ on: APP, asks: [['time']] }])
    const endless = { type: 'Microsoft.Authorization/roleAssignmentScheduleInstances' }
    expect(grants(made.assign(READER, 'u', APP, endless)).map(told)).toMatchObject([{ on: APP, asks: [] }])
  })
})
