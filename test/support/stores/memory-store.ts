import { StoreError, type SnapshotStore } from '../../../src/connector/index.js'

/** A store in memory whose calls are counted and can be made to fail. */
export interface MemoryStore extends SnapshotStore {
  objects: Map<string, Uint8Array>
  written: string[]
  reads: string[]
  /** Called before each call; what it throws is what the call throws. */
  before: (action: 'read' | 'write' | 'list', name: string) => void
}

export function memoryStore(url = 's3://audit/kept'): MemoryStore {
  const objects = new Map<string, Uint8Array>()
  const store: MemoryStore = {
    url,
    objects,
    written: [],
    reads: [],
    before: () => undefined,
    read: async (name, most) => {
      store.before('read', name)
      store.reads.push(name)
      const bytes = objects.get(name) ?? null
      if (bytes !== null && bytes.length > most) throw new StoreError('failed', `\`${name}\` is too large`)
      return Promise.resolve(bytes)
    },
    write: async (name, bytes) => {
      store.before('write', name)
      store.written.push(name)
      objects.set(name, Uint8Array.from(bytes))
      return Promise.resolve()
    },
    list: async (prefix) => {
      store.before('list', prefix)
      return Promise.resolve([...objects.keys()].filter((name) => name.startsWith(prefix)).sort())
    },
  }
  return store
}
