import { createServer, type Server } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AzureCollectOptions } from '../../../connectors/azure/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { makeCertificate } from './certificate.js'
import { armAnswer, graphAnswer, type Estate, type Found } from './estate.js'

/** What a request looked like when it came. */
export interface Seen {
  method: string
  path: string
  query: URLSearchParams
  token: string | null
  body: JsonObject | null
}

/** Answers instead of the estate; false leaves it to the estate. */
export type Intercept = (request: Seen, response: ServerResponse) => boolean

export interface AzureServer {
  origin: string
  /** What a process has in its environment to be led here. */
  env: Record<string, string>
  seen: Seen[]
  /** Requests for which the estate has no answer. */
  unknown: string[]
  tokens: string[]
  intercept: Intercept
  close(): Promise<void>
}

export interface ServerOptions {
  tenant: string
  estate: Estate
  /** Entries of one page. */
  pageSize?: number
  /** How long a token is good for, in seconds. */
  tokenSeconds?: number
}

/**
 * ARM, Microsoft Graph and the authority of an invented tenant, over https on this machine. It answers with what it was
 * given in the shapes that the vendor documents, and only to tokens that it made for that service.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/azure/
 * @see https://learn.microsoft.com/en-us/graph/paging
 */
export async function startAzure({
  tenant,
  estate,
  pageSize = 1000,
  tokenSeconds = 3600,
}: ServerOptions): Promise<AzureServer> {
  const certificate = makeCertificate()
  const server: Server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    void handle(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const state: AzureServer = {
    origin,
    env: {
      AZURE_AUTHORITY_HOST: origin,
      AZURE_TENANT_ID: tenant,
      AZURE_CLIENT_ID: '5d0c7a34-91f2-4f6b-9a20-7e1b2c3d4e5f',
      AZURE_CLIENT_SECRET: 'canary-client-secret',
      AZURE_TOKEN_CREDENTIALS: 'prod',
      INROADS_AZURE_MANAGEMENT_ENDPOINT: origin,
      INROADS_AZURE_GRAPH_ENDPOINT: origin,
      NODE_EXTRA_CA_CERTS: certificate.certFile,
    },
    seen: [],
    unknown: [],
    tokens: [],
    intercept: () => false,
    close: () =>
      new Promise((done) => {
        certificate.remove()
        server.closeAllConnections()
        server.close(() => {
          done()
        })
      }),
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    const text = await bodyOf(request)
    if (url.pathname.startsWith(`/${tenant}/`)) {
      authority(url.pathname, text, response)
      return
    }
    const seen: Seen = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      token: request.headers.authorization?.replace(/^Bearer /, '') ?? null,
      body: text === '' ? null : (JSON.parse(text) as JsonObject),
    }
    state.seen.push(seen)
    if (state.intercept(seen, response)) return
    const isGraph = /^\/(v1\.0|beta)\//.test(seen.path)
    if (audienceOf(seen.token) !== (isGraph ? 'https://graph.microsoft.com' : 'https://management.azure.com')) {
      fail(response, 401, 'InvalidAuthenticationToken', 'The access token is for another audience.')
      return
    }
    const found = isGraph
      ? graphAnswer(estate, seen.path, seen.query)
      : armAnswer(estate, seen.path, seen.query, seen.body)
    if (found === null) {
      state.unknown.push(`${seen.method} ${seen.path}`)
      fail(response, 400, 'UnknownAddress', 'the estate has no such list')
    } else reply(response, 200, pageOf(found, seen, isGraph))
  }

  function authority(path: string, text: string, response: ServerResponse): void {
    if (path.endsWith('/.well-known/openid-configuration')) {
      const base = `${origin}/${tenant}`
      reply(response, 200, {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      })
      return
    }
    const form = new URLSearchParams(text)
    if (form.get('client_secret') !== state.env['AZURE_CLIENT_SECRET']) {
      reply(response, 401, {
        error: 'invalid_client',
        error_description: 'AADSTS7000215: Invalid client secret provided.',
        error_codes: [7000215],
      })
      return
    }
    const audience = (form.get('scope') ?? '').split(' ')[0]?.replace('/.default', '') ?? ''
    const claims = { tid: tenant, aud: audience, jti: String(state.tokens.length) }
    const token = ['{"alg":"none"}', JSON.stringify(claims), 'signature']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')
    state.tokens.push(token)
    reply(response, 200, { token_type: 'Bearer', access_token: token, expires_in: tokenSeconds })
  }

  function pageOf({ entries, rows, object }: Found, { path, query, body }: Seen, isGraph: boolean): JsonObject {
    if (object !== undefined) return isGraph ? { '@odata.context': contextOf(path, query), ...object } : object
    const all = rows ?? entries ?? []
    const token = rows === undefined ? query.get('$skiptoken') : (body?.['options'] as JsonObject)['$skipToken']
    const from = Number(token ?? 0)
    const page = all.slice(from, from + pageSize)
    const hasMore = from + pageSize < all.length
    if (rows !== undefined)
      return {
        totalRecords: all.length,
        count: page.length,
        data: page,
        facets: [],
        resultTruncated: hasMore ? 'true' : 'false',
        ...(hasMore ? { $skipToken: String(from + pageSize) } : {}),
      }
    const next = new URL(`${origin}${path}?${query.toString()}`)
    next.searchParams.set('$skiptoken', String(from + pageSize))
    return {
      ...(isGraph ? { '@odata.context': contextOf(path, query) } : {}),
      value: page,
      ...(hasMore ? { [isGraph ? '@odata.nextLink' : 'nextLink']: next.href } : {}),
    }
  }
  return state
}

function contextOf(path: string, query: URLSearchParams): string {
  const [, , kind = '', id = '', relation = '', ...rest] = path.split('/')
  const expand = /^\w+/.exec(query.get('$expand') ?? '')?.[0]
  const selected = [...(query.get('$select')?.split(',') ?? []), ...(expand === undefined ? [] : [`${expand}()`])]
  const isOfOne = ['applications', 'groups', 'servicePrincipals'].includes(kind) && relation !== ''
  const name =
    relation === 'members' || relation === 'owners'
      ? 'directoryObjects'
      : isOfOne
        ? `${kind}('${id}')/${relation}`
        : [kind, id, relation, ...rest].filter((part) => part !== '').join('/')
  return `https://graph.microsoft.com/v1.0/$metadata#${name}${selected.length === 0 ? '' : `(${selected.join(',')})`}`
}

/** What a collection is given that is to go there. What `@azure/identity` reads has to be in the process's own environment. */
export function optionsFor(server: AzureServer, more: Partial<AzureCollectOptions> = {}): AzureCollectOptions {
  return {
    subscriptions: [],
    excludeSubscriptions: [],
    azureCloud: 'AzureCloud',
    env: server.env,
    now: Date.now,
    ...more,
  }
}

/** Answers with an error as ARM and Microsoft Graph write it. */
export function fail(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): true {
  reply(response, status, { error: { code, message } }, headers)
  return true
}

export function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function audienceOf(token: string | null): string | null {
  try {
    const claims = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()) as { aud?: string }
    return claims.aud ?? null
  } catch {
    return null
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
