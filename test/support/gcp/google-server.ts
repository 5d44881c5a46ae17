import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A list answer: the field and what stands in it. */
export interface ServedList {
  field: string
  items: readonly object[]
  /** Fields beside the list: `unreachable`. */
  beside?: object
}

/** What the server gives instead of an answer. */
export interface Fault {
  /** A call by its host, path and query, decoded. */
  at: RegExp
  /** How often; every time if left out. */
  times?: number
  answer: 'reset' | 'truncated' | 'html' | { status: number; headers?: Record<string, string>; body: object }
}

export interface GoogleServerOptions {
  /** By host and path, with the one parameter that says of what: `.../v3/folders?parent=organizations/1`. */
  lists?: Record<string, ServedList>
  /** Answers that are no lists. */
  things?: Record<string, object>
  /** Paths of which nothing is there: the answer is `{}`. All others are not found. */
  empty?: readonly RegExp[]
  /** Items of a page, whatever was asked for. */
  page?: number
  /** Calls after which a token expires. */
  callsPerToken?: number
  faults?: readonly Fault[]
  /** What the metadata server says instead of handing out a token. */
  tokenError?: { status: number; body: object }
}

/** A local server that plays Google's APIs and the metadata server that hands out tokens. */
export interface GoogleServer {
  url: string
  host: string
  /** Calls as they came: `GET iam.googleapis.com/v1/roles?view=FULL`. */
  calls: string[]
  tokens: number
  /** `x-goog-user-project` of each call. */
  quotaProjects: (string | null)[]
  close(): Promise<void>
}

export function googleError(code: number, status: string, message: string, details: readonly object[] = []): object {
  return { error: { code, status, message, details } }
}

/** The parameter that, beside the path, says what is asked. */
const SELECTING = ['parent', 'contentType', 'project', 'groupKey.id']

export async function startGoogleServer(options: GoogleServerOptions): Promise<GoogleServer> {
  const left = (options.faults ?? []).map((fault) => ({ ...fault, times: fault.times ?? Infinity }))
  const tokens = new Map<string, string>()
  let callsOfToken = 0
  const state: Omit<GoogleServer, 'close' | 'url' | 'host'> = { calls: [], tokens: 1, quotaProjects: [] }

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://server')
    if (url.pathname.startsWith('/computeMetadata/')) {
      metadata(url.pathname, response)
      return
    }
    const path = decodeURIComponent(url.pathname.slice(1))
    const selector = SELECTING.map((name) => [name, url.searchParams.get(name)] as const).find(
      ([, value]) => value !== null,
    )
    const key = selector === undefined ? path : `${path}?${selector[0]}=${selector[1] ?? ''}`
    const whole = `${request.method ?? ''} ${decodeURIComponent((request.url ?? '').slice(1))}`
    state.calls.push(whole)
    state.quotaProjects.push((request.headers['x-goog-user-project'] as string | undefined) ?? null)
    callsOfToken += 1
    if (callsOfToken > (options.callsPerToken ?? Infinity)) {
      callsOfToken = 0
      state.tokens += 1
    }
    if (request.headers.authorization !== `Bearer token-${state.tokens}`) {
      callsOfToken = 0
      json(response, 401, googleError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'))
      return
    }
    const fault = left.find(({ at, times }) => times > 0 && at.test(whole))
    if (fault !== undefined) {
      fault.times -= 1
      if (fault.answer === 'reset') request.socket.destroy()
      else if (fault.answer === 'html') {
        response.writeHead(502, { 'content-type': 'text/html' })
        response.end('<html><body>Bad Gateway</body></html>')
      } else if (fault.answer === 'truncated') {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end('{"items": [{"name": "cut')
      } else json(response, fault.answer.status, fault.answer.body, fault.answer.headers)
      return
    }
    const list = options.lists?.[key] ?? options.lists?.[path]
    const thing = options.things?.[key] ?? options.things?.[path]
    if (list !== undefined) page(list, key, url, response)
    else if (thing !== undefined) json(response, 200, thing)
    else if (options.empty?.some((pattern) => pattern.test(path)) === true) json(response, 200, {})
    else json(response, 404, googleError(404, 'NOT_FOUND', `nothing at ${path}`))
  }

  const page = (list: ServedList, key: string, url: URL, response: ServerResponse): void => {
    const token = url.searchParams.get('pageToken')
    const start = token === null ? 0 : Number(tokens.get(`${key} ${token}`) ?? NaN)
    if (Number.isNaN(start)) {
      json(response, 400, googleError(400, 'INVALID_ARGUMENT', 'The page token is not of this request.'))
      return
    }
    const asked = Number(url.searchParams.get('pageSize') ?? url.searchParams.get('maxResults') ?? 100)
    const end = start + Math.min(options.page ?? asked, asked)
    const next = `after ${end}/+=`
    tokens.set(`${key} ${next}`, String(end))
    json(response, 200, {
      ...(start < list.items.length ? { [list.field]: list.items.slice(start, end) } : {}),
      ...(end < list.items.length ? { nextPageToken: next } : {}),
      ...list.beside,
    })
  }

  const metadata = (path: string, response: ServerResponse): void => {
    response.setHeader('metadata-flavor', 'Google')
    if (path.endsWith('/token') && options.tokenError !== undefined)
      json(response, options.tokenError.status, options.tokenError.body)
    else if (path.endsWith('/token'))
      json(response, 200, { access_token: `token-${state.tokens}`, expires_in: 3600, token_type: 'Bearer' })
    else if (path.endsWith('universe-domain')) response.end('googleapis.com')
    else if (path.endsWith('project-id')) response.end('collector-project')
    else response.end('ok')
  }

  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(state, {
    url: `http://${host}`,
    host,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  })
}

function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers })
  response.end(JSON.stringify(body))
}
