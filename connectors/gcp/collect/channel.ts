import type { AuthClient } from 'google-auth-library'
import { CallFailure } from '../../../src/connector/index.js'
import { EXIT, isObject, UserError, type JsonObject } from '../../../src/model/index.js'
import { textField } from '../fields.js'
import { endpointFrom, type Endpoint } from './endpoint.js'
import { networkFailure, oneLine, type RawAnswer } from './failure.js'
import type { GcpCollectOptions } from './options.js'

/** One HTTP call, addressed as if there were no private endpoints: `https://iam.googleapis.com/v1/roles?view=FULL`. */
export interface Request {
  url: URL
  method: 'GET' | 'POST'
  body: JsonObject | null
}

/** What sends calls with the caller's credentials. It tries each once. */
export interface Channel {
  /** @throws CallFailure if there is no answer, or no token */
  send(request: Request, signal: AbortSignal): Promise<RawAnswer & { date: string | null }>
  /** @throws CallFailure (`credentials`) if none is to be had */
  token(): Promise<void>
}

/** The service that most calls go to accepts no narrower scope than this; what may be done is decided by IAM roles. */
const SCOPES = ['https://www.googleapis.com/auth/cloud-platform']
const TIMEOUT_MS = 120_000
const MOST_REFUSALS = 3
const MAX_ANSWER_BYTES = 256 * 1024 * 1024
const LOG_IN = 'run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS'

/**
 * Opens the application default credentials.
 *
 * @throws UserError (exit code 4) if there are none
 * @see https://cloud.google.com/docs/authentication/application-default-credentials
 */
export async function openChannel(options: GcpCollectOptions): Promise<Channel> {
  const endpoint = endpointFrom(options.env['INROADS_GCP_ENDPOINT'])
  const { GoogleAuth } = await import('google-auth-library')
  const keyFile = options.env['GOOGLE_APPLICATION_CREDENTIALS']
  const auth = new GoogleAuth({ scopes: SCOPES, ...(keyFile === undefined || keyFile === '' ? {} : { keyFile }) })
  let client: AuthClient
  try {
    client = await auth.getClient()
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new UserError(`no credentials of Google Cloud: ${oneLine(text)}`, LOG_IN, EXIT.credentials)
  }
  if (options.quotaProject !== undefined) client.quotaProjectId = options.quotaProject
  return channelOf(client, endpoint)
}

function channelOf(client: AuthClient, endpoint: Endpoint): Channel {
  /** The token that was refused last; how many tokens in a row were, and how often this one was although it was known. */
  let refused: string | null = null
  let tokensInARow = 0
  let timesAgain = 0

  const token = async (): Promise<Headers> => {
    try {
      return await client.getRequestHeaders()
    } catch (error) {
      throw credentialFailure(error)
    }
  }

  /**
   * A refused token is renewed. Calls that were under way with it say nothing new; one that was made afterwards, and with
   * the same token, was made with the best there is.
   */
  const noteRefusal = (authorization: string | null, wasKnown: boolean): never => {
    const isNew = authorization !== refused
    if (isNew) [refused, tokensInARow, timesAgain] = [authorization, tokensInARow + 1, 0]
    else if (wasKnown) timesAgain += 1
    if (isNew || wasKnown) client.setCredentials({ ...client.credentials, expiry_date: 1 })
    throw tokensInARow < MOST_REFUSALS && timesAgain < MOST_REFUSALS
      ? new CallFailure('failed', '401 UNAUTHENTICATED: the token was not accepted; a new one is fetched', {
          code: 'UNAUTHENTICATED',
          isTransient: true,
        })
      : new CallFailure('credentials', `401 UNAUTHENTICATED: the credentials are not accepted: ${LOG_IN}`, {
          code: 'UNAUTHENTICATED',
          isForAll: true,
        })
  }

  return {
    async token() {
      await token()
    },
    async send({ url, method, body }, signal) {
      const headers = await token()
      const authorization = headers.get('authorization')
      const wasKnown = authorization === refused
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
      let answer
      try {
        answer = await client.transporter.request<string>({
          url: `${endpoint(url.host)}${url.pathname}${url.search}`,
          method,
          headers,
          ...(body === null ? {} : { data: body }),
          responseType: 'text',
          retry: false,
          redirect: 'manual',
          maxContentLength: MAX_ANSWER_BYTES,
          validateStatus: () => true,
          signal: limit,
        })
      } catch (error) {
        throw networkFailure(error, signal)
      }
      if (answer.status === 401) return noteRefusal(authorization, wasKnown)
      if (answer.status < 400) [tokensInARow, timesAgain] = [0, 0]
      const text = typeof answer.data === 'string' ? answer.data : ''
      return {
        status: answer.status,
        retryAfter: answer.headers.get('retry-after'),
        date: answer.headers.get('date'),
        text,
      }
    },
  }
}

/** Why no token is to be had: the credentials (for everything), or whoever hands tokens out (for now). */
function credentialFailure(error: unknown): CallFailure {
  const response =
    error instanceof Error ? (error as Error & { response?: { status?: number; data?: unknown } }).response : undefined
  const status = response?.status ?? 0
  const data = parsedBody(response?.data)
  const code = textField(data, 'error') ?? ''
  const isFinal =
    ['invalid_grant', 'invalid_client', 'unauthorized_client', 'access_denied'].includes(code) ||
    (status >= 400 && status < 500 && status !== 408 && status !== 429)
  if (!isFinal && (response !== undefined || isOfNetwork(error)))
    return new CallFailure('failed', `UNAVAILABLE: no token: ${oneLine(error instanceof Error ? error.message : '')}`, {
      code: 'NO_TOKEN',
      isTransient: true,
    })
  const said = [
    code,
    textField(data, 'error_description') ?? (code === '' && error instanceof Error ? error.message : ''),
  ]
  return new CallFailure(
    'credentials',
    `UNAUTHENTICATED: the credentials are expired or revoked: ${oneLine(said.filter((part) => part !== '').join(': '))}: ${LOG_IN}`,
    { code: code === '' ? 'UNAUTHENTICATED' : code, isForAll: true },
  )
}

function isOfNetwork(error: unknown): boolean {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined
  return typeof code === 'string' && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code) && code !== 'ENOENT'
}

function parsedBody(data: unknown): JsonObject {
  if (typeof data === 'string')
    try {
      const json: unknown = JSON.parse(data)
      return isObject(json as JsonObject) ? (json as JsonObject) : {}
    } catch {
      return {}
    }
  return isObject(data as JsonObject) ? (data as JsonObject) : {}
}
