import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { awsConnector } from '../../../connectors/aws/index.js'
import { UserError } from '../../../src/model/index.js'
import {
  derivedPath,
  importPaths,
  listSnapshots,
  openSnapshot,
  writeDerived,
  type ImportResult,
} from '../../../src/snapshot/index.js'

let root: string
let home: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inroads-snapshot-'))
  home = join(root, 'home')
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const CALL = '111122223333/global/iam-get-account-authorization-details.json'
const details = (...names: string[]): string =>
  JSON.stringify({
    UserDetailList: names.map((name) => ({ UserName: name, Arn: `arn:aws:iam::111122223333:user/${name}` })),
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
  })

function put(folder: string, files: Record<string, string | Buffer>): string {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, folder, path)
    mkdirSync(join(target, '..'), { recursive: true })
    writeFileSync(target, content)
  }
  return join(root, folder)
}

const load = (path: string, now = '2026-01-01T00:00:00Z'): Promise<ImportResult> =>
  importPaths([path], { home, connectors: [awsConnector], now: () => new Date(now) })

describe('an import', () => {
  it('becomes the current snapshot, and is read back as it was', async () => {
    const { manifest, facts, report } = await load(put('dump', { [CALL]: details('ada') }))
    const snapshot = openSnapshot(home)
    expect(snapshot.manifest).toEqual(manifest)
    expect(snapshot.facts()).toEqual(facts)
    expect(snapshot.rawRecords().map(({ file, account }) => [file, account])).toEqual([[CALL, '111122223333']])
    expect(snapshot.summary).toEqual({ id: manifest.id, takenAt: null, scopes: ['aws:111122223333'], complete: false })
    expect(report).toEqual({
      schema: 'inroads/import/1',
      snapshot: snapshot.summary,
      files: { recognised: 1, unrecognised: [], malformed: [] },
      gaps: facts.gaps,
    })
    expect(statSync(home).mode & 0o777).toBe(0o700)
  })

  it('has an id of its content alone: not of the folder, the time or the container', async () => {
    const first = await load(put('here', { [CALL]: details('ada') }))
    const again = await load(put('else/where', { [CALL]: details('ada') }), '2027-01-01T00:00:00Z')
    const packed = await load(put('packed', { [`${CALL}.gz`]: gzipSync(details('ada')) }))
    const other = await load(put('other', { [CALL]: details('bob') }))
    expect([again.manifest.id, packed.manifest.id]).toEqual([first.manifest.id, first.manifest.id])
    expect(other.manifest.id).not.toBe(first.manifest.id)
    expect(first.manifest.id).toMatch(/^[0-9a-f]{16}$/)
    expect(
      listSnapshots(home)
        .map(({ id, current }) => [id, current])
        .sort(),
    ).toEqual(
      [
        [first.manifest.id, false],
        [other.manifest.id, true],
      ].sort(),
    )
  })

  it('goes on past damaged and unknown files, and lists them', async () => {
    const { manifest, facts } = await load(
      put('dump', {
        [CALL]: details('ada'),
        '111122223333/us-east-1/s3api-get-bucket-policy/broken.json': '{"Policy": ',
        '111122223333/us-east-1/mystery-list-things.json': '{"Things": [1]}',
        'notes/minutes.json': '{"agenda": []}',
        'notes/torn.json': '{"agenda": [',
        'broken.json.gz': 'no gzip',
        'empty.json': '',
      }),
    )
    expect(manifest.files).toEqual({
      recognised: 2,
      unrecognised: ['broken.json', 'empty.json', 'notes/minutes.json'].slice(1),
      malformed: [
        {
          path: '111122223333/us-east-1/s3api-get-bucket-policy/broken.json',
          message: 'line 1, column 12: unexpected end of the text',
        },
        { path: 'broken.json', message: 'line 1, column 1: a value expected, not `n`' },
        { path: 'notes/torn.json', message: 'line 1, column 13: unexpected end of the text' },
      ],
    })
    expect(manifest.notRead).toEqual([{ call: 'mystery list-things', records: 1 }])
    expect(facts.gaps.some(({ call, reason }) => call === 'GetBucketPolicy' && reason === 'failed')).toBe(true)
  })

  it('takes its time from the dump, where it tells', async () => {
    const { manifest } = await load(
      put('dump', {
        [CALL]: details('ada'),
        '111122223333/global/iam-get-credential-report.json': JSON.stringify({
          Content: 'user,arn\n',
          GeneratedTime: '2026-03-04T05:06:07+00:00',
        }),
      }),
    )
    expect(manifest.takenAt).toBe('2026-03-04T05:06:07Z')
  })

  it('of nothing that is known is refused, and the current snapshot stays', async () => {
    const { manifest } = await load(put('dump', { [CALL]: details('ada') }))
    await expect(load(put('notes', { 'a.json': '{}' }))).rejects.toThrow(UserError)
    await expect(load(join(root, 'missing'))).rejects.toThrow('nothing at')
    expect(openSnapshot(home).manifest.id).toBe(manifest.id)
  })

  it('that was killed leaves nothing that counts', async () => {
    const { manifest } = await load(put('dump', { [CALL]: details('ada') }))
    const left = join(home, 'snapshots', '.unfinished-0123456789abcdef-aa')
    mkdirSync(left)
    writeFileSync(join(left, 'manifest.json'), '{')
    expect(listSnapshots(home).map(({ id }) => id)).toEqual([manifest.id])
    expect(openSnapshot(home).manifest.id).toBe(manifest.id)
    await load(put('second', { [CALL]: details('bob') }))
    expect(existsSync(left)).toBe(true)
    utimesSync(left, 0, 0)
    await load(put('third', { [CALL]: details('eve') }))
    expect(existsSync(left)).toBe(false)
    expect(readdirSync(home).sort()).toEqual(['current', 'snapshots'])
  })
})

describe('a snapshot', () => {
  it('is opened by id, by the beginning of it, or by path', async () => {
    const { manifest, folder } = await load(put('dump', { [CALL]: details('ada') }))
    for (const name of [manifest.id, manifest.id.slice(0, 6), folder])
      expect(openSnapshot(home, name).manifest.id).toBe(manifest.id)
    expect(() => openSnapshot(home, 'ffffffffffffffff')).toThrow('no snapshot `ffffffffffffffff`')
    expect(() => openSnapshot(join(root, 'empty'))).toThrow('no snapshot in')
  })

  it('says when it is damaged', async () => {
    const { folder, manifest } = await load(put('dump', { [CALL]: details('ada') }))
    writeFileSync(join(folder, manifest.factsFile), '{')
    expect(() => openSnapshot(home).facts()).toThrow('is damaged')
    writeFileSync(join(folder, 'manifest.json'), '')
    expect(() => openSnapshot(home)).toThrow('is damaged')
  })

  it('takes derived files, whole or not at all, under plain names', async () => {
    const { folder } = await load(put('dump', { [CALL]: details('ada') }))
    writeDerived(folder, 'graph.bin', Buffer.from('one'))
    writeDerived(folder, 'graph.bin', Buffer.from('two'))
    expect(readFileSync(derivedPath(folder, 'graph.bin'), 'utf8')).toBe('two')
    for (const name of ['../x', 'a/b', '.x']) expect(() => derivedPath(folder, name)).toThrow('no name')
    expect(readdirSync(folder).sort()).toEqual([
      'coverage.json',
      'facts.json',
      'graph.bin',
      'manifest.json',
      'raw.ndjson.gz',
    ])
  })

  it('makes its facts again from the raw records when the connector has changed', async () => {
    const { manifest, folder } = await load(put('dump', { [CALL]: details('ada') }))
    writeFileSync(
      join(folder, manifest.factsFile),
      JSON.stringify({ nodes: [], edges: [], documents: [], attachments: [], gaps: [] }),
    )
    expect(openSnapshot(home, undefined, { connectors: [awsConnector] }).facts().nodes).toEqual([])
    const newer = { ...awsConnector, version: awsConnector.version + 1 }
    const renewed = openSnapshot(home, undefined, { connectors: [newer] })
    expect(renewed.facts().nodes.map(({ id }) => id)).toContain('arn:aws:iam::111122223333:user/ada')
    expect(renewed.manifest).toMatchObject({ id: manifest.id, versions: { aws: newer.version } })
    expect(openSnapshot(home).manifest).toEqual(renewed.manifest)
  })
})
