import { describe, expect, it } from 'vitest'
import { parseCondition } from '../../../../src/policy/azure/condition/parse.js'
import { tokensOf } from '../../../../src/policy/azure/condition/tokens.js'
import { decideAzure } from '../../../../src/policy/azure/decide.js'
import type { AttributeValue } from '../../../../src/policy/azure/record.js'

const READ = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
const NAME = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name]'
const ROLE = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'

/** Decides a read of a blob under a condition. `null` attributes: the context stays open. */
function decide(condition: string, attributes: { [name: string]: AttributeValue } | null) {
  return decideAzure({
    id: '1',
    cloud: 'azure',
    request: {
      principalIds: ['p'],
      action: READ,
      dataAction: true,
      scope: '/subscriptions/s',
      ...(attributes === null ? { contextOpen: true } : { attributes }),
    },
    roleDefinitions: [{ id: `/x/${ROLE}`, properties: { permissions: [{ dataActions: [READ] }] } }],
    roleAssignments: [{ id: 'a', properties: { roleDefinitionId: ROLE, principalId: 'p', scope: '/', condition } }],
  })
}

describe('the condition language', () => {
  it.each([
    ["!(ActionMatches{'a/b'}) OR @Resource[a:b] StringEquals 'c'"],
    ["( !(ActionMatches{'a/b'} AND NOT SubOperationMatches{'Blob.List'}) ) || ( Exists @Request[a:b] )"],
    ['@Resource[HasObotoken] boolequals true && (true)'],
    [
      '@Request[a:b] ForAnyOfAnyValues:GuidEquals{8b9dfcab4b774632a6df94bd07820648, d5a91429-5739-47e2-a06b-3470a27159e7}',
    ],
    ["{'red','blue'} forallofanyvalues:stringequals {'red'}"],
    ["@Request[x/tags:Project<$key_case_sensitive$>] StringLike 'a\\*b*'"],
    ["@Environment[UtcNow] DateTimeGreaterThan '2026-01-01T00:00:00.0Z'"],
    ["'it''s' StringEquals Resource[name1]"],
    ['{10, 20} ForAllOfAllValues:NumericLessThan {25, 30}'],
  ])('reads %s', (text) => {
    expect(parseCondition(text)).not.toBeNull()
  })

  it.each([
    [''],
    ['('],
    ["@Resource[a:b] StringEquals 'c"],
    ["@Nobody[a:b] StringEquals 'c'"],
    ['@Resource[a:b] StringEquals'],
    ["ActionMatches{'a'} ActionMatches{'b'}"],
    ["@Resource[a:b] ForSomeOfSomeValues:StringEquals {'c'}"],
    [`${'('.repeat(5000)}true${')'.repeat(5000)}`],
    ['true;false'],
  ])('does not read %s', (text) => {
    expect(parseCondition(text)).toBeNull()
  })

  it('binds AND closer than OR, and NOT closest', () => {
    expect(parseCondition('true OR false AND false')).toMatchObject({ kind: 'or' })
    expect(parseCondition('NOT true AND false')).toMatchObject({ kind: 'and' })
  })

  it('reads long texts in time that grows with them', () => {
    const text = Array.from({ length: 3000 }, (_, i) => `@Resource[a:b${String(i)}] NumericEquals 1`).join(' AND ')
    expect(parseCondition(text.slice(0, text.lastIndexOf(' AND ', 60_000)))).toMatchObject({ kind: 'and' })
    expect(tokensOf('a'.repeat(70_000))).toBeNull()
  })
})

const at = (operator: string, values: string): string => `${NAME} ${operator} ${values}`

describe('comparisons', () => {
  it.each([
    [at('StringEquals', "'Cats'"), 'Cats', 'allowed'],
    [at('StringEquals', "'Cats'"), 'cats', 'denied'],
    [at('StringEqualsIgnoreCase', "'Cats'"), 'cATS', 'allowed'],
    [at('StringNotEquals', "'Cats'"), 'dogs', 'allowed'],
    [at('StringStartsWith', "'lo*gs'"), 'lo*gs-2026', 'allowed'],
    [at('StringStartsWith', "'lo*gs'"), 'logs-2026', 'denied'],
    [at('StringNotStartsWithIgnoreCase', "'LOGS'"), 'logs-2026', 'denied'],
    [at('StringLike', "'a*c?'"), 'abcd', 'allowed'],
    [at('StringLike', "'A*C?'"), 'abcd', 'denied'],
    [at('StringLikeIgnoreCase', "'A*C?'"), 'abcd', 'allowed'],
    [at('StringLike', "'a\\*c'"), 'a*c', 'allowed'],
    [at('StringLike', "'a\\*c'"), 'abc', 'denied'],
    [at('NumericGreaterThanEquals', '10'), '10', 'allowed'],
    [at('NumericLessThan', '10'), '10', 'denied'],
    [at('DateTimeLessThan', "'2026-01-01T00:00:00.0Z'"), '2025-12-31T23:59:59Z', 'allowed'],
    [at('GuidEquals', "'08D4C71A-CC63-4CE4-A9C8-5DD251B4D619'"), '08d4c71a-cc63-4ce4-a9c8-5dd251b4d619', 'allowed'],
    [at('BoolNotEquals', 'true'), 'false', 'allowed'],
    [at('ForAnyOfAnyValues:StringNotEquals', "{'a', 'b'}"), 'a', 'allowed'],
    [at('ForAnyOfAllValues:StringNotEquals', "{'a', 'b'}"), 'a', 'denied'],
  ])('%s of `%s` is %s', (condition, value, outcome) => {
    expect(decide(condition, { [NAME]: value }).outcome).toBe(outcome)
  })

  it.each([
    ["{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'blue', 'green'}", 'allowed'],
    ["{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'orange', 'green'}", 'denied'],
    ["{'red', 'blue'} ForAllOfAnyValues:StringEquals {'orange', 'red', 'blue'}", 'allowed'],
    ["{'red', 'blue'} ForAllOfAnyValues:StringEquals {'red', 'green'}", 'denied'],
    ['{10, 20} ForAnyOfAllValues:NumericLessThan {15, 18}', 'allowed'],
    ['{10, 20} ForAllOfAllValues:NumericLessThan {5, 15, 18}', 'denied'],
    ['{10, 20} ForAllOfAllValues:NumericLessThan {25, 30}', 'allowed'],
    ['{10, 20} ForAllOfAllValues:NumericLessThan {15, 25, 30}', 'denied'],
  ])('the vendor’s example %s is %s', (condition, outcome) => {
    expect(decide(condition, {}).outcome).toBe(outcome)
  })

  it.each([
    ["@Request[a:b] ForAllOfAnyValues:StringEquals {'x','y'}", { '@Request[a:b]': ['x', 'y'] }, 'allowed'],
    ["@Request[a:b] ForAllOfAnyValues:StringEquals {'x','y'}", { '@Request[a:b]': ['x', 'z'] }, 'denied'],
    ["@Request[a:b] ForAllOfAllValues:StringLike {'x*','*y'}", { '@Request[a:b]': ['xy', 'x-y'] }, 'allowed'],
    ["@Request[a:b] ForAllOfAllValues:StringLike {'x*','*y'}", { '@Request[a:b]': ['xy', 'xz'] }, 'denied'],
    ["{'x','z'} ForAllOfAnyValues:StringEquals @Request[a:b]", { '@Request[a:b]': ['z', 'x'] }, 'allowed'],
    ["{'x','z'} ForAllOfAnyValues:StringEquals @Request[a:b]", { '@Request[a:b]': ['z'] }, 'denied'],
    ['@Resource[a:b] StringEquals @Principal[c:d]', { '@Resource[a:b]': '7', '@Principal[c:d]': '7' }, 'allowed'],
    ['@Resource[a:b] StringEquals @Principal[c:d]', { '@Resource[a:b]': '7', '@Principal[c:d]': '8' }, 'denied'],
    ['Exists @Request[a:b]', {}, 'denied'],
    ['NOT Exists @Request[a:b]', {}, 'allowed'],
    ["@Request[a:b] StringEquals 'x'", {}, 'denied'],
  ])('%s with %o is %s', (condition, attributes, outcome) => {
    expect(decide(condition, attributes).outcome).toBe(outcome)
  })
})

describe('what a condition leaves open', () => {
  it('names the attribute as the condition writes it', () => {
    const found = decide(`!(ActionMatches{'${READ}'}) OR ${at('StringEquals', "'cats'")}`, null)
    expect(found).toMatchObject({
      outcome: 'conditional',
      requires: [{ key: NAME, operator: 'StringEquals', values: ['cats'], satisfiedBy: 'resource' }],
    })
  })

  it('does not concern actions that it does not target', () => {
    expect(decide("!(ActionMatches{'Microsoft.Storage/*/write'}) OR false", null).outcome).toBe('allowed')
  })

  it('tells the suboperation as an attribute of the request', () => {
    const condition = `!(ActionMatches{'${READ}'} AND NOT SubOperationMatches{'Blob.List'}) OR ${at('StringEquals', "'cats'")}`
    const found = decide(condition, null)
    expect(found.outcome).toBe('conditional')
    expect(found.requires.map(({ key }) => key).sort()).toEqual(['@Request[subOperation]', NAME])
    expect(decide(condition, { '@Request[subOperation]': 'Blob.List' }).outcome).toBe('allowed')
  })

  it.each([['garbage'], ["@Resource[a:b] StringSoundsLike 'c'"], ["@Resource[a:b] StringEquals 'c' OR"]])(
    'is never a yes or a no for `%s`',
    (condition) => {
      expect(decide(condition, null).outcome).toBe('unknown')
      expect(decide(condition, {}).outcome).toBe('unknown')
    },
  )

  it('is a yes where the part that cannot be read does not matter', () => {
    expect(decide("true OR @Resource[a:b] StringSoundsLike 'c'", {}).outcome).toBe('allowed')
    expect(decide("false AND @Resource[a:b] StringSoundsLike 'c'", {}).outcome).toBe('denied')
  })

  it('stays undecided where multiplying out would take too much', () => {
    const pair = (i: number): string =>
      `(@Request[a:x${String(i)}] StringEquals '1' AND @Request[a:y${String(i)}] StringEquals '1')`
    const condition = Array.from({ length: 40 }, (_, i) => pair(i)).join(' OR ')
    expect(['conditional', 'unknown']).toContain(decide(condition, null).outcome)
  })

  it('treats keys named like members of every object as data', () => {
    expect(decide("@Request[__proto__] StringEquals 'x'", {}).outcome).toBe('denied')
  })
})
