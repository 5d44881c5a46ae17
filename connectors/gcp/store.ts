import type { Storage } from '@google-cloud/storage'
import {
  bytesOf,
  isNotInstalled,
  MOST_LISTED,
  notInstalled,
  StoreError,
  storeError,
  storeKey,
  storePlace,
  tooLarge,
  type SnapshotStore,
  type StoreAccess,
  type StoreAction,
  type StoreErrorKind,
} from '../../src/connector/index.js'
import { compareText } from '../../src/model/index.js'

const PACKAGE = '@google-cloud/storage'
const FORM = 'gs://bucket/prefix'
const PAGE = 1000

const HINTS: Partial<Record<StoreErrorKind, string>> = {
  denied: 'it takes the role `roles/storage.objectUser` on the bucket to write, `roles/storage.objectViewer` to read',
  'no-bucket': 'create the bucket, private, or check its name',
  credentials: 'run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS',
}

/**
 * Snapshots in Cloud Storage, with the application default credentials; without any where `STORAGE_EMULATOR_HOST` names
 * a server that stands in for it.
 *
 * @param text `gs://bucket/prefix`
 * @see https://cloud.google.com/storage/docs/json_api/v1
 */
export async function openGcpStore(text: string, access: StoreAccess): Promise<SnapshotStore> {
  const { url, first, rest: prefix } = storePlace(text, FORM)
  const bucket = (await storageFor(url, access)).bucket(first)
  return {
    url,
    async read(name, most) {
      try {
        // What is kept carries its own hashes, and is what it is: nothing is unpacked on the way.
        const stream = bucket.file(storeKey(prefix, name)).createReadStream({ validation: false, decompress: false })
        const bytes = await bytesOf(stream, most)
        if (bytes === null) throw tooLarge(url, name, most)
        return bytes
      } catch (error) {
        if (statusOf(error) === 404 && !isOfBucket(error)) return null
        throw failure(error, 'read from', url)
      }
    },
    async write(name, bytes) {
      try {
        await bucket.file(storeKey(prefix, name)).save(Buffer.from(bytes), { resumable: false })
      } catch (error) {
        throw failure(error, 'write to', url)
      }
    },
    async list(start) {
      const names: string[] = []
      const root = prefix === '' ? '' : `${prefix}/`
      try {
        let query: object | null = { prefix: `${root}${start}`, maxResults: PAGE, autoPaginate: false }
        while (query !== null && names.length < MOST_LISTED) {
          const [files, next]: [{ name: string }[], object | null | undefined, ...unknown[]] =
            await bucket.getFiles(query)
          for (const { name } of files) if (name.startsWith(root)) names.push(name.slice(root.length))
          query = next ?? null
        }
      } catch (error) {
        throw failure(error, 'list', url)
      }
      return names.slice(0, MOST_LISTED).sort(compareText)
    },
  }
}

async function storageFor(url: string, { env }: StoreAccess): Promise<Storage> {
  const sdk = await import('@google-cloud/storage').catch((error: unknown) => {
    throw isNotInstalled(error, PACKAGE) ? notInstalled(url, PACKAGE) : error
  })
  const [emulator = '', keyFilename = ''] = [env['STORAGE_EMULATOR_HOST'], env['GOOGLE_APPLICATION_CREDENTIALS']]
  const storage = new sdk.Storage({
    // The same bytes under the same name may be written twice.
    retryOptions: { idempotencyStrategy: sdk.IdempotencyStrategy.RetryAlways },
    ...(emulator === '' ? {} : { apiEndpoint: emulator }),
    ...(keyFilename === '' ? {} : { keyFilename }),
  })
  // Where the SDK reads that variable itself, it leaves this path away for everything but uploads.
  if (emulator !== '') storage.baseUrl = `${storage.apiEndpoint}/storage/v1`
  return storage
}

function statusOf(error: unknown): number | null {
  const code = error instanceof Error && 'code' in error ? Number(error.code) : Number.NaN
  return Number.isNaN(code) ? null : code
}

function isOfBucket(error: unknown): boolean {
  return error instanceof Error && /bucket does not exist/i.test(error.message)
}

function failure(error: unknown, action: StoreAction, url: string): StoreError {
  if (error instanceof StoreError) return error
  const status = statusOf(error)
  const message = error instanceof Error ? error.message : String(error)
  // The only file that is read here is a key file.
  const isUnknownCaller =
    (error instanceof Error && 'code' in error && error.code === 'ENOENT') ||
    /could not load the default credentials|invalid_grant|invalid_client|invalid_rapt/i.test(message)
  const kind: StoreErrorKind =
    status === 401 || isUnknownCaller
      ? 'credentials'
      : status === 403
        ? 'denied'
        : status === 404
          ? 'no-bucket'
          : 'failed'
  return storeError({ kind, said: message }, action, url, HINTS)
}
