import { parseEmbeddedJson } from '../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../src/model/index.js'

/**
 * A policy document from where the CLI put it: an object, JSON text, or URL-encoded JSON text. Null if it is none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html (URL-encoded, RFC 3986)
 */
export function policyDocument(value: Json | undefined): JsonObject | null {
  if (isObject(value)) return value
  if (typeof value !== 'string') return null
  const text = value.trim()
  const parsed = parseEmbeddedJson(text) ?? parseEmbeddedJson(percentDecoded(text))
  if (typeof parsed === 'string') {
    const inner = parseEmbeddedJson(parsed)
    return isObject(inner) ? inner : null
  }
  return isObject(parsed) ? parsed : null
}

/** Percent-decoded, or as it was if it is no valid encoding. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
