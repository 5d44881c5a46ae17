import fc from 'fast-check'
import type { Json } from '../../src/model/index.js'
import type { AwsDecideRecord, DecisionRequest, PolicyLayers } from '../../src/policy/aws/record.js'

// Small vocabularies that collide: most requests meet some statement, and most statements meet some request.

export const OURS = '111122223333'
export const THEIRS = '999988887777'

const PRINCIPALS = [
  `arn:aws:iam::${OURS}:user/ann`,
  `arn:aws:sts::${OURS}:assumed-role/app/job`,
  `arn:aws:iam::${OURS}:role/app`,
  `arn:aws:iam::${OURS}:role/team/app`,
  `arn:aws:iam::${OURS}:root`,
  `arn:aws:sts::${OURS}:federated-user/fay`,
  `arn:aws:iam::${OURS}:role/aws-service-role/x.amazonaws.com/linked`,
  `arn:aws:iam::${THEIRS}:user/eve`,
  `arn:aws:sts::${THEIRS}:assumed-role/app/job`,
  's3.amazonaws.com',
  '*',
  `arn:aws:iam::${OURS}:saml-provider/idp`,
  'accounts.google.com',
]

/** What is asked: action, resource, the resource's account. */
export const TARGETS: readonly (readonly [action: string, resource: string, account: string])[] = [
  ['s3:GetObject', 'arn:aws:s3:::logs/2026/a.txt', OURS],
  ['s3:getobject', 'arn:aws:s3:::logs/ann/a', OURS],
  ['s3:ListBucket', 'arn:aws:s3:::logs', OURS],
  ['s3:ListAllMyBuckets', '*', OURS],
  ['kms:Decrypt', `arn:aws:kms:eu-west-1:${OURS}:key/k1`, OURS],
  ['kms:PutKeyPolicy', `arn:aws:kms:eu-west-1:${OURS}:key/k1`, OURS],
  ['sts:AssumeRole', `arn:aws:iam::${OURS}:role/target`, OURS],
  ['sts:AssumeRoleWithWebIdentity', `arn:aws:iam::${OURS}:role/target`, OURS],
  ['sts:AssumeRoleWithSAML', `arn:aws:iam::${OURS}:role/target`, OURS],
  ['iam:PassRole', `arn:aws:iam::${OURS}:role/target`, OURS],
  ['dynamodb:GetItem', `arn:aws:dynamodb:eu-west-1:${OURS}:table/t`, OURS],
  ['s3:NoSuchThing', 'arn:aws:s3:::logs/2026/a.txt', OURS],
]

/** Requests about all that a pattern matches. */
export const PATTERN_TARGETS: typeof TARGETS = [
  ['s3:GetObject', 'arn:aws:s3:::logs/*', OURS],
  ['s3:GetObject', 'arn:aws:s3:::l?gs/2026/*', OURS],
  ['s3:GetObject', '*', OURS],
  ['kms:Decrypt', `arn:aws:kms:*:${OURS}:key/*`, OURS],
]

const ACTIONS = [
  '*',
  's3:*',
  's3:Get*',
  'S3:GETOBJECT',
  's3:GetObject',
  's3:List*',
  'kms:*',
  'kms:Decrypt',
  'sts:*',
  'sts:AssumeRole',
  'iam:*',
  'dynamodb:?etItem',
  'nope:Foo',
  's3',
]

const RESOURCES = [
  '*',
  'arn:*',
  'arn:aws:s3:::logs/*',
  'arn:aws:s3:::logs/2026/*',
  'arn:aws:s3:::logs/2026/a.txt',
  'arn:aws:s3:::l?gs*',
  'arn:aws:s3:::logs',
  'arn:aws:s3:::logs/${aws:username}/*',
  "arn:aws:s3:::logs/${aws:PrincipalTag/team, '2026'}/*",
  'arn:aws:s3:::${aws:RequestTag/t}/2026/*',
  'arn:aws:s3:::logs/${*}/*',
  `arn:aws:kms:*:${OURS}:key/*`,
  `arn:aws:iam::${OURS}:role/*`,
  'arn:aws:dynamodb:*:*:table/t',
  'other',
]

const NAMES: Json[] = [
  '*',
  { AWS: '*' },
  { AWS: OURS },
  { AWS: THEIRS },
  { AWS: `arn:aws:iam::${OURS}:root` },
  { AWS: `arn:aws-cn:iam::${OURS}:root` },
  { AWS: `arn:aws:iam::${OURS}:user/ann` },
  { AWS: `arn:aws:iam::${OURS}:role/app` },
  { AWS: [`arn:aws:iam::${OURS}:role/app`, OURS] },
  { AWS: [`arn:aws:iam::${OURS}:role/app`, OURS, `arn:aws:sts::${OURS}:assumed-role/app/job`] },
  { AWS: [`arn:aws:iam::${OURS}:user/ann`, OURS] },
  { AWS: `arn:aws:iam::${OURS}:role/team/app` },
  { AWS: `arn:aws:sts::${OURS}:assumed-role/app/job` },
  { AWS: `arn:aws:sts::${OURS}:federated-user/fay` },
  { AWS: `arn:aws:iam::${THEIRS}:user/eve` },
  { AWS: 'AROAEXAMPLEEXAMPLE' },
  { Service: 's3.amazonaws.com' },
  { Service: '*' },
  { Federated: `arn:aws:iam::${OURS}:saml-provider/idp` },
  { Federated: 'accounts.google.com', AWS: THEIRS },
  { Nobody: 'x' },
]

interface Family {
  readonly operators: readonly string[]
  readonly values: readonly string[]
}

const STRING: Family = {
  operators: [
    'StringEquals',
    'StringNotEquals',
    'StringLike',
    'StringNotLike',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
  ],
  values: ['a', 'A', 'ab', 'b', 'a*', '*', '*b', '?', '${aws:username}', '${aws:RequestTag/t}', 'a${s3:prefix}'],
}
const ID: Family = {
  ...STRING,
  values: ['*:job', 'AROAEXAMPLEEXAMPLE:*', 'AROAEXAMPLEEXAMPLE:job', '*', 'anonymous', OURS],
}
const ACCOUNT: Family = { ...STRING, values: [OURS, THEIRS, '1*', 'anonymous', '${aws:ResourceAccount}'] }
const ARN: Family = {
  operators: ['ArnLike', 'ArnNotLike', 'ArnEquals', 'StringLike', 'StringNotLike'],
  values: [
    `arn:aws:iam::${OURS}:*`,
    `arn:aws:iam::${OURS}:role/*`,
    `arn:aws:iam::${OURS}:role/app`,
    `arn:aws:iam::*:user/${'${aws:username}'}`,
    'arn:*',
    '*',
    'b',
  ],
}
const BOOL: Family = { operators: ['Bool'], values: ['true', 'false', 'True', 'maybe'] }
const DATE: Family = {
  operators: ['DateLessThan', 'DateGreaterThan', 'DateEquals', 'DateNotEquals', 'DateGreaterThanEquals'],
  values: ['2026', '2026-01-01T00:00:00Z', '2027-01-01', '1767225600', 'soon'],
}
const NUMERIC: Family = {
  operators: ['NumericLessThan', 'NumericEquals', 'NumericNotEquals', 'NumericGreaterThanEquals'],
  values: ['1', '2', '2.0', '3', 'x'],
}
const IP: Family = {
  operators: ['IpAddress', 'NotIpAddress'],
  values: ['203.0.113.0/24', '203.0.113.7', '203.0.0.0/16', '2001:db8::/32', 'x'],
}

/** Keys with what they are compared with and what a request brings. */
export const KEYS: readonly (readonly [key: string, family: Family, context: readonly (string | string[])[]])[] = [
  ['aws:RequestTag/t', STRING, ['a', 'b', 'logs', '2026']],
  ['AWS:requesttag/T', STRING, ['a']],
  ['s3:prefix', STRING, ['a', 'b', 'ab']],
  ['sts:ExternalId', STRING, ['a', 'b']],
  ['aws:TagKeys', STRING, ['a', ['a', 'b'], []]],
  ['aws:PrincipalTag/team', STRING, ['a', 'ann', '2026']],
  ['aws:username', STRING, ['ann']],
  ['aws:PrincipalArn', ARN, [`arn:aws:iam::${OURS}:role/ops/app`]],
  ['aws:PrincipalAccount', ACCOUNT, []],
  ['aws:userid', ID, ['AROAEXAMPLEEXAMPLE:job']],
  ['aws:SourceAccount', ACCOUNT, [OURS]],
  ['aws:MultiFactorAuthPresent', BOOL, ['true', 'false']],
  ['aws:PrincipalIsAWSService', BOOL, []],
  ['aws:CurrentTime', DATE, ['2026-06-01T00:00:00Z']],
  ['s3:max-keys', NUMERIC, ['2', '7']],
  ['aws:SourceIp', IP, ['203.0.113.7', '198.51.100.1', '2001:db8::1']],
]

const oneOf = <T>(items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items)
const few = <T>(item: fc.Arbitrary<T>, most = 2): fc.Arbitrary<T[]> => fc.array(item, { minLength: 1, maxLength: most })

const conditionArbitrary: fc.Arbitrary<Json> = fc
  .array(
    oneOf(KEYS).chain(([key, family]) =>
      fc.record({
        key: fc.constant(key),
        operator: fc.oneof(
          { weight: 8, arbitrary: oneOf(family.operators) },
          { weight: 1, arbitrary: fc.constant('Null') },
        ),
        quantifier: fc.oneof({ weight: 6, arbitrary: fc.constant('') }, oneOf(['ForAnyValue:', 'ForAllValues:'])),
        ifExists: fc.boolean(),
        values: fc.array(oneOf(family.values), { minLength: 0, maxLength: 2 }),
        flag: oneOf(['true', 'false']),
      }),
    ),
    { maxLength: 2 },
  )
  .map((tests) => {
    const condition: { [key: string]: { [key: string]: Json } } = {}
    for (const { key, operator, quantifier, ifExists, values, flag } of tests) {
      const isNull = operator === 'Null'
      const name = isNull ? 'Null' : `${quantifier}${operator}${ifExists ? 'IfExists' : ''}`
      condition[name] = { ...condition[name], [key]: isNull ? flag : values.length === 1 ? (values[0] ?? '') : values }
    }
    return condition
  })

/** How often a statement lacks a condition: simple statements decide more. */
const maybeCondition = fc.oneof(fc.constant(null), conditionArbitrary)

type StatementKind = 'identity' | 'resource' | 'trust' | 'rcp'

export type RawStatement = { [key: string]: Json }

/** What is asked for stands in the policies more often than anything else. */
interface Asked {
  readonly action: string
  readonly resource: string
  readonly principal: string
}

const often = <T>(likely: readonly T[], all: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: oneOf(likely) }, { weight: 2, arbitrary: oneOf(all) })

function likelyNames(principal: string): Json[] {
  const account = principal.split(':')[4] ?? ''
  if (principal === '*') return ['*', { AWS: '*' }]
  if (principal.includes('-provider/') || principal === 'accounts.google.com') return [{ Federated: principal }, '*']
  if (!principal.startsWith('arn:')) return [{ Service: principal }, '*']
  return [{ AWS: principal }, { AWS: account }, '*', { AWS: `arn:aws:iam::${account}:role/app` }]
}

function statementArbitrary(kind: StatementKind, asked: Asked): fc.Arbitrary<RawStatement> {
  const service = `${asked.action.slice(0, asked.action.indexOf(':'))}:*`
  return fc
    .record({
      effect: fc.oneof({ weight: 5, arbitrary: fc.constant('Allow') }, { weight: 1, arbitrary: fc.constant('Deny') }),
      actions: few(often(kind === 'rcp' ? [service, asked.action] : ['*', service, asked.action], ACTIONS)),
      inverted: fc.integer({ min: 0, max: 15 }),
      resources: few(often(['*', asked.resource], RESOURCES)),
      principal: often(likelyNames(asked.principal), NAMES),
      condition: maybeCondition,
    })
    .map(({ effect, actions, inverted, resources, principal, condition }) => {
      const statement: RawStatement = { Effect: effect, [inverted === 1 ? 'NotAction' : 'Action']: actions }
      if (kind !== 'trust' && !(kind === 'resource' && inverted === 2)) {
        statement[inverted === 3 ? 'NotResource' : 'Resource'] = resources
      }
      if (kind === 'rcp') statement['Principal'] = inverted === 4 ? principal : '*'
      else if (kind !== 'identity')
        statement[inverted === 5 || inverted === 6 ? 'NotPrincipal' : 'Principal'] = principal
      if (condition !== null) statement['Condition'] = condition
      return statement
    })
}

export type RawDocument = { Version?: string; Statement: RawStatement[] }

function documentArbitrary(kind: StatementKind, asked: Asked): fc.Arbitrary<RawDocument> {
  const version = fc.oneof({ weight: 6, arbitrary: fc.constant('2012-10-17') }, oneOf(['2008-10-17', '']))
  return fc
    .record({ version, statements: fc.array(statementArbitrary(kind, asked), { minLength: 1, maxLength: 3 }) })
    .map(({ version, statements }) => ({ ...(version === '' ? {} : { Version: version }), Statement: statements }))
}

/** A layer that mostly allows, so that the others get to speak. */
const FULL: RawDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
const FULL_ENDPOINT: RawDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' }],
}

const absent = <T>(value: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: value })

function layersArbitrary(asked: Asked): fc.Arbitrary<PolicyLayers> {
  const own = (full: RawDocument): fc.Arbitrary<RawDocument[]> =>
    fc.oneof(
      {
        weight: 20,
        arbitrary: fc.array(fc.oneof(documentArbitrary('identity', asked), fc.constant(full)), {
          minLength: 1,
          maxLength: 2,
        }),
      },
      { weight: 1, arbitrary: fc.constant<RawDocument[]>([]) },
    )
  const levels = <T>(level: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.oneof({ weight: 20, arbitrary: few(level) }, { weight: 1, arbitrary: fc.constant<T[]>([]) })
  const block = fc.record({ RestrictPublicBuckets: fc.boolean(), BlockPublicPolicy: fc.boolean() })
  return fc
    .record({
      identity: absent(own(FULL), 1),
      boundary: absent(own(FULL), 4),
      session: absent(own(FULL), 5),
      resource: absent(documentArbitrary(asked.action.startsWith('sts:AssumeRole') ? 'trust' : 'resource', asked), 1),
      endpoint: absent(
        fc.array(fc.oneof(documentArbitrary('resource', asked), fc.constant(FULL_ENDPOINT)), {
          minLength: 1,
          maxLength: 2,
        }),
        8,
      ),
      serviceControl: absent(levels(own(FULL)), 6),
      resourceControl: absent(
        fc.array(fc.array(documentArbitrary('rcp', asked), { maxLength: 1 }), { maxLength: 2 }),
        6,
      ),
      publicAccessBlock: absent(fc.record({ account: block, bucket: block }, { requiredKeys: [] }), 6),
    })
    .map((layers) => withoutUndefined<PolicyLayers>(layers))
}

function withoutUndefined<T extends object>(value: { [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T
}

const contextArbitrary: fc.Arbitrary<Partial<DecisionRequest>> = fc
  .record({
    given: fc.array(
      oneOf(KEYS.filter(([, , values]) => values.length > 0)).chain(([key, , values]) =>
        fc.tuple(fc.constant(key), oneOf(values)),
      ),
      { maxLength: 4 },
    ),
    open: fc.oneof({ weight: 2, arbitrary: fc.constant(true) }, fc.constant(false)),
    absent: fc.array(oneOf(KEYS.map(([key]) => key)), { maxLength: 1 }),
    present: fc.array(oneOf(KEYS.map(([key]) => key)), { maxLength: 1 }),
  })
  .map(({ given, open, absent, present }) => ({
    context: Object.fromEntries(new Map(given.map(([key, value]) => [key, value]))),
    contextOpen: open,
    contextAbsent: absent,
    contextPresent: present,
  }))

export interface RecordOptions {
  readonly targets?: typeof TARGETS
  readonly principals?: readonly string[]
}

/** Records of the `decide` contract: all layers, all forms of principals, open and closed contexts. */
export function recordArbitrary(options: RecordOptions = {}): fc.Arbitrary<AwsDecideRecord> {
  const targets = options.targets ?? [...TARGETS, ...PATTERN_TARGETS]
  return fc
    .tuple(oneOf(targets), oneOf(options.principals ?? PRINCIPALS))
    .chain(([[action, resource, account], principal]) =>
      fc
        .record({ policies: layersArbitrary({ action, resource, principal }), context: contextArbitrary })
        .map(({ policies, context }) => ({
          id: '1',
          cloud: 'aws' as const,
          request: { principal, action, resource, resourceAccount: account, ...context },
          policies,
        })),
    )
}
