import { isObject, type Json } from '../../src/model/index.js'
import type { CallStatus } from '../../src/connector/index.js'
import { objectField, textField } from './fields.js'

/** What a service answered instead of a result. */
export interface CallError {
  code: string
  status: Exclude<CallStatus, 'ok'>
  message: string
}

const MESSAGE_LIMIT = 500

/** Answers that read like failures and say "there is none". */
const NONE = [
  'AWSOrganizationsNotInUseException',
  'PolicyTypeNotEnabledException',
  'ServiceAccessNotEnabledException',
  'ServerSideEncryptionConfigurationNotFoundError',
  'UnknownResourceException',
  'WAFNonexistentItemException',
]

/** Codes that mean this only with these words: a service that is not switched on has nobody whom it could let in. */
const NONE_IN_WORDS: readonly (readonly [code: string, words: string])[] = [
  ['AccessDeniedException', 'Macie is not enabled'],
  ['InvalidAccessException', 'not subscribed to AWS Security Hub'],
  ['ValidationException', 'Cannot find resource policy'],
]
const DENIED = [
  'AccessDenied',
  'AccessDeniedException',
  'AccessDeniedForDependencyException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'Forbidden',
  'ForbiddenException',
  'NotAuthorized',
  'NotAuthorizedException',
  'UnauthorizedException',
  'UnauthorizedOperation',
  '403',
]

/**
 * The error that the AWS CLI printed: `An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy
 * operation: ...`, or the code in parentheses alone. Null for any other text.
 */
export function errorInText(text: string): CallError | null {
  const start = text.slice(0, 4096)
  const open = start.indexOf('(')
  const close = start.indexOf(')', open)
  if (open < 0 || close < 0) return null
  const code = start.slice(open + 1, close)
  if (!/^[A-Za-z0-9._]{3,120}$/.test(code)) return null
  if (!start.includes('An error occurred') && open > 40 && statusOf(code) === 'failed') return null
  return { code, status: statusOf(code, start), message: oneLine(start) }
}

/** The error as SDKs print it: `{"Error": {"Code": ...}}` or `{"__type": ...}`. */
export function errorInJson(body: Json): CallError | null {
  if (!isObject(body)) return null
  const error = objectField(body, 'Error')
  const code = textField(error ?? undefined, 'Code') ?? textField(body, '__type')
  if (code === null) return null
  const plain = code.slice(code.lastIndexOf('#') + 1)
  const said = textField(error ?? body, 'Message') ?? textField(body, 'message') ?? ''
  return { code: plain, status: statusOf(plain, said), message: oneLine(`(${plain}) ${said}`) }
}

/** What an error says: asked and there is none, refused, or anything else that is no answer. */
export function statusOf(code: string, text = ''): CallError['status'] {
  if (NONE_IN_WORDS.some(([of, words]) => of === code && text.slice(0, 500).includes(words))) return 'none'
  if (NONE.includes(code) || code.startsWith('NoSuch') || code.includes('NotFound')) return 'none'
  return DENIED.includes(code) ? 'denied' : 'failed'
}

/** What codes begin with that say "too often". */
const THROTTLING = [
  'Throttl',
  'TooManyRequests',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'EC2Throttled',
  'BandwidthLimitExceeded',
  'CallRateLimitExceeded',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceeded',
]

/** Does an error code say that the service was asked too often? */
export function isThrottlingCode(code: string): boolean {
  return THROTTLING.some((start) => code.startsWith(start))
}

/** Does the message of a failed call say that the service was asked too often? */
export function isThrottling(message: string): boolean {
  return THROTTLING.some((start) => message.includes(`(${start}`))
}

/** Text of a service as part of a message: one line, bounded. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MESSAGE_LIMIT)
}
