// Servers that stand in for Azure Blob Storage and Cloud Storage: they keep blobs in memory and answer as documented.
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What was asked, for tests of what must not be: method, path with query, headers. */
export interface Asked {
  method: string
  url: string
  headers: IncomingMessage['headers']
}

export interface ObjectServer {
  endpoint: string
  asked: Asked[]
  /** The buckets or containers that are there, with their objects. */
  buckets: Map<string, Map<string, Buffer>>
  /** Buckets in which nothing is allowed. */
  closed: Set<string>
  stop(): Promise<void>
}

/** Two on a page, so that every list has several. */
const PAGE = 2

type Answer = (request: IncomingMessage, url: URL, body: Buffer, response: ServerResponse) => void

async function serve(make: (server: Pick<ObjectServer, 'buckets' | 'closed'>) => Answer): Promise<ObjectServer> {
  const asked: Asked[] = []
  const kept = { buckets: new Map<string, Map<string, Buffer>>(), closed: new Set<string>() }
  const answer = make(kept)
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { method = '', url = '/', headers } = request
      asked.push({ method, url, headers })
      answer(request, new URL(url, 'http://server'), Buffer.concat(parts), response)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    ...kept,
    asked,
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => {
          done()
        })
        server.closeAllConnections()
      }),
  }
}

function page(objects: ReadonlyMap<string, Buffer>, prefix: string, from: string): { names: string[]; next: string } {
  const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name >= from).sort()
  return { names: names.slice(0, PAGE), next: names[PAGE] ?? '' }
}

/** The account of the Azure server; its key is made up. */
export const AZURE_ACCOUNT = 'keptaccount1'

export function azureConnection(endpoint: string, key = 'made up'): string {
  const encoded = Buffer.from(key).toString('base64')
  return `DefaultEndpointsProtocol=http;AccountName=${AZURE_ACCOUNT};AccountKey=${encoded};BlobEndpoint=${endpoint}/${AZURE_ACCOUNT};`
}

/** @see https://learn.microsoft.com/en-us/rest/api/storageservices/blob-service-rest-api */
export function startAzureBlobs(): Promise<ObjectServer> {
  return serve(({ buckets, closed }) => (request, url, body, response) => {
    const [, account = '', container = '', ...rest] = url.pathname.split('/')
    const name = rest.map(decodeURIComponent).join('/')
    const common = { 'x-ms-version': '2026-02-06', 'x-ms-request-id': '0', date: new Date(0).toUTCString() }
    const refuse = (status: number, code: string, message: string): void => {
      response.writeHead(status, { ...common, 'x-ms-error-code': code, 'content-type': 'application/xml' })
      response.end(
        request.method === 'HEAD'
          ? undefined
          : `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\nRequestId:0\nTime:0</Message></Error>`,
      )
    }
    if (
      request.headers.authorization?.startsWith(`SharedKey ${AZURE_ACCOUNT}:`) !== true ||
      account !== AZURE_ACCOUNT
    ) {
      refuse(403, 'AuthenticationFailed', 'Server failed to authenticate the request.')
      return
    }
    if (closed.has(container)) {
      refuse(403, 'AuthorizationPermissionMismatch', 'This request is not authorized to perform this operation.')
      return
    }
    const objects = buckets.get(container)
    if (objects === undefined) {
      refuse(404, 'ContainerNotFound', 'The specified container does not exist.')
      return
    }
    if (request.method === 'PUT' && request.headers['x-ms-blob-type'] === 'BlockBlob') {
      objects.set(name, body)
      response.writeHead(201, { ...common, etag: '"0x1"', 'last-modified': common.date })
      response.end()
      return
    }
    if (url.searchParams.get('comp') === 'list') {
      const prefix = url.searchParams.get('prefix') ?? ''
      const { names, next } = page(objects, prefix, url.searchParams.get('marker') ?? '')
      const blobs = names.map(
        (one) =>
          `<Blob><Name>${one}</Name><Properties><Last-Modified>${common.date}</Last-Modified><Etag>0x1</Etag><Content-Length>1</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>`,
      )
      response.writeHead(200, { ...common, 'content-type': 'application/xml' })
      response.end(
        `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="http://server/" ContainerName="${container}"><Prefix>${prefix}</Prefix><Blobs>${blobs.join('')}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
      )
      return
    }
    const content = objects.get(name)
    if (request.method !== 'GET' || content === undefined) {
      refuse(404, 'BlobNotFound', 'The specified blob does not exist.')
      return
    }
    response.writeHead(200, {
      ...common,
      etag: '"0x1"',
      'last-modified': common.date,
      'content-length': content.length,
      'content-type': 'application/octet-stream',
      'x-ms-blob-type': 'BlockBlob',
    })
    response.end(content)
  })
}

/** The bucket at which nobody's token is accepted: the SDK sends none to a server of one's own. */
export const UNKNOWN_CALLER = 'unknown-caller'

/** @see https://cloud.google.com/storage/docs/json_api/v1/objects */
export function startCloudStorage(): Promise<ObjectServer> {
  return serve(({ buckets, closed }) => (request, url, body, response) => {
    const json = (status: number, content: object): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' })
      response.end(JSON.stringify(content))
    }
    const refuse = (code: number, reason: string, message: string): void => {
      json(code, { error: { code, message, errors: [{ message, domain: 'global', reason }] } })
    }
    const [, path = ''] = /^(?:\/upload)?\/storage\/v1\/b\/(.*)$/.exec(url.pathname) ?? []
    const [bucket = '', , name = ''] = path.split('/').map(decodeURIComponent)
    if (closed.has(bucket)) {
      refuse(
        403,
        'forbidden',
        `collector@example.iam.gserviceaccount.com does not have storage.objects access to ${bucket}.`,
      )
      return
    }
    if (bucket === UNKNOWN_CALLER) {
      refuse(401, 'authError', 'Invalid Credentials')
      return
    }
    const objects = buckets.get(bucket)
    if (objects === undefined) {
      refuse(404, 'notFound', 'The specified bucket does not exist.')
      return
    }
    if (request.method === 'POST' && url.searchParams.get('uploadType') === 'multipart') {
      const content = secondPart(body, request.headers['content-type'] ?? '')
      const given = url.searchParams.get('name') ?? ''
      objects.set(given, content)
      json(200, described(bucket, given, content))
      return
    }
    if (request.method === 'GET' && name === '') {
      const { names, next } = page(
        objects,
        url.searchParams.get('prefix') ?? '',
        url.searchParams.get('pageToken') ?? '',
      )
      const items = names.map((one) => described(bucket, one, objects.get(one) ?? Buffer.alloc(0)))
      json(200, { kind: 'storage#objects', items, ...(next === '' ? {} : { nextPageToken: next }) })
      return
    }
    const content = objects.get(name)
    if (request.method !== 'GET' || content === undefined) {
      response.writeHead(404, { 'content-type': 'text/html; charset=UTF-8' })
      response.end(`No such object: ${bucket}/${name}`)
      return
    }
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': content.length,
      'x-goog-hash': `md5=${md5(content)}`,
    })
    response.end(content)
  })
}

function described(bucket: string, name: string, content: Buffer): object {
  return {
    ...{ kind: 'storage#object', id: `${bucket}/${name}/1`, name, bucket, generation: '1' },
    ...{ size: String(content.length), md5Hash: md5(content), crc32c: crc32c(content) },
  }
}

/** The content of a body of `multipart/related`, behind the metadata. */
function secondPart(body: Buffer, type: string): Buffer {
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1] ?? ''
  const mark = Buffer.from(`--${boundary}`)
  const second = body.indexOf(mark, body.indexOf(mark) + mark.length)
  const start = body.indexOf('\r\n\r\n', second) + 4
  return Buffer.from(body.subarray(start, body.indexOf(`\r\n--${boundary}--`, start)))
}

function md5(content: Buffer): string {
  return createHash('md5').update(content).digest('base64')
}

function crc32c(content: Buffer): string {
  let sum = 0xffffffff
  for (const byte of content) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0x82f63b78 : 0)
  }
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE((sum ^ 0xffffffff) >>> 0)
  return bytes.toString('base64')
}
