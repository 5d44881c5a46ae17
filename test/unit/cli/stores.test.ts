import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Ports } from '../../../src/cli/ports.js'
import { livePorts } from '../../../src/cli/live-ports.js'
import { StoreError } from '../../../src/connector/index.js'
import { pullSnapshot, pushSnapshot } from '../../../src/snapshot/index.js'
import { dumpOf } from '../../support/stores/snapshots.js'
import { memoryStore, type MemoryStore } from '../../support/stores/memory-store.js'
import { cellOf, detailsOf, fakeCloud, says } from './fake-cloud.js'
import { fakeHost, runIn, type FakeHost } from './fake-host.js'

const A = '111122223333'
const B = '444455556666'

/** Command lines with the real ports, but for stores: those are in memory, by their addresses. */
function machine(stores: Map<string, MemoryStore>, ports: Partial<Ports> = livePorts): FakeHost {
  const host = fakeHost({
    ports: {
      ...ports,
      openStore: (url) => {
        const store = stores.get(url)
        if (store === undefined) return Promise.reject(new StoreError('no-bucket', `cannot open \`${url}\``))
        return Promise.resolve({
          push: async (home, id) => {
            await pushSnapshot(store, join(home, 'snapshots', id), id)
          },
          pull: (home, id, raw) => pullSnapshot(store, home, { id, wantsRaw: () => raw === 'always' }),
        })
      },
    },
  })
  host.env['INROADS_HOME'] = join(host.cwd, 'home')
  return host
}

const stores = (...urls: string[]) => new Map(urls.map((url) => [url, memoryStore(url)]))
const idIn = (out: string) => (JSON.parse(out) as { snapshot: { id: string } }).snapshot.id
const rowsIn = (out: string) => (JSON.parse(out) as { rows: unknown[] }).rows

describe('a snapshot in a store', () => {
  it('is put there by an import, and answers on another machine as it does here', async () => {
    const kept = stores('s3://audit/all')
    const here = machine(kept)
    const made = await runIn(here, 'import', dumpOf(A, 'Vendor'), '--store', 's3://audit/all', '-o', 'json')
    expect(made.code).toBe(0)
    expect(made.err).toContain('stored in `s3://audit/all`, too')
    const there = machine(kept)
    const local = await runIn(here, 'reach', '999988887777', '-o', 'json')
    for (const named of ['s3://audit/all', 's3://audit/all/', `s3://audit/all/${idIn(made.out)}`]) {
      const remote = await runIn(there, 'reach', '999988887777', '-o', 'json', '--snapshot', named)
      expect(remote).toEqual(local)
    }
    expect(rowsIn(local.out).length).toBeGreaterThan(0)
    const status = await runIn(there, 'status', '-o', 'json', '--snapshot', 's3://audit/all')
    expect(idIn(status.out)).toBe(idIn(made.out))
    expect(readdirSync(join(there.cwd, 'home', 'snapshots', idIn(made.out)))).not.toContain('raw.ndjson.gz')
  })

  it('is merged with others from stores as from folders, into a store', async () => {
    const kept = stores('s3://audit/1', 's3://audit/2', 's3://audit/all')
    const here = machine(kept)
    const one = await runIn(here, 'import', dumpOf(A, 'Vendor'), '--store', 's3://audit/1', '-o', 'json')
    const two = await runIn(here, 'import', dumpOf(B, 'Vendor'), '--store', 's3://audit/2', '-o', 'json')
    const local = await runIn(here, 'merge', idIn(one.out), idIn(two.out), '-o', 'json')
    const there = machine(kept)
    const merge = ['merge', 's3://audit/1', 's3://audit/2', '--store', 's3://audit/all', '-o', 'json']
    const remote = await runIn(there, ...merge)
    expect(remote.code).toBe(0)
    expect(remote.out).toBe(local.out)
    const asked = await runIn(machine(kept), 'reach', '--all', '-o', 'json', '--snapshot', 's3://audit/all')
    expect(asked.out).toBe((await runIn(here, 'reach', '--all', '-o', 'json')).out)
  })

  it('that cannot be put there is stored here, printed, and named with what to do', async () => {
    const kept = stores('s3://audit/all')
    const here = machine(kept)
    const store = kept.get('s3://audit/all') ?? memoryStore()
    store.before = (action) => {
      if (action === 'write') throw new StoreError('denied', 'cannot write to `s3://audit/all`: AccessDenied', 'ask')
    }
    const made = await runIn(here, 'import', dumpOf(A, 'Vendor'), '--store', 's3://audit/all', '-o', 'json')
    const id = idIn(made.out)
    expect(made.code).toBe(4)
    expect(made.err).toContain('cannot write to `s3://audit/all`: AccessDenied')
    const again = `inroads merge ${id} --store s3://audit/all`
    expect(made.err).toContain(again)
    store.before = () => undefined
    expect((await runIn(here, ...again.split(' ').slice(1))).code).toBe(0)
    expect(
      Buffer.from(store.objects.get('current') ?? [])
        .toString('utf8')
        .trim(),
    ).toBe(id)
  })
})

it('a collection goes into a store, and one that was interrupted does when it goes on', async () => {
  const kept = stores('s3://audit/all')
  const fake = fakeCloud([
    says(cellOf(A, 'iam get-account-authorization-details'), detailsOf(A)),
    says(cellOf(A, 's3api list-buckets'), { Buckets: [] }),
  ])
  fake.stopAfter = { calls: 1, ended: 'interrupted' }
  const host = machine(kept, fake.ports)
  const stopped = await runIn(host, 'collect', '--cloud', 'aws', '--store', 's3://audit/all', '-o', 'json')
  expect(stopped.code).toBe(130)
  expect(kept.get('s3://audit/all')?.objects.size).toBe(0)
  const again = /go on with `inroads ([^`]+)`/.exec(stopped.err)?.[1] ?? ''
  expect(again).toContain('--store s3://audit/all')
  fake.stopAfter = null
  const done = await runIn(host, ...again.split(' '), '-o', 'json')
  expect(done.code).toBe(0)
  const asked = await runIn(machine(kept), 'reach', '999988887777', '-o', 'json', '--snapshot', 's3://audit/all')
  expect(idIn(asked.out)).toBe(idIn(done.out))
  expect(rowsIn(asked.out).length).toBeGreaterThan(0)
})

it('a store that cannot be opened is told before anything is read', async () => {
  const host = machine(stores())
  for (const args of [
    ['import', 'not-there.json'],
    ['merge', 'ffff'],
    ['collect', '--cloud', 'aws'],
  ]) {
    const { code, err } = await runIn(host, ...args, '--store', 's3://gone')
    expect({ code, err }).toEqual({ code: 5, err: expect.stringContaining('cannot open `s3://gone`') as string })
  }
  const one = await runIn(host, 'import', 'x.json', '--store', 's3://audit/0123456789abcdef')
  expect(one.err).toContain('names one snapshot')
  expect(existsSync(join(host.cwd, 'home'))).toBe(false)
})

it('the addresses of the live stores are checked', async () => {
  const host = fakeHost({ ports: livePorts })
  for (const [url, said] of [
    ['ftp://bucket/x', '`ftp://bucket/x` is not the address of a store'],
    ['ftp://me:hidden@bucket/x', 'that is not the address of a store'],
    ['s3://', 'is not the address of a store'],
    ['gs://bucket/../x', 'is not the address of a store'],
    ['azblob://account/Container', 'names no container'],
  ] as const) {
    const { code, err } = await runIn(host, 'import', 'x.json', '--store', url)
    expect(code).toBe(2)
    expect(err).toContain(said)
    expect(err).not.toContain('hidden')
  }
})
