import type {
  Entry,
  Evidence,
  Explanation,
  Gap,
  Node,
  ReachAnswer,
  ReachRow,
  Requirement,
  WhoCanAnswer,
} from '../../../src/model/index.js'
import type {
  CollectAnswer,
  DoctorAnswer,
  ImportAnswer,
  MergeAnswer,
  PartiesAnswer,
  PlanAnswer,
  StatusAnswer,
} from '../../../src/report/index.js'

export const snapshot = { id: 'a1b2c3', takenAt: null, scopes: ['aws:111122223333'], complete: false }

export function node(id: string, type: string, name = id): Node {
  return { id, type, cloud: 'aws', scope: 'aws:111122223333', name }
}

export const externalId: Requirement = {
  key: 'sts:ExternalId',
  operator: 'StringEquals',
  values: ['tenant-4711'],
  satisfiedBy: 'caller',
  text: 'the caller passes the external id `tenant-4711`',
}

export const mfa: Requirement = {
  key: 'aws:MultiFactorAuthPresent',
  operator: 'Bool',
  values: ['true'],
  satisfiedBy: 'identity',
  text: '',
}

export const trust: Evidence = {
  id: 'e1',
  kind: 'trust',
  document: 'arn:aws:iam::111122223333:role/Vendor#trust',
  statement: 0,
  sid: 'LetVendorIn',
  text: '{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:root"}}',
}

export const gap: Gap = {
  cloud: 'aws',
  scope: 'aws:111122223333',
  region: 'global',
  service: 's3',
  call: 'GetBucketPolicy',
  reason: 'not-collected',
  message: 'bucket policies were not imported',
}

const vendor = node('aws:999988887777', 'external_party', 'aws:999988887777')
const role = node('arn:aws:iam::111122223333:role/Vendor', 'aws_iam_role', 'Vendor')
const inner = node('arn:aws:iam::111122223333:role/Inner', 'aws_iam_role', 'Inner')

/** A node as somebody's way in, of whose use nothing is known. */
export function entry(of: Node): Entry {
  return { ...of, lastUsed: null }
}

export function reachRow(change: Partial<ReachRow> = {}): ReachRow {
  return {
    party: vendor,
    entry: entry(role),
    target: { ...node('arn:aws:s3:::reports/*', 'aws_s3_bucket'), covers: 'pattern' },
    access: ['read'],
    data: true,
    actions: ['s3:GetObject'],
    outcome: 'conditional',
    requires: [externalId],
    because: [trust],
    path: [
      { from: vendor.id, edge: 'CAN_ASSUME', to: role.id, outcome: 'conditional', because: [trust] },
      { from: role.id, edge: 'CAN_ACCESS', to: 'arn:aws:s3:::reports/*', outcome: 'allowed', because: [] },
    ],
    escalation: null,
    ...change,
  }
}

export const becomes = reachRow({
  target: { ...role, covers: 'principal' },
  access: ['write'],
  data: false,
  actions: ['sts:AssumeRole'],
  path: [{ from: vendor.id, edge: 'CAN_ASSUME', to: role.id, outcome: 'conditional', because: [trust] }],
})

export const administrator = reachRow({
  party: node('datadog', 'external_party', 'Datadog'),
  entry: entry(inner),
  target: { ...node('aws:111122223333', 'aws_account', 'prod'), covers: 'scope' },
  access: ['list', 'read', 'write', 'tag', 'permissions'],
  actions: ['*'],
  outcome: 'allowed',
  requires: [],
  path: [
    { from: 'datadog', edge: 'CAN_ASSUME', to: inner.id, outcome: 'allowed', because: [trust] },
    { from: inner.id, edge: 'CAN_ASSUME', to: role.id, outcome: 'allowed', because: [] },
    { from: role.id, edge: 'CAN_ACCESS', to: 'aws:111122223333', outcome: 'allowed', because: [] },
  ],
})

export const everybody = reachRow({
  party: node('public', 'external_party', 'public'),
  entry: entry(node('public', 'external_party', 'public')),
  target: {
    ...node('arn:aws:s3:::site/*', 'aws_s3_bucket'),
    covers: 'pattern',
    except: ['arn:aws:s3:::site/private/*'],
  },
  outcome: 'allowed',
  requires: [],
  path: [{ from: 'public', edge: 'CAN_ACCESS', to: 'arn:aws:s3:::site/*', outcome: 'allowed', because: [] }],
})

export function reachAnswer(rows: ReachRow[], gaps: Gap[] = []): ReachAnswer {
  return { schema: 'inroads/reach/1', snapshot, rows, gaps, complete: gaps.length === 0 }
}

const { party: becomesParty, ...becomesAccess } = becomes
const { party: administratorParty, ...administratorAccess } = administrator

export const whoCanAnswer: WhoCanAnswer = {
  schema: 'inroads/who-can/1',
  snapshot,
  rows: [
    { ...becomesAccess, principal: vendor, party: becomesParty, alternatives: [[externalId], [mfa]] },
    { ...administratorAccess, principal: inner, party: null },
  ],
  gaps: [],
  complete: administratorParty.id === '',
}

export const deniedExplanation: Explanation = {
  schema: 'inroads/explain/1',
  principal: 'arn:aws:iam::999988887777:root',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::payroll/x',
  snapshot,
  outcome: 'denied',
  because: [],
  deniedBy: [
    {
      id: 'd1',
      kind: 'scp',
      document: 'arn:aws:organizations::111122223333:policy/p-1',
      statement: 2,
      sid: 'NoS3',
      text: '{"Effect":"Deny"}',
    },
    {
      id: 'd2',
      kind: 'resource-policy',
      document: 'arn:aws:s3:::payroll#policy',
      statement: null,
      sid: null,
      text: '',
    },
  ],
  requires: [],
  layers: [
    {
      kind: 'scp',
      outcome: 'denied',
      because: [
        {
          id: 'd1',
          kind: 'scp',
          document: 'arn:aws:organizations::111122223333:policy/p-1',
          statement: 2,
          sid: 'NoS3',
          text: '{"Effect":"Deny"}',
        },
      ],
    },
    { kind: 'resource-policy', outcome: 'denied', because: [] },
  ],
  gaps: [],
}

export const conditionalExplanation: Explanation = {
  ...deniedExplanation,
  outcome: 'conditional',
  because: [trust],
  deniedBy: [],
  requires: [externalId, mfa],
  layers: [{ kind: 'trust', outcome: 'conditional', because: [trust] }],
  gaps: [gap],
}

export const partiesAnswer: PartiesAnswer = {
  schema: 'inroads/parties/1',
  snapshot,
  parties: [
    {
      party: node('datadog', 'external_party', 'Datadog'),
      kind: 'vendor',
      registered: true,
      source: null,
      contractEnd: '2026-06-30',
      doors: [{ id: 'aws:464622532012', entries: 2, samples: [role.id] }],
    },
    {
      party: vendor,
      kind: null,
      registered: false,
      source: 'https://vendor.example/docs',
      contractEnd: null,
      doors: [{ id: vendor.id, entries: 1, samples: [] }],
    },
  ],
  gaps: [],
  complete: true,
}

export const importAnswer: ImportAnswer = {
  schema: 'inroads/import/1',
  snapshot,
  files: {
    recognised: 3,
    unrecognised: ['notes/minutes.json'],
    malformed: [{ path: 'broken.json', message: 'line 1, column 13: unexpected end' }],
  },
  gaps: [gap],
}

export const statusAnswer: StatusAnswer = {
  schema: 'inroads/status/1',
  home: '/var/lib/inroads',
  parties: null,
  snapshot,
  snapshots: [
    { id: 'a1b2c3', takenAt: null, current: true },
    { id: 'ffff00', takenAt: '2026-01-01T00:00:00Z', current: false },
  ],
  coverage: [
    {
      ...{ cloud: 'aws', scope: '111122223333', region: 'us-east-1', service: 's3api', stale: 0 },
      counts: { ok: 2, none: 1, denied: 1, throttled: 0, failed: 0 },
      missing: [{ operation: 'get-bucket-policy', status: 'denied', count: 1 }],
    },
  ],
  unfinished: [
    { startedAt: '2026-02-02T00:00:00Z', clouds: ['aws'], cells: 12, resume: 'inroads collect --cloud aws' },
  ],
  gaps: [gap],
}

const NONE = { ok: 0, none: 0, denied: 0, throttled: 0, failed: 0 }

export const collectAnswer: CollectAnswer = {
  schema: 'inroads/collect/1',
  snapshot,
  cells: { ok: 5, none: 1, denied: 2, throttled: 1, failed: 3 },
  scopes: [
    { cloud: 'aws', scope: '111122223333', ...NONE, ok: 5, none: 1, denied: 2, throttled: 1 },
    { cloud: 'aws', scope: '444455556666', ...NONE, failed: 3 },
  ],
  missing: [
    {
      ...{ cloud: 'aws', service: 's3api', operation: 'get-bucket-acl', status: 'denied', cells: 2 },
      ...{ scopes: ['111122223333'], permissions: ['s3:GetBucketAcl'], message: 'AccessDenied: not today' },
    },
    {
      ...{ cloud: 'aws', service: 'iam', operation: 'list-roles', status: 'failed', cells: 3 },
      ...{ scopes: ['444455556666'], permissions: ['iam:ListRoles'], message: 'socket hang up' },
    },
  ],
  stale: [{ cloud: 'aws', scope: '444455556666', since: '2026-01-01T00:00:00Z' }],
  gaps: [gap],
  complete: false,
}

const mergeAnswer: MergeAnswer = {
  ...{ schema: 'inroads/merge/1', snapshot, merged: ['a1b2c3', 'ffff00'], records: 12, conflicts: 1 },
  ...{ gaps: [gap], complete: false },
}

export const doctorAnswer: DoctorAnswer = {
  schema: 'inroads/doctor/1',
  checks: [
    { cloud: null, what: 'Node.js', status: 'ok', found: 'v20.11.1', fix: null },
    { cloud: 'aws', what: 'credentials', status: 'failed', found: 'the token has expired', fix: 'run `aws sso login`' },
  ],
  ok: false,
}

const planAnswer: PlanAnswer = {
  schema: 'inroads/plan/1',
  clouds: ['aws'],
  calls: [
    {
      ...{ cloud: 'aws', service: 's3api', operation: 'list-buckets', where: 'each account and Region' },
      ...{ permissions: ['s3:ListAllMyBuckets'], optIn: null },
    },
  ],
}

export const ANSWERS = {
  reach: reachAnswer([administrator, becomes, reachRow(), everybody], [gap]),
  'who-can': whoCanAnswer,
  explain: conditionalExplanation,
  parties: partiesAnswer,
  import: importAnswer,
  status: statusAnswer,
  collect: collectAnswer,
  merge: mergeAnswer,
  doctor: doctorAnswer,
  plan: planAnswer,
}
