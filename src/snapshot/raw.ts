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

function orderOf({ cloud, account, region, service, operation, subject, file }: CallRecord): string {
  return [cloud, account, region, service, operation, subject.join('--'), file].join('\n')
}

/** The id of a content: independent of where its files lay and when they were imported. */
export function contentId(lines: readonly string[], unread: unknown): string {
  const hash = createHash('sha256')
  for (const line of lines) hash.update(line).update('\n')
  return hash.update(canonicalJson(unread)).digest('hex').slice(0, 16)
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
