import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../../src/model/index.js'
import type { DecisionRequest, PolicyLayers } from '../../../../../src/policy/aws/record.js'
import { OURS, ROLE, SESSION, THEIRS, USER, allow, decide, deny, doc, outcome, without } from './record-builder.js'

const FULL = doc(allow())
const FORBID = doc(deny())
const THEIR_USER = `arn:aws:iam::${THEIRS}:user/eve`
const ROOT = `arn:aws:iam::${OURS}:root`

type Case = [
  why: string,
  policies: PolicyLayers,
  request: Partial<DecisionRequest>,
  outcome: string,
  deniedBy: string[],
]

describe('a role to be assumed', () => {
  const target = `arn:aws:iam::${OURS}:role/target`
  const assume = { action: 'sts:AssumeRole', resource: target }
  const trust = (principal: Json, more: { [key: string]: Json } = {}): Json =>
    doc({ ...without(allow({ Principal: principal, Action: 'sts:AssumeRole' }), 'Resource'), ...more })
  const external = { StringEquals: { 'sts:ExternalId': 'x' } }
  it.each<Case>([
    ['identity policy alone is not enough', { identity: [FULL] }, assume, 'denied', ['trust']],
    ['trust in the user is enough', { resource: trust({ AWS: USER }) }, assume, 'allowed', []],
    [
      'trust in the role is enough',
      { resource: trust({ AWS: ROLE }) },
      { ...assume, principal: SESSION },
      'allowed',
      [],
    ],
    ['trust in the account needs identity', { resource: trust({ AWS: OURS }) }, assume, 'denied', ['identity-policy']],
    ['trust in the account with identity', { identity: [FULL], resource: trust({ AWS: OURS }) }, assume, 'allowed', []],
    [
      'a vendor named by account',
      { resource: trust({ AWS: THEIRS }) },
      { ...assume, principal: THEIR_USER },
      'allowed',
      [],
    ],
    [
      'with an external id',
      { resource: trust({ AWS: THEIRS }, { Condition: external }) },
      { ...assume, principal: THEIR_USER, contextOpen: true },
      'conditional',
      [],
    ],
    [
      'a Resource cannot be stored',
      { resource: trust({ AWS: THEIRS }, { Resource: '*' }) },
      { ...assume, principal: THEIR_USER },
      'denied',
      ['trust'],
    ],
    [
      'nor can NotPrincipal',
      { resource: doc({ Effect: 'Allow', Action: 'sts:*', NotPrincipal: { AWS: OURS } }) },
      { ...assume, principal: THEIR_USER },
      'denied',
      ['trust'],
    ],
    [
      'a federated principal',
      { resource: trust({ Federated: 'accounts.google.com' }, { Action: 'sts:AssumeRoleWithWebIdentity' }) },
      { ...assume, action: 'sts:AssumeRoleWithWebIdentity', principal: 'accounts.google.com' },
      'allowed',
      [],
    ],
    [
      'a SAML provider',
      { resource: trust({ Federated: `arn:aws:iam::${OURS}:saml-provider/x` }, { Action: 'sts:AssumeRoleWithSAML' }) },
      { ...assume, action: 'sts:AssumeRoleWithSAML', principal: `arn:aws:iam::${OURS}:saml-provider/x` },
      'allowed',
      [],
    ],
    [
      'another action of the trust',
      { resource: trust({ AWS: THEIRS }) },
      { ...assume, action: 'sts:TagSession', principal: THEIR_USER },
      'denied',
      ['trust'],
    ],
    [
      'not when the role is service-linked',
      {
        identity: [FULL],
        resource: trust({ AWS: OURS }),
        resourceControl: [[doc(deny({ Principal: '*', Action: 'sts:*' }))]],
      },
      { action: 'sts:AssumeRole', resource: `arn:aws:iam::${OURS}:role/aws-service-role/x.amazonaws.com/X` },
      'allowed',
      [],
    ],
    [
      'resource control policies cover it',
      {
        resource: trust({ AWS: THEIRS }),
        resourceControl: [[doc(deny({ Principal: '*', Action: 'sts:AssumeRole' }))]],
      },
      { ...assume, principal: THEIR_USER },
      'denied',
      ['rcp'],
    ],
  ])('%s', (_, policies, request, expected, deniedBy) => {
    expect(decide(policies, request)).toMatchObject({ outcome: expected, deniedBy })
  })
})

describe('a KMS key', () => {
  const key = { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${OURS}:key/1` }
  it.each<Case>([
    ['identity policy alone is not enough', { identity: [FULL] }, key, 'denied', ['resource-policy']],
    [
      'delegated to the account',
      { identity: [FULL], resource: doc(allow({ Principal: { AWS: OURS } })) },
      key,
      'allowed',
      [],
    ],
    [
      'delegated, and no identity policy',
      { resource: doc(allow({ Principal: { AWS: OURS } })) },
      key,
      'denied',
      ['identity-policy'],
    ],
    ['the user named', { resource: doc(allow({ Principal: { AWS: USER } })) }, key, 'allowed', []],
    ['the root user needs the key policy too', {}, { ...key, principal: ROOT }, 'denied', ['resource-policy']],
    [
      'everyone of one caller account',
      { resource: doc(allow({ Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': OURS } } })) },
      key,
      'allowed',
      [],
    ],
    [
      'from outside',
      { resource: doc(allow({ Principal: { AWS: THEIRS } })) },
      { ...key, principal: THEIR_USER },
      'allowed',
      [],
    ],
    [
      'administration does not work from outside',
      { resource: doc(allow({ Principal: { AWS: THEIRS } })) },
      { ...key, action: 'kms:ScheduleKeyDeletion', principal: THEIR_USER },
      'denied',
      ['resource-policy'],
    ],
    [
      'an alias has no policy',
      { identity: [FULL] },
      { action: 'kms:CreateAlias', resource: `arn:aws:kms:eu-west-1:${OURS}:alias/a` },
      'allowed',
      [],
    ],
    ['listing keys takes no key', { identity: [FULL] }, { action: 'kms:ListKeys', resource: '*' }, 'allowed', []],
  ])('%s', (_, policies, request, expected, deniedBy) => {
    expect(decide(policies, request)).toMatchObject({ outcome: expected, deniedBy })
  })
})

describe('operations that need no permission', () => {
  it.each<[string, string, string]>([
    ['sts:GetCallerIdentity', USER, 'allowed'],
    ['sts:getcalleridentity', SESSION, 'allowed'],
    ['sts:GetCallerIdentity', '*', 'denied'],
    ['sts:GetSessionToken', USER, 'allowed'],
    ['sts:GetSessionToken', SESSION, 'denied'],
    ['sts:GetAccessKeyInfo', USER, 'denied'],
  ])('%s by %s: %s', (action, principal, expected) => {
    expect(outcome({ identity: [FORBID] }, { action, principal, resource: '*' })).toBe(expected)
  })

  it('an anonymous caller is refused for want of any grant, not by a trust policy', () => {
    expect(decide({}, { action: 'sts:GetCallerIdentity', principal: '*', resource: '*' }).deniedBy).toEqual([
      'resource-policy',
    ])
  })
})
