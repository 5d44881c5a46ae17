import { describe, expect, it } from 'vitest'
import type { GcpDecideRecord, GcpDecisionRequest } from '../../../../src/policy/gcp/record.js'
import { decideGcpByReference } from '../../../../src/policy/gcp/reference/index.js'

const PROJECT = '//cloudresourcemanager.googleapis.com/projects/p'
const FOLDER = '//cloudresourcemanager.googleapis.com/folders/1'
const ORGANIZATION = '//cloudresourcemanager.googleapis.com/organizations/2'
const BUCKET = '//storage.googleapis.com/projects/_/buckets/acme-orders-aaa'
const OBJECT = `${BUCKET}/objects/data_lake/orders/order_date=2019-11-03/aef87g87ae0876`

function record(layers: Partial<GcpDecideRecord>, request: Partial<GcpDecisionRequest> = {}): GcpDecideRecord {
  return {
    id: '1',
    cloud: 'gcp',
    request: {
      principal: 'user:a@example.com',
      permission: 'storage.objects.get',
      resource: OBJECT,
      ancestors: [PROJECT, FOLDER, ORGANIZATION],
      ...request,
    },
    roles: { 'roles/viewer': ['storage.objects.get', 'storage.objects.list'] },
    ...layers,
  }
}

function granted(members: string[], condition?: string): NonNullable<GcpDecideRecord['allow']> {
  const binding = { role: 'roles/viewer', members }
  return {
    [PROJECT]: { bindings: [condition === undefined ? binding : { ...binding, condition: { expression: condition } }] },
  }
}

function outcome(layers: Partial<GcpDecideRecord>, request: Partial<GcpDecisionRequest> = {}): string {
  return decideGcpByReference(record(layers, request)).outcome
}

describe('the reference, on conditions', () => {
  const at = { 'request.time': '2026-11-22T10:30:00Z' }

  it.each([
    ["resource.name.extract('/order_date={date}/') == '2019-11-03'", true],
    ["resource.name.extract('buckets/{name}/') == 'acme-orders-aaa'", true],
    ["resource.name.extract('/orders/{empty}order_date') == ''", true],
    ["resource.name.extract('{start}/objects/data_lake') == 'projects/_/buckets/acme-orders-aaa'", true],
    ["resource.name.extract('orders/{end}') == 'order_date=2019-11-03/aef87g87ae0876'", true],
    ["resource.name.extract('/orders/{none}/order_date=') == ''", true],
    ["resource.name.extract('/orders/order_date=2019-11-03/{id}/data_lake') == ''", true],
    ["date(resource.name.extract('order_date={date}/')) < date('2020-01-01')", true],
    ["resource.type == 'storage.googleapis.com/Object' && resource.service == 'storage.googleapis.com'", true],
    ["resource.type != 'storage.googleapis.com/Bucket' && resource.type != 'storage.googleapis.com/Object'", false],
    ["request.time < timestamp('2026-11-22T10:30:00.001Z')", true],
    ["request.time < timestamp('2026-11-22T10:30:00Z')", false],
    ["request.time - duration('1800s') == timestamp('2026-11-22T10:00:00Z')", true],
    ["request.time.getHours('Europe/Berlin') == 11 && request.time.getHours('-08:00') == 2", true],
    ['request.time.getDayOfWeek() == 0 && request.time.getDate() == 22 && request.time.getDayOfMonth() == 21', true],
    ['request.time.getMonth() == 10 && request.time.getFullYear() == 2026 && request.time.getDayOfYear() == 325', true],
    ["request.time < timestamp('yesterday')", false],
    ["request.path == '/admin'", false],
    ["request.path != '/admin'", false],
    ["request.path != '/admin' || true", true],
    ["api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/viewer'])", true],
    ["'accessPolicies/1/accessLevels/net' in request.auth.access_levels", false],
    ["resource.matchTag('2/env', 'prod')", true],
    ["resource.matchTag('2/env', 'dev') || resource.hasTagKey('2/team')", false],
  ])('%s is %s', (condition, holds) => {
    const attributes = { ...at, 'resource.tags': { '2/env': '2/env/prod' } }
    expect(outcome({ allow: granted(['allUsers'], condition) }, { attributes })).toBe(holds ? 'allowed' : 'denied')
  })

  it.each([
    ["request.path.startsWith('/x')", 'conditional'],
    ["request.path.startsWith('/x') || resource.service == 'storage.googleapis.com'", 'allowed'],
    ["request.path.startsWith('/x') && resource.service == 'compute.googleapis.com'", 'denied'],
    ["resource.name.mystery('x')", 'unknown'],
    ['resource.name ==', 'unknown'],
  ])('%s in an open context is %s', (condition, expected) => {
    expect(outcome({ allow: granted(['allUsers'], condition) }, { contextOpen: true })).toBe(expected)
  })

  it('says that the name of a project is never provided', () => {
    const asked = { resource: PROJECT, ancestors: [FOLDER, ORGANIZATION], contextOpen: true }
    expect(outcome({ allow: granted(['allUsers'], "resource.name != 'x'") }, asked)).toBe('denied')
    const others = "resource.type != 'compute.googleapis.com/Disk' || resource.name.endsWith('dev')"
    expect(outcome({ allow: granted(['allUsers'], others) }, asked)).toBe('allowed')
  })
})

describe('the reference, on principals', () => {
  const pool = 'iam.googleapis.com/projects/7/locations/global/workloadIdentityPools/ci'

  it.each([
    ['user:A@Example.com', 'user:a@example.com', 'allowed'],
    ['user:b@example.com', 'user:a@example.com', 'denied'],
    ['domain:example.com', 'user:a@example.com', 'allowed'],
    ['domain:example.com', 'user:a@sub.example.com', 'denied'],
    ['domain:p.iam.gserviceaccount.com', 'serviceAccount:s@p.iam.gserviceaccount.com', 'denied'],
    ['allAuthenticatedUsers', 'serviceAccount:s@p.iam.gserviceaccount.com', 'allowed'],
    ['allAuthenticatedUsers', `principal://${pool}/subject/x`, 'denied'],
    ['allAuthenticatedUsers', 'public', 'denied'],
    ['allUsers', 'public', 'allowed'],
    ['deleted:user:a@example.com?uid=1', 'user:a@example.com', 'denied'],
    [`principalSet://${pool}/*`, `principal://${pool}/subject/x`, 'allowed'],
    [`principalSet://${pool}/*`, `principal://${pool}-2/subject/x`, 'denied'],
    [`principal://${pool}/subject/x`, `principal://${pool}/subject/xy`, 'denied'],
    [
      'principalSet://cloudresourcemanager.googleapis.com/projects/p/type/ServiceAccount',
      'serviceAccount:s@p.iam.gserviceaccount.com',
      'allowed',
    ],
    [
      'principalSet://cloudresourcemanager.googleapis.com/projects/p/type/ServiceAccount',
      'user:a@example.com',
      'denied',
    ],
  ])('%s, asked for %s: %s', (member, principal, expected) => {
    expect(outcome({ allow: granted([member]) }, { principal })).toBe(expected)
  })

  it('finds groups and pools in what the caller is a member of', () => {
    const memberOf = ['group:g@example.com', `principalSet://${pool}/attribute.repository/acme/app`]
    expect(outcome({ allow: granted(['group:G@example.com']) }, { memberOf })).toBe('allowed')
    expect(outcome({ allow: granted([`principalSet://${pool}/attribute.repository/acme/app`]) }, { memberOf })).toBe(
      'allowed',
    )
    expect(outcome({ allow: granted([`principalSet://${pool}/attribute.repository/acme`]) }, { memberOf })).toBe(
      'denied',
    )
  })

  it('reads projectOwner as who holds the basic role on that project', () => {
    const bucket = { bindings: [{ role: 'roles/viewer', members: ['projectOwner:p'] }] }
    const owner = { bindings: [{ role: 'roles/owner', members: ['user:a@example.com'] }] }
    const roles = { 'roles/viewer': ['storage.objects.get'], 'roles/owner': ['resourcemanager.projects.get'] }
    expect(outcome({ roles, allow: { [BUCKET]: bucket, [PROJECT]: owner } })).toBe('allowed')
    expect(outcome({ roles, allow: { [BUCKET]: bucket } })).toBe('denied')
  })
})

describe('the reference, on layers', () => {
  const rule = (fields: object): NonNullable<GcpDecideRecord['deny']> => ({
    [FOLDER]: [
      {
        name: 'policies/x',
        rules: [
          {
            denyRule: {
              deniedPrincipals: ['principalSet://goog/public:all'],
              deniedPermissions: ['storage.googleapis.com/objects.get'],
              ...fields,
            },
          },
        ],
      },
    ],
  })
  const allow = granted(['user:a@example.com'])

  it.each([
    ['names the permission', {}, 'denied'],
    ['names another', { deniedPermissions: ['storage.googleapis.com/objects.list'] }, 'allowed'],
    ['names all of the resource', { deniedPermissions: ['storage.googleapis.com/objects.*'] }, 'denied'],
    ['names all such verbs', { deniedPermissions: ['storage.googleapis.com/*.get'] }, 'denied'],
    ['names the service', { deniedPermissions: ['storage.googleapis.com/*'] }, 'denied'],
    [
      'excepts the permission',
      { deniedPermissions: ['storage.googleapis.com/*'], exceptionPermissions: ['storage.googleapis.com/objects.get'] },
      'allowed',
    ],
    ['excepts the principal', { exceptionPrincipals: ['principal://goog/subject/a@example.com'] }, 'allowed'],
    ['excepts another', { exceptionPrincipals: ['principal://goog/subject/b@example.com'] }, 'denied'],
    ['names a group of others', { deniedPrincipals: ['principalSet://goog/group/g@example.com'] }, 'allowed'],
    [
      'has a condition that fails',
      { denialCondition: { expression: "resource.matchTag('2/env', 'prod')" } },
      'allowed',
    ],
    ['has one that cannot be evaluated', { denialCondition: { expression: "request.path == '/x'" } }, 'denied'],
  ])('a deny rule that %s: %s', (_what, fields, expected) => {
    expect(outcome({ allow, deny: rule(fields) }, { attributes: { 'resource.tags': {} } })).toBe(expected)
  })

  it('does not apply a deny policy that is attached elsewhere', () => {
    const elsewhere = { '//cloudresourcemanager.googleapis.com/folders/9': rule({})[FOLDER] ?? [] }
    expect(outcome({ allow, deny: elsewhere })).toBe('allowed')
  })

  const boundary = (set: string, resources: string[], more: { condition?: string; version?: string } = {}) => ({
    policy: { details: { rules: [{ resources, effect: 'ALLOW' }], enforcementVersion: more.version ?? '3' } },
    binding: {
      target: { principalSet: set },
      ...(more.condition === undefined ? {} : { condition: { expression: more.condition } }),
    },
  })
  const ours = { principal: 'serviceAccount:s@p.iam.gserviceaccount.com' }
  const member = granted(['serviceAccount:s@p.iam.gserviceaccount.com', 'user:a@example.com'])
  const other = '//cloudresourcemanager.googleapis.com/projects/q'

  it.each([
    ['lists the project', [boundary(ORGANIZATION, [PROJECT])], 'allowed'],
    ['lists the organization', [boundary(PROJECT, [ORGANIZATION])], 'allowed'],
    ['lists another project', [boundary(ORGANIZATION, [other])], 'denied'],
    ['is bound to another project', [boundary(other, [other])], 'allowed'],
    ['stands beside one that lists it', [boundary(ORGANIZATION, [other]), boundary(FOLDER, [PROJECT])], 'allowed'],
    [
      'has a condition for people',
      [boundary(ORGANIZATION, [other], { condition: "principal.type == 'iam.googleapis.com/WorkspaceIdentity'" })],
      'allowed',
    ],
    [
      'has a condition for this account',
      [boundary(ORGANIZATION, [other], { condition: "principal.subject.endsWith('@p.iam.gserviceaccount.com')" })],
      'denied',
    ],
    [
      'has a condition that cannot be evaluated',
      [boundary(ORGANIZATION, [other], { condition: "resource.name == 'x'" })],
      'denied',
    ],
  ])('a boundary that %s: %s', (_what, accessBoundaries, expected) => {
    expect(outcome({ allow: member, accessBoundaries }, ours)).toBe(expected)
  })

  it('blocks only what the enforcement version lists', () => {
    const asked = { ...ours, permission: 'storage.objects.list' }
    expect(
      outcome({ allow: member, accessBoundaries: [boundary(ORGANIZATION, [other], { version: '1' })] }, asked),
    ).toBe('allowed')
    expect(
      outcome({ allow: member, accessBoundaries: [boundary(ORGANIZATION, [other], { version: '2' })] }, asked),
    ).toBe('denied')
  })

  it('does not bind people of other organizations', () => {
    expect(outcome({ allow: member, accessBoundaries: [boundary(ORGANIZATION, [other])] })).toBe('allowed')
  })

  it('does not know what an unknown role grants', () => {
    const allowUnknown = { [PROJECT]: { bindings: [{ role: 'roles/mystery', members: ['user:a@example.com'] }] } }
    expect(outcome({ allow: allowUnknown })).toBe('unknown')
    expect(outcome({ allow: { ...allowUnknown, ...Object.fromEntries([[FOLDER, allow[PROJECT] ?? {}]]) } })).toBe(
      'allowed',
    )
    expect(outcome({ allow: allowUnknown, deny: rule({}) })).toBe('denied')
  })
})
