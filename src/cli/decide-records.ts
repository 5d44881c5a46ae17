import { isObject, type Json, type JsonObject } from '../model/index.js'
import type { AwsDecideRecord } from '../policy/aws/record.js'
import type { AzureDecideRecord } from '../policy/azure/record.js'
import type { GcpDecideRecord } from '../policy/gcp/record.js'
import { awsRecord } from './decide-aws-record.js'
import { azureRecord } from './decide-azure-record.js'
import { gcpRecord } from './decide-gcp-record.js'
import { RecordError } from './record-error.js'

export type DecideRecord = AwsDecideRecord | AzureDecideRecord | GcpDecideRecord

/** A record as it was read: ready to be decided, or what is wrong with it. */
export type ReadRecord = { ok: true; record: DecideRecord } | { ok: false; id: string | null; error: string }

const MAX_DEPTH = 100

/** Reads one record of `inroads decide` from its JSON text. */
export function readRecord(text: string): ReadRecord {
  let id: string | null = null
  try {
    const value = parsed(text)
    if (!isObject(value)) throw new RecordError('a record must be an object')
    id = typeof value['id'] === 'string' ? value['id'] : null
    if (id === null) throw new RecordError('`id` must be a text')
    checkDepth(value)
    return { ok: true, record: recordOf(id, value) }
  } catch (error) {
    if (error instanceof RecordError) return { ok: false, id, error: error.message }
    throw error
  }
}

function recordOf(id: string, value: JsonObject): DecideRecord {
  switch (value['cloud']) {
    case 'aws':
      return awsRecord(id, value)
    case 'azure':
      return azureRecord(value)
    case 'gcp':
      return gcpRecord(value)
    default:
      throw new RecordError('`cloud` must be `aws`, `azure` or `gcp`')
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new RecordError(`not valid JSON: ${said.slice(0, 200)}`)
  }
}

/** INVARIANT: what passes can be walked by recursion. */
function checkDepth(root: Json): void {
  let level: Json[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new RecordError(`the record is nested deeper than ${String(MAX_DEPTH)} levels`)
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
}
