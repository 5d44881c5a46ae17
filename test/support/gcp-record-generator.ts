// What it is: random Google Cloud records of `decide`, made of few words so that policies and requests often meet.
// May import: fast-check, the model's types, the decide record.
// Never does: decide anything.
import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/model/index.js'
import type { GcpDecideRecord, GcpDecisionRequest } from '../../src/policy/gcp/record.js'

const MANAGER = '//cloudresourcemanager.googleapis.com'
const PROJECT = `${MANAGER}/projects/corp-data`
const OTHER_PROJECT = `${MANAGER}/projects/corp-web`
const FOLDER = `${MANAGER}/folders/61`
const OTHER_FOLDER = `${MANAGER}/folders/62`
const ORGANIZATION = `${MANAGER}/organizations/40`
const BUCKET = '//storage.googleapis.com/projects/_/buckets/ledger'
const DATASET = '//bigquery.googleapis.com/projects/corp-data/datasets/sales'
const POOL = 'iam.googleapis.com/projects/51/locations/global/workloadIdentityPools/ci'
const WORKFORCE = 'iam.googleapis.com/locations/global/workforcePools/staff'

const PRINCIPALS = [
  'user:ann@corp.example',
  'user:bob@vendor.example',
  'serviceAccount:agent@corp-data.iam.gserviceaccount.com',
  'serviceAccount:robot@corp-web.iam.gserviceaccount.com',
  `principal://${POOL}/subject/repo:acme/app`,
  `principal://${WORKFORCE}/subject/ann`,
  'public',
]

const SETS = [
  'group:staff@corp.example',
  'group:all@corp.example',
  `principalSet://${POOL}/attribute.repository/acme/app`,
  `principalSet://${WORKFORCE}/group/admins`,
]

const MEMBERS = [
  ...PRINCIPALS.slice(0, -1),
  ...SETS,
  'allUsers',
  'allAuthenticatedUsers',
  'domain:corp.example',
  'domain:vendor.example',
  'user:Bob@Vendor.example',
  'deleted:user:bob@vendor.example?uid=123456789012345678901',
  `principalSet://${POOL}/*`,
  `principalSet://${WORKFORCE}/*`,
  'principalSet://cloudresourcemanager.googleapis.com/projects/corp-data/type/ServiceAccount',
]

const DENY_PRINCIPALS = [
  'principalSet://goog/public:all',
  'principal://goog/subject/ann@corp.example',
  'principal://goog/subject/bob@vendor.example',
  'principalSet://goog/group/staff@corp.example',
  'principal://iam.googleapis.com/projects/-/serviceAccounts/agent@corp-data.iam.gserviceaccount.com',
  `principalSet://${POOL}/*`,
  `principalSet://${POOL}/attribute.repository/acme/app`,
  `principal://${WORKFORCE}/subject/ann`,
  'deleted:principal://goog/subject/bob@vendor.example?uid=123456789012345678901',
]

const DENIED_PERMISSIONS = [
  'storage.googleapis.com/objects.get',
  'storage.googleapis.com/objects.list',
  'storage.googleapis.com/objects.*',
  'storage.googleapis.com/*.get',
  'storage.googleapis.com/*',
  'bigquery.googleapis.com/tables.getData',
  'bigquery.googleapis.com/tables.*',
  'cloudresourcemanager.googleapis.com/projects.get',
  'cloudresourcemanager.googleapis.com/projects.*',
]

const ROLES: Readonly<Record<string, string[]>> = {
  'roles/test.reader': ['storage.objects.get', 'storage.objects.list', 'bigquery.tables.getData'],
  'roles/test.lister': ['storage.objects.list', 'resourcemanager.projects.get'],
  'projects/corp-data/roles/own': ['storage.objects.get', 'resourcemanager.projects.get'],
  'organizations/40/roles/empty': [],
}

const ROLE_NAMES = [...Object.keys(ROLES), ...Object.keys(ROLES), 'organizations/40/roles/notCollected']

/** Places a request can be about: permission, resource and what contains it. */
const PLACES: readonly Pick<GcpDecisionRequest, 'permission' | 'resource' | 'ancestors'>[] = [
  {
    permission: 'storage.objects.get',
    resource: `${BUCKET}/objects/a/b.csv`,
    ancestors: [BUCKET, PROJECT, FOLDER, ORGANIZATION],
  },
  { permission: 'storage.objects.list', resource: BUCKET, ancestors: [PROJECT, FOLDER, ORGANIZATION] },
  {
    permission: 'bigquery.tables.getData',
    resource: `${DATASET}/tables/t1`,
    ancestors: [DATASET, PROJECT, FOLDER, ORGANIZATION],
  },
  { permission: 'resourcemanager.projects.get', resource: PROJECT, ancestors: [FOLDER, ORGANIZATION] },
]

const ATTACHED = [
  `${BUCKET}/objects/a/b.csv`,
  BUCKET,
  DATASET,
  PROJECT,
  FOLDER,
  ORGANIZATION,
  OTHER_PROJECT,
  OTHER_FOLDER,
]
const CONTAINERS = [PROJECT, FOLDER, ORGANIZATION, OTHER_PROJECT, OTHER_FOLDER]

/** Conditions of which one part says true or false of one attribute. */
const ATOMS = [
  "request.time < timestamp('2026-06-30T00:00:00Z')",
  "request.time >= timestamp('2026-01-01T00:00:00Z')",
  "request.time < timestamp('2027-01-01T00:00:00Z')",
  'request.time.getHours() >= 9',
  "resource.name.startsWith('projects/_/buckets/ledger')",
  "resource.name.startsWith('projects/_/buckets/ledger/objects/a/')",
  "resource.name == 'projects/_/buckets/ledger'",
  "resource.name.endsWith('.csv')",
  "resource.name.extract('buckets/{bucket}/') == 'ledger'",
  "resource.type == 'storage.googleapis.com/Object'",
  "resource.type != 'storage.googleapis.com/Object'",
  "resource.service == 'storage.googleapis.com'",
  "resource.service == 'bigquery.googleapis.com'",
  "request.path == '/admin'",
  "request.path.startsWith('/public')",
  'true',
  'false',
]

const TAG_ATOMS = [
  "resource.matchTag('40/env', 'prod')",
  "resource.matchTag('40/env', 'dev')",
  "resource.hasTagKey('40/env')",
  "resource.hasTagKey('40/team')",
]

const BOUNDARY_ATOMS = [
  "principal.type == 'iam.googleapis.com/ServiceAccount'",
  "principal.type != 'iam.googleapis.com/ServiceAccount'",
  "principal.type in ['iam.googleapis.com/WorkspaceIdentity', 'iam.googleapis.com/WorkloadPoolIdentity']",
  "principal.subject == 'agent@corp-data.iam.gserviceaccount.com'",
  "principal.subject.endsWith('@corp-web.iam.gserviceaccount.com')",
  "principal.subject.startsWith('agent')",
]

function expressions(atoms: readonly string[]): fc.Arbitrary<string> {
  const atom = fc.constantFrom(...atoms)
  const negated = atom.map((text) => `!(${text})`)
  const one = fc.oneof({ weight: 4, arbitrary: atom }, { weight: 1, arbitrary: negated })
  const pair = fc.tuple(one, fc.constantFrom('&&', '||'), one).map(([a, by, b]) => `(${a}) ${by} (${b})`)
  const three = fc.tuple(pair, fc.constantFrom('&&', '||'), one).map(([a, by, b]) => `(${a}) ${by} (${b})`)
  return fc.oneof({ weight: 5, arbitrary: one }, { weight: 3, arbitrary: pair }, { weight: 1, arbitrary: three })
}

function condition(atoms: readonly string[]): fc.Arbitrary<Json> {
  return expressions(atoms).map((expression) => ({ title: 'limit', expression }))
}

function some(values: readonly string[], min: number, max: number): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: min, maxLength: max })
}

/** The object without keys that stand for "not there". */
function compact(value: { [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

/** Every other binding is the caller's, by its own name or by one of everybody's. */
function binding(principal: string): fc.Arbitrary<Json> {
  const callers = principal === 'public' ? ['allUsers'] : [principal, 'allUsers']
  return fc
    .record({
      role: fc.constantFrom(...ROLE_NAMES),
      members: fc.oneof(some(MEMBERS, 1, 3), some(callers, 1, 1)),
      condition: fc.option(condition([...ATOMS, ...TAG_ATOMS]), { nil: undefined, freq: 3 }),
    })
    .map(compact)
}

const denyPolicy: fc.Arbitrary<Json> = fc
  .array(
    fc
      .record({
        deniedPrincipals: some(DENY_PRINCIPALS, 1, 2),
        exceptionPrincipals: fc.option(some(DENY_PRINCIPALS.slice(1), 1, 2), { nil: undefined, freq: 2 }),
        deniedPermissions: some(DENIED_PERMISSIONS, 1, 2),
        exceptionPermissions: fc.option(some(DENIED_PERMISSIONS, 1, 1), { nil: undefined, freq: 3 }),
        denialCondition: fc.option(condition(TAG_ATOMS), { nil: undefined, freq: 2 }),
      })
      .map((rule) => ({ denyRule: compact(rule) })),
    { minLength: 1, maxLength: 2 },
  )
  .map((rules) => ({ name: 'policies/x/denypolicies/random', kind: 'DenyPolicy', rules }))

const PRINCIPAL_SETS = [
  ...CONTAINERS,
  `//${POOL}`,
  `//${WORKFORCE}`,
  '//iam.googleapis.com/projects/51/locations/global/workloadIdentityPools/other',
]

const boundary: fc.Arbitrary<{ policy: Json; binding: Json }> = fc
  .record({
    resources: some(CONTAINERS, 1, 2),
    version: fc.constantFrom('1', '2', '3'),
    set: fc.constantFrom(...PRINCIPAL_SETS),
    condition: fc.option(condition(BOUNDARY_ATOMS), { nil: undefined, freq: 2 }),
  })
  .map(({ resources, version, set, condition: when }) => ({
    policy: {
      name: 'organizations/40/locations/global/principalAccessBoundaryPolicies/random',
      details: { rules: [{ resources, effect: 'ALLOW' }], enforcementVersion: version },
    },
    binding: compact({
      name: 'organizations/40/locations/global/policyBindings/random',
      policyKind: 'PRINCIPAL_ACCESS_BOUNDARY',
      policy: 'organizations/40/locations/global/principalAccessBoundaryPolicies/random',
      target: { principalSet: set },
      condition: when,
    }),
  }))

const attributes: fc.Arbitrary<JsonObject> = fc
  .record({
    'request.time': fc.option(
      fc.constantFrom('2025-12-31T23:59:59Z', '2026-03-01T08:30:00Z', '2026-06-30T00:00:00Z', '2026-11-22T12:00:00Z'),
      { nil: undefined, freq: 1 },
    ),
    'request.path': fc.option(fc.constantFrom('/admin', '/public/x', '/'), { nil: undefined, freq: 1 }),
    'resource.tags': fc.option(
      fc.constantFrom<Json>({}, { '40/env': '40/env/prod' }, { '40/env': '40/env/dev', '40/team': '40/team/core' }),
      { nil: undefined, freq: 2 },
    ),
  })
  .map(compact)

const request: fc.Arbitrary<GcpDecisionRequest> = fc
  .record({
    principal: fc.constantFrom(...PRINCIPALS),
    memberOf: some(SETS, 0, 2),
    place: fc.constantFrom(...PLACES),
    attributes,
    contextOpen: fc.constantFrom(true, true, false),
  })
  .map(({ place, memberOf, principal, ...rest }) => ({
    principal,
    // Nobody who is not signed in is a member of anything.
    memberOf: principal === 'public' ? [] : memberOf,
    ...place,
    ...rest,
  }))

function byPlace<T>(places: readonly string[], of: fc.Arbitrary<T>, max: number): fc.Arbitrary<{ [place: string]: T }> {
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...places), of), { selector: ([place]) => place, maxLength: max })
    .map((entries) => Object.fromEntries(entries))
}

/** A random record: every form of member, every layer, conditions over most attributes, open and closed contexts. */
export function gcpRecordArbitrary(): fc.Arbitrary<GcpDecideRecord> {
  return request.chain((asked) => {
    const policy = fc
      .array(binding(asked.principal), { minLength: 1, maxLength: 3 })
      .map((bindings): Json => ({ version: 3, bindings }))
    const layers = fc.record({
      allow: fc.oneof(byPlace([asked.resource, ...asked.ancestors], policy, 2), byPlace(ATTACHED, policy, 4)),
      deny: fc.oneof<fc.WeightedArbitrary<NonNullable<GcpDecideRecord['deny']>>[]>(
        { weight: 2, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: byPlace(CONTAINERS, fc.array(denyPolicy, { minLength: 1, maxLength: 2 }), 2) },
      ),
      accessBoundaries: fc.oneof<fc.WeightedArbitrary<NonNullable<GcpDecideRecord['accessBoundaries']>>[]>(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(boundary, { minLength: 1, maxLength: 2 }) },
      ),
    })
    return layers.map((given) => ({ id: '1', cloud: 'gcp' as const, request: asked, roles: ROLES, ...given }))
  })
}
