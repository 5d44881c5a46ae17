import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { CallRecord } from '../connector/index.js'
import { canonicalJson, compareText, type Facts } from '../model/index.js'

/** Facts above this size (bytes of JSON) are kept compressed. */
const PLAIN_LIMIT = 1_000_000

export const RAW_FILE = 'raw.ndjson.gz'

/** Records in the order of a snapshot, each with its line of canonical JSON. */
export function canonicalLines(records: readonly CallRecord[]): { records: CallRecord[]; lines: string[] } {
  const keyed = records.map((record) => ({ record, key: orderOf(record), line: canonicalJson(record) }))
  keyed.sort((a, b) => compareText(a.key, b.key) || compareText(a.line, b.line))
  return { records: keyed.map(({ record }) => record), lines: keyed.map(({ line }) => line) }
}

function orderOf(record: CallRecord): string {
  return `${cellOf(record)}\n${record.file}`
}

/** What a record answers: two records of one snapshot may answer the same (pages of one list). */
export function cellOf({ cloud, account, region, service, operation, subject }: CallRecord): string {
  return [cloud, account, region, service, operation, subject.join('--')].join('\n')
}

/** A record without where it was read from and why a call gave no answer. */
export function contentOf(record: CallRecord): string {
  const { file: _file, message: _message, ...content } = record
  return canonicalJson(content)
}

/**
 * The id of a content: 16 hex digits over what the clouds said, each answer once.
 *
 * When it was collected or imported, in which files it lay, the wording of failures and files that could not be read
 * lie outside; `staleSince` lies inside, because kept data is other content than data that was read.
 */
export function contentId(records: readonly CallRecord[]): string {
  const hash = createHash('sha256')
  const lines = [...new Set(records.map(contentOf))].sort(compareText)
  for (const line of lines) hash.update(line).update('\n')
  return hash.digest('hex').slice(0, 16)
}

export function packRaw(lines: readonly string[]): Buffer {
  return gzipSync(lines.length === 0 ? '' : `${lines.join('\n')}\n`, { level: 1 })
}

export function unpackRaw(bytes: Buffer): CallRecord[] {
  return gunzipSync(bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CallRecord)
}

/** Name and content of the facts file. */
export function packFacts(facts: Facts): [name: string, bytes: Buffer] {
  const plain = Buffer.from(JSON.stringify(facts))
  return plain.length > PLAIN_LIMIT ? ['facts.json.gz', gzipSync(plain, { level: 1 })] : ['facts.json', plain]
}

export function unpackFacts(name: string, bytes: Buffer): Facts {
  const plain = name.endsWith('.gz') ? gunzipSync(bytes) : bytes
  return JSON.parse(plain.toString('utf8')) as Facts
}
