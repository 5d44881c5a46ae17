import { describe, expect, it } from 'vitest'
import { decideByReference } from '../../../../../src/policy/aws/reference/index.js'
import type { DecisionRequest, PolicyLayers } from '../../../../../src/policy/aws/record.js'
import { OBJECT, OURS, SESSION, THEIRS, USER, allow, decide, deny, doc, without } from './record-builder.js'

const FULL = doc(allow())
const NONE = doc(allow({ Action: 'ec2:DescribeInstances' }))
const FORBID = doc(deny())
const OPEN_BUCKET = doc(allow({ Principal: '*' }))
const THEIR_USER = `arn:aws:iam::${THEIRS}:user/eve`
const ROOT = `arn:aws:iam::${OURS}:root`
const SERVICE_LINKED = `arn:aws:iam::${OURS}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`

type Case = [
  why: string,
  policies: PolicyLayers,
  request: Partial<DecisionRequest>,
  outcome: string,
  deniedBy: string[],
]

describe('within one account', () => {
  it.each<Case>([
    ['nothing given', {}, {}, 'denied', ['identity-policy']],
    ['identity allows', { identity: [FULL] }, {}, 'allowed', []],
    ['one of several allows', { identity: [NONE, FULL] }, {}, 'allowed', []],
    ['an empty list allows nothing', { identity: [] }, {}, 'denied', ['identity-policy']],
    ['boundary allows nothing', { identity: [FULL], boundary: [] }, {}, 'denied', ['boundary']],
    [
      'session allows nothing',
      { identity: [FULL], session: [NONE] },
      { principal: SESSION },
      'denied',
      ['session-policy'],
    ],
    ['both lack', { identity: [NONE], boundary: [NONE] }, {}, 'denied', ['identity-policy', 'boundary']],
    ['a Deny anywhere wins', { identity: [FULL, FORBID], resource: OPEN_BUCKET }, {}, 'denied', ['identity-policy']],
    [
      'a Deny in the boundary hits direct grants too',
      { boundary: [FORBID], resource: OPEN_BUCKET },
      {},
      'denied',
      ['boundary'],
    ],
    [
      'a Deny in the resource policy',
      { identity: [FULL], resource: doc(deny({ Principal: '*' })) },
      {},
      'denied',
      ['resource-policy'],
    ],
    ['endpoint allows', { identity: [FULL], endpoint: [OPEN_BUCKET] }, {}, 'allowed', []],
    ['endpoint is silent', { identity: [FULL], endpoint: [doc()] }, {}, 'denied', ['endpoint-policy']],
    ['endpoint limits direct grants', { resource: OPEN_BUCKET, endpoint: [] }, {}, 'denied', ['endpoint-policy']],
    [
      'a user by name, without identity policy',
      { resource: doc(allow({ Principal: { AWS: USER } })), boundary: [NONE] },
      {},
      'allowed',
      [],
    ],
    [
      'the account by number only delegates',
      { resource: doc(allow({ Principal: { AWS: OURS } })) },
      {},
      'denied',
      ['identity-policy'],
    ],
    ['the root user needs nothing', {}, { principal: ROOT }, 'allowed', []],
    [
      'the root user can be denied',
      { resource: doc(deny({ Principal: { AWS: OURS } })) },
      { principal: ROOT },
      'denied',
      ['resource-policy'],
    ],
    [
      'a federated user without session policy has nothing',
      { identity: [FULL] },
      { principal: `arn:aws:sts::${OURS}:federated-user/f` },
      'denied',
      ['session-policy'],
    ],
    [
      'a federated user within its session policy',
      { identity: [FULL], session: [FULL] },
      { principal: `arn:aws:sts::${OURS}:federated-user/f` },
      'allowed',
      [],
    ],
  ])('%s', (_, policies, request, expected, deniedBy) => {
    expect(decide(policies, request)).toMatchObject({ outcome: expected, deniedBy })
  })
})

describe('across accounts', () => {
  const theirs = { principal: THEIR_USER }
  it.each<Case>([
    ['no resource policy', {}, theirs, 'denied', ['resource-policy']],
    ['own policies are not seen and count as allowing', { resource: OPEN_BUCKET }, theirs, 'allowed', []],
    [
      'own policies given and silent',
      { identity: [NONE], resource: OPEN_BUCKET },
      theirs,
      'denied',
      ['identity-policy'],
    ],
    [
      'own policies given as an empty list',
      { identity: [], resource: OPEN_BUCKET },
      theirs,
      'denied',
      ['identity-policy'],
    ],
    ['the account is named', { resource: doc(allow({ Principal: { AWS: THEIRS } })) }, theirs, 'allowed', []],
    [
      'another account is named',
      { resource: doc(allow({ Principal: { AWS: '123456789012' } })) },
      theirs,
      'denied',
      ['resource-policy'],
    ],
    [
      'a session by name does not pass over its own boundary',
      { boundary: [NONE], resource: doc(allow({ Principal: { AWS: `arn:aws:sts::${THEIRS}:assumed-role/r/s` } })) },
      { principal: `arn:aws:sts::${THEIRS}:assumed-role/r/s` },
      'denied',
      ['boundary'],
    ],
    [
      'service control policies of the caller',
      { resource: OPEN_BUCKET, serviceControl: [[NONE]] },
      theirs,
      'denied',
      ['scp'],
    ],
    ['anonymous, open bucket', { resource: OPEN_BUCKET }, { principal: '*' }, 'allowed', []],
    [
      'anonymous, account named',
      { resource: doc(allow({ Principal: { AWS: OURS } })) },
      { principal: '*' },
      'denied',
      ['resource-policy'],
    ],
    [
      'a service by name',
      { resource: doc(allow({ Principal: { Service: 's3.amazonaws.com' } })) },
      { principal: 's3.amazonaws.com' },
      'allowed',
      [],
    ],
    [
      'another service',
      { resource: doc(allow({ Principal: { Service: 'sns.amazonaws.com' } })) },
      { principal: 's3.amazonaws.com' },
      'denied',
      ['resource-policy'],
    ],
    [
      'a service has no side of its own',
      { identity: [], serviceControl: [[]], resource: OPEN_BUCKET },
      { principal: 's3.amazonaws.com' },
      'allowed',
      [],
    ],
  ])('%s', (_, policies, request, expected, deniedBy) => {
    expect(decide(policies, request)).toMatchObject({ outcome: expected, deniedBy })
  })

  it.each<[string, string, Partial<DecisionRequest>, string]>([
    ['the account in its ARN', `arn:aws:sqs:eu-west-1:${OURS}:q`, {}, 'denied'],
    ['the principal’s account, where the ARN has none', OBJECT, { action: 's3:GetObject' }, 'allowed'],
    ['the account that is given', `arn:aws:sqs:eu-west-1:${OURS}:q`, { resourceAccount: THEIRS }, 'allowed'],
  ])('the resource belongs to %s', (_, resource, more, expected) => {
    const request = { principal: THEIR_USER, action: 'sqs:SendMessage', resource, ...more }
    const decision = decideByReference({ id: '1', cloud: 'aws', request, policies: { identity: [FULL] } })
    expect(decision.outcome).toBe(expected)
  })
})

describe('service control policies', () => {
  it.each<Case>([
    ['every level must allow', { identity: [FULL], serviceControl: [[FULL], [NONE], [FULL]] }, {}, 'denied', ['scp']],
    [
      'one document of a level is enough',
      { identity: [FULL], serviceControl: [[FULL], [NONE, FULL]] },
      {},
      'allowed',
      [],
    ],
    ['one level denies', { identity: [FULL], serviceControl: [[FULL], [FULL, FORBID]] }, {}, 'denied', ['scp']],
    ['an empty level allows nothing', { identity: [FULL], serviceControl: [[FULL], []] }, {}, 'denied', ['scp']],
    ['no level allows nothing', { identity: [FULL], serviceControl: [] }, {}, 'denied', ['scp']],
    ['the root user is bound', { serviceControl: [[NONE]] }, { principal: ROOT }, 'denied', ['scp']],
    [
      'service-linked roles are not',
      { identity: [FULL], serviceControl: [[FORBID]] },
      { principal: SERVICE_LINKED },
      'allowed',
      [],
    ],
    ['direct grants are bound', { resource: OPEN_BUCKET, serviceControl: [[NONE]] }, {}, 'denied', ['scp']],
    [
      'a condition on Allow',
      { identity: [FULL], serviceControl: [[doc(allow({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))]] },
      { contextOpen: true },
      'conditional',
      [],
    ],
  ])('%s', (_, policies, request, expected, deniedBy) => {
    expect(decide(policies, request)).toMatchObject({ outcome: expected, deniedBy })
  })
})

describe('resource control policies', () => {
  const forbid = doc(deny({ Principal: '*', Action: 's3:*' }))
  const forbidOutsiders = doc(
    deny({ Principal: '*', Action: 's3:*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } } }),
  )
  it.each<Case>([
    ['without a Deny they do not restrict', { identity: [FULL], resourceControl: [[], []] }, {}, 'allowed', []],
    ['a Deny at one level', { identity: [FULL], resourceControl: [[], [forbid]] }, {}, 'denied', ['rcp']],
    [
      'they bind anonymous callers',
      { resource: OPEN_BUCKET, resourceControl: [[forbid]] },
      { principal: '*' },
      'denied',
      ['rcp'],
    ],
    [
      'and services',
      { resource: OPEN_BUCKET, resourceControl: [[forbid]] },
      { principal: 's3.amazonaws.com' },
      'denied',
      ['rcp'],
    ],
    [
      'but not service-linked roles',
      { identity: [FULL], resourceControl: [[forbid]] },
      { principal: SERVICE_LINKED },
      'allowed',
      [],
    ],
    [
      'nor services without support',
      { identity: [FULL], resourceControl: [[doc(deny({ Principal: '*', Action: 'ec2:*' }))]] },
      { action: 'ec2:DescribeInstances', resource: '*' },
      'allowed',
      [],
    ],
    [
      'another principal than `*` cannot be stored',
      { identity: [FULL], resourceControl: [[doc(deny({ Principal: { AWS: OURS }, Action: 's3:*' }))]] },
      {},
      'allowed',
      [],
    ],
    [
      'nor can NotAction',
      {
        identity: [FULL],
        resourceControl: [[doc({ ...without(deny({ Principal: '*' }), 'Action'), NotAction: 'iam:*' })]],
      },
      {},
      'allowed',
      [],
    ],
    [
      'who is outside is decided when the organization is given',
      { resource: OPEN_BUCKET, resourceControl: [[forbidOutsiders]] },
      { principal: THEIR_USER, context: { 'aws:PrincipalOrgID': 'o-2' } },
      'denied',
      ['rcp'],
    ],
    [
      'an anonymous caller is in no organization',
      { resource: OPEN_BUCKET, resourceControl: [[forbidOutsiders]] },
      { principal: '*', contextOpen: true },
      'denied',
      ['rcp'],
    ],
  ])('%s', (_, policies, request, expected, deniedBy) => {
    expect(decide(policies, request)).toMatchObject({ outcome: expected, deniedBy })
  })
})
