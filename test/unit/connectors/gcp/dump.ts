import { addAssets } from '../../../../connectors/gcp/normalize.js'
import { gcpConnector, resourceTypes } from '../../../../connectors/gcp/index.js'
import { takeInventory } from '../../../../connectors/gcp/inventory.js'
import { createFactsBuilder, readSources, type CallRecord, type Malformed } from '../../../../src/connector/index.js'
import type { Facts } from '../../../../src/model/index.js'
import { withDump, type Dump } from '../aws/dump.js'

export type { Dump }

export interface Recognised {
  records: CallRecord[]
  malformed: Malformed[]
  ignored: string[]
}

/** What the connector makes of a dump; `.ndjson` lists are written line by line. */
export function recognised(dump: Dump): Promise<Recognised> {
  const files = Object.fromEntries(
    Object.entries(dump).map(([path, content]) => [
      path,
      path.endsWith('.ndjson') && Array.isArray(content)
        ? `${content.map((line) => JSON.stringify(line)).join('\n')}\n`
        : content,
    ]),
  )
  return withDump(files, async (folder) => {
    const found = []
    const malformed: Malformed[] = []
    const ignored: string[] = []
    for await (const file of readSources([folder])) {
      const recognition = 'skipped' in file ? null : gcpConnector.recognise(file)
      if (recognition === null) ignored.push(file.relative)
      else found.push(...recognition.records)
      if (recognition?.malformed) malformed.push({ path: file.relative, message: recognition.malformed })
    }
    return { records: gcpConnector.settle(found).records, malformed, ignored }
  })
}

/** Facts with all gaps. */
export async function factsOfDump(dump: Dump): Promise<Facts> {
  return gcpConnector.normalize((await recognised(dump)).records)
}

/** What the records say: no gaps for what they leave out. */
export async function normalizedDump(dump: Dump): Promise<Facts> {
  const facts = createFactsBuilder()
  addAssets(takeInventory((await recognised(dump)).records, resourceTypes), facts)
  return facts.build()
}
