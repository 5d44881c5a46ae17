import { azureConnector, factsOfRecords } from '../../../../connectors/azure/index.js'
import { readSources } from '../../../../src/connector/index.js'
import type { Facts } from '../../../../src/model/index.js'
import { withDump, type Dump, type Recognised } from '../aws/dump.js'

export type { Dump } from '../aws/dump.js'

export const TENANT = '6f1d3c2a-0b4e-4c7d-9a51-2e8f7b6c5d01'
export const OTHER_TENANT = 'b2c4d6e8-1357-4a9b-8c0d-1e2f3a4b5c02'
export const SUBSCRIPTION = '1a2b3c4d-0001-4aaa-8aaa-0123456789a1'

/** What the Azure connector makes of a dump alone, as other clouds' connectors did not see it before. */
export function recognised(dump: Dump): Promise<Recognised> {
  return withDump(dump, async (folder) => {
    const found = []
    const malformed = []
    const ignored = []
    for await (const file of readSources([folder])) {
      const recognition = 'skipped' in file ? null : azureConnector.recognise(file)
      if (recognition === null) ignored.push(file.relative)
      else found.push(...recognition.records)
      if (recognition?.malformed) malformed.push({ path: file.relative, message: recognition.malformed })
    }
    const settled = azureConnector.settle(found)
    return { records: settled.records, malformed: [...malformed, ...settled.malformed], ignored }
  })
}

/** Facts with all gaps. */
export async function factsOfDump(dump: Dump): Promise<Facts> {
  return azureConnector.normalize((await recognised(dump)).records)
}

/** What the resource types alone make of a dump: no gaps for what it leaves out. */
export async function normalizedDump(dump: Dump): Promise<Facts> {
  return factsOfRecords((await recognised(dump)).records)
}
