import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/connector/index.js'
import { UserError } from '../../../src/model/index.js'
import {
  listSnapshots,
  mergeSnapshots,
  openSnapshot,
  pullSnapshot,
  pushSnapshot,
  writeDerived,
} from '../../../src/snapshot/index.js'
import { memoryStore, type MemoryStore } from '../../support/stores/memory-store.js'
import { connectors, imported, newFolder } from '../../support/stores/snapshots.js'

const A = '111122223333'
const B = '444455556666'
const current = { id: null }
const whole = { id: null, wantsRaw: () => true }

const textOf = (store: MemoryStore, name: string) => Buffer.from(store.objects.get(name) ?? []).toString('utf8')
const idOf = (store: MemoryStore) => textOf(store, 'current').trim()
const namesIn = (home: string) => (existsSync(join(home, 'snapshots')) ? readdirSync(join(home, 'snapshots')) : [])

async function pushed(store: MemoryStore, account: string, roles: string[], at?: string) {
  const home = newFolder()
  const stored = await imported(home, account, roles, at)
  await pushSnapshot(store, stored.folder, stored.manifest.id)
  return { home, ...stored }
}

describe('a snapshot that went through a store', () => {
  it('answers as the one that was put there, and has its raw records where they are asked for', async () => {
    const store = memoryStore()
    const { manifest, facts, home } = await pushed(store, A, ['Vendor'])
    const there = newFolder()
    expect(await pullSnapshot(store, there, current)).toBe(manifest.id)
    const snapshot = openSnapshot(there, manifest.id)
    expect(snapshot.facts()).toEqual(facts)
    expect(snapshot.manifest).toEqual(manifest)
    expect(snapshot.coverage()).toEqual(openSnapshot(home).coverage())
    expect(store.reads.filter((name) => name.includes('raw'))).toEqual([])
    expect(existsSync(join(there, 'current'))).toBe(false)
    await pullSnapshot(store, there, whole)
    expect(openSnapshot(there, manifest.id).rawRecords()).toEqual(openSnapshot(home).rawRecords())
  })

  it('says how to fetch raw records that were left in the store', async () => {
    const store = memoryStore()
    const { manifest } = await pushed(store, A, ['Vendor'])
    const there = newFolder()
    await pullSnapshot(store, there, current)
    const error = await thrown(() => openSnapshot(there, manifest.id).rawRecords())
    expect(error.message).toContain(`the raw records of the snapshot \`${manifest.id}\` are not here`)
    expect(error.hint).toContain(`inroads merge s3://audit/kept/${manifest.id}`)
  })

  it('keeps what was derived, so that nothing is derived twice', async () => {
    const store = memoryStore()
    const home = newFolder()
    const { folder, manifest } = await imported(home, A, ['Vendor'])
    writeDerived(folder, 'access-graph-9.bin', Buffer.from('graph'))
    await pushSnapshot(store, folder, manifest.id)
    const there = newFolder()
    await pullSnapshot(store, there, current)
    expect(readFileSync(join(there, 'snapshots', manifest.id, 'access-graph-9.bin'), 'utf8')).toBe('graph')
  })

  it('is found by its id when another one is current', async () => {
    const store = memoryStore()
    const first = await pushed(store, A, ['Vendor'])
    const second = await pushed(store, A, ['Vendor', 'Other'])
    const there = newFolder()
    expect(await pullSnapshot(store, there, { id: first.manifest.id })).toBe(first.manifest.id)
    expect(await pullSnapshot(store, there, current)).toBe(second.manifest.id)
    expect(openSnapshot(there, first.manifest.id).facts()).toEqual(first.facts)
  })

  it('merges with others as it does here', async () => {
    const store = memoryStore()
    const [home, there] = [newFolder(), newFolder()]
    const ids: string[] = []
    for (const [account, role] of [
      [A, 'Vendor'],
      [B, 'Other'],
    ] as const) {
      const { folder, manifest } = await imported(home, account, [role])
      await pushSnapshot(store, folder, manifest.id)
      ids.push(manifest.id)
    }
    const here = mergeSnapshots(ids, { home, connectors })
    const fetched = []
    for (const id of ids) fetched.push(await pullSnapshot(store, there, { id, wantsRaw: () => true }))
    const remote = mergeSnapshots(fetched, { home: there, connectors })
    expect(remote.manifest.id).toBe(here.manifest.id)
    expect(remote.facts).toEqual(here.facts)
  })
})

describe('writing to a store', () => {
  it('writes no file again that is there', async () => {
    const store = memoryStore()
    const { folder, manifest } = await pushed(store, A, ['Vendor'])
    store.written.length = 0
    expect(await pushSnapshot(store, folder, manifest.id)).toEqual({ written: 0, bytes: 0 })
    expect(store.written).toEqual([`snapshots/${manifest.id}/files.json`, 'current'])
  })

  it('writes a later run with the same content beside the first one', async () => {
    const store = memoryStore()
    const first = await pushed(store, A, ['Vendor'])
    store.written.length = 0
    const again = await pushed(store, A, ['Vendor'], '2026-11-02T00:00:00Z')
    expect(again.manifest.id).toBe(first.manifest.id)
    expect(store.written.map((name) => name.replace(/.*-/, '').replace(/.*\//, ''))).toEqual([
      'manifest.json',
      'files.json',
      'current',
    ])
  })

  it('leaves the former snapshot readable wherever it is killed', async () => {
    const writes = await writesOf(['Vendor', 'Other'])
    for (let at = 0; at < writes; at++) {
      const store = memoryStore()
      const former = await pushed(store, A, ['Vendor'])
      killAfter(store, at)
      await expect(pushed(store, A, ['Vendor', 'Other'])).rejects.toThrow('killed')
      store.before = () => undefined
      expect(await pullSnapshot(store, newFolder(), whole)).toBe(former.manifest.id)
      const retried = await pushed(store, A, ['Vendor', 'Other'])
      expect(await pullSnapshot(store, newFolder(), whole)).toBe(retried.manifest.id)
    }
    expect(writes).toBeGreaterThan(4)
  })

  it('leaves a run with the same content readable wherever the next one is killed', async () => {
    for (let at = 0; at < 3; at++) {
      const store = memoryStore()
      const { manifest, facts } = await pushed(store, A, ['Vendor'])
      killAfter(store, at)
      await expect(pushed(store, A, ['Vendor'], '2026-11-02T00:00:00Z')).rejects.toThrow('killed')
      store.before = () => undefined
      const there = newFolder()
      expect(await pullSnapshot(store, there, whole)).toBe(manifest.id)
      expect(openSnapshot(there, manifest.id).facts()).toEqual(facts)
    }
  })

  it('needs no right to list', async () => {
    const store = memoryStore()
    store.before = (action) => {
      if (action !== 'write') throw new StoreError('denied', 'no')
    }
    const { manifest } = await pushed(store, A, ['Vendor'])
    store.before = () => undefined
    expect(await pullSnapshot(store, newFolder(), whole)).toBe(manifest.id)
  })

  it('refuses a snapshot without its raw records', async () => {
    const store = memoryStore()
    const { manifest } = await pushed(store, A, ['Vendor'])
    const there = newFolder()
    await pullSnapshot(store, there, current)
    await expect(pushSnapshot(store, join(there, 'snapshots', manifest.id), manifest.id)).rejects.toThrow(
      /raw records .* are not here/,
    )
  })
})

describe('reading from a store', () => {
  it('leaves nothing to be seen where it is cut off', async () => {
    const store = memoryStore()
    const { manifest } = await pushed(store, A, ['Vendor'])
    await pullSnapshot(store, newFolder(), whole)
    const reads = store.reads.length
    for (let at = 0; at < reads; at++) {
      const there = newFolder()
      let left = at
      store.before = () => {
        if (left-- === 0) throw new Error('killed')
      }
      await expect(pullSnapshot(store, there, whole)).rejects.toThrow('killed')
      expect(namesIn(there)).toEqual([])
      store.before = () => undefined
      expect(await pullSnapshot(store, there, whole)).toBe(manifest.id)
    }
    expect(reads).toBeGreaterThan(5)
  })

  it('follows a later run with the same content, and what was derived from the former one is gone', async () => {
    const store = memoryStore()
    const { manifest } = await pushed(store, A, ['Vendor'])
    const there = newFolder()
    await pullSnapshot(store, there, current)
    const folder = join(there, 'snapshots', manifest.id)
    writeDerived(folder, 'access-graph-1.bin', Buffer.from('old'))
    await pullSnapshot(store, there, current)
    expect(readdirSync(folder)).toContain('access-graph-1.bin')
    await pushed(store, A, ['Vendor'], '2026-11-02T00:00:00Z')
    await pullSnapshot(store, there, current)
    expect(openSnapshot(there, manifest.id).manifest.importedAt).toBe('2026-11-02T00:00:00.000Z')
    expect(readdirSync(folder)).not.toContain('access-graph-1.bin')
    const elsewhere = memoryStore('gs://elsewhere')
    await pushed(elsewhere, A, ['Vendor'], '2026-11-03T00:00:00Z')
    await pullSnapshot(elsewhere, there, current)
    expect((await thrown(() => openSnapshot(there, manifest.id).rawRecords())).hint).toContain('merge gs://elsewhere/')
    // A former run that is put there again does not turn the clock back.
    await pushed(store, A, ['Vendor'])
    await pullSnapshot(store, there, current)
    expect(openSnapshot(there, manifest.id).manifest.importedAt).toBe('2026-11-03T00:00:00.000Z')
  })

  it('never changes a snapshot that was made here', async () => {
    const store = memoryStore()
    const { manifest } = await pushed(store, A, ['Vendor'], '2027-01-01T00:00:00Z')
    forge(store, manifest.id, 'facts.json', Buffer.from('{"nodes":[]}'))
    const home = newFolder()
    const own = await imported(home, A, ['Vendor'])
    await pullSnapshot(store, home, whole)
    expect(openSnapshot(home).facts()).toEqual(own.facts)
    expect(openSnapshot(home).manifest).toEqual(own.manifest)
  })

  it('says what is not there', async () => {
    const store = memoryStore()
    const empty = await thrown(() => pullSnapshot(store, newFolder(), current))
    expect(empty.message).toBe('no snapshot in `s3://audit/kept`')
    expect(empty.hint).toContain('--store s3://audit/kept')
    const { manifest } = await pushed(store, A, ['Vendor'])
    await expect(pullSnapshot(store, newFolder(), { id: 'ffffffffffffffff' })).rejects.toThrow(
      'no snapshot `ffffffffffffffff` in `s3://audit/kept`',
    )
    for (const name of [...store.objects.keys()]) if (name.endsWith('facts.json')) store.objects.delete(name)
    await expect(pullSnapshot(store, newFolder(), current)).rejects.toThrow(/is damaged: .*facts\.json` is gone/)
    expect(idOf(store)).toBe(manifest.id)
  })
})

describe('a hostile store', () => {
  const NAMES = [
    '../../evil.bin',
    '/etc/evil.bin',
    '..',
    '',
    '.unfinished-x.bin',
    'a\\b-c.bin',
    'origin.json',
    'current',
    'access-graph-1.bin/../../x',
    'access-graph-1.bin\u0000',
    'ACCESS-GRAPH-1.BIN',
  ]
  it.each(NAMES)('cannot name a file %j', async (name) => {
    const store = memoryStore()
    const { manifest } = await pushed(store, A, ['Vendor'])
    forge(store, manifest.id, name, Buffer.from('evil'))
    const there = newFolder()
    await expect(pullSnapshot(store, there, whole)).rejects.toThrow('names what is no file of a snapshot')
    expect(readdirSync(there)).toEqual([])
  })

  it.each(['../../home', '0123456789ABCDEF', '0123456789abcde', 'x'.repeat(64), ''])(
    'cannot call %j the current snapshot',
    async (pointer) => {
      const store = memoryStore()
      await pushed(store, A, ['Vendor'])
      store.objects.set('current', Buffer.from(pointer))
      const there = newFolder()
      await expect(pullSnapshot(store, there, current)).rejects.toThrow('does not name a snapshot')
      expect(readdirSync(there)).toEqual([])
    },
  )

  it('cannot hand out another content than the listing says', async () => {
    const store = memoryStore()
    await pushed(store, A, ['Vendor'])
    const name = [...store.objects.keys()].find((one) => one.endsWith('-facts.json')) ?? ''
    const bytes = Buffer.from(textOf(store, name).replaceAll('Vendor', 'Nobody'))
    store.objects.set(name, bytes)
    await expect(pullSnapshot(store, newFolder(), current)).rejects.toThrow('is not what was written')
  })

  it('cannot hand out one snapshot as another', async () => {
    const store = memoryStore()
    const first = await pushed(store, A, ['Vendor'])
    const second = await pushed(store, B, ['Vendor'])
    const [one, other] = [first.manifest.id, second.manifest.id]
    for (const [name, bytes] of [...store.objects])
      if (name.includes(one)) store.objects.set(name.replace(one, other), bytes)
    await expect(pullSnapshot(store, newFolder(), { id: other })).rejects.toThrow(
      `the manifest of \`${other}\` is not one`,
    )
  })

  it('cannot fill the memory: sizes are bounded, packed and unpacked', async () => {
    const store = memoryStore()
    const { manifest } = await pushed(store, A, ['Vendor'])
    const listing = `snapshots/${manifest.id}/files.json`
    const before = textOf(store, listing)
    store.objects.set(listing, Buffer.from(before.replace(/"bytes":\d+/, '"bytes":1e12')))
    await expect(pullSnapshot(store, newFolder(), whole)).rejects.toThrow('is no file of a snapshot')
    store.objects.set(listing, Buffer.alloc(100_000, 0x20))
    await expect(pullSnapshot(store, newFolder(), whole)).rejects.toThrow('is too large')
    store.objects.set(listing, Buffer.from(before))
    forge(store, manifest.id, 'raw.ndjson.gz', gzipSync(Buffer.alloc(2 ** 20 + 1)))
    await expect(pullSnapshot(store, newFolder(), { ...whole, limits: { fileBytes: 2 ** 20 } })).rejects.toThrow(
      'does not unpack to a file of a snapshot',
    )
    forge(store, manifest.id, 'raw.ndjson.gz', Buffer.from('no gzip'))
    await expect(pullSnapshot(store, newFolder(), whole)).rejects.toThrow('does not unpack to a file of a snapshot')
  })

  it('cannot list files without end, or something that is no listing', async () => {
    const store = memoryStore()
    const { manifest } = await pushed(store, A, ['Vendor'])
    const listing = `snapshots/${manifest.id}/files.json`
    const file = { name: 'coverage.json', sha256: '0'.repeat(64), bytes: 1 }
    for (const content of [
      { schema: 'inroads/files/1', files: Array.from({ length: 51 }, () => file) },
      { schema: 'inroads/files/2', files: [file] },
      { schema: 'inroads/files/1', files: { length: 1 } },
      [],
      null,
    ]) {
      store.objects.set(listing, Buffer.from(JSON.stringify(content)))
      await expect(pullSnapshot(store, newFolder(), current)).rejects.toThrow('is not a listing')
    }
    store.objects.set(listing, Buffer.from('{'))
    await expect(pullSnapshot(store, newFolder(), current)).rejects.toThrow('is not a listing')
  })
})

it('a folder that came from a store counts as made here once an import has written it anew', async () => {
  const store = memoryStore()
  const { manifest } = await pushed(store, A, ['Vendor'])
  const there = newFolder()
  await pullSnapshot(store, there, current)
  const own = await imported(there, A, ['Vendor'])
  forge(store, manifest.id, 'facts.json', Buffer.from('{"nodes":[]}'))
  const later = Buffer.from(JSON.stringify({ ...manifest, importedAt: '2030-01-01T00:00:00.000Z' }))
  forge(store, manifest.id, 'manifest.json', later)
  await pullSnapshot(store, there, current)
  expect(openSnapshot(there, manifest.id).facts()).toEqual(own.facts)
  expect(listSnapshots(there)).toHaveLength(1)
})

it('a snapshot whose files were lost is still called damaged', async () => {
  const { folder, home } = await pushed(memoryStore(), A, ['Vendor'])
  writeFileSync(join(folder, 'raw.ndjson.gz'), 'x')
  expect((await thrown(() => openSnapshot(home).rawRecords())).message).toMatch(/is damaged/)
})

/** Puts a file into the store and its listing, as somebody who may write there could. */
function forge(store: MemoryStore, id: string, name: string, bytes: Buffer): void {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const listing = JSON.parse(textOf(store, `snapshots/${id}/files.json`)) as { files: { name: string }[] }
  const files = [...listing.files.filter((file) => file.name !== name), { name, sha256, bytes: bytes.length }]
  store.objects.set(`snapshots/${id}/files.json`, Buffer.from(JSON.stringify({ ...listing, files })))
  store.objects.set(`snapshots/${id}/${sha256}-${name}`, bytes)
}

async function writesOf(roles: string[]): Promise<number> {
  const store = memoryStore()
  await pushed(store, A, roles)
  return store.written.length
}

/** Lets so many more objects be written. */
function killAfter(store: MemoryStore, writes: number): void {
  let left = writes
  store.before = (action) => {
    if (action === 'write' && left-- === 0) throw new Error('killed')
  }
}

async function thrown(body: () => unknown): Promise<UserError> {
  try {
    await body()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
