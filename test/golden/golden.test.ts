import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { normalizedDump, type Dump } from '../unit/connectors/aws/dump.js'

const folder = fileURLToPath(new URL('./aws/', import.meta.url))
const resources = fileURLToPath(new URL('../../connectors/aws/resources/', import.meta.url))
const update = process.env['UPDATE_GOLDEN'] === '1'

const types = readdirSync(resources)
  .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  .map((name) => name.slice(0, -'.ts'.length))

describe('raw answers of AWS become exactly these facts (UPDATE_GOLDEN=1 rewrites them)', () => {
  it.each(types)('%s', async (type) => {
    const raw = JSON.parse(readFileSync(join(folder, type, 'raw.json'), 'utf8')) as Dump
    const facts = `${JSON.stringify(await normalizedDump(raw), null, 2)}\n`
    const stored = join(folder, type, 'normalized.json')
    if (update) writeFileSync(stored, facts)
    expect(JSON.parse(facts)).toEqual(JSON.parse(readFileSync(stored, 'utf8')))
  })

  it('and no golden pair is left of a type that is gone', () => {
    expect(
      readdirSync(folder).filter((name) => !types.includes(name) || !existsSync(join(folder, name, 'raw.json'))),
    ).toEqual([])
  })
})
