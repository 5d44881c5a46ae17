import type * as fs from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { awsConnector } from '../../../connectors/aws/index.js'
import { azureConnector } from '../../../connectors/azure/index.js'
import { gcpConnector } from '../../../connectors/gcp/index.js'
import { QUERIES } from '../../../queries/index.js'
import { loadRegistry } from '../../../src/party/index.js'
import {
  checkedParams,
  embeddedEngine,
  indexGraph,
  queryNamed,
  withNodes,
  type QueryEngine,
  type Value,
} from '../../../src/query/index.js'
import { propertyGraphOf } from '../../../src/question/index.js'
import { importPaths, openSnapshot } from '../../../src/snapshot/index.js'
import { EXPECTED, SHIPYARD, SUBSCRIPTION } from './example-answer.js'
import { smallGraph } from './small-graph.js'

vi.mock('node:fs', async (actual) => ({ ...(await actual<typeof fs>()), fsyncSync: () => undefined }))

const EXAMPLE = fileURLToPath(new URL('../../../examples/northwind', import.meta.url))
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

describe('on the example company', () => {
  const home = mkdtempSync(join(tmpdir(), 'inroads-example-'))
  let engine: QueryEngine
  beforeAll(async () => {
    await importPaths([join(EXAMPLE, 'import')], { home, connectors: [awsConnector, azureConnector, gcpConnector] })
    const registry = await loadRegistry(join(EXAMPLE, 'parties.yaml'))
    engine = embeddedEngine(indexGraph(propertyGraphOf(openSnapshot(home), registry, Date.parse('2026-11-22'))))
  })
  afterAll(() => {
    rmSync(home, { recursive: true, force: true })
  })

  it.each(EXPECTED)('%s %j', async (id, given, columns, expected) => {
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
    expect(rows.filter((row) => row.startsWith('datadog '))).toEqual([
      `datadog ${SUBSCRIPTION} access+data`,
      'datadog serviceAccount:metrics@nw-web.iam.gserviceaccount.com access',
    ])
    expect(rows.filter((row) => row.startsWith('kestrel '))).toEqual([])
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
