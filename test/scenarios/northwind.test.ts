import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsConnector } from '../../connectors/aws/index.js'
import { azureConnector } from '../../connectors/azure/index.js'
import { gcpConnector } from '../../connectors/gcp/index.js'
import type { Explanation, Node, ReachRow, Requirement } from '../../src/model/index.js'
import { openQuestions, type Questions } from '../../src/question/index.js'
import { importPaths } from '../../src/snapshot/index.js'
import {
  AUTHORITY,
  DATA,
  EVERYBODY,
  GITHUB,
  ID,
  MANAGEMENT,
  PRODUCTION,
  PUBLIC,
  REACH,
  SANDBOX,
  SECURITY,
} from './northwind-answer.js'
import { DENIED, role, STORAGE, SUBSCRIPTION } from './northwind-denied.js'

const example = fileURLToPath(new URL('../../examples/northwind', import.meta.url))
const demo = JSON.parse(readFileSync(join(example, 'demo.json'), 'utf8')) as {
  today: string
  explain: { principal: string; action: string; resource: string }
}

const home = mkdtempSync(join(tmpdir(), 'inroads-northwind-'))
let questions: Questions
let rows: ReachRow[]

beforeAll(async () => {
  await importPaths([join(example, 'import')], { home, connectors: [awsConnector, azureConnector, gcpConnector] })
  questions = await openQuestions({ home, parties: join(example, 'parties.yaml'), today: demo.today })
  rows = questions.reach({ party: null, expand: false, public: true, escalation: true }).rows
})

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

/** Heads of long ids, and what stands for them here. */
const HEADS: readonly (readonly [head: string, short: string])[] = [
  ['arn:aws:s3:::', 's3:'],
  ['//storage.googleapis.com/projects/_/buckets/', 'gs:'],
  ['//cloudresourcemanager.googleapis.com/', 'gcp:'],
  ['//iam.googleapis.com/projects/610000000002/locations/global/workloadIdentityPools/', 'pool:'],
  ['principalSet://iam.googleapis.com/projects/610000000002/locations/global/workloadIdentityPools/', 'pool:'],
  ['/subscriptions/c0ffee11-2b3c-4d5e-8f90-a1b2c3d4e501', 'azure:northwind-stores'],
]

/** The last word of an IAM ARN, the name of a directory object, anything else without its head. */
function short({ id, name }: Pick<Node, 'id' | 'name'>): string {
  if (id.startsWith('arn:aws:iam:')) return id.slice(id.lastIndexOf('/') + 1)
  if (id.startsWith('azure:') && id.includes('/')) return name
  const head = HEADS.find(([start]) => id.startsWith(start))
  return head === undefined ? id : `${head[1]}${id.slice(head[0].length)}`.replace(/\/providers\/Microsoft\.\w+/g, '')
}

/** Both ends of a period are one "if". */
function isTime({ satisfiedBy }: Requirement): boolean {
  return satisfiedBy === 'time'
}

/** `entry > target: outcome (key, key)`; a principal that is become stands in brackets. */
function line(row: ReachRow): string {
  const target = row.target.covers === 'principal' ? `[${short(row.target)}]` : short(row.target)
  const [times, others] = [row.requires.filter(isTime), row.requires.filter((each) => !isTime(each))]
  const asked = [...new Set(times.map(({ key }) => key)), ...others.map(({ key }) => key)].sort()
  return `${short(row.entry)} > ${target}: ${row.outcome}${asked.length > 0 ? ` (${asked.join(', ')})` : ''}`
}

/** What everybody may use as it is, so that every party has it however it comes in. */
function isEverybodys(row: ReachRow): boolean {
  return EVERYBODY.includes(row.party.id) && row.entry.id === row.party.id && row.outcome === 'allowed'
}

/** All of a party's rows but those of what everybody may use anyway. */
function linesOf(party: string): string[] {
  const open = new Set(rows.filter(isEverybodys).map((row) => row.target.id))
  return rows
    .filter((row) => row.party.id === party && row.escalation === null)
    .filter((row) => EVERYBODY.includes(party) || !open.has(row.target.id))
    .map(line)
    .sort()
}

function actionsOf(entry: string, target: string): string[][] {
  return rows
    .filter((row) => short(row.entry) === entry && row.target.id === target && row.target.covers !== 'principal')
    .map(({ actions }) => actions)
}

function explain(principal: string, action: string, resource: string): Explanation {
  return questions.explain({ principal, action, resource, context: {}, closedContext: false })
}

describe('who reaches what in the example', () => {
  it.each(Object.entries(REACH))('%s', (party, expected) => {
    expect(linesOf(party)).toEqual([...expected].sort())
  })

  it('is reached by nobody else', () => {
    expect([...new Set(rows.map((row) => row.party.id))].sort()).toEqual(Object.keys(REACH).sort())
  })

  // `#*` asked alone is every subject of the issuer: those of the parties that are registered too.
  it.each(Object.keys(REACH).filter((party) => ![...EVERYBODY, GITHUB].includes(party)))(
    'is the same for %s asked alone',
    (party) => {
      const alone = questions.reach({ party, expand: false, public: false, escalation: true }).rows
      expect(alone).toEqual(rows.filter((row) => row.party.id === party))
    },
  )
})

describe('what can be done there', () => {
  it.each([
    [
      'DatadogIntegrationRole',
      `aws:${PRODUCTION}`,
      ['ec2:Describe*', 'cloudwatch:Get*'],
      ['s3:GetObject', 's3:Get*', '*'],
    ],
    [
      'ColdharborBackup',
      'arn:aws:s3:::northwind-customer-records/*',
      ['s3:GetObject'],
      ['s3:PutObject', 's3:DeleteObject'],
    ],
    [
      'ColdharborBackup',
      'arn:aws:s3:::northwind-backup-vault/*',
      ['s3:PutObject'],
      ['s3:GetObject', 's3:DeleteObject'],
    ],
    [
      'HarborlineOperator',
      `aws:${PRODUCTION}`,
      ['ec2:*', '!ec2:*Snapshot*', '!ec2:ModifyImageAttribute'],
      ['*', 'iam:*', 's3:*', 'sts:*'],
    ],
    [
      'WatchfireCollector',
      `arn:aws:cloudtrail:*:${SECURITY}:trail/*`,
      ['cloudtrail:GetTrailStatus', 'cloudtrail:StartLogging'],
      ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:UpdateTrail', 'cloudtrail:*'],
    ],
    [
      'IronbarkResponder',
      `aws:${DATA}`,
      ['*', '!cloudtrail:StopLogging', '!cloudtrail:DeleteTrail', '!organizations:LeaveOrganization'],
      [],
    ],
    [
      'IronbarkResponder',
      `aws:${MANAGEMENT}`,
      ['organizations:Describe*', 'organizations:List*'],
      ['*', 'organizations:*'],
    ],
    ['LedgerleafCostRole', `aws:${MANAGEMENT}`, ['s3:Get*', 'ce:*', 'organizations:List*'], ['s3:*', '*']],
    [
      'Brightpixel Campaigns',
      `${SUBSCRIPTION}/resourceGroups/rg-managed-backup`,
      ['*/read'],
      ['*', 'Microsoft.Storage/storageAccounts/listKeys/action'],
    ],
    [
      'Tom Reyes',
      `${SUBSCRIPTION}/resourceGroups/rg-stores`,
      ['*', '!Microsoft.Authorization/*/Write', '!Microsoft.Authorization/*/Delete'],
      [],
    ],
    [
      'Brightpixel Campaigns',
      `${SUBSCRIPTION}/resourceGroups/rg-loyalty/providers/Microsoft.KeyVault/vaults/nw-loyalty-keys`,
      ['Microsoft.KeyVault/vaults/secrets/getSecret/action'],
      ['Microsoft.KeyVault/vaults/secrets/setSecret/action', 'Microsoft.KeyVault/vaults/keys/read'],
    ],
    [
      'user:max@copperline.example',
      '//cloudresourcemanager.googleapis.com/projects/nw-forecast',
      ['bigquery.tables.getData'],
      ['bigquery.tables.updateData', 'storage.objects.get'],
    ],
    [
      'user:kit@watchfire.example',
      '//cloudresourcemanager.googleapis.com/projects/nw-forecast',
      ['storage.objects.get', 'storage.objects.list'],
      ['storage.objects.create', 'bigquery.tables.getData'],
    ],
    [
      'aws:887766554433',
      'arn:aws:ec2:us-east-1::snapshot/snap-0c01dba4c0a10002',
      ['ebs:ListSnapshotBlocks'],
      ['ec2:CreateVolume', 'ec2:CopySnapshot', 'ebs:GetSnapshotBlock'],
    ],
    [
      'aws:889900112233',
      'arn:aws:ec2:us-east-1::snapshot/snap-0c01dba4c0a10001',
      ['ec2:CreateVolume', 'ec2:CopySnapshot', 'ebs:GetSnapshotBlock'],
      [],
    ],
    [
      'aws:223344556677',
      `arn:aws:rds:us-east-1:${DATA}:snapshot:orders-2024`,
      ['rds:DescribeDBSnapshots'],
      ['rds:RestoreDBInstanceFromDBSnapshot', 'rds:CopyDBSnapshot'],
    ],
  ])('%s on %s', (entry, target, has, hasNot) => {
    const lists = actionsOf(entry, target)
    expect(lists).toHaveLength(1)
    expect(lists[0]).toEqual(expect.arrayContaining(has))
    expect(lists[0]?.filter((action) => hasNot.includes(action))).toEqual([])
  })

  it('touches content where it says so, and only there', () => {
    const withData = new Set(rows.filter((row) => row.data).map((row) => row.party.id))
    expect([...withData].sort()).toEqual(
      [
        AUTHORITY,
        'authenticated:aws',
        'aws:887766554433',
        'brandt',
        'brightpixel',
        'coldharbor',
        'copperline',
        'datadog',
        'domain:tentpole-films.example',
        'fjordlytics',
        'harborline',
        'ines-okafor',
        'ironbark',
        'kestrel',
        'ledgerleaf',
        'meridian',
        GITHUB,
        'public',
        'quillmark',
        'shipyard-labs',
        'watchfire',
      ].sort(),
    )
  })

  it('is the same whatever the three questions: customer records', () => {
    const records = 'arn:aws:s3:::northwind-customer-records/2026/11/orders.parquet'
    const who = questions.whoCan({ action: 's3:GetObject', resource: records }).rows
    const outside = new Set(who.flatMap((row) => (row.party === null ? [] : [row.party.id])))
    expect([...outside].sort()).toEqual(['coldharbor', 'ironbark'])
    expect(explain(role(DATA, 'ColdharborVaultWriter'), 's3:GetObject', records).outcome).toBe('allowed')
  })
})

describe('what looks open and is not', () => {
  it.each([
    'FjordlyticsFeed',
    'LanternworksSurvey',
    'OrgInventoryReader',
    'FormerLogShipper',
    'storefront-render',
    'storefront-web',
    'NorthwindPipelines',
    'PlatformAdmin',
    'OrganizationAccountAccessRole',
    'svc-warehouse-scanner',
    'StaffAppGuest',
    'LanternworksProbe',
    'dr-0a1b2c3d4e5f6002',
    'Olga Dahl',
    'pos-gateway',
    'Azure App Service',
    'serviceAccount:service-610000000002@gcp-sa-cloudbuild.iam.gserviceaccount.com',
    'serviceAccount:sync@brightpixel-prod.iam.gserviceaccount.com',
  ])('nobody enters by %s', (name) => {
    expect(rows.filter((row) => short(row.entry) === name).map(line)).toEqual([])
  })

  it.each([
    'arn:aws:s3:::northwind-product-images',
    'arn:aws:s3:::northwind-scan-results',
    `arn:aws:sns:us-east-1:${PRODUCTION}:deployments`,
    `arn:aws:sqs:us-east-1:${PRODUCTION}:asset-events`,
    `arn:aws:secretsmanager:us-east-1:${PRODUCTION}:secret:monitoring/datadog`,
    `arn:aws:execute-api:us-east-1:${PRODUCTION}:s1t2o3c4k5`,
    `arn:aws:execute-api:us-east-1:${PUBLIC}:r6e7t8u9r0/*/POST`,
    `arn:aws:rds:us-east-1:${DATA}:cluster:survey`,
    `arn:aws:redshift:us-east-1:${DATA}:datashare:5e6f7081-92a3-4bc4-85d6-e7f8091a2b07/benchmark`,
    `${SUBSCRIPTION}/resourceGroups/rg-loyalty/${STORAGE}/nwloyalty/blobServices`,
    '//storage.googleapis.com/projects/_/buckets/nw-press-kit',
    '//storage.googleapis.com/projects/_/buckets/nw-forecast-models',
  ])('nobody reaches %s by itself', (start) => {
    expect(rows.filter((row) => row.target.id.startsWith(start)).map(line)).toEqual([])
  })

  it('lanternworks reaches nothing', () => {
    const party = 'lanternworks'
    expect(questions.reach({ party, expand: false, public: false, escalation: true }).rows.map(line)).toEqual([])
  })

  it('until the day before its end the trust of lanternworks was open', async () => {
    const before = await openQuestions({ home, parties: join(example, 'parties.yaml'), today: '2026-06-29' })
    const { rows: then } = before.reach({ party: 'lanternworks', expand: false, public: false, escalation: true })
    expect(then.map(line)).toContain(`LanternworksSurvey > [LanternworksSurvey]: conditional (${ID})`)
  })

  it('nothing of the pilot is left in the sandbox', () => {
    const words = ['redshift', 'sagemaker', 'secretsmanager']
    const granted = rows.filter(
      (row) =>
        short(row.entry) === 'CopperlinePilot' && row.actions.some((action) => words.some((w) => action.startsWith(w))),
    )
    expect(granted).toEqual([])
  })
})

describe('why', () => {
  const { principal: asker, action: asked, resource: about } = demo.explain

  it.each([['the question of the demo', asker, asked, about, ['boundary']] as const, ...DENIED])(
    '%s is denied',
    (_case, principal, action, resource, kinds) => {
      const { outcome, deniedBy } = explain(principal, action, resource)
      expect(outcome).toBe('denied')
      expect([...new Set(deniedBy.map(({ kind }) => kind))]).toEqual(kinds)
    },
  )

  it('the answer of the demo shows the administrator policy that the boundary cuts', () => {
    const { layers } = explain(demo.explain.principal, demo.explain.action, demo.explain.resource)
    const said = Object.fromEntries(layers.map(({ kind, outcome }) => [kind, outcome]))
    expect(said).toMatchObject({ 'identity-policy': 'allowed', boundary: 'denied' })
    const granted = layers.flatMap((layer) => (layer.kind === 'identity-policy' ? layer.because : []))
    expect(granted.map(({ document }) => document)).toEqual(['arn:aws:iam::aws:policy/AdministratorAccess'])
  })

  it('the path to the customer records names both hops and what each stands on', () => {
    const row = rows.find(
      ({ party, target }) => party.id === 'coldharbor' && target.id === 'arn:aws:s3:::northwind-customer-records/*',
    )
    expect(row?.path.map(({ edge, to }) => [edge, short({ id: to, name: to })])).toEqual([
      ['CAN_ASSUME', 'ColdharborBackup'],
      ['CAN_ASSUME', 'ColdharborVaultWriter'],
      ['CAN_ACCESS', 's3:northwind-customer-records/*'],
    ])
    expect(row?.path.flatMap(({ because }) => because.map(({ kind }) => kind))).toEqual(
      expect.arrayContaining(['trust', 'identity-policy']),
    )
  })
})

describe('between the clouds', () => {
  const clouds = (party: string): string[] => {
    const reached = questions.reach({ party, expand: false, public: false, escalation: true }).rows
    return [...new Set(reached.map((row) => row.target.cloud ?? ''))].sort()
  }

  it.each([
    'datadog',
    'harborline',
    'shipyard-labs',
    'oidc:https://token.actions.githubusercontent.com#repo:shipyard-labs/northwind-storefront:ref:refs/heads/main',
  ])('%s is in all three', (party) => {
    expect(clouds(party)).toEqual(['aws', 'azure', 'gcp'])
  })

  it.each([
    [
      'out of the sandbox, through Google, into the data account',
      'authenticated:aws',
      's3:northwind-analytics-lake/aggregates/*',
      [
        'PartnerCatalogSync',
        `pool:sandbox/attribute.aws_role/arn:aws:sts::${SANDBOX}:assumed-role/PartnerCatalogSync`,
        'serviceAccount:catalog-mirror@nw-web.iam.gserviceaccount.com',
        'CatalogForecast',
        's3:northwind-analytics-lake/aggregates/*',
      ],
    ],
    [
      'from production to the archive in Google',
      'coldharbor',
      'gs:nw-archive',
      [
        'ColdharborBackup',
        `pool:clouds/attribute.aws_role/arn:aws:sts::${PRODUCTION}:assumed-role/ColdharborBackup`,
        'serviceAccount:archive@nw-web.iam.gserviceaccount.com',
        'gs:nw-archive',
      ],
    ],
    [
      'from Google to the metrics of the data account',
      'datadog',
      `aws:${DATA}`,
      ['serviceAccount:metrics@nw-web.iam.gserviceaccount.com', 'GoogleMetricsBridge', `aws:${DATA}`],
    ],
  ])('%s', (_case, party, target, via) => {
    const row = rows.find((each) => each.party.id === party && short(each.target) === target)
    expect(row?.path.map(({ to }) => short({ id: to, name: to }))).toEqual(via)
  })
})
