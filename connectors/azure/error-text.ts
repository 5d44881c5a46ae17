import type { CallStatus } from '../../src/connector/index.js'
import type { Json } from '../../src/model/index.js'
import { objectField, textField } from './fields.js'

/** What a service answered instead of a result. */
export interface CallError {
  code: string
  status: Exclude<CallStatus, 'ok'>
  message: string
}

const MESSAGE_LIMIT = 500
const READ_LIMIT = 4096

const DENIED = new Set([
  'accessdenied',
  'accessdeniedtotenant',
  'authentication_forbidden',
  'authorization_requestdenied',
  'authorization_identitynotfound',
  'authorizationfailed',
  'authorizationpermissionmismatch',
  'forbidden',
  'forbiddenbypolicy',
  'forbiddenbyrbac',
  'insufficientpermissions',
  'invalidauthenticationtokentenant',
  'linkedauthorizationfailed',
  'unauthorized',
  'unknownerror_403',
])

/**
 * The error as ARM and Microsoft Graph print it: `{"error": {"code": "AuthorizationFailed", "message": ...}}`.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/azure/ (error response)
 * @see https://learn.microsoft.com/en-us/graph/errors
 */
export function errorInJson(body: Json): CallError | null {
  const error = objectField(body, 'error') ?? objectField(body, 'odata.error')
  const code = textField(error ?? undefined, 'code')
  if (code === null) return null
  const said =
    textField(error ?? undefined, 'message') ??
    textField(objectField(error ?? undefined, 'message') ?? {}, 'value') ??
    ''
  return { code, status: statusOf(code, said), message: oneLine(`(${code}) ${said}`) }
}

/** The error as the Azure CLI prints it: `ERROR: (AuthorizationFailed) ...`, or the code in parentheses alone. */
export function errorInText(text: string): CallError | null {
  const start = text.slice(0, READ_LIMIT)
  const open = start.indexOf('(')
  const close = start.indexOf(')', open)
  const code = open < 0 || close < 0 ? '' : start.slice(open + 1, close)
  if (/^[A-Za-z0-9._]{3,120}$/.test(code)) {
    const status = statusOf(code, start)
    if (start.includes('ERROR') || open <= 40 || status !== 'failed') return { code, status, message: oneLine(start) }
  }
  if (/insufficient privileges|does not have authorization/i.test(start))
    return { code: 'Forbidden', status: 'denied', message: oneLine(start) }
  return start.trimStart().startsWith('ERROR') ? { code: 'ERROR', status: 'failed', message: oneLine(start) } : null
}

/**
 * `...NotFound` says that there is none; of a subscription or tenant it says that the caller cannot see it, which is no
 * answer.
 */
function statusOf(code: string, message: string): CallError['status'] {
  const plain = code.toLowerCase()
  if (DENIED.has(plain) || /insufficient privileges/i.test(message.slice(0, READ_LIMIT))) return 'denied'
  if (/^(subscription|tenant|invalidsubscription)/.test(plain)) return 'failed'
  return plain.endsWith('notfound') ? 'none' : 'failed'
}

/** Does the message of a failed call say that the service was asked too often? */
export function isThrottling(message: string): boolean {
  return /\b(TooManyRequests|RateLimiting|RateLimitExceeded|SubscriptionRequestsThrottled|ResourceRequestsThrottled|429)\b/i.test(
    message,
  )
}

function oneLine(text: string): string {
  return text.slice(0, READ_LIMIT).replace(/\s+/g, ' ').trim().slice(0, MESSAGE_LIMIT)
}
