import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { awsConnector, resourceTypes } from '../../../../connectors/aws/index.js'
import { indexRecords } from '../../../../connectors/aws/records.js'
import { createFactsBuilder, readSources, type CallRecord, type Malformed } from '../../../../src/connector/index.js'
import type { Facts } from '../../../../src/model/index.js'

/** A dump as paths and contents: text is written as it is, anything else as JSON. */
export interface Dump {
  [path: string]: unknown
}

/** Writes the dump into a new folder, calls `use` with it and removes it. */
export async function withDump<Result>(dump: Dump, use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'inroads-dump-'))
  try {
    for (const [path, content] of Object.entries(dump)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      const isBytes = typeof content === 'string' || content instanceof Uint8Array
      writeFileSync(join(folder, path), isBytes ? content : JSON.stringify(content))
    }
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface Recognised {
  records: CallRecord[]
  malformed: Malformed[]
  ignored: string[]
}

export function recognised(dump: Dump): Promise<Recognised> {
  return withDump(dump, async (folder) => {
    const found = []
    const malformed: Malformed[] = []
    const ignored: string[] = []
    for await (const file of readSources([folder])) {
      const recognition = 'skipped' in file ? null : awsConnector.recognise(file)
      if (recognition === null) ignored.push(file.relative)
      else found.push(...recognition.records)
      if (recognition?.malformed) malformed.push({ path: file.relative, message: recognition.malformed })
    }
    const settled = awsConnector.settle(found)
    return { records: settled.records, malformed: [...malformed, ...settled.malformed], ignored }
  })
}

/** Facts with all gaps. */
export async function factsOfDump(dump: Dump): Promise<Facts> {
  return awsConnector.normalize((await recognised(dump)).records)
}

/** What the resource types alone make of a dump: no gaps for what it leaves out. */
export async function normalizedDump(dump: Dump): Promise<Facts> {
  const index = indexRecords((await recognised(dump)).records)
  const facts = createFactsBuilder()
  for (const type of resourceTypes) type.normalize(index, facts)
  return facts.build()
}
