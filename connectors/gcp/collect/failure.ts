import { CallFailure } from '../../../src/connector/index.js'
import { isObject, type Json } from '../../../src/model/index.js'
import { fieldOf, objectsField, textField } from '../fields.js'

/** What a server said, before anybody looked at it. */
export interface RawAnswer {
  status: number
  /** The header `Retry-After`, as it was sent. */
  retryAfter: string | null
  text: string
}

const LIMIT = 400
/** Reasons of older APIs that say "too often" with status 403. */
const THROTTLING = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED'])

/**
 * The JSON of an answer.
 *
 * @throws CallFailure for everything else: an error of Google, an answer of something in between, a text that breaks off
 * @see https://cloud.google.com/apis/design/errors
 */
export function answerIn(answer: RawAnswer, now: () => number): Json {
  const { status, text } = answer
  const body = parsed(text)
  const retryAfterMs = retryAfterIn(answer.retryAfter, now)
  if (status >= 200 && status < 300) {
    if (body === undefined)
      throw new CallFailure('failed', `UNKNOWN: an answer that is no JSON (${text.length} characters)`, {
        code: 'NO_JSON',
        isTransient: true,
        retryAfterMs,
      })
    if (!isObject(body))
      throw new CallFailure('failed', 'UNKNOWN: an answer that is no object', { code: 'NO_OBJECT', isTransient: true })
    if (isObject(body['error'])) throw failureOf(status, body, retryAfterMs)
    return body
  }
  throw failureOf(status, body, retryAfterMs)
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function failureOf(httpStatus: number, body: Json | undefined, retryAfterMs: number | null): CallFailure {
  const first = Array.isArray(body) ? body[0] : body
  const error = fieldOf(first, 'error')
  if (!isObject(error)) {
    const isThrottled = httpStatus === 429
    return new CallFailure(
      isThrottled ? 'throttled' : 'failed',
      `${httpStatus} ${isThrottled ? 'RESOURCE_EXHAUSTED' : 'UNKNOWN'}: not an answer of Google (a proxy in between?)`,
      { code: `HTTP_${httpStatus}`, isTransient: true, retryAfterMs },
    )
  }
  const said = error['code']
  const code = typeof said === 'number' && said >= 400 && said < 600 ? said : httpStatus
  const status = plainWord(textField(error, 'status')) ?? STATUS_OF.get(code) ?? 'UNKNOWN'
  const details = objectsField(error, 'details')
  const reasons = [...details, ...objectsField(error, 'errors')].flatMap((detail) => textField(detail, 'reason') ?? [])
  const wait = retryInfoIn(details) ?? retryAfterMs
  const message = `${code} ${status}: ${oneLine(textField(error, 'message') ?? 'no message')}${remedyIn(details)}`
  const more = { code: reasons.includes('SERVICE_DISABLED') ? 'SERVICE_DISABLED' : status, retryAfterMs: wait }
  if (code === 429 || status === 'RESOURCE_EXHAUSTED' || reasons.some((reason) => THROTTLING.has(reason)))
    return new CallFailure('throttled', message, more)
  if (code === 401 || status === 'UNAUTHENTICATED') return new CallFailure('credentials', message, more)
  if (code === 403) return new CallFailure('denied', message, more)
  // NOT_FOUND is no "there is none": some services say it to those who may not know.
  return new CallFailure('failed', message, { ...more, isTransient: code >= 500 || code === 408 || code === 409 })
}

const STATUS_OF = new Map([
  [400, 'INVALID_ARGUMENT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [429, 'RESOURCE_EXHAUSTED'],
  [500, 'INTERNAL'],
  [503, 'UNAVAILABLE'],
  [504, 'DEADLINE_EXCEEDED'],
])

function plainWord(text: string | null): string | null {
  return text !== null && /^[A-Z_]{1,40}$/.test(text) ? text : null
}

/** One line of a bounded length; what could be a token is left out. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 4 * LIMIT)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/\bya29\.[A-Za-z0-9._-]+|\beyJ[A-Za-z0-9._-]{20,}|\b[Bb]earer\s+\S+/g, '[redacted]')
    .trim()
  return line.length > LIMIT ? `${line.slice(0, LIMIT)}…` : line
}

/** An API that is switched off, with the command that switches it on. */
function remedyIn(details: readonly Json[]): string {
  for (const detail of details) {
    if (fieldOf(detail, 'reason') !== 'SERVICE_DISABLED') continue
    const metadata = fieldOf(detail, 'metadata')
    const service = textField(metadata, 'service') ?? ''
    const project = (textField(metadata, 'consumer') ?? '').replace(/^projects\//, '')
    if (!/^[a-z0-9.-]{1,100}$/.test(service)) continue
    const where = /^[a-z0-9:.-]{1,64}$/.test(project) ? ` --project=${project}` : ''
    return `: switch it on with \`gcloud services enable ${service}${where}\``
  }
  return ''
}

/** `{"@type": ".../google.rpc.RetryInfo", "retryDelay": "1.5s"}` */
function retryInfoIn(details: readonly Json[]): number | null {
  for (const detail of details) {
    const delay = /^([0-9]{1,9}(?:\.[0-9]{1,9})?)s$/.exec(textField(detail, 'retryDelay') ?? '')?.[1]
    if (delay !== undefined) return Math.ceil(Number(delay) * 1000)
  }
  return null
}

/** Seconds or a date. */
function retryAfterIn(header: string | null, now: () => number): number | null {
  if (header === null) return null
  if (/^\s*[0-9]{1,9}(\.[0-9]+)?\s*$/.test(header)) return Math.ceil(Number(header) * 1000)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now())
}

/** A call that never came to an answer: a reset connection, a name that does not resolve, a time-out. */
export function networkFailure(error: unknown, signal: AbortSignal): CallFailure {
  const { code, message } = causeOf(error)
  if (signal.aborted)
    return new CallFailure('failed', 'CANCELLED: the call was given up', {
      code: 'ABORTED',
      isTransient: true,
      cause: error,
    })
  return new CallFailure('failed', `UNAVAILABLE: ${oneLine(message)}`, { code, isTransient: true, cause: error })
}

function causeOf(error: unknown): { code: string; message: string } {
  let at = error
  let code = 'UNAVAILABLE'
  let message = 'no answer'
  for (let depth = 0; depth < 5 && at instanceof Error; depth += 1) {
    message = at.message === '' ? message : at.message
    const own = (at as Error & { code?: unknown }).code
    if (typeof own === 'string' && /^[A-Z_0-9]{1,40}$/.test(own)) code = own
    at = at.cause
  }
  return { code, message }
}
