import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { EXIT, UserError } from '../model/index.js'

/** A file as it is served. `path` without `/` in front. */
export interface ServedFile {
  readonly path: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** A server that runs. `closed` settles when it has ended. */
export interface RunningServer {
  readonly address: string
  readonly closed: Promise<void>
  close(): void
}

/** Both addresses that `localhost` stands for. */
const LOOPBACK = ['127.0.0.1', '::1'] as const
const NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Serves files to programs of this machine, and to pages of any origin that such a program shows: what is served is
 * nobody's secret.
 *
 * INVARIANT: nothing but these files can be read, nothing is reachable from another machine, and a page that was given
 * another name for this address (DNS rebinding) gets nothing.
 *
 * @param port 0 for any free one
 * @param filesAt the files, when they are to be had at an address such as `http://localhost:7480`
 * @throws UserError when the port cannot be had
 */
export async function serveOnLoopback(
  port: number,
  filesAt: (address: string) => readonly ServedFile[],
): Promise<RunningServer> {
  let files: ReadonlyMap<string, ServedFile> = new Map()
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    respond(request, response, files)
  }
  const first = await listening(createServer(answer), port, LOOPBACK[0])
  const found = first.address()
  const bound = typeof found === 'object' && found !== null ? found.port : port
  const address = `http://localhost:${String(bound)}`
  files = new Map(filesAt(address).map((file) => [file.path, file]))
  const second = await listening(createServer(answer), bound, LOOPBACK[1]).catch((error: unknown) => {
    // Machines without IPv6 know one loopback address only.
    if (codeOf(error) === 'EADDRNOTAVAIL' || codeOf(error) === 'EAFNOSUPPORT') return null
    first.close()
    throw error
  })
  const servers = second === null ? [first] : [first, second]
  return {
    address,
    closed: Promise.all(servers.map((server) => new Promise<void>((done) => server.once('close', () => done())))).then(
      () => undefined,
    ),
    close: () => {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

function listening(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((done, fail) => {
    server.once('error', (error) => {
      if (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES') {
        const why = codeOf(error) === 'EACCES' ? 'may not be used' : 'is taken'
        fail(new UserError(`port ${String(port)} ${why}`, 'choose another with `--port`, or 0 for any', EXIT.backend))
      } else fail(error)
    })
    server.listen({ port, host, exclusive: true, ipv6Only: host === '::1' }, () => {
      done(server)
    })
  })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

function respond(request: IncomingMessage, response: ServerResponse, files: ReadonlyMap<string, ServedFile>): void {
  const { method = '', url = '/', headers } = request
  const end = (status: number, fields: Readonly<Record<string, string>> = {}, body?: Uint8Array): void => {
    response.writeHead(status, {
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      ...fields,
    })
    response.end(body)
  }
  if (!NAMES.has((headers.host ?? '').replace(/:\d+$/, '').toLowerCase())) return end(421)
  if (method === 'OPTIONS')
    return end(204, {
      'Access-Control-Allow-Methods': 'GET',
      // Browser sends `pragma`, `cache-control` and headers of its error reporting.
      'Access-Control-Allow-Headers': '*',
      'Access-Control-Allow-Private-Network': 'true',
    })
  if (method !== 'GET' && method !== 'HEAD') return end(405, { Allow: 'GET, HEAD, OPTIONS' })
  const file = files.get(pathOf(url))
  if (file === undefined) return end(404)
  const download = file.type === 'application/zip' ? { 'Content-Disposition': 'attachment' } : {}
  end(200, { 'Content-Type': file.type, ...download }, method === 'HEAD' ? undefined : file.bytes)
}

function pathOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  try {
    return decodeURIComponent(path).replace(/^\//, '')
  } catch {
    return ''
  }
}
