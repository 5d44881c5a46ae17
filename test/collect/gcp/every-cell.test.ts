import { expect, it } from 'vitest'
import { createGcpCollector } from '../../../connectors/gcp/index.js'
import { CallFailure, type Collector } from '../../../src/connector/index.js'
import { collectAll } from '../../support/gcp/collect-loop.js'
import { startGoogleServer } from '../../support/gcp/google-server.js'
import { factsOf, optionsAt, stubCredentials } from '../../support/gcp/live.js'
import { served } from '../../support/gcp/small-estate-served.js'

it('whichever call gives no answer, something says so', { timeout: 120_000 }, async () => {
  const server = await startGoogleServer(served())
  stubCredentials(server)
  try {
    const collector = await createGcpCollector(optionsAt(server))
    const { cells, records } = await collectAll(collector)
    expect(factsOf(records).gaps).toEqual([])
    const silent: string[] = []
    for (const { path } of cells)
      for (const kind of ['denied', 'failed'] as const) {
        const broken: Collector = Object.assign(Object.create(collector) as Collector, {
          fetch: (...[cell, page, signal]: Parameters<Collector['fetch']>) =>
            cell.path === path
              ? Promise.reject(new CallFailure(kind, `500 INTERNAL: ${kind}`, { isTransient: false }))
              : collector.fetch(cell, page, signal),
        })
        const found = await collectAll(broken)
        const record = found.records.find(({ status }) => status === kind)
        if (record === undefined || factsOf(found.records).gaps.length === 0) silent.push(`${kind} ${path}`)
      }
    expect(silent).toEqual([])
    expect(cells.length).toBeGreaterThan(40)
  } finally {
    await server.close()
  }
})
