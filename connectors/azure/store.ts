import type { ContainerClient } from '@azure/storage-blob'
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
import { compareText, UserError } from '../../src/model/index.js'

const PACKAGE = '@azure/storage-blob'
const FORM = 'azblob://account/container/prefix'

const HINTS: Partial<Record<StoreErrorKind, string>> = {
  denied:
    'it takes the role `Storage Blob Data Contributor` on the container to write, `Storage Blob Data Reader` to read',
  'no-bucket': 'create the container, private, or check its name',
  credentials: 'sign in with `az login`, or set AZURE_STORAGE_CONNECTION_STRING',
}

/** Where blobs are kept: the address of the account, the container, and what names in it begin with. */
interface Place {
  url: string
  /** Name of the account, where the address says it. */
  account: string | null
  endpoint: string
  container: string
  prefix: string
}

/**
 * Snapshots in Azure Blob Storage: with `AZURE_STORAGE_CONNECTION_STRING` where that is of the same account, else with
 * the default chain of credentials.
 *
 * @param text `azblob://account/container/prefix`, or `https://host/container/prefix`
 * @see https://learn.microsoft.com/en-us/rest/api/storageservices/blob-service-rest-api
 */
export async function openAzureStore(text: string, access: StoreAccess): Promise<SnapshotStore> {
  const place = placeOf(text)
  const { url, prefix } = place
  const container = await containerAt(place, access)
  return {
    url,
    async read(name, most) {
      try {
        const answer = await container.getBlobClient(storeKey(prefix, name)).download()
        const stream = answer.readableStreamBody
        if (stream === undefined) return new Uint8Array()
        const bytes = (answer.contentLength ?? 0) > most ? null : await bytesOf(stream, most)
        if (bytes === null) throw tooLarge(url, name, most)
        return bytes
      } catch (error) {
        if (codeOf(error) === 'BlobNotFound') return null
        throw failure(error, 'read from', url)
      }
    },
    async write(name, bytes) {
      try {
        // In blocks above a size; they become a blob with the last of them.
        await container.getBlockBlobClient(storeKey(prefix, name)).uploadData(Buffer.from(bytes))
      } catch (error) {
        throw failure(error, 'write to', url)
      }
    },
    async list(start) {
      const names: string[] = []
      const root = prefix === '' ? '' : `${prefix}/`
      try {
        for await (const { name } of container.listBlobsFlat({ prefix: `${root}${start}` })) {
          if (name.startsWith(root)) names.push(name.slice(root.length))
          if (names.length === MOST_LISTED) break
        }
      } catch (error) {
        throw failure(error, 'list', url)
      }
      return names.sort(compareText)
    },
  }
}

function placeOf(text: string): Place {
  const { url, first, rest } = storePlace(text, FORM)
  const [container = '', ...segments] = rest.split('/')
  if (!/^(\$root|[a-z0-9][a-z0-9-]{1,62})$/.test(container))
    throw new UserError(`\`${url}\` names no container`, `write it as \`${FORM}\``)
  const about = { url, container, prefix: segments.join('/') }
  if (url.startsWith('https://')) {
    const account = /^([a-z0-9]{3,24})(?:-secondary)?\.blob\./.exec(first)?.[1] ?? null
    return { ...about, account, endpoint: `https://${first}` }
  }
  if (!/^[a-z0-9]{3,24}$/.test(first))
    throw new UserError(`\`${url}\` names no storage account`, `write it as \`${FORM}\``)
  return { ...about, account: first, endpoint: `https://${first}.blob.core.windows.net` }
}

async function containerAt(
  { url, account, endpoint, container }: Place,
  { env }: StoreAccess,
): Promise<ContainerClient> {
  const { BlobServiceClient } = await import('@azure/storage-blob').catch((error: unknown) => {
    throw isNotInstalled(error, PACKAGE) ? notInstalled(url, PACKAGE) : error
  })
  const options = { userAgentOptions: { userAgentPrefix: 'inroads' } }
  const given = env['AZURE_STORAGE_CONNECTION_STRING'] ?? ''
  if (given !== '') {
    let service: InstanceType<typeof BlobServiceClient>
    try {
      service = BlobServiceClient.fromConnectionString(given, options)
    } catch {
      // What the SDK says could quote the key.
      throw new UserError('`AZURE_STORAGE_CONNECTION_STRING` is not a connection string')
    }
    if (service.accountName === account || service.url.replace(/\/+$/, '') === endpoint)
      return service.getContainerClient(container)
  }
  const { DefaultAzureCredential } = await import('@azure/identity')
  return new BlobServiceClient(endpoint, new DefaultAzureCredential(), options).getContainerClient(container)
}

const NOT_ACCEPTED: ReadonlySet<string> = new Set([
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationFailed',
  'AuthenticationRequiredError',
  'CredentialUnavailableError',
  'InvalidAuthenticationInfo',
  'NoAuthenticationInformation',
])

const NO_CONTAINER: ReadonlySet<string> = new Set(['ContainerNotFound', 'ContainerBeingDeleted', 'ContainerDisabled'])

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' && error.code !== '' ? error.code : error.name
}

function failure(error: unknown, action: StoreAction, url: string): StoreError {
  if (error instanceof StoreError) return error
  const code = codeOf(error)
  const status = error instanceof Error ? (error as { statusCode?: number }).statusCode : undefined
  const kind: StoreErrorKind =
    NOT_ACCEPTED.has(code) || status === 401
      ? 'credentials'
      : NO_CONTAINER.has(code)
        ? 'no-bucket'
        : status === 403
          ? 'denied'
          : 'failed'
  const message = error instanceof Error ? error.message : String(error)
  return storeError({ kind, said: message.includes(code) ? message : `${code}: ${message}` }, action, url, HINTS)
}
