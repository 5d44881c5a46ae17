import { describe, expect, it } from 'vitest'
import type { AttributeValue } from '../../../../../src/policy/azure/record.js'
import { decideByReference } from '../../../../../src/policy/azure/reference/index.js'
import { ACCOUNT, READ_BLOB, assignment, record } from './record-builder.js'

type Attributes = Record<string, AttributeValue>

function outcome(condition: string, attributes: Attributes = {}, action = READ_BLOB, contextOpen = false): string {
  return decideByReference(
    record(
      { action, dataAction: true, scope: ACCOUNT, attributes, contextOpen },
      { assignments: [assignment({ condition })] },
    ),
  ).outcome
}

const A = '@Resource[x:a]'

describe('conditions by the reference', () => {
  // The examples of the vendor's page.
  it.each<[string, AttributeValue, string]>([
    ["StringLike 'a*c?'", 'abcd', 'allowed'],
    ["StringLike 'A*C?'", 'abcd', 'denied'],
    ["StringLike 'a*c'", 'abcd', 'denied'],
    ["ForAnyOfAnyValues:StringEquals {'blue', 'green'}", ['red', 'blue'], 'allowed'],
    ["ForAnyOfAnyValues:StringEquals {'orange', 'green'}", ['red', 'blue'], 'denied'],
    ["ForAllOfAnyValues:StringEquals {'orange', 'red', 'blue'}", ['red', 'blue'], 'allowed'],
    ["ForAllOfAnyValues:StringEquals {'red', 'green'}", ['red', 'blue'], 'denied'],
    ['ForAnyOfAllValues:NumericLessThan {15, 18}', [10, 20], 'allowed'],
    ['ForAllOfAllValues:NumericLessThan {5, 15, 18}', [10, 20], 'denied'],
    ['ForAllOfAllValues:NumericLessThan {25, 30}', [10, 20], 'allowed'],
    ['ForAllOfAllValues:NumericLessThan {15, 25, 30}', [10, 20], 'denied'],
    ["StringEquals 'Cascade'", 'cascade', 'denied'],
    ["StringEqualsIgnoreCase 'Cascade'", 'cascade', 'allowed'],
    ["StringNotEquals 'Cascade'", 'cascade', 'allowed'],
    ["StringNotEqualsIgnoreCase 'Cascade'", 'cascade', 'denied'],
    ["StringStartsWith 'read'", 'readonly', 'allowed'],
    ["StringStartsWith 'Read'", 'readonly', 'denied'],
    ["StringStartsWithIgnoreCase 'Read'", 'readonly', 'allowed'],
    ["StringNotStartsWith 'read'", 'readonly', 'denied'],
    [String.raw`StringLike 'a\*b'`, 'a*b', 'allowed'],
    [String.raw`StringLike 'a\*b'`, 'axb', 'denied'],
    [String.raw`StringLike 'a\?*'`, 'a?zz', 'allowed'],
    [String.raw`StringLike 'a\?*'`, 'abzz', 'denied'],
    ["StringNotLike 'a*'", 'abc', 'denied'],
    ["StringLikeIgnoreCase 'A*'", 'abc', 'allowed'],
    ['NumericEquals 5', 5, 'allowed'],
    ['NumericNotEquals 5', 5, 'denied'],
    ['NumericGreaterThanEquals 5', '5', 'allowed'],
    ['BoolEquals true', true, 'allowed'],
    ['boolequals TRUE', 'True', 'allowed'],
    ['BoolNotEquals true', true, 'denied'],
    ["DateTimeEquals '2022-06-01T00:00:00.0Z'", '2022-06-01T00:00:00Z', 'allowed'],
    ["DateTimeLessThan '2022-06-01T00:00:00.0000001Z'", '2022-06-01T00:00:00Z', 'allowed'],
    ["DateTimeGreaterThan '2022-06-01T00:00:00Z'", '2022-05-31T23:59:59Z', 'denied'],
    ['GuidEquals AAAAAAAA-0000-4000-8000-000000000001', 'aaaaaaaa000040008000000000000001', 'allowed'],
    ['ForAnyOfAnyValues:GuidEquals{aaaaaaaa-0000-4000-8000-000000000001, b}', 'B', 'allowed'],
    ["ForAnyOfAnyValues:StringNotEquals {'red', 'blue'}", 'red', 'allowed'],
    ["ForAllOfAllValues:StringNotEquals {'red', 'blue'}", 'red', 'denied'],
  ])('%s of %j: %s', (test, value, expected) => {
    expect(outcome(`${A} ${test}`, { [A]: value })).toBe(expected)
  })

  it.each<[string, string]>([
    [`NOT Exists ${A}`, 'allowed'],
    [`Exists ${A}`, 'denied'],
    [`${A} StringEquals 'x'`, 'denied'],
    [`!(${A} StringEquals 'x')`, 'allowed'],
    [`${A} StringNotEquals 'x'`, 'allowed'],
    [`${A} ForAnyOfAnyValues:StringNotEquals {'x'}`, 'denied'],
    [`${A} ForAllOfAnyValues:StringEquals {'x'}`, 'allowed'],
    [`${A} StringEquals 'x' OR NOT Exists ${A}`, 'allowed'],
  ])('without the attribute, %s: %s', (condition, expected) => {
    expect(outcome(condition)).toBe(expected)
  })

  it.each<[string, string]>([
    [`${A} StringEquals 'x'`, 'conditional'],
    [`Exists ${A}`, 'conditional'],
    [`${A} StringEquals 'x' OR true`, 'allowed'],
    [`${A} StringEquals 'x' AND false`, 'denied'],
    [`(!(ActionMatches{'Other/action'})) OR ${A} StringEquals 'x'`, 'allowed'],
    [`(!(ActionMatches{'MICROSOFT.storage/*/Read'})) OR ${A} StringEquals 'x'`, 'conditional'],
    ["!(ActionMatches{'*'} AND NOT SubOperationMatches{'Blob.List'})", 'conditional'],
  ])('with an open context, %s: %s', (condition, expected) => {
    expect(outcome(condition, {}, READ_BLOB, true)).toBe(expected)
  })

  it('reads the names that stand in the id of the resource', () => {
    const condition = "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'acct'"
    expect(outcome(condition)).toBe('allowed')
    expect(outcome(condition.replace("'acct'", "'acct2'"))).toBe('denied')
  })

  it('compares two attributes', () => {
    const condition = '@Principal[x:team] StringEquals @Resource[x/tags:Project<$key_case_sensitive$>]'
    const tag = '@Resource[x/tags:Project<$key_case_sensitive$>]'
    expect(outcome(condition, { '@Principal[x:team]': 'one', [tag]: 'one' })).toBe('allowed')
    expect(outcome(condition, { '@Principal[x:team]': 'one', [tag]: 'two' })).toBe('denied')
    expect(outcome(condition, { '@Principal[x:team]': 'one', [tag.replace('Project', 'project')]: 'one' })).toBe(
      'denied',
    )
    expect(outcome(condition, { '@principal[X:TEAM]': 'one', [tag]: 'one' })).toBe('allowed')
  })

  it.each([
    '(',
    "StringEquals 'x'",
    `${A} StringSounds 'x'`,
    `${A} StringEquals 'x`,
    `${A} StringEquals {}`,
    `${A} StringEquals 'x' 'y'`,
    "ActionMatches 'x' 'y'",
    `@Nobody[x] StringEquals 'x'`,
    '('.repeat(500) + 'true' + ')'.repeat(500),
  ])('knows nothing where it cannot read: %s', (condition) => {
    expect(outcome(condition, { [A]: 'x' })).toBe('unknown')
  })
})
