import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../../src/model/index.js'
import type { DecisionRequest } from '../../../../../src/policy/aws/record.js'
import { allow, decide, deny, doc, underCondition } from './record-builder.js'

type Context = NonNullable<DecisionRequest['context']>

const K = 'aws:RequestTag/k'

describe('condition operators on a key that is there', () => {
  it.each<[string, Json, string | string[], boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['stringequals', 'a', 'a', true],
    ['StringEqualsIgnoreCase', 'aB', 'Ab', true],
    ['StringNotEqualsIgnoreCase', 'aB', 'Ab', false],
    ['StringLike', 'a*c?', 'abbcd', true],
    ['StringLike', 'a*c?', 'abbc', false],
    ['StringLike', 'A*', 'ab', false],
    ['StringNotLike', 'a*', 'ab', false],
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', 10, '10', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '-1', '0', true],
    ['NumericGreaterThanEquals', '10', '9', false],
    ['NumericEquals', '10', 'ten', false],
    ['NumericNotEquals', '10', 'ten', true],
    ['DateEquals', '2026-01-01', '2026-01-01T00:00:00Z', true],
    ['DateEquals', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', true],
    ['DateEquals', '1767225600', '2026-01-01T00:00:00Z', true],
    ['DateNotEquals', '2026', '2026-01-01T00:00:00Z', false],
    ['DateLessThan', '2026-06-01T00:00:00Z', '2026-05-31T23:59:59Z', true],
    ['DateLessThanEquals', '2026-06-01T00:00:00', '2026-06-01T00:00:00Z', true],
    ['DateGreaterThan', '2026-06-01T00:00:00Z', '2026-06-01T00:00:00Z', false],
    ['DateGreaterThanEquals', '2026-06-01T00:00:00Z', '2026-06-01T00:00:00Z', true],
    ['DateLessThan', 'never', '2026-05-31T23:59:59Z', false],
    ['Bool', 'true', 'TRUE', true],
    ['Bool', true, 'true', true],
    ['Bool', 'false', 'true', false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ6', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.255', true],
    ['IpAddress', '203.0.113.7/24', '203.0.113.9', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.0', false],
    ['IpAddress', '203.0.113.7', '203.0.113.7', true],
    ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
    ['IpAddress', '2001:DB8::/32', '2001:db8:1234::5', true],
    ['IpAddress', '2001:db8::/32', '2001:db9::', false],
    ['IpAddress', '::/0', '::1', true],
    ['IpAddress', '203.0.113.0/33', '203.0.113.0', false],
    ['NotIpAddress', ['203.0.113.0/24', '198.51.100.0/24'], '198.51.100.1', false],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
    ['ArnEquals', 'arn:aws:s3:::b*', 'arn:aws:s3:::bucket', true],
    ['ArnLike', 'arn:aws:sns:*:111122223333:t', 'arn:aws:sns:eu-west-1:111122223333:t', true],
    ['ArnLike', 'arn:aws:sns:*:t', 'arn:aws:sns:eu-west-1:111122223333:t', false],
    ['ArnLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::1:role/a/b', true],
    ['ArnNotEquals', 'arn:aws:s3:::b', 'arn:aws:s3:::b', false],
    ['ArnNotLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::c', true],
    ['Null', 'false', 'x', true],
    ['Null', true, 'x', false],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['StringNotEqualsIfExists', 'a', 'b', true],
    ['ForAllValues:StringEquals', ['a', 'b', 'c'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a'], ['a', 'b'], false],
    ['ForAnyValue:StringEquals', ['a'], ['a', 'b'], true],
    ['ForAnyValue:StringEquals', ['c'], ['a', 'b'], false],
    ['ForAllValues:StringNotEquals', ['c'], ['a', 'b'], true],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'b'], false],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
    ['ForAnyValue:StringNotLike', ['*'], ['a', 'b'], false],
    ['ForAnyValue:StringLikeIfExists', ['b*'], ['a', 'bc'], true],
  ])('%s %j on %j: %s', (operator, expected, actual, holds) => {
    const decided = underCondition({ [operator]: { [K]: expected } }, { context: { [K]: actual } })
    expect(decided).toBe(holds ? 'allowed' : 'denied')
  })
})

describe('condition operators on a key that may be missing', () => {
  // Columns: absent; open; there with an unknown value.
  it.each<[string, Json, string, string, string]>([
    ['StringEquals', 'a', 'denied', 'conditional', 'conditional'],
    ['StringNotEquals', 'a', 'allowed', 'conditional', 'conditional'],
    ['StringEqualsIfExists', 'a', 'allowed', 'conditional', 'conditional'],
    ['StringLike', '*', 'denied', 'conditional', 'allowed'],
    ['StringLikeIfExists', '*', 'allowed', 'allowed', 'allowed'],
    ['StringNotLike', '*', 'allowed', 'conditional', 'denied'],
    ['Null', 'true', 'allowed', 'conditional', 'denied'],
    ['Null', 'false', 'denied', 'conditional', 'allowed'],
    ['ForAllValues:StringEquals', 'a', 'allowed', 'conditional', 'conditional'],
    ['ForAllValues:StringLike', '*', 'allowed', 'allowed', 'allowed'],
    ['ForAnyValue:StringEquals', 'a', 'denied', 'conditional', 'conditional'],
    ['ForAnyValue:StringNotEquals', 'a', 'denied', 'conditional', 'conditional'],
    ['NumericLessThan', '5', 'denied', 'conditional', 'conditional'],
    ['NotIpAddress', '10.0.0.0/8', 'allowed', 'conditional', 'conditional'],
    ['BoolIfExists', 'true', 'allowed', 'conditional', 'conditional'],
    ['ArnLike', '*', 'denied', 'conditional', 'allowed'],
  ])('%s %j: absent %s, open %s, present %s', (operator, expected, absent, open, present) => {
    const condition = { [operator]: { [K]: expected } }
    expect(underCondition(condition)).toBe(absent)
    expect(underCondition(condition, { contextOpen: true })).toBe(open)
    expect(underCondition(condition, { contextPresent: [K] })).toBe(present)
    expect(underCondition(condition, { contextOpen: true, contextAbsent: [K.toUpperCase()] })).toBe(absent)
  })

  it('an empty list counts as a missing key', () => {
    const context: Context = { 'aws:TagKeys': [] }
    expect(underCondition({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } }, { context })).toBe('allowed')
    expect(underCondition({ Null: { 'aws:TagKeys': 'true' } }, { context })).toBe('allowed')
  })

  it('an empty condition holds', () => expect(underCondition({})).toBe('allowed'))

  it('operators and keys are all needed, and one that fails settles it', () => {
    const condition = { StringEquals: { [K]: 'a', 'aws:SourceVpc': 'vpc-1' }, Bool: { 'aws:SecureTransport': 'true' } }
    const open = decide({ identity: [doc(allow({ Condition: condition }))] }, { contextOpen: true })
    expect(open.requires).toEqual([K, 'aws:SourceVpc', 'aws:SecureTransport'])
    const failed = decide(
      { identity: [doc(allow({ Condition: condition }))] },
      { contextOpen: true, context: { 'AWS:SECURETRANSPORT': 'false' } },
    )
    expect(failed).toMatchObject({ outcome: 'denied', requires: [], deniedBy: ['identity-policy'] })
  })

  it('an open Deny makes an Allow conditional', () => {
    const policy = doc(allow(), deny({ Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }))
    const decision = decide({ identity: [policy] }, { contextOpen: true })
    expect(decision).toMatchObject({ outcome: 'conditional', requires: ['aws:SourceIp'], deniedBy: [] })
  })

  it('an Allow without an if beside one with an if asks for nothing', () => {
    const policy = doc(allow({ Condition: { StringEquals: { [K]: 'a' } } }), allow())
    expect(decide({ identity: [policy] }, { contextOpen: true })).toMatchObject({ outcome: 'allowed', requires: [] })
  })
})

describe('policy variables', () => {
  const own = (variable: string): Json => ({ StringLike: { 's3:prefix': `home/${variable}/*` } })

  it.each<[string, Json, Partial<DecisionRequest>, string]>([
    ['the value of a key', own('${aws:username}'), { context: { 's3:prefix': 'home/ann/x' } }, 'allowed'],
    ['another value', own('${aws:username}'), { context: { 's3:prefix': 'home/bob/x' } }, 'denied'],
    ['a key without a value', own('${aws:RequestTag/t}'), { context: { 's3:prefix': 'home/ann/x' } }, 'denied'],
    ['a default', own("${aws:RequestTag/t, 'ann'}"), { context: { 's3:prefix': 'home/ann/x' } }, 'allowed'],
    [
      'a value with a star is text',
      own('${aws:RequestTag/t}'),
      { context: { 's3:prefix': 'home/ann/x', 'aws:RequestTag/t': '*' } },
      'denied',
    ],
    ['an escaped star', { StringLike: { 's3:prefix': 'a${*}' } }, { context: { 's3:prefix': 'ab' } }, 'denied'],
    [
      'an escaped star, literally',
      { StringLike: { 's3:prefix': 'a${*}${?}${$}' } },
      { context: { 's3:prefix': 'a*?$' } },
      'allowed',
    ],
    [
      'a key with several values',
      own('${aws:TagKeys}'),
      { context: { 's3:prefix': 'home/a/x', 'aws:TagKeys': ['a', 'b'] } },
      'denied',
    ],
    [
      'an open variable',
      own('${aws:RequestTag/t}'),
      { contextOpen: true, context: { 's3:prefix': 'home/a/x' } },
      'conditional',
    ],
    [
      'an open variable that cannot fit',
      own('${aws:RequestTag/t}'),
      { contextOpen: true, context: { 's3:prefix': 'work/a' } },
      'denied',
    ],
    [
      'ARN operators',
      { ArnEquals: { 'aws:RequestTag/a': 'arn:aws:iam::111122223333:user/${aws:username}' } },
      { context: { 'aws:RequestTag/a': 'arn:aws:iam::111122223333:user/ann' } },
      'allowed',
    ],
    [
      'not in numbers',
      { NumericEquals: { 'aws:RequestTag/a': '${aws:RequestTag/a}' } },
      { context: { 'aws:RequestTag/a': '1' } },
      'denied',
    ],
    [
      'a missing variable fails to match, so its negation holds',
      { StringNotLike: { 's3:prefix': '${aws:RequestTag/t}' } },
      { context: { 's3:prefix': 'x' } },
      'allowed',
    ],
  ])('%s', (_, condition, request, expected) => {
    expect(underCondition(condition, request)).toBe(expected)
  })

  it.each(['2008-10-17', ''])('are plain text in version %j', (version) => {
    const context: Context = { 's3:prefix': 'home/ann/x' }
    expect(underCondition(own('${aws:username}'), { context }, version)).toBe('denied')
    expect(
      underCondition(own('${aws:username}'), { context: { 's3:prefix': 'home/${aws:username}/x' } }, version),
    ).toBe('allowed')
  })

  it.each<[{ [key: string]: Json }, Partial<DecisionRequest>, string, string[]]>([
    [allow({ Resource: 'arn:aws:s3:::home/${aws:username}/*' }), {}, 'allowed', []],
    [allow({ Resource: 'arn:aws:s3:::home/${aws:RequestTag/t}/*' }), {}, 'denied', []],
    [allow({ Resource: "arn:aws:s3:::home/${aws:RequestTag/t, 'ann'}/*" }), {}, 'allowed', []],
    [
      allow({ Resource: 'arn:aws:s3:::home/${aws:RequestTag/t}/*' }),
      { contextOpen: true },
      'conditional',
      ['aws:RequestTag/t'],
    ],
    [allow({ Resource: 'arn:aws:s3:::work/${aws:RequestTag/t}/*' }), { contextOpen: true }, 'denied', []],
    [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::home/${aws:username}/*' }, {}, 'denied', []],
    [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::home/${aws:RequestTag/t}/*' }, {}, 'allowed', []],
  ])('in resources: %j with %j is %s', (statement, request, expected, requires) => {
    const decision = decide({ identity: [doc(statement)] }, { resource: 'arn:aws:s3:::home/ann/x', ...request })
    expect(decision.outcome).toBe(expected)
    expect(decision.requires).toEqual(requires)
  })

  it('name every key that is open, of the request and of the policy', () => {
    const condition = { StringEquals: { 'aws:PrincipalTag/team': '${aws:ResourceTag/team}' } }
    const decision = decide({ identity: [doc(allow({ Condition: condition }))] }, { contextOpen: true })
    expect(decision.requires).toEqual(['aws:PrincipalTag/team', 'aws:ResourceTag/team'])
  })
})
