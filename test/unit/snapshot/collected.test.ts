import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { awsConnector } from '../../../connectors/aws/index.js'
import type { CallRecord, Connector } from '../../../src/connector/index.js'
import type { Cell, CellStatus } from '../../../src/connector/collect/index.js'
import type { Cloud, Json } from '../../../src/model/index.js'
import {
  collectSnapshot,
  coverageOf,
  importPaths,
  mergeSnapshots,
  openSnapshot,
  writeDerived,
  type CollectReport,
  type FinishedCell,
} from '../../../src/snapshot/index.js'

const A = '111122223333'
const B = '444455556666'
const aws: Connector = { ...awsConnector, identity: new Set(['iam get-account-authorization-details']) }

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'inroads-collected-'))
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

function details(account: string, ...roles: string[]): Json {
  return {
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: roles.map((name) => ({
      RoleName: name,
      Arn: `arn:aws:iam::${account}:role/${name}`,
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '999988887777' } }],
      },
    })),
  }
}

function cell(scope: string, call: string, subject: string[] = [], region = 'global', cloud: Cloud = 'aws'): Cell {
  const [service = '', operation = ''] = call.split(' ')
  const name =
    subject.length === 0 ? `${service}-${operation}.json` : `${service}-${operation}/${subject.join('--')}.json`
  return { cloud, scope, region, service, operation, subject, input: {}, path: `${scope}/${region}/${name}` }
}

function answered(of: Cell, body: Json, status: CellStatus = 'ok', message: string | null = null): FinishedCell {
  const { cloud, scope, region, service, operation, subject, path } = of
  const stored = status === 'throttled' ? 'failed' : status
  const record = {
    cloud,
    account: scope,
    region,
    service,
    operation,
    subject: [...subject],
    status: stored,
    message,
    body,
  }
  return { cell: of, status, message, records: [{ ...record, file: path, folder: null }] }
}

const failed = (of: Cell, status: CellStatus = 'denied', message = 'AccessDenied'): FinishedCell =>
  answered(of, null, status, message)
const iam = (account: string, ...roles: string[]): FinishedCell =>
  answered(cell(account, 'iam get-account-authorization-details'), details(account, ...roles))
const policy = (account: string, bucket: string, text = '{}'): FinishedCell =>
  answered(cell(account, 's3api get-bucket-policy', [bucket], 'us-east-1'), { Policy: text })

async function collect(cells: FinishedCell[], startedAt = '2026-01-01T00:00:00Z', clouds: Cloud[] = ['aws']) {
  return collectSnapshot(cells, {
    home,
    connectors: [aws],
    clouds,
    startedAt,
    permissions: ({ service, operation }) => [`${service}:${operation}`],
    now: () => new Date('2026-02-01T00:00:00Z'),
  })
}

const content = (records: readonly CallRecord[]): string[] =>
  records.map(({ account, operation, status, staleSince }) => [account, operation, status, staleSince].join(' '))

describe('the id of a content', () => {
  it('is the same for a collection and an import of the same answers, whatever the time, the files and the reasons', async () => {
    const collected = await collect([iam(A, 'Vendor'), failed(cell(A, 's3api list-buckets'))])
    const dump = join(home, 'dump', A, 'global')
    mkdirSync(dump, { recursive: true })
    writeFileSync(join(dump, 'all-of-iam.json'), JSON.stringify(details(A, 'Vendor')))
    writeFileSync(
      join(dump, 's3api-list-buckets.json'),
      'An error occurred (AccessDenied) when calling the ListBuckets operation: not today',
    )
    const imported = await importPaths([join(home, 'dump')], { home, connectors: [aws] })
    expect(imported.manifest.id).toBe(collected.manifest.id)
    const [first] = openSnapshot(home).rawRecords()
    expect(first?.file).toBe(`${A}/global/all-of-iam.json`)
    expect(openSnapshot(home).facts()).toEqual(imported.facts)
    // The dump does not tell when it was taken; the collection of the same content did.
    expect(imported.manifest).toMatchObject({ source: 'import', takenAt: '2026-01-01T00:00:00Z' })
  })

  it('changes with an answer, a status, and with what is kept from before', async () => {
    const of = (...cells: FinishedCell[]) => collect(cells).then(({ manifest }) => manifest.id)
    const ids = [
      await of(iam(A, 'Vendor')),
      await of(iam(A, 'Other')),
      await of(iam(A, 'Vendor'), failed(cell(A, 's3api list-buckets'))),
      await of(iam(A, 'Vendor'), failed(cell(A, 's3api list-buckets'), 'failed')),
      await of(iam(B, 'Vendor'), failed(cell(A, 'iam get-account-authorization-details'))),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('of a folder that is there brings the newest run, and drops what was derived from the older one', async () => {
    const first = await collect([iam(A, 'Vendor'), failed(cell(A, 's3api list-buckets'), 'denied', 'no way')])
    writeDerived(first.folder, 'access-graph-1.bin', Buffer.from('old'))
    const again = await collect(
      [failed(cell(A, 's3api list-buckets'), 'denied', 'still not'), iam(A, 'Vendor')],
      '2026-03-03T00:00:00Z',
    )
    expect(again.folder).toBe(first.folder)
    const { manifest, facts, rawRecords } = openSnapshot(home)
    expect(manifest.takenAt).toBe('2026-03-03T00:00:00Z')
    expect(
      facts()
        .gaps.map(({ message }) => message)
        .join(),
    ).toContain('still not')
    expect(
      facts()
        .gaps.map(({ message }) => message)
        .join(),
    ).not.toContain('no way')
    expect(rawRecords().map(({ message }) => message)).toContain('still not')
    expect(readdirSync(first.folder).sort()).toEqual(['coverage.json', 'facts.json', 'manifest.json', 'raw.ndjson.gz'])
    writeDerived(first.folder, 'access-graph-1.bin', Buffer.from('new'))
    await collect([iam(A, 'Vendor'), failed(cell(A, 's3api list-buckets'), 'denied', 'still not')])
    expect(readdirSync(first.folder)).toContain('access-graph-1.bin')
  })
})

describe('a collection', () => {
  it('reports cells by status and scope, and what was missing with the permissions for it', async () => {
    const bucket = (account: string): Cell => cell(account, 's3api get-bucket-acl', ['b'], 'us-east-1')
    const { report, manifest } = await collect([
      ...[iam(A, 'Vendor'), iam(B), answered(cell(A, 'kms list-keys'), null, 'none')],
      ...[failed(bucket(A)), failed(bucket(B)), failed(cell(B, 'kms list-keys'), 'throttled', 'Rate exceeded')],
    ])
    const { gaps, snapshot, ...rest } = report
    expect(rest).toEqual<Omit<CollectReport, 'gaps' | 'snapshot'>>({
      schema: 'inroads/collect/1',
      cells: { ok: 2, none: 1, denied: 2, throttled: 1, failed: 0 },
      scopes: [
        { cloud: 'aws', scope: A, ok: 1, none: 1, denied: 1, throttled: 0, failed: 0 },
        { cloud: 'aws', scope: B, ok: 1, none: 0, denied: 1, throttled: 1, failed: 0 },
      ],
      missing: [
        {
          ...{ cloud: 'aws', service: 'kms', operation: 'list-keys', status: 'throttled', cells: 1, scopes: [B] },
          ...{ permissions: ['kms:list-keys'], message: 'Rate exceeded' },
        },
        {
          ...{
            cloud: 'aws',
            service: 's3api',
            operation: 'get-bucket-acl',
            status: 'denied',
            cells: 2,
            scopes: [A, B],
          },
          ...{ permissions: ['s3api:get-bucket-acl'], message: 'AccessDenied' },
        },
      ],
      stale: [],
      complete: false,
    })
    expect(gaps.length).toBeGreaterThan(2)
    expect(snapshot).toMatchObject({ id: manifest.id, takenAt: '2026-01-01T00:00:00Z' })
    expect(manifest.source).toBe('collect')
  })

  it('that got no answer at all leaves the snapshot that is there', async () => {
    const { manifest } = await collect([iam(A, 'Vendor')])
    await expect(collect([failed(cell(A, 'iam get-account-authorization-details'))])).rejects.toThrow('nothing to make')
    expect(openSnapshot(home).manifest.id).toBe(manifest.id)
  })

  it('lets a cloud conclude from all of its records before they are settled', async () => {
    const { facts } = await collectSnapshot([iam(A, 'Vendor'), iam(B, 'Inner')], {
      ...{ home, connectors: [aws], clouds: ['aws'], startedAt: '2026-01-01T00:00:00Z', permissions: () => [] },
      conclude: (_cloud, records) => (records.length === 2 ? records.filter(({ account }) => account === B) : []),
    })
    expect(facts.nodes.map(({ id }) => id)).toContain(`arn:aws:iam::${B}:role/Inner`)
    expect(facts.nodes.map(({ id }) => id)).not.toContain(`arn:aws:iam::${A}:role/Vendor`)
  })
})

describe('a scope that failed as a whole', () => {
  const down = (account: string): FinishedCell[] => [
    failed(cell(account, 'iam get-account-authorization-details'), 'failed', 'ExpiredToken'),
    failed(cell(account, 's3api list-buckets'), 'failed', 'ExpiredToken'),
  ]
  const VENDOR = `arn:aws:iam::${A}:role/Vendor`

  it('keeps its last records, marked, beside the failures of this time', async () => {
    await collect([iam(A, 'Vendor'), policy(A, 'b'), iam(B)])
    const { facts, report, manifest } = await collect([...down(A), iam(B, 'New')], '2026-02-02T00:00:00Z')
    expect(report.stale).toEqual([{ cloud: 'aws', scope: A, since: '2026-01-01T00:00:00Z' }])
    expect(manifest.stale).toEqual(report.stale)
    const ids = facts.nodes.map(({ id }) => id)
    expect(ids).toContain(VENDOR)
    expect(ids).toContain(`arn:aws:iam::${B}:role/New`)
    expect(facts.nodes.find(({ id }) => id === `aws:${A}`)?.properties['staleSince']).toBe('2026-01-01T00:00:00Z')
    expect(facts.nodes.find(({ id }) => id === `aws:${B}`)?.properties['staleSince']).toBeUndefined()
    const ofScope = facts.gaps.filter(({ scope, service }) => scope === `aws:${A}` && service === '*')
    expect(ofScope).toMatchObject([{ reason: 'failed', message: expect.stringContaining('2026-01-01') as string }])
    expect(facts.gaps.some(({ scope, message }) => scope === `aws:${A}` && message.includes('ExpiredToken'))).toBe(true)
    expect(content(openSnapshot(home).rawRecords()).filter((line) => line.startsWith(A))).toEqual([
      `${A} get-account-authorization-details failed `,
      `${A} get-account-authorization-details ok 2026-01-01T00:00:00Z`,
      `${A} list-buckets failed `,
      `${A} get-bucket-policy ok 2026-01-01T00:00:00Z`,
    ])
  })

  it('keeps the older date when it fails again, and has then the same content', async () => {
    await collect([iam(A, 'Vendor'), iam(B)])
    const second = await collect([...down(A), iam(B)], '2026-02-02T00:00:00Z')
    const third = await collect([...down(A), iam(B)], '2026-03-03T00:00:00Z')
    expect(third.report.stale).toEqual([{ cloud: 'aws', scope: A, since: '2026-01-01T00:00:00Z' }])
    expect(third.manifest.id).toBe(second.manifest.id)
    const fresh = await collect([iam(A, 'Vendor'), iam(B)], '2026-04-04T00:00:00Z')
    expect(fresh.report.stale).toEqual([])
    expect(content(openSnapshot(home).rawRecords())).toHaveLength(2)
  })

  it('is kept from an import too, and from an older snapshot where the current one lacks it', async () => {
    const dump = join(home, 'dump', A, 'global')
    mkdirSync(dump, { recursive: true })
    writeFileSync(join(dump, 'iam-get-account-authorization-details.json'), JSON.stringify(details(A, 'Vendor')))
    await importPaths([join(home, 'dump')], { home, connectors: [aws], now: () => new Date('2026-01-05T00:00:00Z') })
    await collect([iam(B)], '2026-01-06T00:00:00Z')
    const { facts, report } = await collect([...down(A), iam(B)], '2026-02-02T00:00:00Z')
    expect(facts.nodes.map(({ id }) => id)).toContain(VENDOR)
    expect(report.stale).toEqual([{ cloud: 'aws', scope: A, since: '2026-01-05T00:00:00.000Z' }])
  })

  it('is one whose identities could not be read, though other calls were answered: these are fresh', async () => {
    await collect([iam(A, 'Vendor'), policy(A, 'b', '{"old":1}'), policy(A, 'gone')])
    await collect(
      [failed(cell(A, 'iam get-account-authorization-details')), policy(A, 'b', '{"new":1}')],
      '2026-02-02T00:00:00Z',
    )
    expect(content(openSnapshot(home).rawRecords())).toEqual([
      `${A} get-account-authorization-details denied `,
      `${A} get-account-authorization-details ok 2026-01-01T00:00:00Z`,
      `${A} get-bucket-policy ok `,
    ])
  })

  it('is not one in which a call was refused, nor one that was not asked', async () => {
    await collect([iam(A, 'Vendor'), policy(A, 'b'), iam(B, 'Gone')])
    const { report } = await collect([iam(A, 'Vendor'), failed(cell(A, 's3api list-buckets'))], '2026-02-02T00:00:00Z')
    expect(report.stale).toEqual([])
    expect(
      openSnapshot(home)
        .rawRecords()
        .map(({ account }) => account),
    ).toEqual([A, A])
  })

  it('keeps what was refused before and was not asked this time: its gap must not go', async () => {
    const refused = failed(cell(A, 's3api get-bucket-policy', ['secret'], 'us-east-1'))
    await collect([iam(A, 'Vendor'), refused])
    const { facts } = await collect([...down(A), iam(B)], '2026-02-02T00:00:00Z')
    expect(facts.gaps.some(({ call, reason }) => call === 'GetBucketPolicy' && reason === 'denied')).toBe(true)
  })

  it('is every scope of a cloud that said nothing, also those that it did not even list', async () => {
    const gcp: Connector = { ...awsConnector, cloud: 'gcp' }
    const project = answered(cell('p', 'x list', [], 'global', 'gcp'), { items: [1] })
    const options = { home, connectors: [aws, gcp], clouds: ['aws', 'gcp'] as Cloud[], permissions: () => [] }
    await collectSnapshot([iam(A, 'Vendor'), project], { ...options, startedAt: '2026-01-01T00:00:00Z' })
    const { report } = await collectSnapshot(
      [iam(A, 'Vendor'), failed(cell('organization', 'x list-projects', [], 'global', 'gcp'))],
      { ...options, startedAt: '2026-02-02T00:00:00Z' },
    )
    expect(report.stale).toEqual([{ cloud: 'gcp', scope: 'p', since: '2026-01-01T00:00:00Z' }])
  })
})

describe('merging', () => {
  const organization = answered(cell(A, 'organizations describe-organization'), { Organization: { Id: 'o-1' } })

  it('of shards gives the snapshot of a single run, whatever their order', async () => {
    const whole = await collect([organization, iam(A, 'Vendor'), policy(A, 'b'), iam(B, 'Inner')])
    const one = await collect([organization, iam(A, 'Vendor'), policy(A, 'b')], '2026-01-02T00:00:00Z')
    const two = await collect([iam(B, 'Inner'), organization], '2026-01-03T00:00:00Z')
    const other = join(home, 'other')
    const names = [one.folder, two.folder]
    const merged = mergeSnapshots(names, { home: other, connectors: [aws] })
    expect(merged.manifest.id).toBe(whole.manifest.id)
    expect(merged.facts).toEqual(whole.facts)
    expect(merged.manifest).toMatchObject({ source: 'merge', takenAt: '2026-01-02T00:00:00Z' })
    expect(merged.report).toMatchObject({ merged: [one.manifest.id, two.manifest.id].sort(), conflicts: 0, records: 4 })
    expect(mergeSnapshots([...names].reverse(), { home: other, connectors: [aws] }).manifest.id).toBe(
      merged.manifest.id,
    )
    expect(openSnapshot(other).manifest.id).toBe(merged.manifest.id)
  })

  it('takes an answer before a refusal and the newer of two answers, in any order', async () => {
    const old = await collect([iam(A, 'Old'), policy(A, 'b')], '2026-01-01T00:00:00Z')
    const newer = await collect(
      [iam(A, 'New'), failed(cell(A, 's3api get-bucket-policy', ['b'], 'us-east-1'))],
      '2026-02-02T00:00:00Z',
    )
    const wanted = await collect([iam(A, 'New'), policy(A, 'b')])
    for (const names of [
      [old.folder, newer.folder],
      [newer.folder, old.folder],
    ]) {
      const { manifest, report } = mergeSnapshots(names, { home, connectors: [aws] })
      expect(manifest.id).toBe(wanted.manifest.id)
      expect(report.conflicts).toBe(2)
    }
  })

  it('keeps parts of one list that lie in files of other names', async () => {
    const part = (name: string, role: string): FinishedCell =>
      answered({ ...cell(A, 'iam get-account-authorization-details'), path: name }, details(A, role))
    const one = await collect([part('users.json', 'One')], '2026-01-01T00:00:00Z')
    const two = await collect([part('roles.json', 'Two')], '2026-02-02T00:00:00Z')
    const { facts, report } = mergeSnapshots([one.manifest.id, two.manifest.id], { home, connectors: [aws] })
    expect(facts.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(['One', 'Two']))
    expect(report.conflicts).toBe(0)
  })
})

describe('coverage', () => {
  it('counts answers of each place and service, and names what is missing', async () => {
    const cells = [
      ...[iam(A, 'Vendor'), policy(A, 'b'), policy(A, 'c')],
      ...['x', 'y'].map((name) => failed(cell(A, 's3api get-bucket-policy', [name], 'us-east-1'))),
      failed(
        cell(A, 's3api get-bucket-acl', ['x'], 'us-east-1'),
        'failed',
        'An error occurred (Throttling): Rate exceeded',
      ),
    ]
    const { folder } = await collect(cells)
    const none = { none: 0, throttled: 0, failed: 0, denied: 0 }
    expect(openSnapshot(home, folder).coverage()).toEqual({
      schema: 'inroads/coverage/1',
      cells: [
        { cloud: 'aws', scope: A, region: 'global', service: 'iam', counts: { ...none, ok: 1 }, stale: 0, missing: [] },
        {
          ...{ cloud: 'aws', scope: A, region: 'us-east-1', service: 's3api', stale: 0 },
          counts: { ...none, ok: 2, denied: 2, throttled: 1 },
          missing: [
            { operation: 'get-bucket-acl', status: 'throttled', count: 1 },
            { operation: 'get-bucket-policy', status: 'denied', count: 2 },
          ],
        },
      ],
    })
  })

  it('is made of the raw records where a snapshot was stored without it', async () => {
    const { folder } = await collect([iam(A, 'Vendor')])
    rmSync(join(folder, 'coverage.json'))
    const snapshot = openSnapshot(home)
    expect(snapshot.coverage()).toEqual(coverageOf(snapshot.rawRecords()))
    expect(readdirSync(folder)).toContain('coverage.json')
  })
})
