import { describe, expect, it } from 'vitest'
import { answerFile } from '../../../connectors/gcp/collect/answer-file.js'
import { gcpConnector } from '../../../connectors/gcp/index.js'
import { readSources, type FoundRecord } from '../../../src/connector/index.js'
import type { Facts } from '../../../src/model/index.js'
import { collectedFrom, factsOf } from '../../support/gcp/live.js'
import { NORTHWIND, northwindServed } from '../../support/gcp/northwind-served.js'

async function imported(): Promise<Facts> {
  const found: FoundRecord[] = []
  for await (const file of readSources([NORTHWIND]))
    if (!('skipped' in file)) found.push(...(gcpConnector.recognise(file)?.records ?? []))
  // What `gcloud identity groups describe` prints: the dump has the members of the group and not its number.
  const group = [{ name: 'groups/03j2qqm31abcde1', groupKey: { id: 'oncall@harborline.example' } }]
  found.push(...(gcpConnector.recognise(answerFile('gcp/groups.json', group))?.records ?? []))
  return factsOf(found)
}

describe('the example company', () => {
  it('collected means the same as imported', async () => {
    const { organization, ...served } = northwindServed()
    const { records, failures } = await collectedFrom({ ...served, page: 7 }, { scopes: [organization] })
    expect(failures.map(({ cell, failure }) => `${cell.path}: ${failure.message}`)).toEqual([])
    const live = factsOf(records)
    const files = await imported()
    expect(files.nodes.length).toBeGreaterThan(20)
    expect(live).toEqual(files)
  })
})
