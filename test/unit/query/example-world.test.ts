import type * as fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { QUERIES } from '../../../queries/index.js'
import {
  checkedParams,
  embeddedEngine,
  indexGraph,
  queryNamed,
  withNodes,
  type QueryEngine,
  type Value,
} from '../../../src/query/index.js'
import { exampleGraph } from '../../conformance/parity-worlds.js'
import { smallGraph } from './small-graph.js'

vi.mock('node:fs', async (actual) => ({ ...(await actual<typeof fs>()), fsyncSync: () => undefined }))

const EXAMPLE = fileURLToPath(new URL('../../../examples/northwind', import.meta.url))
const SHIPYARD =
  'oidc:https://token.actions.githubusercontent.com#repo:shipyard-labs/northwind-storefront:ref:refs/heads/main'
const ANY_WORKFLOW = 'oidc:https://token.actions.githubusercontent.com#*'

/** The last name of an ARN, everything else as it is; lists joined with `+`. */
function short(value: Value | undefined): string {
  if (typeof value === 'object' && value !== null) return value.map(short).join('+')
  if (typeof value !== 'string' || !value.startsWith('arn:')) return String(value)
  return value.includes(':s3:::') ? value.slice('arn:aws:s3:::'.length) : (value.split(/[:/]/).at(-1) ?? '')
}

async function rowsOf(
  engine: QueryEngine,
  id: string,
  given: readonly string[],
  columns: readonly string[],
): Promise<string[]> {
  const query = queryNamed(QUERIES, id)
  const { rows } = await engine.run(query, await withNodes(engine, query, checkedParams(query, given)), 1000)
  return rows.map((row) => columns.map((column) => short(row[query.columns.indexOf(column)])).join(' '))
}

// Worked out by hand from the files of the example; its README has the reasons.
describe('on the example company', () => {
  let engine: QueryEngine
  beforeAll(async () => {
    engine = embeddedEngine(indexGraph(await exampleGraph(EXAMPLE, '2026-11-22')))
  })

  it.each<[string, string[], string[], string[]]>([
    ['party-reach', ['party=779900112233', 'everybody=false'], ['target'], []],
    [
      'party-reach',
      ['party=quillmark', 'everybody=false'],
      ['target', 'covers', 'outcome'],
      [
        'QuillmarkAudit2027 principal conditional',
        'northwind-audit-evidence resource conditional',
        'northwind-audit-evidence/2026/* pattern conditional',
      ],
    ],
    [
      'resource-reach',
      ['resource=arn:aws:s3:::northwind-customer-records'],
      ['party', 'target', 'relation'],
      [
        'coldharbor northwind-customer-records itself',
        'coldharbor northwind-customer-records/* inside it',
        'ironbark aws:543210987654 holds it',
      ],
    ],
    [
      'everybody-reach',
      [],
      ['party', 'target', 'outcome'],
      [
        'authenticated:aws PartnerCatalogSync conditional',
        'authenticated:aws northwind-sandbox-catalog conditional',
        'authenticated:aws northwind-sandbox-catalog/* conditional',
        'public northwind-legal-hold unknown',
      ],
    ],
    [
      'everybody-doors',
      [],
      ['identity', 'opens', 'target'],
      ['authenticated:aws CAN_ASSUME PartnerCatalogSync', 'public CAN_ACCESS northwind-legal-hold'],
    ],
    [
      'trust-without-external-id',
      [],
      ['parties', 'principal'],
      ['aws:887766554433 tmp-migration-2023', 'brandt BrandtDatabaseSupport', 'ledgerleaf LedgerleafCostRole'],
    ],
    ['issuer-without-subject', [], ['identity', 'principal'], [`${ANY_WORKFLOW} LegacyImagePublisher`]],
    [
      'doors-without-conditions',
      [],
      ['principal'],
      [
        'tmp-migration-2023',
        'LedgerleafCostRole',
        'LegacyImagePublisher',
        'ShipyardStorefrontDeploy',
        'MeridianAnalyst',
      ],
    ],
    ['outside-held-users', [], ['party', 'user', 'mfaActive', 'status'], ['ines-okafor ext-iokafor false Active']],
    [
      'shortest-route',
      ['from=aws:445566778899', 'to=BreakGlassSecurity'],
      ['step', 'before', 'after'],
      [
        '1 aws:445566778899 IronbarkResponder',
        '2 IronbarkResponder BreakGlassProduction',
        '3 BreakGlassProduction BreakGlassData',
        '4 BreakGlassData BreakGlassSecurity',
      ],
    ],
    [
      'routes-within',
      ['from=aws:445566778899', 'to=BreakGlassProduction', 'hops=4'],
      ['hops', 'before', 'after'],
      ['2 IronbarkResponder BreakGlassProduction', '2 aws:445566778899 IronbarkResponder'],
    ],
    [
      'routes-through',
      ['principal=ColdharborVaultWriter'],
      ['party', 'target'],
      [
        'coldharbor ColdharborVaultWriter',
        'coldharbor northwind-backup-vault/*',
        'coldharbor northwind-customer-records',
        'coldharbor northwind-customer-records/*',
      ],
    ],
    [
      'party-routes',
      ['party=coldharbor', 'target=arn:aws:s3:::northwind-customer-records/*'],
      ['hops', 'via', 'steps'],
      [
        '3 aws:889900112233+ColdharborBackup+ColdharborVaultWriter+northwind-customer-records/* CAN_ASSUME+CAN_ASSUME+CAN_ACCESS',
      ],
    ],
    ['becomes', ['from=ColdharborBackup'], ['principal', 'hops'], ['ColdharborVaultWriter 1']],
    [
      'who-becomes',
      ['principal=ColdharborVaultWriter'],
      ['start', 'outside'],
      ['ColdharborBackup false', 'aws:889900112233 true'],
    ],
    [
      'cut-principal',
      ['party=ironbark', 'principal=BreakGlassData'],
      ['lost', 'hops'],
      ['BreakGlassData 3', 'BreakGlassSecurity 4'],
    ],
    [
      'administrators',
      [],
      ['party', 'target'],
      ['ironbark aws:321098765432', 'ironbark aws:432109876543', 'ironbark aws:543210987654'],
    ],
    [
      'unused-doors',
      [],
      ['principal', 'lastUsedAt'],
      [
        'LegacyImagePublisher 2023-02-16T12:33:40Z',
        'tmp-migration-2023 2023-04-11T09:17:26Z',
        'QuillmarkAudit2027 null',
        'PartnerCatalogSync 2025-04-30T07:12:00Z',
      ],
    ],
    [
      'unregistered-parties',
      [],
      ['party', 'name'],
      [
        `${ANY_WORKFLOW} token.actions.githubusercontent.com#*`,
        'aws:887766554433 887766554433',
        'aws:956993596390 Vanta',
      ],
    ],
    ['ended-contracts', [], ['party'], []],
    [
      'overdue-reviews',
      [],
      ['party', 'reviewBy'],
      ['ines-okafor 2026-06-30', 'lanternworks 2026-06-30', 'ledgerleaf 2026-09-13', 'fjordlytics 2026-10-01'],
    ],
    ['missing-conditions', [], ['party', 'principal', 'missing'], ['ledgerleaf LedgerleafCostRole externalId']],
    ['parties-in-several-clouds', [], ['party'], []],
    ['parties-in-several-scopes', [], ['party', 'places'], ['ironbark 5', 'coldharbor 2']],
    ['shared-doors', [], ['principal', 'parties'], [`LegacyImagePublisher ${ANY_WORKFLOW}+shipyard-labs`]],
    ['unknown-access', [], ['party', 'target'], ['public northwind-legal-hold']],
    ['unread-scopes', [], ['scope'], []],
  ])('%s %j', async (id, given, columns, expected) => {
    expect(await rowsOf(engine, id, given, columns)).toEqual(expected)
  })

  it('decoys are in no row of reach', async () => {
    const reached = await rowsOf(engine, 'entries', [], ['entry'])
    for (const decoy of [
      'FjordlyticsFeed',
      'LanternworksSurvey',
      'FormerLogShipper',
      'NorthwindPipelines',
      'PlatformAdmin',
    ])
      expect(reached).not.toContain(decoy)
    expect(await rowsOf(engine, 'outside-doors', [], ['identity', 'target'])).toContain(
      `${SHIPYARD} ShipyardStorefrontDeploy`,
    )
  })

  it('an allowance that is exceeded says in what', async () => {
    const rows = await rowsOf(engine, 'beyond-allowance', [], ['party', 'target', 'beyond'])
    expect(rows).toContain('coldharbor northwind-customer-records/* data+scope')
    expect(rows).toContain('ironbark aws:321098765432 access')
    expect(rows.filter((row) => row.startsWith('datadog '))).toEqual([])
  })

  it('a limit that is reached is announced', async () => {
    const query = queryNamed(QUERIES, 'party-summary')
    const all = await engine.run(query, new Map(), 1000)
    expect(all.truncated).toBe(false)
    expect(await engine.run(query, new Map(), 2)).toEqual({ rows: all.rows.slice(0, 2), truncated: true })
    expect(await engine.run(query, new Map(), all.rows.length)).toEqual(all)
  })
})

describe('on small graphs', () => {
  const reach = {
    outcome: 'allowed',
    requiresKeys: [],
    because: [],
    actions: [],
    access: [],
    data: false,
    covers: 'resource',
    except: [],
    entry: 'e',
    hops: 2,
    via: [],
    steps: [],
  }

  it('a contract that ended yesterday is over, one that ends today is not', async () => {
    const party = (contractEnd: string) => ({ registered: true, everybody: false, contractEnd })
    const engine = embeddedEngine(
      indexGraph(
        smallGraph(
          [
            ['Snapshot', 's', { today: '2026-11-22' }],
            ['ExternalParty', 'yesterday', party('2026-11-21')],
            ['ExternalParty', 'today', party('2026-11-22')],
            ['ExternalParty', 'gone', party('2020-01-01')],
            ['Resource', 'r'],
          ],
          [
            ['CAN_REACH', 'yesterday', 'r', reach],
            ['CAN_REACH', 'today', 'r', reach],
          ],
        ),
      ),
    )
    expect(await rowsOf(engine, 'ended-contracts', [], ['party', 'contractEnd', 'targets'])).toEqual([
      'yesterday 2026-11-21 1',
    ])
  })

  it('a session may be as long as agreed', async () => {
    const engine = embeddedEngine(
      indexGraph(
        smallGraph(
          [
            ['ExternalParty', 'p', { maxSessionHours: 1 }],
            ['OutsideIdentity', 'i'],
            ['Principal', 'hour', { maxSessionSeconds: 3600 }],
            ['Principal', 'day', { maxSessionSeconds: 43_200 }],
          ],
          [
            ['HAS_IDENTITY', 'p', 'i'],
            ['CAN_ASSUME', 'i', 'hour'],
            ['CAN_ASSUME', 'i', 'day'],
          ],
        ),
      ),
    )
    expect(await rowsOf(engine, 'long-sessions', [], ['party', 'principal', 'maxSessionSeconds'])).toEqual([
      'p day 43200',
    ])
  })

  it('a party in two clouds and an account that was not read are named', async () => {
    const engine = embeddedEngine(
      indexGraph(
        smallGraph(
          [
            ['ExternalParty', 'both'],
            ['ExternalParty', 'one'],
            ['Resource', 'a', { cloud: 'aws', scope: 'unread' }],
            ['Resource', 'g', { cloud: 'gcp' }],
            ['Scope', 'unread', { type: 'aws_account', imported: false }],
            ['Scope', 'read', { type: 'aws_account', imported: true }],
          ],
          [
            ['CAN_REACH', 'both', 'a', reach],
            ['CAN_REACH', 'both', 'g', reach],
            ['CAN_REACH', 'one', 'g', reach],
          ],
        ),
      ),
    )
    expect(await rowsOf(engine, 'parties-in-several-clouds', [], ['party', 'clouds'])).toEqual(['both aws+gcp'])
    expect(await rowsOf(engine, 'unread-scopes', [], ['scope', 'parties'])).toEqual(['unread 1'])
  })

  it('what is reached around a principal is not lost with it', async () => {
    const engine = embeddedEngine(
      indexGraph(
        smallGraph(
          [
            ['ExternalParty', 'p'],
            ['OutsideIdentity', 'i'],
            ['Principal', 'm'],
            ['Principal', 'around'],
            ['Principal', 'both'],
            ['Principal', 'only'],
          ],
          [
            ['HAS_IDENTITY', 'p', 'i'],
            ['CAN_ASSUME', 'i', 'm'],
            ['CAN_ASSUME', 'i', 'around'],
            ['CAN_ASSUME', 'm', 'both'],
            ['CAN_ASSUME', 'around', 'both'],
            ['CAN_ASSUME', 'm', 'only'],
            ['CAN_ASSUME', 'only', 'm'],
          ],
        ),
      ),
    )
    expect(await rowsOf(engine, 'cut-principal', ['party=p', 'principal=m'], ['lost', 'hops'])).toEqual([
      'm 1',
      'only 2',
    ])
  })
})
