import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/model/index.js'
import { decideAws } from '../../../../src/policy/aws/decide.js'
import type { Decision, DecisionRequest, PolicyLayers } from '../../../../src/policy/aws/record.js'

const USER = 'arn:aws:iam::111122223333:user/ann'
const OBJECT = 'arn:aws:s3:::logs/2026/a.txt'

function decide(policies: PolicyLayers, request: Partial<DecisionRequest> = {}): Decision {
  const asked = {
    principal: USER,
    action: 's3:GetObject',
    resource: OBJECT,
    resourceAccount: '111122223333',
    ...request,
  }
  return decideAws({ id: '1', cloud: 'aws', request: asked, policies })
}

const identity = (...Statement: Json[]): PolicyLayers => ({ identity: [{ Version: '2012-10-17', Statement }] })
const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' }
const many = <T>(count: number, item: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => item(i))

describe('hostile policies are decided all the same', () => {
  it.each<[what: string, policies: PolicyLayers, request: Partial<DecisionRequest>, outcome: string]>([
    [
      'a thousand stars that match',
      identity({ ...ALLOW, Resource: `arn:aws:s3:::${'*a'.repeat(1000)}*` }),
      { resource: `arn:aws:s3:::${'a'.repeat(1500)}` },
      'allowed',
    ],
    [
      'a thousand stars that do not',
      identity({ ...ALLOW, Resource: `arn:aws:s3:::${'*a'.repeat(1000)}` }),
      { resource: `arn:aws:s3:::${'a'.repeat(999)}b` },
      'denied',
    ],
    [
      'a thousand stars in a condition',
      identity({ ...ALLOW, Condition: { StringLike: { 's3:prefix': `${'a*'.repeat(1000)}b` } } }),
      { context: { 's3:prefix': 'a'.repeat(1900) } },
      'denied',
    ],
    ['a pattern of 128 KiB', identity({ ...ALLOW, Resource: `arn:aws:s3:::${'a'.repeat(131_072)}*` }), {}, 'denied'],
    ['an action of 128 KiB', identity({ ...ALLOW, Action: `s3:${'?*'.repeat(65_536)}` }), {}, 'denied'],
    [
      '10,000 values',
      identity({ ...ALLOW, Condition: { StringEquals: { 's3:prefix': many(10_000, String) } } }),
      { context: { 's3:prefix': '9999' } },
      'allowed',
    ],
    [
      '10,000 statements, the last one a Deny',
      identity(...many(10_000, () => ALLOW), { ...ALLOW, Effect: 'Deny' }),
      {},
      'denied',
    ],
    [
      '10,000 conditional statements',
      identity(...many(10_000, (i) => ({ ...ALLOW, Condition: { StringEquals: { 's3:prefix': String(i) } } }))),
      { contextOpen: true },
      'conditional',
    ],
    [
      '10,000 principals',
      {
        resource: {
          Statement: [
            { ...ALLOW, Principal: { AWS: many(10_000, (i) => `arn:aws:iam::111122223333:user/u${String(i)}`) } },
          ],
        },
      },
      {},
      'denied',
    ],
    [
      'a variable a thousand times',
      identity({ ...ALLOW, Resource: `arn:aws:s3:::logs/${'${aws:username}'.repeat(1000)}` }),
      {},
      'denied',
    ],
    ['a variable that never ends', identity({ ...ALLOW, Resource: `arn:aws:s3:::${'${'.repeat(2000)}` }), {}, 'denied'],
    [
      'an address of 1,000 groups',
      identity({ ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': '1:'.repeat(1000) } } }),
      { context: { 'aws:SourceIp': '::1' } },
      'denied',
    ],
    [
      'a number of 100,000 digits',
      identity({ ...ALLOW, Condition: { NumericEquals: { 's3:max-keys': '1'.repeat(100_000) } } }),
      { context: { 's3:max-keys': '1' } },
      'denied',
    ],
  ])('%s', (_, policies, request, outcome) => {
    expect(decide(policies, request).outcome).toBe(outcome)
  })

  it('depth is no statement', () => {
    let deep: Json = ALLOW
    for (let i = 0; i < 5000; i++) deep = [deep]
    expect(decide({ identity: [{ Statement: deep }] }).outcome).toBe('denied')
    expect(decide({ identity: [deep] }).outcome).toBe('denied')
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('`%s` is a key like any other', (key) => {
    const policy = JSON.parse(
      `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"${key}":"x"}}}}`,
    ) as Json
    const context = JSON.parse(`{"${key}":"x"}`) as { [name: string]: string }
    expect(decide({ identity: [policy] }).outcome).toBe('denied')
    expect(decide({ identity: [policy] }, { context }).outcome).toBe('allowed')
    expect(decide({ identity: [policy] }, { contextOpen: true }).requires.map((r) => r.key)).toEqual([key])
  })

  it.each(['__proto__', 'constructor'])('`%s` as an element or operator grants nothing', (name) => {
    const statement = JSON.parse(`{"${name}":{"Effect":"Allow"},"Action":"*","Resource":"*"}`) as Json
    const condition = JSON.parse(`{"${name}":{"s3:prefix":"x"}}`) as Json
    expect(decide(identity(statement)).outcome).toBe('denied')
    expect(decide(identity({ ...ALLOW, Condition: condition })).outcome).toBe('denied')
  })

  it('more combinations than are worked out never deny what one of them allows', () => {
    const choices = (key: string): Json[] =>
      many(40, (i) => ({ ...ALLOW, Condition: { StringEquals: { [key]: String(i) } } }))
    const policies: PolicyLayers = {
      identity: [{ Version: '2012-10-17', Statement: choices('s3:prefix') }],
      boundary: [{ Version: '2012-10-17', Statement: choices('sts:ExternalId') }],
      serviceControl: [
        [
          { Version: '2012-10-17', Statement: choices('aws:RequestTag/a') },
          {
            Version: '2012-10-17',
            Statement: { ...ALLOW, Effect: 'Deny', Condition: { StringNotEquals: { 's3:prefix': '39' } } },
          },
        ],
      ],
    }
    const answer = decide(policies, { contextOpen: true })
    expect(answer.outcome).toBe('conditional')
    expect(answer.requires.map((r) => r.key)).toContain('s3:prefix')
  })
})
