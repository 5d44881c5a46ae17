import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createGcpCollector } from '../../../connectors/gcp/index.js'
import { openJournal, readJournal, runCollection, type FoundRecord } from '../../../src/connector/index.js'
import { googleError, startGoogleServer, type Fault } from '../../support/gcp/google-server.js'
import { factsOf, optionsAt, recordsOfFiles, stubCredentials } from '../../support/gcp/live.js'
import { dumpWithAssets } from '../../support/gcp/small-estate.js'
import { served } from '../../support/gcp/small-estate-served.js'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** One run over a journal; ends it after so many finished cells. */
async function run(folder: string, faults: Fault[], cells = Infinity): Promise<{ ended: string; calls: string[] }> {
  const server = await startGoogleServer({ ...served(), page: 2, callsPerToken: 15, faults })
  const stop = new AbortController()
  const journal = openJournal(folder, 'plan', () => 0)
  try {
    stubCredentials(server)
    const collector = await createGcpCollector(optionsAt(server))
    let finished = 0
    const { ended } = await runCollection({
      collectors: [collector],
      journal,
      signal: stop.signal,
      now: () => performance.now(),
      random: () => 0,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, Math.min(ms, 60_000))
          signal.addEventListener('abort', () => {
            clearTimeout(timer)
            resolve()
          })
        }),
      onEvent: ({ type }) => {
        if (type === 'finished' && ++finished >= cells) stop.abort()
      },
    })
    await collector.close?.()
    return { ended, calls: server.calls }
  } finally {
    await journal.close()
    await server.close()
  }
}

function fresh(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inroads-gcp-'))
  folders.push(folder)
  return folder
}

function recordsIn(folder: string): FoundRecord[] {
  return [...readJournal(folder)].flatMap(({ records }) => [...records])
}

describe('the runner', () => {
  it('collects through throttling, broken answers and expiring tokens what a dump says', async () => {
    const folder = fresh()
    const slow = googleError(429, 'RESOURCE_EXHAUSTED', 'slow', [{ retryDelay: '0.01s' }])
    const { ended } = await run(folder, [
      { at: /assets/, times: 2, answer: { status: 429, body: slow } },
      { at: /denypolicies/, times: 2, answer: 'truncated' },
      { at: /memberships/, times: 1, answer: 'reset' },
    ])
    expect(ended).toBe('complete')
    expect(factsOf(recordsIn(folder))).toEqual(factsOf(recordsOfFiles(dumpWithAssets())))
  })

  it('goes on where it was stopped', async () => {
    const folder = fresh()
    const first = await run(folder, [], 20)
    expect(first.ended).toBe('interrupted')
    const second = await run(folder, [])
    expect(second.ended).toBe('complete')
    const whole = await run(fresh(), [])
    expect(second.calls.length).toBeLessThan(whole.calls.length)
    expect(factsOf(recordsIn(folder))).toEqual(factsOf(recordsOfFiles(dumpWithAssets())))
  })
})
