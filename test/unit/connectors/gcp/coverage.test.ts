import { describe, expect, it } from 'vitest'
import { factsOfDump, type Dump } from './dump.js'

const ORGANIZATION = 'organizations/401827365910'
const crm = (name: string): string => `//cloudresourcemanager.googleapis.com/${name}`
const container = (name: string, kind: string, data: object, ...above: string[]): object => ({
  name: crm(name),
  assetType: `cloudresourcemanager.googleapis.com/${kind}`,
  resource: { data: { name, ...data } },
  ancestors: [name, ...above],
})
const organization = container(ORGANIZATION, 'Organization', { displayName: 'corp.example' })
const project = container('projects/22', 'Project', { projectId: 'corp-web', projectNumber: '22' }, ORGANIZATION)
const bucket = {
  name: '//storage.googleapis.com/corp-site',
  assetType: 'storage.googleapis.com/Bucket',
  resource: { data: { kind: 'storage#bucket', name: 'corp-site' } },
  ancestors: ['projects/22', ORGANIZATION],
}
const granted = (asset: { name: string }, ...members: string[]): object => ({
  ...asset,
  resource: undefined,
  iamPolicy: { bindings: [{ role: 'roles/viewer', members }] },
})
const viewer = { name: 'roles/viewer', includedPermissions: ['a.b.c'] }
/** Everything that guards, asked for and not there. */
const GUARDED: Dump = {
  'gcp/deny-policies.json': [],
  'gcp/principal-access-boundary-policies.json': [],
  'gcp/service-perimeters.json': [],
  'gcp/entitlements.json': [],
  'gcp/roles.json': [viewer],
}

async function gapsOf(dump: Dump): Promise<string[]> {
  const { gaps } = await factsOfDump(dump)
  return gaps.map(({ scope, service, call, reason }) => [scope.replace(crm(''), ''), service, call, reason].join(' '))
}

async function unreadIn(dump: Dump): Promise<string[]> {
  const { nodes } = await factsOfDump(dump)
  return nodes.flatMap(({ id, properties }) => (properties['unread'] === undefined ? [] : [id]))
}

const WHOLE: Dump = {
  ...GUARDED,
  'gcp/resource.ndjson': [organization, project, bucket],
  'gcp/iam-policy.ndjson': [granted({ ...project, name: crm('projects/22') }, 'user:bob@vendor.example')],
}

describe('an export with allow policies answers for the topmost container and all below it', () => {
  it('leaves nothing open when everything was read', async () => {
    expect(await gapsOf(WHOLE)).toEqual([])
    expect(await unreadIn(WHOLE)).toEqual([])
  })

  it('also when it holds none', async () => {
    expect(await gapsOf({ ...WHOLE, 'gcp/iam-policy.ndjson': '\n' })).toEqual([])
  })

  it('and nowhere else', async () => {
    const { 'gcp/iam-policy.ndjson': _, ...without } = WHOLE
    expect(await unreadIn(without)).toEqual([
      crm(ORGANIZATION),
      crm('projects/corp-web'),
      '//storage.googleapis.com/projects/_/buckets/corp-site',
    ])
    expect(await gapsOf(without)).toEqual([`${ORGANIZATION} cloudasset assets.list not-collected`])
  })

  it('but not when it is cut off', async () => {
    const cut = { ...WHOLE, 'gcp/iam-policy.ndjson': `${JSON.stringify(granted(bucket, 'allUsers'))}\n{"name":` }
    expect(await unreadIn(cut)).toEqual([crm(ORGANIZATION), crm('projects/corp-web')])
    expect(await gapsOf(cut)).toContain(`${ORGANIZATION} cloudasset assets.list failed`)
  })

  it('nor for another organization beside it', async () => {
    const other = container('organizations/9', 'Organization', { displayName: 'other.example' })
    expect(await unreadIn({ ...WHOLE, 'other/resource.ndjson': [other] })).toEqual([crm('organizations/9')])
  })

  it('and containers above it are gaps', async () => {
    expect(await gapsOf({ ...WHOLE, 'gcp/resource.ndjson': [project, bucket] })).toEqual([
      `${ORGANIZATION} cloudresourcemanager organizations.getIamPolicy not-collected`,
    ])
  })

  it('and a project whose parents nothing tells is one', async () => {
    const alone = { ...project, ancestors: undefined, name: crm('projects/22') }
    expect(
      await gapsOf({
        ...GUARDED,
        'gcp/resource.ndjson': [alone],
        'gcp/iam-policy.ndjson': [granted(alone, 'allUsers')],
      }),
    ).toEqual(['projects/corp-web cloudresourcemanager projects.getAncestry not-collected'])
  })

  it('while single policies answer for themselves alone', async () => {
    const { 'gcp/iam-policy.ndjson': _, ...without } = WHOLE
    const dump = { ...without, 'gcp/projects/corp-web/iam-policy.json': { bindings: [] } }
    expect(await unreadIn(dump)).toEqual([crm(ORGANIZATION), '//storage.googleapis.com/projects/_/buckets/corp-site'])
  })
})

describe('containers without a record of their own', () => {
  const alone = {
    ...bucket,
    name: '//bigquery.googleapis.com/projects/lone-one/datasets/d',
    assetType: 'bigquery.googleapis.com/Dataset',
    ancestors: undefined,
    resource: undefined,
    iamPolicy: { bindings: [] },
  }

  it('are not read: neither their own policy nor what stands above nor what guards them', async () => {
    expect(await gapsOf({ 'x.json': [alone] })).toEqual([
      'projects/lone-one accesscontextmanager servicePerimeters.list not-collected',
      'projects/lone-one cloudresourcemanager projects.getAncestry not-collected',
      'projects/lone-one cloudresourcemanager projects.getIamPolicy not-collected',
      'projects/lone-one iam policies.list not-collected',
      'projects/lone-one iam principalAccessBoundaryPolicies.list not-collected',
      'projects/lone-one privilegedaccessmanager entitlements.list not-collected',
    ])
  })

  it('below a container that an export answers for they have no policy', async () => {
    const inside = { ...bucket, name: '//storage.googleapis.com/other', ancestors: ['projects/33', ORGANIZATION] }
    expect(await gapsOf({ ...WHOLE, 'gcp/resource.ndjson': [organization, project, bucket, inside] })).toEqual([])
  })

  it('perimeters of another organization say nothing about ours', async () => {
    const { 'gcp/service-perimeters.json': _, ...without } = WHOLE
    const perimeter = {
      name: crm('organizations/9'),
      assetType: 'cloudresourcemanager.googleapis.com/Organization',
      servicePerimeter: { name: 'accessPolicies/1/servicePerimeters/p', status: {} },
      ancestors: ['organizations/9'],
    }
    expect(await gapsOf({ ...without, 'other/access-policy.json': [perimeter] })).toEqual([
      `${ORGANIZATION} accesscontextmanager servicePerimeters.list not-collected`,
    ])
  })
})

describe('guardrails that were not collected are one gap each', () => {
  it.each([
    ['gcp/deny-policies.json', 'iam policies.list'],
    ['gcp/principal-access-boundary-policies.json', 'iam principalAccessBoundaryPolicies.list'],
    ['gcp/service-perimeters.json', 'accesscontextmanager servicePerimeters.list'],
    ['gcp/entitlements.json', 'privilegedaccessmanager entitlements.list'],
  ])('%s', async (path, call) => {
    const dump = Object.fromEntries(Object.entries(WHOLE).filter(([name]) => name !== path))
    expect(await gapsOf(dump)).toEqual([`${ORGANIZATION} ${call} not-collected`])
  })

  it('a refused one says so', async () => {
    const refused = { ...WHOLE, 'gcp/deny-policies.json': 'ERROR: (gcloud.iam.policies.list) PERMISSION_DENIED: no' }
    expect(await gapsOf(refused)).toEqual([
      `${ORGANIZATION} iam policies.list denied`,
      `${ORGANIZATION} iam policies.list not-collected`,
    ])
  })

  it('a list of deny policies without their rules is a gap, not none', async () => {
    const name = 'policies/cloudresourcemanager.googleapis.com%2Fprojects%2F22/denypolicies/d'
    const listed = { ...WHOLE, 'gcp/deny-policies.json': { policies: [{ name, kind: 'DenyPolicy' }] } }
    expect(await gapsOf(listed)).toEqual(['projects/corp-web iam policies.get not-collected'])
    const described = { ...listed, 'gcp/deny-policies/d.json': { name, rules: [] } }
    expect(await gapsOf(described)).toEqual([])
  })
})

describe('whom and what policies name', () => {
  const naming = (...members: string[]): Dump => ({
    ...WHOLE,
    'gcp/iam-policy.ndjson': [granted({ ...project, name: crm('projects/22') }, ...members)],
  })

  it('a role without its permissions is a gap with the command that fetches it', async () => {
    const { gaps } = await factsOfDump({ ...WHOLE, 'gcp/roles.json': [{ name: 'roles/viewer', title: 'Viewer' }] })
    expect(gaps).toEqual([
      {
        cloud: 'gcp',
        scope: crm(ORGANIZATION),
        region: '',
        service: 'iam',
        call: 'roles.get',
        reason: 'not-collected',
        message: expect.stringContaining('gcloud iam roles describe roles/viewer --format=json') as string,
      },
    ])
  })

  it('a group whose members were not read is a gap, nested ones too', async () => {
    expect(await gapsOf(naming('group:Ops@corp.example'))).toEqual([
      `${ORGANIZATION} cloudidentity groups.memberships.list not-collected`,
    ])
    const members = [{ preferredMemberKey: { id: 'inner@corp.example' }, type: 'GROUP' }]
    const nested = { ...naming('group:ops@corp.example'), 'gcp/memberships/ops@corp.example.json': members }
    const { gaps } = await factsOfDump(nested)
    expect(gaps.map(({ message }) => message)).toEqual([expect.stringContaining('`group:inner@corp.example`')])
    expect(await gapsOf({ ...nested, 'gcp/memberships/inner@corp.example.json': { memberships: [] } })).toEqual([])
  })

  it('members that say only the number of their group are those of the address that the path names', async () => {
    const member = (mail: string, group = '03j2qqm3') => ({
      name: `groups/${group}/memberships/101`,
      preferredMemberKey: { id: mail },
      type: 'USER',
    })
    const dump = naming('group:ops@corp.example')
    const facts = await factsOfDump({
      ...dump,
      'gcp/memberships/ops@corp.example.json': [member('eve@vendor.example'), member('bob@vendor.example')],
    })
    expect(facts.gaps).toEqual([])
    expect(facts.edges.filter(({ type }) => type === 'MEMBER_OF').map(({ from, to }) => [from, to])).toEqual([
      ['user:bob@vendor.example', 'group:ops@corp.example'],
      ['user:eve@vendor.example', 'group:ops@corp.example'],
    ])
    const mixed = [member('eve@vendor.example'), member('bob@vendor.example', '99zzzz')]
    expect(await gapsOf({ ...dump, 'gcp/memberships/ops@corp.example.json': mixed })).not.toEqual([])
  })

  it('a pool of ours without its providers is a gap, one of others is none', async () => {
    const pool = (number: string): string =>
      `principalSet://iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/p/*`
    expect(await gapsOf(naming(pool('22')))).toEqual([
      'projects/corp-web iam workloadIdentityPools.providers.list not-collected',
    ])
    expect(await gapsOf(naming(pool('99')))).toEqual([])
  })
})

it('a list that goes on elsewhere is a gap until its last page is there', async () => {
  const page = (token: string | undefined): object => ({ roles: [viewer], nextPageToken: token })
  const open = { ...WHOLE, 'gcp/roles.json': page('t') }
  expect(await gapsOf(open)).toEqual([`${ORGANIZATION} iam roles.list not-collected`])
  expect(await gapsOf({ ...open, 'gcp/roles-2.json': page(undefined) })).toEqual([])
})

describe('damaged policies', () => {
  it.each([
    ['no list', { bindings: 7 }],
    ['no object', 7],
    ['bindings without members as text', { bindings: [{ role: 'roles/viewer', members: [1] }] }],
    ['bindings without a role', { bindings: [{ members: ['allUsers'] }] }],
    ['a condition that is none', { bindings: [{ role: 'roles/viewer', members: [], condition: 'x' }] }],
  ])('%s', async (_, iamPolicy) => {
    const dump = { ...WHOLE, 'gcp/iam-policy.ndjson': [{ ...bucket, resource: undefined, iamPolicy }] }
    expect(await gapsOf(dump)).toEqual([
      '//storage.googleapis.com/projects/_/buckets/corp-site storage getIamPolicy failed',
    ])
    expect(await unreadIn(dump)).toEqual(['//storage.googleapis.com/projects/_/buckets/corp-site'])
  })
})
