import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openQuestions } from '../../../src/question/index.js'
import type { Facts } from '../../../src/model/index.js'
import { collected, importedAgain, inFolder } from '../../support/aws/collected.js'
import { createEstate } from '../../support/aws/estate.js'
import {
  MOTO_ACCOUNT,
  startMoto,
  startReplay,
  withMoto,
  type AwsServer,
  type ReplayServer,
} from '../../support/aws/servers.js'

const DUMP = fileURLToPath(new URL('../../../examples/northwind/import', import.meta.url))
const MANAGEMENT = '210987654321'

/** Reasons and sources are those of the run: everything else must be the same. */
function withoutReasons(facts: Facts): unknown {
  return { ...facts, gaps: facts.gaps.map(({ message: _, ...gap }) => gap) }
}

async function rowsIn(home: string): Promise<unknown> {
  const questions = await openQuestions({ home, today: '2026-11-22' })
  return questions.reach({ party: null, expand: false, public: true, escalation: true }).rows
}

withMoto('the example company, answered by moto', (python) => {
  let moto: AwsServer
  beforeAll(async () => {
    moto = await startMoto(python)
    await createEstate(DUMP, moto.endpoint, MANAGEMENT)
  })
  afterAll(async () => {
    await moto.stop()
  })

  it('gives the same records, facts and rows as an import of what another client printed', async () => {
    await inFolder(async (folder) => {
      const [live, dumped] = ['live', 'dumped'].map((name) => join(folder, name)) as [string, string]
      for (const home of [live, dumped]) mkdirSync(home)
      const run = await collected({ endpoint: moto.endpoint, home: live, options: { regions: ['us-east-1'] } })
      expect(run.outcome.ended).toBe('complete')
      const imported = await importedAgain(python, moto.endpoint, MOTO_ACCOUNT, run, dumped)
      expect(withoutReasons(run.snapshot.facts)).toEqual(withoutReasons(imported.facts))
      const rows = await rowsIn(live)
      expect(rows).toEqual(await rowsIn(dumped))
      expect(JSON.stringify(rows)).toContain('datadog')
    })
  })
})

withMoto('the example company, answered from its dump in pages of two', (python) => {
  let server: ReplayServer
  beforeAll(async () => {
    server = await startReplay(python, { dump: DUMP, account: MANAGEMENT, pageSize: 2 })
  })
  afterAll(async () => {
    await server.stop()
  })

  it('gives the same records, facts and rows as an import of what another client printed', async () => {
    await inFolder(async (folder) => {
      const [live, dumped] = ['live', 'dumped'].map((name) => join(folder, name)) as [string, string]
      for (const home of [live, dumped]) mkdirSync(home)
      const run = await collected({ endpoint: server.endpoint, home: live })
      expect(run.outcome.ended).toBe('complete')
      const imported = await importedAgain(python, server.endpoint, MANAGEMENT, run, dumped)
      expect(withoutReasons(run.snapshot.facts)).toEqual(withoutReasons(imported.facts))
      expect(await rowsIn(live)).toEqual(await rowsIn(dumped))
    })
  })
})
