import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Facts } from '../../src/model/index.js'
import { normalizedDump as awsFacts, type Dump } from '../unit/connectors/aws/dump.js'
import { normalizedDump as azureFacts } from '../unit/connectors/azure/dump.js'
import { normalizedDump as gcpFacts } from '../unit/connectors/gcp/dump.js'

/** Each connector with what makes facts of a dump. */
const CLOUDS: readonly (readonly [cloud: string, normalizedDump: (dump: Dump) => Promise<Facts>])[] = [
  ['aws', awsFacts],
  ['azure', azureFacts],
  ['gcp', gcpFacts],
]
const update = process.env['UPDATE_GOLDEN'] === '1'

describe.each(CLOUDS)(
  'raw answers of %s become exactly these facts (UPDATE_GOLDEN=1 rewrites them)',
  (cloud, facts) => {
    const folder = fileURLToPath(new URL(`./${cloud}/`, import.meta.url))
    const resources = fileURLToPath(new URL(`../../connectors/${cloud}/resources/`, import.meta.url))
    const types = readdirSync(resources)
      .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
      .map((name) => name.slice(0, -'.ts'.length))

    it.each(types)('%s', async (type) => {
      const raw = JSON.parse(readFileSync(join(folder, type, 'raw.json'), 'utf8')) as Dump
      const text = `${JSON.stringify(await facts(raw), null, 2)}\n`
      const stored = join(folder, type, 'normalized.json')
      if (update) writeFileSync(stored, text)
      expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(stored, 'utf8')))
    })

    it('and no golden pair is left of a type that is gone', () => {
      expect(
        readdirSync(folder).filter((name) => !types.includes(name) || !existsSync(join(folder, name, 'raw.json'))),
      ).toEqual([])
    })
  },
)
