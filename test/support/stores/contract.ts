import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { StoreError, type SnapshotStore } from '../../../src/connector/index.js'
import { EXIT } from '../../../src/model/index.js'
import { mergeSnapshots, openSnapshot, pullSnapshot, pushSnapshot } from '../../../src/snapshot/index.js'
import { connectors, imported, newFolder } from './snapshots.js'

/** A cloud's store, as far as the contract needs it: places that are there, and one of each kind that is not. */
export interface StoreUnderTest {
  /** A new place with nothing in it. */
  open(): Promise<SnapshotStore>
  /** One beside it, whose prefix begins with the same letters. */
  beside(): Promise<SnapshotStore>
  denied(): Promise<SnapshotStore>
  noBucket(): Promise<SnapshotStore>
  /** With credentials that are not accepted. */
  unknownCaller(): Promise<SnapshotStore>
  /** Does the server hold itself to what may be listed? */
  guardsLists: boolean
}

const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('utf8'))

/** What holds for the store of every cloud. */
export function keepsTheContract(under: StoreUnderTest): void {
  it('gives back what was written, byte for byte, and nothing where nothing was', async () => {
    const store = await under.open()
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, at) => at % 256))
    await store.write('snapshots/a/file.bin', bytes)
    expect(Buffer.compare((await store.read('snapshots/a/file.bin', 100_000)) ?? Buffer.alloc(0), bytes)).toBe(0)
    expect(await store.read('snapshots/a/other.bin', 100_000)).toBeNull()
    await store.write('empty', new Uint8Array())
    expect(text(await store.read('empty', 10))).toBe('')
    await store.write('current', Buffer.from('one'))
    await store.write('current', Buffer.from('two'))
    expect(text(await store.read('current', 10))).toBe('two')
  })

  it('reads no more than it was asked for', async () => {
    const store = await under.open()
    await store.write('big', Buffer.alloc(5000))
    expect((await store.read('big', 5000))?.length).toBe(5000)
    await expect(store.read('big', 4999)).rejects.toThrow('`big` is larger than 4999 bytes')
  })

  it('lists all pages of what is below it, and nothing beside it', async () => {
    const [store, beside] = [await under.open(), await under.beside()]
    for (const name of ['s/5', 's/1', 's/3', 's/2/x', 's/4', 't']) await store.write(name, Buffer.from(name))
    await beside.write('s/9', Buffer.from('beside'))
    expect(await store.list('s/')).toEqual(['s/1', 's/2/x', 's/3', 's/4', 's/5'])
    expect(await store.list('s/2')).toEqual(['s/2/x'])
    expect(await store.list('none/')).toEqual([])
  })

  it('takes a snapshot and gives it back, and stores merge as folders do', async () => {
    const store = await under.open()
    const [home, there] = [newFolder(), newFolder()]
    const first = await imported(home, '111122223333', ['Vendor'])
    const second = await imported(home, '444455556666', ['Other'])
    for (const { folder, manifest } of [first, second]) await pushSnapshot(store, folder, manifest.id)
    expect(await pullSnapshot(store, there, { id: null })).toBe(second.manifest.id)
    expect(readdirSync(join(there, 'snapshots', second.manifest.id)).sort()).toEqual([
      'coverage.json',
      'facts.json',
      'manifest.json',
      'origin.json',
    ])
    const pulled = []
    for (const { manifest } of [first, second])
      pulled.push(await pullSnapshot(store, there, { id: manifest.id, wantsRaw: () => true }))
    for (const { folder, manifest } of [first, second])
      expect(readFileSync(join(there, 'snapshots', manifest.id, 'raw.ndjson.gz'))).toEqual(
        readFileSync(join(folder, 'raw.ndjson.gz')),
      )
    const remote = mergeSnapshots(pulled, { home: there, connectors })
    const local = mergeSnapshots([first.manifest.id, second.manifest.id], { home, connectors })
    expect(remote.manifest.id).toBe(local.manifest.id)
    expect(openSnapshot(there).facts()).toEqual(openSnapshot(home).facts())
  })

  it('says who may not, what is not there, and whose credentials are not accepted', async () => {
    const cases = [
      [await under.denied(), 'denied', EXIT.credentials],
      [await under.noBucket(), 'no-bucket', EXIT.backend],
      [await under.unknownCaller(), 'credentials', EXIT.credentials],
    ] as const
    for (const [store, kind, exitCode] of cases) {
      const error = await refusal(store.write('current', Buffer.from('x')))
      expect({ kind: error.kind, exitCode: error.exitCode }, error.message).toEqual({ kind, exitCode })
      expect(error.message.startsWith(`cannot write to \`${store.url}\`: `), error.message).toBe(true)
      expect(error.message).not.toMatch(/\n|\.$|made up/)
      expect(error.hint).not.toBeNull()
      if (kind !== 'denied' || under.guardsLists) expect((await refusal(store.list(''))).kind).toBe(kind)
      expect((await refusal(store.read('current', 10))).kind).toBe(kind)
    }
  })
}

async function refusal(call: Promise<unknown>): Promise<StoreError> {
  try {
    await call
  } catch (error) {
    if (error instanceof StoreError) return error
    throw error
  }
  throw new Error('it was not refused')
}
