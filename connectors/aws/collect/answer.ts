import { parseEmbeddedJson } from '../../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { percentDecoded } from '../policy-text.js'

/** Fields in which IAM keeps URL-encoded policies; the CLI prints them decoded. */
const IAM_DOCUMENTS: ReadonlySet<string> = new Set([
  'AssumeRolePolicyDocument',
  'AssumeRolePolicyDocumentTemplate',
  'Document',
  'PolicyDocument',
])

/**
 * What the SDK gave as the AWS CLI prints it: dates as text, bytes as base64, IAM's policies as objects, nothing of what
 * the SDK adds. Fields without a value are left out.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html
 */
export function printedAnswer(service: string, output: unknown): JsonObject {
  const { $metadata: _, ...answer } = Object(output) as Record<string, unknown>
  const printed = printedValue(answer)
  if (!isObject(printed)) return {}
  return service === 'iam' ? (withDocuments(printed) as JsonObject) : printed
}

/** Undefined for what is no data. */
function printedValue(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return printedInteger(value)
  if (typeof value !== 'object') return undefined
  if (value instanceof String) return value.toString()
  if (value instanceof Date) return printedDate(value)
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
  if (Array.isArray(value)) return value.map((item: unknown) => printedValue(item) ?? null)
  if (value instanceof Set) return printedValue([...value])
  if (value instanceof Map) return printedValue(Object.fromEntries(value))
  if (isStream(value)) return undefined
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const printed = printedValue(item)
      return printed === undefined ? [] : [[name, printed]]
    }),
  )
}

/** `2024-05-01T10:00:00+00:00`, with microseconds where there are some: ISO 8601 as Python writes it. */
export function printedDate(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null
  return date.toISOString().replace('.000Z', '+00:00').replace(/Z$/, '000+00:00')
}

function printedInteger(value: bigint): Json {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}

function isStream(value: object): boolean {
  return 'pipe' in value || 'getReader' in value || Symbol.asyncIterator in value
}

function withDocuments(value: Json): Json {
  if (Array.isArray(value)) return value.map(withDocuments)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      if (typeof item !== 'string' || !IAM_DOCUMENTS.has(name)) return [name, withDocuments(item)]
      // Text that is no JSON stays: whoever reads it says what is wrong.
      return [name, parseEmbeddedJson(percentDecoded(item)) ?? item]
    }),
  )
}
