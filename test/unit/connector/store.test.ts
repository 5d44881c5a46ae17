import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import {
  bytesOf,
  cloudOfStore,
  isNotInstalled,
  notInstalled,
  storeError,
  storePlace,
  storeReference,
} from '../../../src/connector/index.js'
import { EXIT } from '../../../src/model/index.js'

describe('the address of a store', () => {
  it.each([
    ['s3://bucket/prefix', 'aws'],
    ['azblob://account/container', 'azure'],
    ['https://account.blob.core.windows.net/container', 'azure'],
    ['gs://bucket', 'gcp'],
    ['http://bucket', null],
    ['S3://bucket', null],
    ['3f2a91bc00112233', null],
    ['./snapshots/3f2a91bc00112233', null],
    ['C:\\snapshots', null],
  ])('%s is of %s', (text, cloud) => {
    expect(cloudOfStore(text)).toBe(cloud)
  })

  it('may name one snapshot in it', () => {
    expect(storeReference('s3://b/p/0123456789abcdef')).toEqual({ url: 's3://b/p', id: '0123456789abcdef' })
    expect(storeReference('s3://b/0123456789abcdef/')).toEqual({ url: 's3://b', id: '0123456789abcdef' })
    expect(storeReference('s3://b/p//')).toEqual({ url: 's3://b/p', id: null })
    expect(storeReference('s3://b/p/0123456789ABCDEF')).toEqual({ url: 's3://b/p/0123456789ABCDEF', id: null })
    expect(storeReference('p/0123456789abcdef')).toBeNull()
  })

  it('is taken apart and never decoded', () => {
    expect(storePlace('s3://b/p%2F../q/', 's3://...')).toEqual({ url: 's3://b/p%2F../q', first: 'b', rest: 'p%2F../q' })
    expect(storePlace('s3://b', 's3://...')).toEqual({ url: 's3://b', first: 'b', rest: '' })
  })

  it.each(['s3://', 's3:///p', 's3://b/../p', 's3://b/./p', 's3://b//p', 's3://-b/p'])('%s is none', (text) => {
    expect(() => storePlace(text, 's3://bucket/prefix')).toThrow('is not the address of a store')
  })

  it.each(['s3://b/p?key=hidden', 's3://me:hidden@b/p', 's3://b/p#hidden', 's3://b/hidden\nx', 's3://b/hidden\u0007'])(
    'with what may be a secret is refused without repeating it: %j',
    (text) => {
      expect(() => storePlace(text, 's3://bucket/prefix')).toThrow(/^(?!.*hidden)the address of a store has no query/s)
    },
  )
})

it('a message is one line that says what was done where, and what to do', () => {
  const said = { kind: 'denied' as const, said: 'AccessDenied:  no.\nHeaders: authorization: hidden' }
  const error = storeError(said, 'write to', 's3://b/p', { denied: 'ask for it' })
  expect([error.message, error.hint, error.exitCode]).toEqual([
    'cannot write to `s3://b/p`: AccessDenied: no',
    'ask for it',
    EXIT.credentials,
  ])
  expect(storeError({ kind: 'failed', said: 'x'.repeat(1000) }, 'list', 's3://b', {}).message.length).toBeLessThan(350)
})

it('a package that is missing is told from one that is broken', () => {
  const name = '@inroads/not-there'
  const missing = Object.assign(new Error(`Cannot find package '${name}'`), { code: 'ERR_MODULE_NOT_FOUND' })
  expect(isNotInstalled(missing, name)).toBe(true)
  expect(isNotInstalled(missing, '@inroads/other')).toBe(false)
  expect(isNotInstalled(new SyntaxError(name), name)).toBe(false)
  expect(notInstalled('gs://b', '@google-cloud/storage')).toMatchObject({
    message: 'cannot open `gs://b`: the package `@google-cloud/storage` is not installed',
    hint: 'npm install @google-cloud/storage',
    exitCode: EXIT.backend,
  })
})

it('a stream is read up to its bound, and ended there', async () => {
  const parts = () => Readable.from([Buffer.from('ab'), Buffer.from('cd')])
  expect(Buffer.from((await bytesOf(parts(), 4)) ?? []).toString()).toBe('abcd')
  const long = parts()
  expect(await bytesOf(long, 3)).toBeNull()
  expect(long.destroyed).toBe(true)
})
