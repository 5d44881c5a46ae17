import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsConnector } from '../../connectors/aws/index.js'
import type { Explanation, ReachRow, Requirement } from '../../src/model/index.js'
import { openQuestions, type Questions } from '../../src/question/index.js'
import { importPaths } from '../../src/snapshot/index.js'

// The hand-made answer of examples/northwind/README.md. A line here changes only together with a line there.

const example = fileURLToPath(new URL('../../examples/northwind', import.meta.url))
const demo = JSON.parse(readFileSync(join(example, 'demo.json'), 'utf8')) as {
  today: string
  explain: { principal: string; action: string; resource: string }
}

const MANAGEMENT = '210987654321'
const SECURITY = '321098765432'
const PRODUCTION = '432109876543'
const DATA = '543210987654'
const SANDBOX = '654321098765'

const home = mkdtempSync(join(tmpdir(), 'inroads-northwind-'))
let questions: Questions
let rows: ReachRow[]

beforeAll(async () => {
  await importPaths([join(example, 'import')], { home, connectors: [awsConnector] })
  questions = await openQuestions({ home, parties: join(example, 'parties.yaml'), today: demo.today })
  rows = questions.reach({ party: null, expand: false, public: true, escalation: true }).rows
})

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

/** The last word of an IAM ARN, a bucket or object without the ARN's head, anything else whole. */
function short(id: string): string {
  if (id.startsWith('arn:aws:iam:')) return id.slice(id.lastIndexOf('/') + 1)
  return id.replace('arn:aws:s3:::', 's3:')
}

/** Both ends of a period are one "if". */
function isTime({ satisfiedBy }: Requirement): boolean {
  return satisfiedBy === 'time'
}

/** `entry > target: outcome (key, key)`; a principal that is become stands in brackets. */
function line(row: ReachRow): string {
  const target = row.target.covers === 'principal' ? `[${short(row.target.id)}]` : short(row.target.id)
  const [times, others] = [row.requires.filter(isTime), row.requires.filter((each) => !isTime(each))]
  const asked = [...new Set(times.map(({ key }) => key)), ...others.map(({ key }) => key)].sort()
  return `${short(row.entry.id)} > ${target}: ${row.outcome}${asked.length > 0 ? ` (${asked.join(', ')})` : ''}`
}

function linesOf(party: string): string[] {
  return rows
    .filter((row) => row.party.id === party && row.escalation === null)
    .map(line)
    .sort()
}

function actionsOf(party: string, target: string): string[][] {
  return rows
    .filter((row) => row.party.id === party && row.target.id === target && row.target.covers !== 'principal')
    .map(({ actions }) => actions)
}

const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`

function explain(principal: string, action: string, resource: string): Explanation {
  return questions.explain({ principal, action, resource, context: {}, closedContext: false })
}

const ID = 'sts:ExternalId'
const REGION = 'aws:RequestedRegion'
const GITHUB = 'oidc:https://token.actions.githubusercontent.com#*'

/** What everybody on GitHub has, and with it every party that comes from there. */
const ANY_WORKFLOW = [
  'LegacyImagePublisher > [LegacyImagePublisher]: allowed',
  `LegacyImagePublisher > arn:aws:ecr:us-east-1:${PRODUCTION}:repository/storefront/*: allowed`,
  `LegacyImagePublisher > aws:${PRODUCTION}: conditional (${REGION})`,
]

const REACH: Record<string, string[]> = {
  datadog: [
    `DatadogIntegrationRole > [DatadogIntegrationRole]: conditional (${ID})`,
    `DatadogIntegrationRole > aws:${PRODUCTION}: conditional (${REGION}, ${ID})`,
  ],
  ledgerleaf: [
    'LedgerleafCostRole > [LedgerleafCostRole]: allowed',
    'LedgerleafCostRole > [OrgInventoryReader]: allowed',
    `LedgerleafCostRole > aws:${MANAGEMENT}: allowed`,
  ],
  coldharbor: [
    `ColdharborBackup > [ColdharborBackup]: conditional (${ID})`,
    `ColdharborBackup > [ColdharborVaultWriter]: conditional (${ID})`,
    `ColdharborBackup > aws:${PRODUCTION}: conditional (${REGION}, ${ID})`,
    `ColdharborBackup > s3:northwind-backup-vault/*: conditional (${ID})`,
    `ColdharborBackup > s3:northwind-customer-records: conditional (${ID})`,
    `ColdharborBackup > s3:northwind-customer-records/*: conditional (${ID})`,
  ],
  harborline: [
    `HarborlineOperator > [HarborlineOperator]: conditional (${ID})`,
    `HarborlineOperator > aws:${PRODUCTION}: conditional (${REGION}, ${ID})`,
  ],
  'shipyard-labs': [
    ...ANY_WORKFLOW,
    'ShipyardStorefrontDeploy > [ShipyardStorefrontDeploy]: allowed',
    `ShipyardStorefrontDeploy > arn:aws:lambda:us-east-1:${PRODUCTION}:function:storefront-*: allowed`,
    `ShipyardStorefrontDeploy > s3:northwind-storefront-assets: conditional (${REGION})`,
    `ShipyardStorefrontDeploy > s3:northwind-storefront-assets/*: conditional (${REGION})`,
  ],
  [GITHUB]: ANY_WORKFLOW,
  meridian: [
    'MeridianAnalyst > [MeridianAnalyst]: allowed',
    `MeridianAnalyst > arn:aws:athena:us-east-1:${DATA}:workgroup/meridian: allowed`,
    'MeridianAnalyst > s3:northwind-analytics-lake/aggregates/*: allowed',
    'MeridianAnalyst > s3:northwind-analytics-lake/returns-study/*: conditional (aws:PrincipalTag/engagement)',
    'MeridianAnalyst > s3:northwind-analytics-lake: allowed',
  ],
  'ines-okafor': [
    'ext-iokafor > [ext-iokafor]: allowed',
    `ext-iokafor > arn:aws:dynamodb:us-east-1:${PRODUCTION}:table/catalog: allowed`,
    `ext-iokafor > s3:northwind-contractor-share/ext-iokafor/*: conditional (${REGION})`,
    `ext-iokafor > s3:northwind-contractor-share: conditional (${REGION}, s3:prefix)`,
  ],
  brandt: [
    'BrandtDatabaseSupport > [BrandtDatabaseSupport]: conditional (aws:MultiFactorAuthAge, aws:MultiFactorAuthPresent)',
    `BrandtDatabaseSupport > arn:aws:pi:us-east-1:${DATA}:metrics/rds/*: conditional (aws:MultiFactorAuthAge, aws:MultiFactorAuthPresent)`,
    `BrandtDatabaseSupport > arn:aws:rds:us-east-1:${DATA}:db:orders-*: conditional (aws:MultiFactorAuthAge, aws:MultiFactorAuthPresent)`,
  ],
  kestrel: [
    `KestrelLogCollector > [KestrelLogCollector]: conditional (${ID})`,
    `KestrelLogCollector > s3:northwind-edge-logs/kestrel/*: conditional (${REGION}, ${ID})`,
  ],
  ironbark: [
    `IronbarkResponder > [BreakGlassData]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [BreakGlassProduction]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [BreakGlassSecurity]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [IronbarkResponder]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [OrgInventoryReader]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [PartnerCatalogSync]: conditional (aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > aws:${MANAGEMENT}: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > aws:${SECURITY}: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > aws:${PRODUCTION}: conditional (aws:RequestedRegion, aws:SourceIp, ${ID})`,
    `IronbarkResponder > aws:${PRODUCTION}: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > aws:${DATA}: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > s3:northwind-sandbox-catalog/*: conditional (aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > s3:northwind-sandbox-catalog: conditional (aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > s3:northwind-security-logs/*: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > s3:northwind-security-logs: conditional (aws:SourceIp, ${ID})`,
  ],
  watchfire: [
    `WatchfireCollector > [WatchfireCollector]: conditional (${ID})`,
    `WatchfireCollector > arn:aws:cloudtrail:*:${SECURITY}:trail/*: conditional (${ID})`,
    `WatchfireCollector > aws:${SECURITY}: conditional (${ID})`,
    `WatchfireCollector > s3:northwind-security-logs/*: conditional (${ID})`,
    `WatchfireCollector > s3:northwind-security-logs: conditional (${ID})`,
  ],
  copperline: [
    `CopperlinePilot > [CopperlinePilot]: conditional (${ID})`,
    `CopperlinePilot > [PartnerCatalogSync]: conditional (${ID}, ${ID})`,
    `CopperlinePilot > s3:northwind-sandbox-catalog/*: conditional (${ID}, ${ID})`,
    `CopperlinePilot > s3:northwind-sandbox-catalog: conditional (${ID}, ${ID})`,
  ],
  quillmark: [
    `QuillmarkAudit2027 > [QuillmarkAudit2027]: conditional (aws:CurrentTime, ${ID})`,
    `QuillmarkAudit2027 > s3:northwind-audit-evidence/2026/*: conditional (aws:CurrentTime, ${ID})`,
    `QuillmarkAudit2027 > s3:northwind-audit-evidence: conditional (aws:CurrentTime, ${ID})`,
  ],
  'aws:956993596390': [
    `vanta-auditor > [vanta-auditor]: conditional (${ID})`,
    `vanta-auditor > aws:${SECURITY}: conditional (${ID})`,
  ],
  'aws:887766554433': [
    'tmp-migration-2023 > [tmp-migration-2023]: allowed',
    `tmp-migration-2023 > aws:${PRODUCTION}: allowed`,
    `tmp-migration-2023 > aws:${PRODUCTION}: conditional (${REGION})`,
  ],
  'authenticated:aws': [
    `PartnerCatalogSync > [PartnerCatalogSync]: conditional (${ID})`,
    `PartnerCatalogSync > s3:northwind-sandbox-catalog/*: conditional (${ID})`,
    `PartnerCatalogSync > s3:northwind-sandbox-catalog: conditional (${ID})`,
  ],
  public: ['public > s3:northwind-legal-hold: unknown'],
}

describe('who reaches what in the example', () => {
  it.each(Object.entries(REACH))('%s', (party, expected) => {
    expect(linesOf(party)).toEqual([...expected].sort())
  })

  it('is reached by nobody else', () => {
    expect([...new Set(rows.map((row) => row.party.id))].sort()).toEqual(Object.keys(REACH).sort())
  })

  // `#*` asked alone is every subject of the issuer: those of the parties that are registered too.
  it.each(Object.keys(REACH).filter((party) => !['public', 'authenticated:aws', GITHUB].includes(party)))(
    'is the same for %s asked alone',
    (party) => {
      const alone = questions.reach({ party, expand: false, public: false, escalation: true }).rows
      expect(alone).toEqual(rows.filter((row) => row.party.id === party))
    },
  )
})

describe('what can be done there', () => {
  it.each([
    ['datadog', `aws:${PRODUCTION}`, ['ec2:Describe*', 'cloudwatch:Get*'], ['s3:GetObject', 's3:Get*', '*']],
    ['coldharbor', 'arn:aws:s3:::northwind-customer-records/*', ['s3:GetObject'], ['s3:PutObject', 's3:DeleteObject']],
    ['coldharbor', 'arn:aws:s3:::northwind-backup-vault/*', ['s3:PutObject'], ['s3:GetObject', 's3:DeleteObject']],
    [
      'harborline',
      `aws:${PRODUCTION}`,
      ['ec2:*', '!ec2:*Snapshot*', '!ec2:ModifyImageAttribute'],
      ['*', 'iam:*', 's3:*', 'sts:*'],
    ],
    [
      'watchfire',
      `arn:aws:cloudtrail:*:${SECURITY}:trail/*`,
      ['cloudtrail:GetTrailStatus', 'cloudtrail:StartLogging'],
      ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:UpdateTrail', 'cloudtrail:*'],
    ],
    [
      'ironbark',
      `aws:${DATA}`,
      ['*', '!cloudtrail:StopLogging', '!cloudtrail:DeleteTrail', '!organizations:LeaveOrganization'],
      [],
    ],
    ['ironbark', `aws:${MANAGEMENT}`, ['organizations:Describe*', 'organizations:List*'], ['*', 'organizations:*']],
    ['ledgerleaf', `aws:${MANAGEMENT}`, ['s3:Get*', 'ce:*', 'organizations:List*'], ['s3:*', '*']],
  ])('%s on %s', (party, target, has, hasNot) => {
    const lists = actionsOf(party, target)
    expect(lists).toHaveLength(1)
    expect(lists[0]).toEqual(expect.arrayContaining(has))
    expect(lists[0]?.filter((action) => hasNot.includes(action))).toEqual([])
  })

  it('touches content where it says so, and only there', () => {
    const withData = new Set(rows.filter((row) => row.data).map((row) => row.party.id))
    expect([...withData].sort()).toEqual(
      [
        'aws:887766554433',
        'authenticated:aws',
        'coldharbor',
        'copperline',
        'harborline',
        'ines-okafor',
        'ironbark',
        'kestrel',
        'ledgerleaf',
        'meridian',
        GITHUB,
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
  ])('nobody enters by %s', (name) => {
    expect(rows.filter((row) => short(row.entry.id) === name).map(line)).toEqual([])
  })

  it.each(['fjordlytics', 'lanternworks'])('%s reaches nothing', (party) => {
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
      (row) => row.party.id === 'copperline' && row.actions.some((action) => words.some((w) => action.startsWith(w))),
    )
    expect(granted).toEqual([])
  })
})

describe('why', () => {
  const trail = `arn:aws:cloudtrail:us-east-1:${SECURITY}:trail/organization`

  it.each([
    ['the question of the demo', demo.explain.principal, demo.explain.action, demo.explain.resource, ['boundary']],
    ['stopping the trail', role(SECURITY, 'WatchfireCollector'), 'cloudtrail:StopLogging', trail, ['scp']],
    [
      'stopping it in an emergency',
      role(SECURITY, 'break-glass/BreakGlassSecurity'),
      'cloudtrail:StopLogging',
      trail,
      ['scp'],
    ],
    ['a service that the sandbox lacks', role(SANDBOX, 'CopperlinePilot'), 'redshift:DescribeClusters', '*', ['scp']],
    [
      'a pilot behind the perimeter',
      'arn:aws:iam::112233445566:role/feed',
      'sts:AssumeRole',
      role(DATA, 'FjordlyticsFeed'),
      ['rcp'],
    ],
    [
      'a trust that ended',
      'arn:aws:iam::776655443322:role/survey',
      'sts:AssumeRole',
      role(PRODUCTION, 'LanternworksSurvey'),
      ['trust'],
    ],
    [
      'a principal that was deleted',
      'arn:aws:iam::112233445566:role/shipper',
      'sts:AssumeRole',
      role(PRODUCTION, 'FormerLogShipper'),
      ['trust'],
    ],
    [
      'another role of the vendor',
      'arn:aws:iam::334455667788:role/other',
      'sts:AssumeRole',
      role(PRODUCTION, 'KestrelLogCollector'),
      ['trust'],
    ],
  ])('%s is denied', (_case, principal, action, resource, kinds) => {
    const { outcome, deniedBy } = explain(principal, action, resource)
    expect(outcome).toBe('denied')
    expect([...new Set(deniedBy.map(({ kind }) => kind))]).toEqual(kinds)
  })

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
    expect(row?.path.map(({ edge, to }) => [edge, short(to)])).toEqual([
      ['CAN_ASSUME', 'ColdharborBackup'],
      ['CAN_ASSUME', 'ColdharborVaultWriter'],
      ['CAN_ACCESS', 's3:northwind-customer-records/*'],
    ])
    expect(row?.path.flatMap(({ because }) => because.map(({ kind }) => kind))).toEqual(
      expect.arrayContaining(['trust', 'identity-policy']),
    )
  })
})
