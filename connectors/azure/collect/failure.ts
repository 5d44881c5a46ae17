import { CallFailure, parseEmbeddedJson } from '../../../src/connector/index.js'
import { errorInJson, isThrottling } from '../error-text.js'
import { withoutSecrets } from '../secrets.js'
import { waitAskedFor, type Headers } from './retry-after.js'

/** An answer over HTTP, as far as it is looked at. */
export interface Answer {
  status: number
  headers: Headers
  bodyAsText?: string | null
}

/** Codes by which a service says that a token is of no use: nothing about what its holder may do. */
const TOKEN_CODES = new Set([
  'authenticationfailed',
  'expiredauthenticationtoken',
  'invalidauthenticationinfo',
  'invalidauthenticationtoken',
  'tokenexpired',
  'tokennotfound',
])

/** What a subscription or account has not: a provider that is not registered has no resources. */
const ABSENT_CODES = new Set([
  'featurenotsupportedforaccount',
  'invalidresourcenamespace',
  'invalidresourcetype',
  'missingsubscriptionregistration',
  'noregisteredproviderfound',
  'subscriptionnotregistered',
])

/** Without the license nobody can activate a role, and none is to be activated. */
const NO_LICENSE = 'aadpremiumlicenserequired'

/** What may be meant by "there is none". */
export interface Absence {
  /** Is it about one thing, which may have gone since it was listed? */
  isOfEntry: boolean
  /** Is it of a provider that a subscription may be without? Roles and resources are everywhere. */
  isOptional: boolean
}

/** Is it a refusal of the token itself? */
export function isTokenRefused({ status, bodyAsText }: Answer): boolean {
  return status === 401 && TOKEN_CODES.has(errorOf(bodyAsText)?.code.toLowerCase() ?? '')
}

/**
 * What an answer without result means.
 *
 * @see https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 * @see https://learn.microsoft.com/en-us/graph/errors
 */
export function failureOf(answer: Answer, now: number, { isOfEntry, isOptional }: Absence): CallFailure {
  const { status, headers, bodyAsText } = answer
  const error = errorOf(bodyAsText)
  const retryAfterMs = waitAskedFor(headers, now)
  const code = error?.code ?? `Http${status}`
  const said = error?.message ?? `(${code}) the answer is none of Azure's: ${start(bodyAsText)}`
  const message = typeof withoutSecrets(said) === 'string' ? said : `(${code})`
  const fail = (kind: CallFailure['kind'], more: { isTransient?: boolean } = {}): CallFailure =>
    new CallFailure(kind, message, { code, retryAfterMs, ...more })

  if (status === 429 || (error !== null && isThrottling(`(${code})`)))
    return new CallFailure('throttled', isThrottling(message) ? message : `(TooManyRequests) ${message}`, {
      code,
      retryAfterMs,
    })
  if (error === null || status >= 500 || status === 408) return fail('failed', { isTransient: true })
  if (isTokenRefused(answer)) return fail('failed', { isTransient: true })
  if (code.toLowerCase() === NO_LICENSE) return fail('none')
  if (isOptional && ABSENT_CODES.has(code.toLowerCase())) return fail(isOtherVersion(message) ? 'failed' : 'none')
  if (status === 401 || status === 403 || error.status === 'denied') return fail('denied')
  if (isOfEntry && error.status === 'none' && status === 404) return fail('none')
  return fail('failed', { isTransient: status === 409 })
}

/** A type that exists, asked for in a version that this cloud does not have: not at all "there is none". */
function isOtherVersion(message: string): boolean {
  return /supported api-versions are '[^']/i.test(message)
}

/** An answer that says it is one and cannot be used. */
export function unreadable(what: string, isTransient = true): CallFailure {
  return new CallFailure('failed', `(UnexpectedAnswer) ${what}`, { code: 'UnexpectedAnswer', isTransient })
}

/** What went wrong where there is no answer at all. */
export function brokenCall(error: unknown): CallFailure {
  if (error instanceof CallFailure) return error
  const { code, message } = problemOf(error)
  return new CallFailure('failed', message, { code, isTransient: true, cause: error })
}

/** Codes of the operating system and of Node that tell of the network, not of the service. */
const NETWORK_CODE = /^(E[A-Z]{3,}|UND_ERR_[A-Z_]+|[A-Z_]*CERT[A-Z_]*|DEPTH_ZERO_SELF_SIGNED_CERT)$/

/** The most telling code among an error and its causes, and a message of one line. */
export function problemOf(error: unknown): { code: string; message: string; isOfNetwork: boolean } {
  const chain: Error[] = []
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause ?? innerOf(at)) chain.push(at)
  const codes = chain.map((one) => ('code' in one && typeof one.code === 'string' ? one.code : ''))
  const network = codes.find((code) => NETWORK_CODE.test(code)) ?? networkCodeIn(chain)
  const code = network ?? codes.find((one) => one !== '') ?? chain[0]?.name ?? 'Error'
  const text = start(chain[0]?.message ?? String(error))
  return {
    code,
    message:
      `(${code.replace(/[^A-Za-z0-9._]/g, '').slice(0, 100) || 'Error'}) ${typeof withoutSecrets(text) === 'string' ? text : ''}`.trim(),
    isOfNetwork: network !== undefined,
  }
}

function innerOf(error: Error): unknown {
  return 'errors' in error && Array.isArray(error.errors) ? (error.errors as unknown[])[0] : undefined
}

/** The library for sign-in wraps what happened below it into its own text. */
function networkCodeIn(chain: readonly Error[]): string | undefined {
  for (const { message } of chain) {
    const found = /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH)\b/.exec(
      message.slice(0, 4096),
    )
    if (found?.[1] !== undefined) return found[1]
  }
  return undefined
}

function errorOf(text: string | null | undefined): ReturnType<typeof errorInJson> {
  const body = parseEmbeddedJson(text ?? '')
  return body === null ? null : errorInJson(body)
}

function start(text: string | null | undefined): string {
  return (text ?? '').slice(0, 2000).replace(/\s+/g, ' ').trim().slice(0, 300)
}
