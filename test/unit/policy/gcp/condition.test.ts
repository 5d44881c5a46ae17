import { describe, expect, it } from 'vitest'
import { requirementsOf } from '../../../../src/policy/requirement.js'
import { onDay } from '../../../../src/policy/resolve-remaining.js'
import { NOTHING_KNOWN, type Attributes } from '../../../../src/policy/gcp/condition/attributes.js'
import { fails, holds } from '../../../../src/policy/gcp/condition/condition.js'
import type { Json } from '../../../../src/model/index.js'

const known =
  (attributes: { [name: string]: Json }): Attributes =>
  (name) =>
    attributes[name] === undefined ? { state: 'absent' } : { state: 'known', value: attributes[name] }

const CLOSED = known({
  'request.time': '2026-11-22T10:30:00Z',
  'resource.name': 'projects/_/buckets/b/objects/in/file.csv',
  'resource.type': 'storage.googleapis.com/Object',
  'resource.service': 'storage.googleapis.com',
  'resource.tags': { '123/env': '123/env/prod' },
  'request.auth.access_levels': ['accessPolicies/1/accessLevels/office'],
  'iam.googleapis.com/modifiedGrantsByRole': ['roles/viewer'],
})

const verdict = (expression: string, attributes: Attributes): string => {
  const yes = holds({ expression }, attributes)
  const no = fails({ expression }, attributes)
  return yes === null ? (no === null ? 'error' : 'no') : yes.length === 0 ? 'yes' : 'open'
}

describe('a condition of which every attribute is known', () => {
  it.each([
    ['request.time < timestamp("2026-12-01T00:00:00Z")', 'yes'],
    ['request.time < timestamp("2026-11-01T00:00:00Z")', 'no'],
    ['request.time < timestamp("2026-11-22T12:30:00+03:00")', 'no'],
    ['request.time - duration("24h") < timestamp("2026-11-22T00:00:00Z")', 'yes'],
    ['request.time.getFullYear() == 2026 && request.time.getMonth() == 10', 'yes'],
    ['request.time.getHours("Europe/Amsterdam") == 11', 'yes'],
    ['request.time.getDayOfWeek() == 0', 'yes'],
    ['resource.name.startsWith("projects/_/buckets/b/objects/in/")', 'yes'],
    ['resource.name.endsWith(".tsv")', 'no'],
    ['resource.name.matches("^projects/.*/objects/in/[a-z]+\\\\.csv$")', 'yes'],
    ['resource.name.extract("buckets/{bucket}/") == "b"', 'yes'],
    ['resource.name.extract("objects/{rest}") in ["in/file.csv"]', 'yes'],
    ['resource.type == "storage.googleapis.com/Bucket" || resource.service != "x"', 'yes'],
    ['resource.matchTag("123/env", "prod") && resource.hasTagKey("123/env")', 'yes'],
    ['resource.matchTag("123/env", "test")', 'no'],
    ['"accessPolicies/1/accessLevels/office" in request.auth.access_levels', 'yes'],
    ['api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/viewer"])', 'yes'],
    ['api.getAttribute("iam.googleapis.com/none", []).hasOnly(["roles/viewer"])', 'yes'],
    ['["a", "b"].exists(x, x == "b") && ["a"].all(x, x != "b")', 'yes'],
    ['has(request.auth.access_levels) && !has(request.nothing)', 'yes'],
    ['true ? 1 == 1 : 1 == 2', 'yes'],
    ['size("abc") == 3', 'yes'],
    ['destination.port == 22', 'error'],
    ['!(destination.port == 22)', 'error'],
    ['destination.port == 22 || true', 'yes'],
    ['destination.port == 22 && false', 'no'],
    ['"text"', 'error'],
  ])('%s: %s', (expression, expected) => {
    expect(verdict(expression, CLOSED)).toBe(expected)
  })
})

describe('a condition of which nothing is known', () => {
  const requires = (expression: string): string[] => {
    const clauses = holds({ expression }, NOTHING_KNOWN)
    if (clauses === null) return ['never']
    return requirementsOf([clauses]).requires.map((r) => `${r.key} ${r.operator} ${r.values.join('|')}`)
  }

  it.each([
    ['request.time < timestamp("2026-12-01T00:00:00Z")', ['request.time DateLessThan 2026-12-01T00:00:00Z']],
    ['timestamp("2026-12-01T00:00:00Z") > request.time', ['request.time DateLessThan 2026-12-01T00:00:00Z']],
    [
      'request.time + duration("1h") <= timestamp("2026-12-01T00:00:00Z")',
      ['request.time DateLessThanEquals 2026-11-30T23:00:00Z'],
    ],
    ['request.time.getFullYear() < 2027', ['request.time DateLessThan 2027-01-01T00:00:00Z']],
    ['resource.name.startsWith("projects/_/buckets/a*")', ['resource.name StringLike projects/_/buckets/a${*}*']],
    ['"l" in request.auth.access_levels', ['accessLevel ForAnyValue:StringEquals l']],
    ['resource.matchTag("1/env", "prod")', ['resource.matchTag ForAnyValue:StringEquals 1/env/prod']],
    ['resource.name.extract("b/{x}/") == "y"', ['resource.name extract("b/{x}/") StringEquals y']],
    [
      'request.time.getHours("Europe/Berlin") >= 9 && request.time.getHours("Europe/Berlin") <= 17',
      [
        'request.time getHours(Europe/Berlin) NumericGreaterThanEquals 9',
        'request.time getHours(Europe/Berlin) NumericLessThanEquals 17',
      ],
    ],
    ['request.time.getHours() >= 9 && request.time.getHours() < 8', ['never']],
    ['resource.type == resource.service', ['resource.type StringEquals resource.type == resource.service']],
    ['resource.type == "a" && resource.type == "b"', ['never']],
    ['unheardOf(1)', ['condition StringEquals unheardOf(1)']],
    ['resource.name.startsWith(', ['condition StringEquals resource.name.startsWith(']],
  ])('%s asks for %j', (expression, expected) => {
    expect(requires(expression)).toEqual(expected)
  })

  it.each([
    ['request.time < timestamp("2020-01-01T00:00:00Z")', null],
    ['request.time < timestamp("2099-01-01T00:00:00Z")', 0],
    ['request.time > timestamp("2099-01-01T00:00:00Z")', 1],
    ['request.time.getFullYear() == 2019', null],
  ])('%s on a day', (expression, expected) => {
    const clauses = holds({ expression }, NOTHING_KNOWN)
    const left = clauses === null ? null : onDay(clauses, Date.UTC(2026, 10, 22))
    expect(left === null ? null : left.length).toBe(expected)
  })

  it.each(['('.repeat(20_000) + 'a' + ')'.repeat(20_000), '!'.repeat(19_000) + 'a', `${'a && '.repeat(3000)}a`, ''])(
    'reads hostile text without harm',
    (expression) => {
      const begin = Date.now()
      expect(() => holds({ expression }, NOTHING_KNOWN)).not.toThrow()
      expect(Date.now() - begin).toBeLessThan(3000)
    },
  )
})
