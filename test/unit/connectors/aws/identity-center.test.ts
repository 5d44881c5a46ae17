import { describe, expect, it } from 'vitest'
import { identityOf } from '../../../../connectors/aws/identity-center.js'
import type { Facts, JsonObject } from '../../../../src/model/index.js'
import { normalizedDump, type Dump } from './dump.js'

const ACCOUNT = '111122223333'
const OTHER = '222233334444'
const SET = 'arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-1a2b3c4d5e6f7081'
const USER = '682f1580-37ed-49e3-8171-8ce7060f73e6'
const GROUP = 'f49dd73f-5cf9-4596-8195-8c1f9345df6d'

const at = (call: string): string => `${ACCOUNT}/eu-west-1/${call}.json`
const role = (account: string, name = 'AWSReservedSSO_Review_49196275787bdea1'): JsonObject => ({
  Path: '/aws-reserved/sso.amazonaws.com/eu-west-1/',
  RoleName: name,
  Arn: `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/eu-west-1/${name}`,
  AssumeRolePolicyDocument: {},
})
const details = (account: string, ...roles: JsonObject[]): Dump => ({
  [`${account}/global/iam-get-account-authorization-details.json`]: {
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: roles,
    Policies: [],
  },
})
const assigned = (kind: string, principal: string, account = ACCOUNT): JsonObject => ({
  AccountId: account,
  PermissionSetArn: SET,
  PrincipalType: kind,
  PrincipalId: principal,
})
const base: Dump = {
  ...details(ACCOUNT, role(ACCOUNT)),
  [at('sso-admin-describe-permission-set/ps-1a2b3c4d5e6f7081')]: {
    PermissionSet: { Name: 'Review', PermissionSetArn: SET },
  },
  [at('identitystore-describe-user/u')]: { UserId: USER, UserName: 'rio', Emails: [{ Value: 'rio@studio.example' }] },
}

/** Identities that come in by a grant, with the role. */
function doors({ documents }: Facts): string[] {
  return documents
    .filter(({ id }) => id.includes('#grant/'))
    .flatMap(({ id, document }) =>
      (document as { Statement: { Principal: { Identity: string | string[] } }[] }).Statement.flatMap(({ Principal }) =>
        [Principal.Identity]
          .flat()
          .map((identity) => `${identity} ${id.slice(0, id.indexOf('#')).split(':')[4] ?? ''}`),
      ),
    )
}

const calls = ({ gaps }: Facts): string[] => gaps.map(({ service, call }) => `${service} ${call}`)

describe('an assignment of Identity Center', () => {
  it.each<[string, Dump, string[], string[]]>([
    [
      'to a user lets the user in',
      { [at('sso-admin-list-account-assignments/x')]: { AccountAssignments: [assigned('USER', USER)] } },
      [`user:rio@studio.example ${ACCOUNT}`],
      [],
    ],
    [
      'asked by principal lets the user in, and leaves open who else is assigned',
      { [at('sso-admin-list-account-assignments-for-principal/x')]: { AccountAssignments: [assigned('USER', USER)] } },
      [`user:rio@studio.example ${ACCOUNT}`],
      ['sso-admin ListAccountAssignments'],
    ],
    [
      'to a group lets its members in',
      {
        [at('sso-admin-list-account-assignments/x')]: { AccountAssignments: [assigned('GROUP', GROUP)] },
        [at(`identitystore-list-group-memberships/d-9067abcdef--${GROUP}`)]: {
          GroupMemberships: [{ GroupId: GROUP, MemberId: { UserId: USER } }],
        },
      },
      [`user:rio@studio.example ${ACCOUNT}`],
      [],
    ],
    [
      'to a group of which only one membership was looked up is a gap',
      {
        [at('sso-admin-list-account-assignments/x')]: { AccountAssignments: [assigned('GROUP', GROUP)] },
        [at('identitystore-list-group-memberships-for-member/x')]: {
          GroupMemberships: [{ GroupId: GROUP, MemberId: { UserId: USER } }],
        },
      },
      [],
      ['identitystore ListGroupMemberships'],
    ],
    [
      'to a group that is empty lets nobody in',
      {
        [at('sso-admin-list-account-assignments/x')]: { AccountAssignments: [assigned('GROUP', GROUP)] },
        [at(`identitystore-list-group-memberships/d-9067abcdef--${GROUP}`)]: { GroupMemberships: [] },
      },
      [],
      [],
    ],
    [
      'in another account of the same permission set is not one in this account',
      {
        ...details(OTHER, role(OTHER)),
        [at(`sso-admin-list-account-assignments/${OTHER}--ps-1a2b3c4d5e6f7081`)]: {
          AccountAssignments: [assigned('USER', USER, OTHER)],
        },
        [at(`sso-admin-list-account-assignments/${ACCOUNT}--ps-1a2b3c4d5e6f7081`)]: { AccountAssignments: [] },
      },
      [`user:rio@studio.example ${OTHER}`],
      [],
    ],
    [
      'with a role that was not read is a gap',
      {
        ...details(ACCOUNT, role(ACCOUNT, 'AWSReservedSSO_Review_Media_49196275787bdea1')),
        [at('sso-admin-list-account-assignments/x')]: { AccountAssignments: [assigned('USER', USER)] },
      },
      [],
      ['iam GetRole', 'sso-admin ListAccountAssignments'],
    ],
    ['that was not asked about is a gap', {}, [], ['sso-admin ListAccountAssignments']],
  ])('%s', async (_, dump, expected, missing) => {
    const facts = await normalizedDump({ ...base, ...dump })
    expect(doors(facts)).toEqual(expected)
    expect(calls(facts)).toEqual(missing)
  })
})

it.each([
  [{ mail: 'Rio@Studio.Example', userName: 'rio' }, 'user:rio@studio.example'],
  [{ mail: null, userName: 'Rio@Studio.Example' }, 'user:rio@studio.example'],
  [{ mail: null, userName: 'rio' }, 'user:rio@d-9067abcdef'],
  [{ mail: null, userName: null }, `user:${USER}@d-9067abcdef`],
])('a user with %j is known as %s', (names, identity) => {
  const user = { id: USER, store: 'd-9067abcdef', displayName: null, issuers: [], account: ACCOUNT, ...names }
  expect(identityOf(user)).toBe(identity)
})
