import type { CallStatus } from '../../src/connector/index.js'
import { isObject, type Json } from '../../src/model/index.js'
import { fieldOf, textField } from './fields.js'

/** Why there is no answer, and the `gcloud` command that says so where the text tells. */
export interface CallError {
  status: Exclude<CallStatus, 'ok'>
  message: string
  command: string | null
}

/** Canonical error codes of Google's APIs. */
const CODES =
  /\b(INVALID_ARGUMENT|FAILED_PRECONDITION|OUT_OF_RANGE|UNAUTHENTICATED|PERMISSION_DENIED|NOT_FOUND|ABORTED|ALREADY_EXISTS|RESOURCE_EXHAUSTED|CANCELLED|DATA_LOSS|UNKNOWN|INTERNAL|UNIMPLEMENTED|UNAVAILABLE|DEADLINE_EXCEEDED)\b/

/**
 * The error that `gcloud` or `bq` printed instead of an answer; null for any other text.
 *
 * @see https://cloud.google.com/apis/design/errors
 */
export function errorInText(text: string): CallError | null {
  const start = text.slice(0, 4000).trim()
  // An answer may hold any word: an `INTERNAL` load balancer is no error.
  if (start.startsWith('{') || start.startsWith('[')) return null
  const gcloud = /^ERROR: \(((?:gcloud|bq|gsutil)[a-z0-9.-]*)\)\s*([\s\S]*)$/.exec(start)
  if (gcloud !== null) return errorOf(gcloud[2] ?? '', gcloud[1] ?? null)
  return /^(ERROR:|BigQuery error in|AccessDeniedException:|Permission denied\b)/.test(start) ||
    CODES.test(start.split('\n')[0] ?? '')
    ? errorOf(start, null)
    : null
}

/** `{"error": {"code": 403, "status": "PERMISSION_DENIED", "message": ...}}`, alone or in a list. */
export function errorInJson(body: Json): CallError | null {
  const first = Array.isArray(body) && body.length === 1 ? body[0] : body
  const error = fieldOf(first, 'error')
  if (!isObject(error) || typeof error['code'] !== 'number') return null
  const status = textField(error, 'status') ?? ''
  return errorOf(`${String(error['code'])} ${status}: ${textField(error, 'message') ?? ''}`, null)
}

function errorOf(text: string, command: string | null): CallError {
  const message = (text.split('\n')[0] ?? '').trim().slice(0, 500)
  const isDenied =
    /PERMISSION_DENIED|\b403\b|does not have permission|Permission .* denied|Access Denied|AccessDenied|UNAUTHENTICATED|\b401\b/i
  if (isDenied.test(text)) return { status: 'denied', message, command }
  if (/NOT_FOUND|\b404\b|notFound|not found|does not exist/.test(text)) return { status: 'none', message, command }
  return { status: 'failed', message: message === '' ? 'an error without a message' : message, command }
}

export function isThrottling(message: string): boolean {
  return /RESOURCE_EXHAUSTED|\b429\b|rate ?limit|quota exceeded/i.test(message)
}
