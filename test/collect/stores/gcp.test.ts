import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openGcpStore } from '../../../connectors/gcp/index.js'
import { keepsTheContract } from '../../support/stores/contract.js'
import { startCloudStorage, UNKNOWN_CALLER, type ObjectServer } from '../../support/stores/object-servers.js'

let server: ObjectServer
let places = 0
beforeAll(async () => {
  server = await startCloudStorage()
  server.buckets.set('kept', new Map())
  server.closed.add('closed')
})
afterAll(() => server.stop())

const env = () => ({ STORAGE_EMULATOR_HOST: server.endpoint })

describe('Cloud Storage', () => {
  keepsTheContract({
    guardsLists: true,
    open: () => openGcpStore(`gs://kept/of/p${String(++places)}`, { env: env() }),
    beside: () => openGcpStore(`gs://kept/of/p${String(places)}-beside`, { env: env() }),
    denied: () => openGcpStore('gs://closed/p', { env: env() }),
    noBucket: () => openGcpStore('gs://gone/p', { env: env() }),
    unknownCaller: () => openGcpStore(`gs://${UNKNOWN_CALLER}/p`, { env: env() }),
  })

  it('is made no more public than the bucket is', () => {
    expect(server.asked.filter(({ method }) => method === 'POST').length).toBeGreaterThan(10)
    for (const { url } of server.asked) expect(url).not.toMatch(/acl/i)
  })

  it('is found at the server that the environment names, whoever reads the variable', async () => {
    vi.stubEnv('STORAGE_EMULATOR_HOST', server.endpoint)
    const store = await openGcpStore('gs://kept/of/environment', { env: env() })
    await store.write('x', Buffer.from('y'))
    expect(Buffer.from((await store.read('x', 9)) ?? []).toString()).toBe('y')
    expect(await store.list('')).toEqual(['x'])
  })

  it('says that a key file is not there', async () => {
    const store = await openGcpStore('gs://kept/p', { env: { GOOGLE_APPLICATION_CREDENTIALS: '/not/there.json' } })
    await expect(store.read('current', 10)).rejects.toMatchObject({ kind: 'credentials', exitCode: 4 })
  })

  it.each(['gs://', 'gs:///p', 'gs://bucket/../p', 'gs://bucket//p', 'gs://bucket/a b', 'gs://_/p'])(
    'does not take %j for a place',
    async (url) => {
      await expect(openGcpStore(url, { env: env() })).rejects.toThrow(/the address of a store/)
    },
  )
})
