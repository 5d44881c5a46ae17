import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../../src/model/index.js'
import { OBJECT, allow, decide, deny, doc, outcome, without } from './record-builder.js'

function grants(statement: { [key: string]: Json }, request: Parameters<typeof outcome>[1] = {}): string {
  return outcome({ identity: [doc(statement)] }, request)
}

describe('Action and NotAction', () => {
  it.each([
    ['S3:GETOBJECT', 'allowed'],
    ['s3:Get*', 'allowed'],
    ['s3:Get?bject', 'allowed'],
    ['s3:*Object', 'allowed'],
    ['*:GetObject', 'allowed'],
    ['**', 'allowed'],
    ['s3:GetObject*', 'allowed'],
    ['s3:GetObject?', 'denied'],
    ['s3*', 'denied'],
    ['s3:PutObject', 'denied'],
    [['s3:PutObject', 's3:GetObject'], 'allowed'],
    [[], 'denied'],
  ])('Action %j: %s', (action, expected) => {
    expect(grants(allow({ Action: action }))).toBe(expected)
  })

  it.each([
    ['s3:Get*', 'denied'],
    ['iam:*', 'allowed'],
    [['iam:*', 's3:GetObject'], 'denied'],
    ['s3:NoSuchAction', 'allowed'],
  ])('NotAction %j: %s', (action, expected) => {
    expect(grants({ ...without(allow(), 'Action'), NotAction: action })).toBe(expected)
  })

  it('an action that AWS does not have is matched by nothing', () => {
    expect(grants(allow(), { action: 's3:NoSuchAction' })).toBe('denied')
    expect(grants({ ...without(allow(), 'Action'), NotAction: 'iam:*' }, { action: 's3:NoSuchAction' })).toBe('denied')
  })
})

describe('Resource and NotResource', () => {
  it.each([
    ['*', 'allowed'],
    ['**', 'allowed'],
    [OBJECT, 'allowed'],
    ['arn:aws:s3:::logs/*', 'allowed'],
    ['arn:aws:s3:::*', 'allowed'],
    ['arn:aws:s3:::log?/2026/?.txt', 'allowed'],
    ['arn:aws:s3:*:*:logs/*', 'allowed'],
    ['arn:*', 'allowed'],
    ['arn:aws:s3*', 'allowed'],
    ['arn:aws:s*', 'allowed'],
    ['arn:aws:s3:::LOGS/*', 'denied'],
    ['arn:aws:s3:::logs', 'denied'],
    ['arn:aws-cn:s3:::logs/*', 'denied'],
    ['arn:aws:s3', 'denied'],
    ['arn:aws:s3:?', 'denied'],
    ['arn:aws:sqs*', 'denied'],
    ['logs/*', 'denied'],
    ['*:aws:s3:::logs/*', 'denied'],
    ['', 'denied'],
    [['arn:aws:s3:::other', 'arn:aws:s3:::logs/*'], 'allowed'],
  ])('Resource %j: %s', (resource, expected) => {
    expect(grants(allow({ Resource: resource }))).toBe(expected)
  })

  it.each([
    ['arn:aws:s3:::logs/*', 'denied'],
    ['arn:aws:s3:::other/*', 'allowed'],
    ['*', 'denied'],
    ['other', 'denied'],
  ])('NotResource %j: %s', (resource, expected) => {
    expect(grants({ ...without(allow(), 'Resource'), NotResource: resource })).toBe(expected)
  })

  it('a wildcard in the first five parts stays in its part, in the last it does not', () => {
    const resource = 'arn:aws:logs:eu-west-1:111122223333:log-group:app:log-stream:x'
    const request = { action: 'logs:GetLogEvents', resource }
    expect(grants(allow({ Resource: 'arn:aws:logs:*:log-group:app:log-stream:x' }), request)).toBe('denied')
    expect(grants(allow({ Resource: 'arn:aws:logs:*:*:log-group:*:x' }), request)).toBe('allowed')
  })

  it.each([
    [allow(), 'allowed'],
    [allow({ Resource: 'arn:*' }), 'denied'],
    [allow({ Resource: 'arn:aws:s3:::*' }), 'denied'],
    [{ ...without(allow(), 'Resource'), NotResource: 'arn:aws:s3:::logs' }, 'allowed'],
    [{ ...without(allow(), 'Resource'), NotResource: '*' }, 'denied'],
  ])('an action without resource types fits only `*`: %j is %s', (statement, expected) => {
    expect(grants(statement, { action: 's3:ListAllMyBuckets', resource: '*' })).toBe(expected)
  })
})

describe('a resource pattern in the request', () => {
  it.each([
    ['arn:aws:s3:::logs/2026/*', 'arn:aws:s3:::logs/*', 'allowed', []],
    ['arn:aws:s3:::logs/*', 'arn:aws:s3:::logs/2026/*', 'conditional', ['resource']],
    ['arn:aws:s3:::logs/*', 'arn:aws:s3:::*.txt', 'conditional', ['resource']],
    ['arn:aws:s3:::logs/*', 'arn:aws:s3:::data/*', 'denied', []],
    ['*', 'arn:aws:s3:::data/*', 'conditional', ['resource']],
    ['*', '*', 'allowed', []],
    ['arn:aws:s3:::log?/x', 'arn:aws:s3:::logs/*', 'conditional', ['resource']],
  ])('%s against an Allow on %s: %s', (asked, granted, expected, requires) => {
    const decision = decide({ identity: [doc(allow({ Resource: granted }))] }, { resource: asked })
    expect(decision.outcome).toBe(expected)
    expect(decision.requires).toEqual(requires)
  })

  it('a Deny on a part leaves the rest', () => {
    const documents = [doc(allow(), deny({ Resource: 'arn:aws:s3:::logs/secret/*' }))]
    expect(outcome({ identity: documents }, { resource: 'arn:aws:s3:::logs/*' })).toBe('conditional')
    expect(outcome({ identity: documents }, { resource: 'arn:aws:s3:::logs/secret/x*' })).toBe('denied')
    expect(outcome({ identity: documents }, { resource: 'arn:aws:s3:::logs/2026/*' })).toBe('allowed')
  })
})

describe('what AWS would refuse to store matches nothing', () => {
  it.each<[string, { [key: string]: Json }]>([
    ['no Effect', without(allow(), 'Effect')],
    ['an Effect in lower case', allow({ Effect: 'allow' })],
    ['no Action', without(allow(), 'Action')],
    ['Action beside NotAction', allow({ NotAction: 'iam:*' })],
    ['no Resource', without(allow(), 'Resource')],
    ['Resource beside NotResource', allow({ NotResource: 'arn:aws:s3:::other' })],
    ['Principal in an identity policy', allow({ Principal: '*' })],
    ['NotPrincipal in an identity policy', allow({ NotPrincipal: { AWS: '*' } })],
    ['an Action that is no text', allow({ Action: 1 })],
    ['a Condition that is a list', allow({ Condition: [] })],
    ['an unknown condition operator', allow({ Condition: { StringIs: { 'aws:username': 'ann' } } })],
    ['NullIfExists', allow({ Condition: { NullIfExists: { 'aws:username': 'false' } } })],
  ])('%s', (_, statement) => {
    expect(grants(statement)).toBe('denied')
  })

  it.each<[Json]>([[null], ['text'], [[]], [{}], [{ Statement: null }], [{ Statement: [null, 'x', [allow()]] }]])(
    'the document %j allows nothing',
    (document) => {
      expect(outcome({ identity: [document] })).toBe('denied')
    },
  )

  it('Statement may be one object', () => {
    expect(outcome({ identity: [{ Version: '2012-10-17', Statement: allow() }] })).toBe('allowed')
  })

  it('keys named like object internals are data', () => {
    const hostile = JSON.parse('{"__proto__": {"Effect": "Allow"}, "Action": "*", "Resource": "*"}') as Json
    expect(outcome({ identity: [{ Version: '2012-10-17', Statement: [hostile] }] })).toBe('denied')
  })
})
