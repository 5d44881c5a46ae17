import { describe, expect, it } from 'vitest'
import { recognised, type Dump } from './dump.js'

const POLICY = { bindings: [{ role: 'roles/viewer', members: ['user:bob@vendor.example'] }], etag: 'ab', version: 1 }
const ASSET = {
  name: '//storage.googleapis.com/b',
  asset_type: 'storage.googleapis.com/Bucket',
  iam_policy: POLICY,
  ancestors: ['projects/1', 'organizations/2'],
}
const BUCKET = {
  name: '//storage.googleapis.com/b',
  assetType: 'storage.googleapis.com/Bucket',
  location: 'eu',
  project: 'projects/1',
}

async function callsIn(dump: Dump): Promise<string[]> {
  const { records, malformed } = await recognised(dump)
  expect(malformed).toEqual([])
  return records.map(({ service, operation, status, subject }) =>
    [`${service} ${operation}`, status, ...subject].join(' | '),
  )
}

describe('known by what is in it, at any path', () => {
  it.each<[string, Dump, string]>([
    ['a list of assets', { 'x.json': [ASSET, ASSET] }, 'cloudasset assets-list | ok'],
    ['assets line by line', { 'x.ndjson': [ASSET, ASSET] }, 'cloudasset assets-list | ok'],
    [
      'assets that hold the words of errors',
      { 'x.ndjson': `${JSON.stringify({ ...ASSET, scheme: 'INTERNAL', status: 'UNKNOWN' })}\n` },
      'cloudasset assets-list | ok',
    ],
    [
      'assets one after the other',
      { 'x.json': `${JSON.stringify(ASSET)}${JSON.stringify(ASSET)}` },
      'cloudasset assets-list | ok',
    ],
    [
      'the answer of the list call',
      { 'x.json': { assets: [ASSET], readTime: '2026-01-01T00:00:00Z' } },
      'cloudasset assets-list | ok',
    ],
    [
      'results of a search for policies',
      { 'x.json': { results: [{ resource: '//storage.googleapis.com/b', policy: POLICY }] } },
      'cloudasset search-all-iam-policies | ok',
    ],
    ['results of a search for resources', { 'x.json': [BUCKET] }, 'cloudasset search-all-resources | ok'],
    ['one role', { 'x.json': { name: 'roles/viewer', includedPermissions: [] } }, 'iam roles-list | ok'],
    ['a list of roles', { 'x.json': { roles: [{ name: 'organizations/1/roles/x' }] } }, 'iam roles-list | ok'],
    ['YAML', { 'x.yaml': 'name: roles/viewer\nincludedPermissions:\n- a.b.c\n' }, 'iam roles-list | ok'],
    ['YAML documents', { 'x.yaml': '---\nname: roles/viewer\n---\nname: roles/editor\n' }, 'iam roles-list | ok'],
    [
      'an empty list that only Google has',
      { 'x.json': { servicePerimeters: [] } },
      'accesscontextmanager service-perimeters-list | none',
    ],
    [
      "gcloud's own error",
      { 'x.json': 'ERROR: (gcloud.iam.roles.list) PERMISSION_DENIED: no' },
      'iam roles-list | denied',
    ],
  ])('%s', async (_, dump, call) => {
    expect(await callsIn(dump)).toEqual([call])
  })

  it('several kinds in one file are several records', async () => {
    expect(await callsIn({ 'x.json': [ASSET, BUCKET, { name: 'roles/a' }] })).toEqual([
      'cloudasset assets-list | ok',
      'cloudasset search-all-resources | ok',
      'iam roles-list | ok',
    ])
  })
})

describe('an allow policy is found by its path', () => {
  it.each([
    ['projects/corp-web/iam-policy.json', '//cloudresourcemanager.googleapis.com/projects/corp-web'],
    ['organizations/2/iam-policy.json', '//cloudresourcemanager.googleapis.com/organizations/2'],
    ['folders/1/iam_policy.json', '//cloudresourcemanager.googleapis.com/folders/1'],
    ['corp-web-iam-policy.json', '//cloudresourcemanager.googleapis.com/projects/corp-web'],
    ['corp-web.iam-policy.json', '//cloudresourcemanager.googleapis.com/projects/corp-web'],
    ['organization-2-iam-policy.json', '//cloudresourcemanager.googleapis.com/organizations/2'],
    ['projects-get-iam-policy/corp-web.json', '//cloudresourcemanager.googleapis.com/projects/corp-web'],
    ['resource-manager-folders-get-iam-policy/1.json', '//cloudresourcemanager.googleapis.com/folders/1'],
    [
      'get-iam-policy/%2F%2Fpubsub.googleapis.com%2Fprojects%2Fp%2Ftopics%2Ft.json',
      '//pubsub.googleapis.com/projects/p/topics/t',
    ],
    ['get-iam-policy/buckets--site.json', '//storage.googleapis.com/projects/_/buckets/site'],
    ['storage-buckets-get-iam-policy/site.json', '//storage.googleapis.com/projects/_/buckets/site'],
    ['buckets/site/iam-policy.json', '//storage.googleapis.com/projects/_/buckets/site'],
    ['projects/p/topics/t/iam-policy.json', '//pubsub.googleapis.com/projects/p/topics/t'],
    ['pubsub-topics-get-iam-policy/p--t.json', '//pubsub.googleapis.com/projects/p/topics/t'],
    [
      'iam-service-accounts-get-iam-policy/a@p.iam.gserviceaccount.com.json',
      '//iam.googleapis.com/projects/p/serviceAccounts/a@p.iam.gserviceaccount.com',
    ],
    [
      'storage.googleapis.com/projects/_/buckets/site/iam-policy.json',
      '//storage.googleapis.com/projects/_/buckets/site',
    ],
  ])('%s', async (path, resource) => {
    const { records, malformed } = await recognised({ [path]: POLICY })
    expect(malformed).toEqual([])
    expect(records.map(({ subject, status }) => [subject[0], status])).toEqual([[resource, 'ok']])
  })

  it('one that grants nothing is an answer too', async () => {
    expect(await callsIn({ 'projects/p/iam-policy.json': { etag: 'ACAB' } })).toEqual([
      'iam get-iam-policy | ok | //cloudresourcemanager.googleapis.com/projects/p',
    ])
  })

  it('of nothing that the path names is an error that says what to do', async () => {
    const { malformed } = await recognised({ 'policy.json': POLICY })
    expect(malformed).toEqual([
      { path: 'policy.json', message: expect.stringMatching(/name the file `<resource>\/iam-policy\.json`/) as string },
    ])
  })
})

describe('nothing there, and no answer', () => {
  it.each<[string, unknown, string[]]>([
    ['gcp/iam-policy.ndjson', '\n', ['cloudasset assets-list | none | iam-policy']],
    ['gcp/deny-policies.json', [], ['iam policies-list | none']],
    ['gcp/deny-policies.json', {}, ['iam policies-list | none']],
    ['deny-policies/corp.json', { policies: [] }, ['iam policies-list | none']],
    ['gcp/roles.json', [], ['iam roles-list | none']],
    ['gcp/roles.json', '', ['iam roles-list | failed']],
    [
      'projects/p/iam-policy.json',
      'ERROR: (gcloud.projects.get-iam-policy) PERMISSION_DENIED: x',
      ['iam get-iam-policy | denied | //cloudresourcemanager.googleapis.com/projects/p'],
    ],
    [
      'gcp/deny-policies.json',
      { error: { code: 403, status: 'PERMISSION_DENIED', message: 'x' } },
      ['iam policies-list | denied'],
    ],
    [
      'gcp/deny-policies.json',
      { error: { code: 404, status: 'NOT_FOUND', message: 'x' } },
      ['iam policies-list | none'],
    ],
    [
      'gcp/deny-policies.json',
      { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'x' } },
      ['iam policies-list | failed'],
    ],
    [
      'gcp/memberships/ops@corp.example.json',
      { memberships: [] },
      ['cloudidentity groups-memberships-list | none | ops@corp.example'],
    ],
  ])('%s: %j', async (path, content, calls) => {
    expect(await callsIn({ [path]: content })).toEqual(calls)
  })
})

describe('is not taken', () => {
  it.each<[string, unknown]>([
    [
      'tenant/roleAssignments.json',
      { value: [{ id: '/subscriptions/1', name: 'x', type: 'Microsoft.Authorization/roleAssignments' }] },
    ],
    ['tenant/groups.json', []],
    ['tenant/groups.json', { value: [] }],
    ['111122223333/global/iam-list-roles.json', { Roles: [{ RoleName: 'x', Arn: 'arn:aws:iam::1:role/x' }] }],
    ['codebuild.json', { projects: ['a', 'b'] }],
    ['ecs.json', { clusters: [] }],
    ['package.json', { name: 'x', version: '1', dependencies: {} }],
    ['rolebinding.yaml', 'kind: RoleBinding\nmetadata:\n  name: x\nroleRef:\n  name: view\nsubjects: []\n'],
    [
      'key.json',
      { type: 'service_account', project_id: 'p', private_key: 'x', client_email: 'a@p.iam.gserviceaccount.com' },
    ],
    ['error.json', { error: { code: 'AuthorizationFailed', message: 'x' } }],
    ['error.txt', 'An error occurred (AccessDenied) when calling the X operation'],
    ['readme.txt', 'see https://cloud.googleapis.com/projects/x'],
    ['gcp/notes.json', { x: 1 }],
    ['number.json', 7],
    ['list.json', [1, 2, 'projects/x']],
  ])('%s: %j', async (path, content) => {
    const { records, malformed, ignored } = await recognised({ [path]: content })
    expect({ records, malformed, ignored }).toEqual({ records: [], malformed: [], ignored: [path] })
  })
})

describe('a damaged file is one error, and its sound part is kept', () => {
  it('cut off in the middle', async () => {
    const { records, malformed } = await recognised({ 'x.ndjson': `${JSON.stringify(ASSET)}\n{"name": "//sto` })
    expect(records.map(({ status }) => status)).toEqual(['ok', 'failed'])
    expect(malformed).toEqual([{ path: 'x.ndjson', message: expect.stringMatching(/^line 2, column/) as string }])
  })

  it('with entries of another kind', async () => {
    const { records, malformed } = await recognised({ 'x.json': [ASSET, 7, { x: 1 }] })
    expect(records.map(({ status }) => status)).toEqual(['ok', 'failed'])
    expect(malformed[0]?.message).toBe('2 of its entries are nothing that `cloudasset assets-list` prints')
  })
})
