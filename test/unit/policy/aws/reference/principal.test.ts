import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../../src/model/index.js'
import type { DecisionRequest } from '../../../../../src/policy/aws/record.js'
import {
  OURS,
  ROLE,
  SESSION,
  THEIRS,
  USER,
  allow,
  decide,
  deny,
  doc,
  outcome,
  underCondition,
} from './record-builder.js'

const ROOT = `arn:aws:iam::${OURS}:root`

describe('principal forms in a bucket policy', () => {
  it.each<[Json, string, string, string[]]>([
    ['*', USER, 'allowed', []],
    [{ AWS: '*' }, '*', 'allowed', []],
    [{ AWS: [THEIRS, USER] }, USER, 'allowed', []],
    [{ AWS: `arn:aws:iam::${OURS}:user/other` }, USER, 'denied', []],
    [{ AWS: `arn:aws:iam::${OURS}:user/*` }, USER, 'denied', []],
    [{ AWS: `arn:aws-cn:iam::${OURS}:user/ann` }, USER, 'denied', []],
    [{ AWS: ROLE }, SESSION, 'allowed', []],
    [{ AWS: `arn:aws:iam::${OURS}:role/team/app` }, SESSION, 'allowed', []],
    [{ AWS: `arn:aws:iam::${OURS}:role/app2` }, SESSION, 'denied', []],
    [{ AWS: SESSION }, SESSION, 'allowed', []],
    [{ AWS: `arn:aws:sts::${OURS}:assumed-role/app/*` }, SESSION, 'denied', []],
    [{ AWS: SESSION }, ROLE, 'conditional', ['sts:RoleSessionName']],
    [{ AWS: ROLE }, ROLE, 'allowed', []],
    [{ AWS: `arn:aws:iam::${OURS}:role/team/app` }, ROLE, 'denied', []],
    [{ AWS: `arn:aws:sts::${OURS}:federated-user/f` }, `arn:aws:sts::${OURS}:federated-user/f`, 'allowed', []],
    [{ AWS: 'AROAEXAMPLEEXAMPLE' }, SESSION, 'denied', []],
    [{ Service: 's3.amazonaws.com' }, USER, 'denied', []],
    [{ Service: '*' }, 's3.amazonaws.com', 'unknown', []],
    [{ Federated: 'accounts.google.com' }, 'accounts.google.com', 'allowed', []],
    [{ Federated: 'accounts.google.com' }, 'cognito-identity.amazonaws.com', 'denied', []],
    [{ CanonicalUser: '79a59df900b949e55d96a1e698fbaced' }, USER, 'denied', []],
    [USER, USER, 'denied', []],
    [{ Aws: '*' }, USER, 'denied', []],
    [{}, USER, 'denied', []],
  ])('%j names %s: %s', (principal, caller, expected, requires) => {
    const decision = decide({ resource: doc(allow({ Principal: principal })) }, { principal: caller })
    expect(decision).toMatchObject({ outcome: expected, requires })
  })

  it('a unique id names whoever has it', () => {
    const resource = doc(allow({ Principal: { AWS: 'AROAEXAMPLEEXAMPLE' } }))
    const context = { 'aws:userid': 'AROAEXAMPLEEXAMPLE:job' }
    expect(outcome({ resource }, { principal: SESSION, context })).toBe('allowed')
  })

  it('whose federated user it is stays in doubt, within the session policy', () => {
    const request = { principal: `arn:aws:sts::${OURS}:federated-user/f` }
    const resource = doc(allow({ Principal: { AWS: USER } }))
    expect(outcome({ resource }, request)).toBe('denied')
    expect(outcome({ resource, session: [doc(allow())] }, request)).toBe('unknown')
  })

  it('a given aws:PrincipalArn tells the path of a session’s role', () => {
    const resource = doc(allow({ Principal: { AWS: `arn:aws:iam::${OURS}:role/team/app` } }))
    const context = { 'aws:PrincipalArn': `arn:aws:iam::${OURS}:role/ops/app` }
    expect(outcome({ resource }, { principal: SESSION, context })).toBe('denied')
  })
})

describe('NotPrincipal', () => {
  const spare = (...names: string[]): Json => doc(deny({ NotPrincipal: { AWS: names } }))
  const full = [doc(allow())]

  it.each<[string, string, string[], string, string[]]>([
    ['account, role and session', SESSION, [ROOT, ROLE, SESSION], 'allowed', []],
    ['account and role', SESSION, [OURS, ROLE], 'unknown', []],
    ['role and session', SESSION, [ROLE, SESSION], 'unknown', []],
    ['somebody else', SESSION, [`arn:aws:iam::${THEIRS}:root`], 'denied', []],
    ['account and user', USER, [ROOT, USER], 'allowed', []],
    ['user alone', USER, [USER], 'unknown', []],
    ['account alone', USER, [ROOT], 'unknown', []],
    ['the root user itself', ROOT, [ROOT], 'allowed', []],
    ['everyone', USER, ['*'], 'allowed', []],
    ['a session of the role', ROLE, [ROOT, ROLE, SESSION], 'conditional', ['sts:RoleSessionName']],
  ])('with Deny, listing %s', (_, principal, listed, expected, requires) => {
    const decision = decide({ identity: full, resource: spare(...listed) }, { principal })
    expect(decision).toMatchObject({ outcome: expected, requires })
  })

  it('with Deny always hits a principal that has a boundary', () => {
    const policies = { identity: full, boundary: full, resource: spare(ROOT, USER) }
    expect(decide(policies)).toMatchObject({ outcome: 'denied', deniedBy: ['resource-policy'] })
  })

  it('with Deny spares a listed service', () => {
    const resource = doc(allow({ Principal: '*' }), {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      NotPrincipal: { Service: 's3.amazonaws.com' },
    })
    expect(outcome({ resource }, { principal: 's3.amazonaws.com' })).toBe('allowed')
    expect(outcome({ resource }, { principal: 'sns.amazonaws.com' })).toBe('denied')
  })

  it.each<[string, string]>([
    ['*', 'allowed'],
    [`arn:aws:iam::${THEIRS}:user/eve`, 'allowed'],
    [USER, 'denied'],
  ])('with Allow means everybody else: %s is %s', (principal, expected) => {
    const resource = doc({ Effect: 'Allow', Action: '*', Resource: '*', NotPrincipal: { AWS: [ROOT, USER] } })
    expect(outcome({ resource }, { principal })).toBe(expected)
  })

  it('an open key beside the doubt makes it conditional', () => {
    const resource = doc(deny({ NotPrincipal: { AWS: USER } }))
    const identity = [doc(allow({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }))]
    const decision = decide({ identity, resource }, { contextOpen: true })
    expect(decision).toMatchObject({ outcome: 'conditional', requires: ['aws:MultiFactorAuthPresent'] })
  })
})

describe('keys that follow from the request', () => {
  const FEDERATED_USER = `arn:aws:sts::${OURS}:federated-user/f`
  it.each<[string, string, string]>([
    [USER, 'aws:PrincipalArn', USER],
    [SESSION, 'aws:PrincipalArn', ROLE],
    [ROLE, 'aws:PrincipalArn', ROLE],
    [ROOT, 'aws:PrincipalArn', ROOT],
    [FEDERATED_USER, 'aws:PrincipalArn', FEDERATED_USER],
    [USER, 'aws:PrincipalAccount', OURS],
    [USER, 'kms:CallerAccount', OURS],
    [USER, 'aws:ResourceAccount', OURS],
    [USER, 's3:ResourceAccount', OURS],
    [USER, 'AWS:USERNAME', 'ann'],
    [`arn:aws:iam::${OURS}:user/team/ann`, 'aws:username', 'ann'],
    [USER, 'aws:PrincipalType', 'User'],
    [SESSION, 'aws:PrincipalType', 'AssumedRole'],
    [ROOT, 'aws:PrincipalType', 'Account'],
    [FEDERATED_USER, 'aws:PrincipalType', 'FederatedUser'],
    [FEDERATED_USER, 'aws:userid', `${OURS}:f`],
    [ROOT, 'aws:userid', OURS],
    [USER, 'aws:PrincipalIsAWSService', 'false'],
    ['*', 'aws:PrincipalType', 'Anonymous'],
    ['*', 'aws:PrincipalAccount', 'anonymous'],
    ['*', 'aws:userid', 'anonymous'],
    ['s3.amazonaws.com', 'aws:PrincipalIsAWSService', 'true'],
    ['s3.amazonaws.com', 'aws:PrincipalServiceName', 's3.amazonaws.com'],
  ])('%s has %s = %s, unless another value is given', (principal, key, value) => {
    const resource = doc(
      allow({ Principal: '*', Condition: { StringEquals: { [key]: value } } }),
      deny({ Principal: '*', Condition: { StringNotEquals: { [key]: value } } }),
    )
    expect(outcome({ resource }, { principal, contextOpen: true })).toBe('allowed')
    expect(outcome({ resource }, { principal, context: { [key]: 'other' } })).toBe('denied')
  })

  it.each<[string, string]>([
    [USER, 'aws:SourceArn'],
    [USER, 'aws:SourceAccount'],
    [USER, 'aws:PrincipalServiceName'],
    [SESSION, 'aws:username'],
    ['*', 'aws:PrincipalArn'],
    ['*', 'aws:PrincipalOrgID'],
    ['*', 'aws:PrincipalTag/team'],
    ['*', 'aws:PrincipalIsAWSService'],
    ['s3.amazonaws.com', 'aws:PrincipalOrgID'],
  ])('%s has no %s', (principal, key) => {
    const resource = doc(allow({ Principal: '*', Condition: { Null: { [key]: 'true' } } }))
    expect(outcome({ resource }, { principal, contextOpen: true })).toBe('allowed')
  })

  it.each<[Partial<DecisionRequest>, string, string]>([
    [{ principal: SESSION }, '*:job', 'allowed'],
    [{ principal: SESSION }, '*:other', 'denied'],
    [{ principal: SESSION }, 'AROAEXAMPLE:*', 'conditional'],
    [{ principal: ROLE }, '*:job', 'conditional'],
    [{ principal: USER }, 'AIDA*', 'conditional'],
    [{ principal: USER, context: { 'aws:userid': 'AIDAEXAMPLE' } }, 'AIDA*', 'allowed'],
  ])('aws:userid is known in part: %j like %s is %s', (request, pattern, expected) => {
    expect(underCondition({ StringLike: { 'aws:userid': pattern } }, request)).toBe(expected)
  })

  it('which session of a role it is, is asked for by the name of the session', () => {
    const condition = { StringLike: { 'aws:userid': '*:job' } }
    const decision = decide({ identity: [doc(allow({ Condition: condition }))] }, { principal: ROLE })
    expect(decision.requires).toEqual(['sts:RoleSessionName'])
  })

  it('an explicitly absent key is absent', () => {
    const condition = { StringEquals: { 'aws:PrincipalAccount': OURS } }
    expect(underCondition(condition, { contextAbsent: ['aws:PrincipalAccount'] })).toBe('denied')
  })
})

describe('evidence', () => {
  it('names the layers an answer stands on', () => {
    const full = [doc(allow())]
    expect(decide({ identity: full, boundary: full, serviceControl: [full] }).because.sort()).toEqual([
      'boundary',
      'identity-policy',
      'scp',
    ])
    expect(decide({ identity: full, resource: doc(allow({ Principal: '*' })) }).because).toEqual(['resource-policy'])
    expect(decide({ identity: full, resource: doc(deny({ Principal: '*' })) }).because).toEqual([])
  })
})
