import { describe, expect, it } from 'vitest'
import { gcpRecord } from '../../../src/cli/decide-gcp-record.js'
import { RecordError } from '../../../src/cli/record-error.js'
import type { JsonObject } from '../../../src/model/index.js'

const PROJECT = '//cloudresourcemanager.googleapis.com/projects/p'
const BUCKET = '//storage.googleapis.com/projects/_/buckets/b'

const REQUEST: JsonObject = {
  principal: 'user:a@example.com',
  memberOf: ['group:g@example.com'],
  permission: 'storage.objects.get',
  resource: BUCKET,
  ancestors: [PROJECT],
  attributes: { 'request.time': '2026-01-01T00:00:00Z', 'resource.tags': { '1/env': '1/env/prod' } },
  contextOpen: false,
}

const WHOLE: JsonObject = {
  id: '3',
  cloud: 'gcp',
  request: REQUEST,
  roles: { 'roles/viewer': ['storage.objects.get'] },
  allow: { [PROJECT]: { bindings: [{ role: 'roles/viewer', members: ['allUsers'] }] } },
  deny: { [PROJECT]: [{ name: 'policies/x', rules: [{ denyRule: {} }] }] },
  accessBoundaries: [{ policy: { details: {} }, binding: { target: {} } }],
}

function withRequest(change: JsonObject): JsonObject {
  return { ...WHOLE, request: { ...REQUEST, ...change } }
}

describe('a Google Cloud record', () => {
  it('is read as it stands', () => {
    expect(JSON.parse(JSON.stringify(gcpRecord(WHOLE)))).toEqual(WHOLE)
  })

  it('needs no more than who, what and where', () => {
    const request = { principal: 'public', permission: 'storage.objects.get', resource: BUCKET }
    expect(gcpRecord({ id: '1', cloud: 'gcp', request })).toEqual({
      id: '1',
      cloud: 'gcp',
      request: { ...request, ancestors: [] },
    })
  })

  it('keeps a key named `__proto__` as data', () => {
    const text = `{"id":"1","cloud":"gcp","request":${JSON.stringify(REQUEST)},"roles":{"__proto__":["storage.objects.get"]}}`
    const { roles } = gcpRecord(JSON.parse(text) as JsonObject)
    expect(Object.keys(roles ?? {})).toEqual(['__proto__'])
    expect(roles?.['roles/viewer']).toBeUndefined()
  })

  it.each<[string, JsonObject, string]>([
    ['without an id', { cloud: 'gcp', request: REQUEST }, '`id` must be a text'],
    ['without a request', { id: '1', cloud: 'gcp' }, '`request` must be an object'],
    ['with a misspelt layer', { ...WHOLE, denies: {} }, '`denies` is not known; a record takes id, cloud, request'],
    ['with a misspelt key', withRequest({ members: [] }), '`request.members` is not known; it takes principal'],
    ['without a principal', withRequest({ principal: '' }), '`request.principal` must be a text'],
    ['with a pattern', withRequest({ permission: 'storage.*' }), '`request.permission` must be one permission'],
    ['with a number', withRequest({ resource: 7 }), '`request.resource` must be a text'],
    ['with a very long name', withRequest({ resource: 'x'.repeat(9000) }), '`request.resource` is too long'],
    ['with one ancestor', withRequest({ ancestors: PROJECT }), '`request.ancestors` must be a list of texts'],
    ['with a group that is none', withRequest({ memberOf: [null] }), '`request.memberOf[0]` must be a text'],
    ['with a list of attributes', withRequest({ attributes: [] }), '`request.attributes` must be an object'],
    [
      'with a date in words',
      withRequest({ attributes: { 'request.time': 'now' } }),
      '`request.time` must be an RFC 3339',
    ],
    ['with a context in words', withRequest({ contextOpen: 'yes' }), '`request.contextOpen` must be true or false'],
    [
      'with a role in words',
      { ...WHOLE, roles: { 'roles/viewer': 'all' } },
      '`roles.roles/viewer` must be a list of texts',
    ],
    ['with bindings instead of policies', { ...WHOLE, allow: [] }, '`allow` must be an object'],
    ['with a policy in words', { ...WHOLE, allow: { [PROJECT]: 'all' } }, 'must be an allow policy'],
    ['with one binding', { ...WHOLE, allow: { [PROJECT]: { bindings: {} } } }, '.bindings` must be a list of objects'],
    ['with one deny policy', { ...WHOLE, deny: { [PROJECT]: {} } }, '` must be a list of objects'],
    ['with one deny rule', { ...WHOLE, deny: { [PROJECT]: [{ rules: {} }] } }, '[0].rules` must be a list of objects'],
    [
      'with a boundary without a binding',
      { ...WHOLE, accessBoundaries: [{ policy: {} }] },
      '`accessBoundaries[0].binding` must be',
    ],
    [
      'with a boundary of its own shape',
      { ...WHOLE, accessBoundaries: [{ rules: [] }] },
      '`accessBoundaries[0].rules` is not known',
    ],
  ])('%s is refused', (_what, value, message) => {
    expect(() => gcpRecord(value)).toThrow(RecordError)
    expect(() => gcpRecord(value)).toThrow(message)
  })
})
