import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAzureStore } from '../../../connectors/azure/index.js'
import { keepsTheContract } from '../../support/stores/contract.js'
import {
  AZURE_ACCOUNT,
  azureConnection,
  startAzureBlobs,
  type ObjectServer,
} from '../../support/stores/object-servers.js'

let server: ObjectServer
beforeAll(async () => {
  server = await startAzureBlobs()
  server.buckets.set('kept', new Map())
  server.closed.add('closed')
})
afterAll(() => server.stop())

const env = () => ({ AZURE_STORAGE_CONNECTION_STRING: azureConnection(server.endpoint) })
let places = 0

describe('Azure Blob Storage', () => {
  keepsTheContract({
    guardsLists: true,
    open: () => openAzureStore(`azblob://${AZURE_ACCOUNT}/kept/of/p${String(++places)}`, { env: env() }),
    beside: () => openAzureStore(`azblob://${AZURE_ACCOUNT}/kept/of/p${String(places)}-beside`, { env: env() }),
    denied: () => openAzureStore(`azblob://${AZURE_ACCOUNT}/closed/p`, { env: env() }),
    noBucket: () => openAzureStore(`azblob://${AZURE_ACCOUNT}/gone/p`, { env: env() }),
    unknownCaller: () =>
      openAzureStore(`azblob://${AZURE_ACCOUNT}/kept/p`, {
        env: {
          AZURE_STORAGE_CONNECTION_STRING: `BlobEndpoint=${server.endpoint}/${AZURE_ACCOUNT};SharedAccessSignature=sv=2020&sig=made%20up;AccountName=${AZURE_ACCOUNT}`,
        },
      }),
  })

  it('is made no more public than the container is', () => {
    const writes = server.asked.filter(({ method }) => method === 'PUT')
    expect(writes.length).toBeGreaterThan(10)
    for (const { url } of writes) expect(url).not.toContain('restype=container')
    for (const { url, headers } of server.asked) {
      expect(Object.keys(headers).filter((name) => /public-access|acl|encryption/i.test(name))).toEqual([])
      expect(url).not.toMatch(/comp=acl/)
    }
  })

  it.each([
    'azblob://',
    `azblob://${AZURE_ACCOUNT}`,
    'azblob://Not_An_Account/kept',
    `azblob://${AZURE_ACCOUNT}/UPPER/p`,
    `azblob://${AZURE_ACCOUNT}/kept/../other`,
    'https://keptaccount1.blob.core.windows.net/',
  ])('does not take %s for a place', async (url) => {
    await expect(openAzureStore(url, { env: env() })).rejects.toThrow(/is not the address of a store|names no/)
  })

  it('never repeats an address or a connection string that may hold a secret', async () => {
    for (const url of [
      'https://keptaccount1.blob.core.windows.net/kept?sv=2020&sig=hidden',
      'https://me:hidden@host.example/kept',
    ]) {
      const error = await openAzureStore(url, { env: env() }).catch((one: unknown) => one)
      expect(String(error)).toContain('the address of a store has no query')
      expect(String(error)).not.toContain('hidden')
    }
    const wrong = { AZURE_STORAGE_CONNECTION_STRING: 'AccountKey=hidden' }
    const error = await openAzureStore('azblob://keptaccount1/kept', { env: wrong }).catch((one: unknown) => one)
    expect(String(error)).toBe('UserError: `AZURE_STORAGE_CONNECTION_STRING` is not a connection string')
  })

  it('uses a connection string for its own account only', async () => {
    const before = server.asked.length
    const store = await openAzureStore('azblob://anotheraccount/kept', { env: env() })
    expect(store.url).toBe('azblob://anotheraccount/kept')
    expect(server.asked.length).toBe(before)
  })
})
