import { CallFailure, parseRetryAfter } from '../../../src/connector/index.js'
import { isThrottlingCode, oneLine, statusOf } from '../error-text.js'

/** What a failed call was. */
export interface FailedCall {
  /** `GetBucketPolicy`. */
  api: string
  /** Was it sent to where the partition's global services are? What is refused there is refused everywhere. */
  isHome: boolean
  /** Was it made with the credentials that the collection was started with? */
  isBase: boolean
  now: number
}

export const LOG_IN_AGAIN = 'log in again, then run the same command: it goes on where it stopped'

/** Credentials that were good and are no longer. */
const EXPIRED: ReadonlySet<string> = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'])

/**
 * Credentials that are not known. A Region that an account has not enabled answers the same, so that they count for what
 * they say only where the partition's global services are.
 */
const UNKNOWN: ReadonlySet<string> = new Set([
  'AuthFailure',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidToken',
  'UnrecognizedClientException',
])

/** There are no credentials to sign with. */
const MISSING: ReadonlySet<string> = new Set(['CredentialsProviderError', 'ProviderError', 'TokenProviderError'])

/** May pass by themselves; the clock is put right by the SDK once it has seen the server's. */
const PASSING: ReadonlySet<string> = new Set([
  ...['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...[
    'EPROXY',
    'TimeoutError',
    'RequestTimeout',
    'RequestTimeoutException',
    'SyntaxError',
    'EmptyAnswer',
    'NotAws',
    'BrokenAnswer',
  ],
  ...['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'],
  ...['InternalError', 'InternalFailure', 'InternalServerError', 'InternalServerException', 'ServiceException'],
  ...['ServiceUnavailable', 'ServiceUnavailableException', 'ServiceFailure', 'ServiceFailureException', 'Unavailable'],
  ...['ConcurrentModificationException', 'DependencyTimeoutException', 'OperationTimeoutException'],
  ...['ReportNotPresent', 'ReportExpired', 'ReportInProgress'],
])

/** Names that say nothing: the status of the answer says more. */
const NAMELESS: ReadonlySet<string> = new Set(['Error', 'Unknown', 'UnknownError', ''])

/** What the SDK adds to the message where it could not read an answer: one that was cut off, or is no answer of AWS. */
const UNREADABLE = 'Deserialization error:'

/** Whatever the SDK or the network threw, as the failure of a call. Its message reads as the AWS CLI prints it. */
export function failureOf(thrown: unknown, call: FailedCall): CallFailure {
  if (thrown instanceof CallFailure) return thrown
  const status = statusCodeOf(thrown)
  const code = codeOf(thrown, status)
  const text = textOf(thrown)
  const message = printedError(code, call.api, text)
  const more = { code, cause: thrown }
  if (isThrottlingCode(code) || status === 429)
    return new CallFailure('throttled', message, { ...more, retryAfterMs: retryAfterMs(thrown, call.now) })
  if (EXPIRED.has(code)) {
    // Those of a role are made anew for the next attempt.
    if (!call.isBase) return new CallFailure('failed', message, { ...more, isTransient: true })
    return new CallFailure('credentials', `the credentials have expired: ${message}: ${LOG_IN_AGAIN}`, {
      ...more,
      isForAll: true,
    })
  }
  if (MISSING.has(code) || (UNKNOWN.has(code) && call.isHome))
    return new CallFailure('credentials', `the credentials were not accepted: ${message}: ${LOG_IN_AGAIN}`, {
      ...more,
      isForAll: call.isBase || MISSING.has(code),
    })
  const kind = isPassing(code, text) ? 'failed' : statusOf(code, text)
  return new CallFailure(kind, message, {
    ...more,
    isTransient: kind === 'failed' && (isPassing(code, text) || (status !== null && status >= 500)),
    retryAfterMs: retryAfterMs(thrown, call.now),
  })
}

/** As the AWS CLI prints it: one line, bounded, without what could be a key or a token. */
export function printedError(code: string, api: string, text: string): string {
  return oneLine(`An error occurred (${code}) when calling the ${api} operation: ${withoutKeys(text)}`)
}

/**
 * Error texts can repeat the request that was signed (`SignatureDoesNotMatch`), its session token included, and hold long
 * encoded messages.
 */
function withoutKeys(text: string): string {
  const start = text.slice(0, 4096)
  const request = /the canonical string|string-to-sign|x-amz-security-token/i.exec(start)
  return (request === null ? start : `${start.slice(0, request.index)}...`).replace(/[A-Za-z0-9+/=_-]{100,}/g, '...')
}

function isPassing(code: string, text: string): boolean {
  return PASSING.has(code) || /signature (expired|not yet current)/i.test(text.slice(0, 500))
}

function statusCodeOf(thrown: unknown): number | null {
  const metadata = fieldOf(thrown, '$metadata')
  const status = fieldOf(metadata, 'httpStatusCode')
  return typeof status === 'number' && status > 0 ? status : null
}

/** The network's code, the service's, or the status of the answer. */
function codeOf(thrown: unknown, status: number | null): string {
  const network = fieldOf(thrown, 'code')
  const name = fieldOf(thrown, 'name')
  if (fieldOf(thrown, 'message')?.toString().includes(UNREADABLE) === true)
    return name === 'SyntaxError' ? 'SyntaxError' : 'BrokenAnswer'
  const found = [network, name].map(plainCode).find((code) => !NAMELESS.has(code)) ?? ''
  if (found !== '') return found
  return status === null ? 'NoAnswer' : String(status)
}

function plainCode(value: unknown): string {
  return typeof value === 'string' ? value.replace(/[^A-Za-z0-9._]/g, '').slice(0, 100) : ''
}

function textOf(thrown: unknown): string {
  const message = fieldOf(thrown, 'message')
  if (typeof message !== 'string' || message === '' || message === 'UnknownError') return 'no further message'
  const hint = message.indexOf(UNREADABLE)
  return hint < 0 ? message : message.slice(0, hint).trimEnd()
}

function retryAfterMs(thrown: unknown, now: number): number | null {
  const headers = fieldOf(fieldOf(thrown, '$response'), 'headers')
  if (typeof headers === 'object' && headers !== null) {
    const found = parseRetryAfter(headers as Record<string, string>, now)
    if (found !== null) return found
  }
  const seconds = Number(fieldOf(thrown, 'retryAfterSeconds') ?? NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
