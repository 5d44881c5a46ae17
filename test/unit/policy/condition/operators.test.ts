import { describe, expect, it } from 'vitest'
import {
  atomOf,
  heldWhenMissing,
  holdsFor,
  holdsWhenAbsent,
  namedOperator,
  type Atom,
} from '../../../../src/policy/condition/atom.js'

function test(name: string, values: readonly string[]): Atom {
  const named = namedOperator(name)
  if (named === undefined) throw new Error(`no operator \`${name}\``)
  const { operator, quantifier, ifExists } = named
  return atomOf({ key: 'k', operator, quantifier, values, missing: heldWhenMissing(operator, quantifier, ifExists) })
}

describe('operators on one value', () => {
  it.each<[operator: string, policy: string | string[], value: string, holds: boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['stringequalsignorecase', 'a', 'A', true],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringLike', 'a*', 'a/b:c', true],
    ['StringLike', 'a?', 'a', false],
    ['StringLike', 'a', 'A', false],
    ['StringNotLike', 'a*', 'b', true],
    ['ArnLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::1:role/a/b', true],
    ['ArnEquals', 'arn:aws:iam::*:role/*', 'arn:aws:iam::1:role/a', true],
    ['ArnLike', 'arn:aws:*:a', 'arn:aws:s3:::a', false],
    ['ArnLike', '*', 'no arn', true],
    ['ArnLike', 'no arn', 'no arn', false],
    ['ArnNotLike', 'arn:aws:s3:::a', 'arn:aws:s3:::b', true],
    ['NumericEquals', '2', '2.0', true],
    ['NumericEquals', '0x2', '2', false],
    ['NumericLessThan', ['1', '5'], '4', true],
    ['NumericLessThanEquals', '4', '4', true],
    ['NumericGreaterThan', '4', '4', false],
    ['NumericGreaterThanEquals', '4', 'four', false],
    ['NumericNotEquals', '4', 'four', true],
    ['DateLessThan', '2027-01-01T00:00:00Z', '2026-12-31', true],
    ['DateEquals', '2026', '2026-01-01T00:00:00Z', true],
    ['DateEquals', '1767225600', '2026-01-01T00:00:00Z', true],
    ['DateEquals', '2026-01-01T00:00:00', '2026-01-01T01:00:00+01:00', true],
    ['DateGreaterThan', 'soon', '2026-01-01', false],
    ['Bool', 'true', 'TRUE', true],
    ['Bool', 'false', 'true', false],
    ['Bool', 'yes', 'yes', false],
    ['BinaryEquals', 'YWI=', 'YWI=', true],
    ['BinaryEquals', 'YWI=', 'YWM=', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.7', true],
    ['IpAddress', '203.0.113.7', '203.0.113.8', false],
    ['NotIpAddress', ['203.0.113.0/24', '2001:db8::/32'], '2001:db8::1', false],
    ['Null', 'true', 'a', false],
    ['Null', 'false', 'a', true],
  ])('%s %j on %j: %s', (operator, policy, value, holds) => {
    expect(holdsFor(test(operator, [policy].flat()), [value])).toBe(holds)
  })
})

describe('operators on several values, and on none', () => {
  it.each<[operator: string, values: string[], held: boolean, absent: boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], true, true],
    ['ForAllValues:StringEquals', ['a', 'c'], false, true],
    ['ForAnyValue:StringEquals', ['a', 'c'], true, false],
    ['ForAnyValue:StringNotEquals', ['a', 'c'], true, false],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], false, false],
    ['ForAllValues:StringNotEquals', ['c', 'd'], true, true],
    ['ForAnyValue:StringEqualsIfExists', ['c'], false, true],
    ['StringEquals', ['a', 'c'], true, false],
    ['StringNotEquals', ['a', 'c'], false, true],
    ['StringEqualsIfExists', ['c'], false, true],
  ])('%s on %j: %s, absent: %s', (operator, values, held, absent) => {
    const atom = test(operator, ['a', 'b'])
    expect([holdsFor(atom, values), holdsWhenAbsent(atom)]).toEqual([held, absent])
  })

  it.each([
    'NoSuch',
    'StringEqualsIfExistsIfExists',
    'NullIfExists',
    'BinaryNotEquals',
    'ForSome:StringEquals',
    ':Bool',
    '',
    'IfExists',
  ])('AWS has no `%s`', (name) => {
    expect(namedOperator(name)).toBeUndefined()
  })
})
