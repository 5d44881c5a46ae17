import type {
  InternalPipelineOptions,
  Pipeline,
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
} from '@azure/core-rest-pipeline'
import { CallFailure } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import type { Endpoint } from './endpoints.js'
import { brokenCall, failureOf, isTokenRefused, type Absence, type Answer } from './failure.js'
import type { Tokens } from './tokens.js'

/** A server that has not answered by then is given up, in milliseconds. */
export const TIMEOUT = 120_000

/** One service that is called with our token. */
export interface Service {
  endpoint: Endpoint
  /** Sends one request; the answer as it came. */
  send(request: { url: string; body?: JsonObject; signal?: AbortSignal }): Promise<Answer>
  /** What a client of an SDK is to be made with, and the policy that puts our token into its requests. */
  options: InternalPipelineOptions
  policy: PipelinePolicy
}

export interface Transport {
  service(endpoint: Endpoint, tokens: Tokens): Service
}

/**
 * Requests over the SDK's own pipeline: nothing is retried and no redirection followed, because the runner decides
 * about the one, and the other could carry a token elsewhere.
 */
export async function createTransport(tls: { ca: string[] } | null): Promise<Transport> {
  const {
    bearerTokenAuthenticationPolicyName,
    createDefaultHttpClient,
    createHttpHeaders,
    createPipelineFromOptions,
    createPipelineRequest,
  } = await import('@azure/core-rest-pipeline')
  const client = createDefaultHttpClient()
  const options: InternalPipelineOptions = {
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'inroads' },
    ...(tls === null ? {} : { tlsOptions: tls }),
  }
  return {
    service(endpoint, tokens) {
      const policy: PipelinePolicy = {
        name: bearerTokenAuthenticationPolicyName,
        sendRequest: (request, next) => signed(endpoint, tokens, request, next),
      }
      const pipeline: Pipeline = createPipelineFromOptions(options)
      pipeline.addPolicy(policy, { phase: 'Sign' })
      return {
        endpoint,
        options,
        policy,
        async send({ url, body, signal }) {
          const request = createPipelineRequest({
            url,
            method: body === undefined ? 'GET' : 'POST',
            headers: createHttpHeaders({
              accept: 'application/json',
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            }),
            timeout: TIMEOUT,
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            ...(signal === undefined ? {} : { abortSignal: signal }),
          })
          return await pipeline.sendRequest(client, request).catch((error: unknown) => {
            throw brokenCall(error)
          })
        },
      }
    },
  }
}

/** INVARIANT: no token leaves for another server than the one it is meant for. */
async function signed(
  endpoint: Endpoint,
  tokens: Tokens,
  request: PipelineRequest,
  next: (request: PipelineRequest) => Promise<PipelineResponse>,
): Promise<PipelineResponse> {
  if (!request.url.startsWith(`${endpoint.url}/`))
    throw new CallFailure('failed', `(ForeignAddress) nothing is asked of a server other than \`${endpoint.url}\``, {
      code: 'ForeignAddress',
    })
  const token = await tokens.get()
  request.headers.set('authorization', `Bearer ${token}`)
  const response = await next(request)
  if (isTokenRefused(response)) tokens.refuse(token, response.headers.get('www-authenticate') ?? null)
  else if (response.status < 400) tokens.accept()
  return response
}

/** The text of an answer with a result. */
export function textOf(answer: Answer, now: number, absence: Absence): string {
  if (answer.status !== 200) throw failureOf(answer, now, absence)
  return answer.bodyAsText ?? ''
}
