import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import type { Host } from '../../src/cli/host.js'
import { livePorts } from '../../src/cli/live-ports.js'
import { runCommandLine } from '../../src/cli/program.js'
import type { JsonSchema } from '../../src/report/schemas/index.js'
import { displayWidth } from '../../src/report/text.js'
import { schemaErrors } from '../unit/report/json-schema-check.js'

const northwind = fileURLToPath(new URL('../../examples/northwind', import.meta.url))
const demo = JSON.parse(readFileSync(join(northwind, 'demo.json'), 'utf8')) as {
  today: string
  explain: { principal: string; action: string; resource: string }
}
let home = ''

interface Run {
  code: number
  out: string
  err: string
}

async function inroads(args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Run> {
  const out: string[] = []
  const err: string[] = []
  const output = (kept: string[]): Host['stdout'] => ({
    isTTY: false,
    columns: undefined,
    write: (text) => Promise.resolve(void kept.push(text)),
  })
  async function* stdin(): AsyncGenerator<string> {
    yield await Promise.resolve(input)
  }
  const code = await runCommandLine(args, '1.2.3', {
    env: {
      INROADS_HOME: home,
      INROADS_TODAY: demo.today,
      INROADS_PARTIES: join(northwind, 'parties.yaml'),
      ...env,
    },
    cwd: home,
    userHome: home,
    platform: 'linux',
    nodeVersion: 'v20.11.1',
    now: () => Date.parse(`${demo.today}T12:00:00Z`),
    stdin: stdin(),
    stdout: output(out),
    stderr: output(err),
    interruption: () => ({ signal: new AbortController().signal, end: () => undefined }),
    ports: livePorts,
  })
  return { code, out: out.join(''), err: err.join('') }
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'inroads-northwind-'))
  expect((await inroads(['import', join(northwind, 'import'), '--quiet'])).code).toBe(0)
}, 60_000)

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

const EXPLAIN = ['explain', ...Object.entries(demo.explain).flatMap(([name, value]) => [`--${name}`, value])]
const BUCKET = 'arn:aws:s3:::northwind-customer-records/*'
const QUESTIONS: [name: string, args: string[]][] = [
  ['reach', ['reach', '--all']],
  ['reach', ['reach', '--all', '--expand']],
  ['reach', ['reach', 'public']],
  ['reach', ['reach', 'lanternworks']],
  ['who-can', ['who-can', 's3:GetObject', BUCKET]],
  ['who-can', ['who-can', 'sts:AssumeRole', 'arn:aws:iam::654321098765:role/PartnerCatalogSync']],
  ['explain', EXPLAIN],
  ['explain', ['explain', '--principal', 'public', '--action', 's3:GetObject', '--resource', BUCKET]],
  ['who-can', ['who-can', 'storage.objects.get', '//storage.googleapis.com/projects/_/buckets/nw-site-builds']],
  ['parties', ['parties']],
  ['status', ['status']],
]

describe('the published schema', () => {
  it.each([...QUESTIONS, ['import', ['import', join(northwind, 'import')]] as [string, string[]]])(
    'of %s holds for the output of %j',
    async (name, args) => {
      const schema = JSON.parse((await inroads(['schema', name])).out) as JsonSchema
      const { code, out } = await inroads([...args, '-o', 'json'])
      expect(code).toBe(0)
      expect(schemaErrors(schema, JSON.parse(out), schema)).toEqual([])
    },
  )

  it('of decide holds for a decision and for a bad record', async () => {
    const schema = JSON.parse((await inroads(['schema', 'decide'])).out) as JsonSchema
    const request = {
      principal: 'arn:aws:iam::111122223333:role/r',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
    }
    const policy = {
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { Bool: { 'a:b': 'true' } } }],
    }
    const records = [{ id: '1', cloud: 'aws', request, policies: { identity: [policy] } }, { id: '2' }]
    const { code, out } = await inroads(['decide'], {}, records.map((record) => JSON.stringify(record)).join('\n'))
    expect(code).toBe(2)
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(schemaErrors(schema, JSON.parse(line), schema)).toEqual([])
  })

  it('exists for every name that `inroads schema` lists', async () => {
    const names = (await inroads(['schema'])).out.trim().split('\n')
    for (const name of [...new Set(QUESTIONS.map(([one]) => one)), 'import', 'decide']) expect(names).toContain(name)
  })
})

describe('every format', () => {
  it.each(QUESTIONS)('says the same of %s %j', async (_name, args) => {
    const json = JSON.parse((await inroads([...args, '-o', 'json'])).out) as Record<string, unknown>
    expect(parseYaml((await inroads([...args, '-o', 'yaml'])).out)).toEqual(json)
    const lines = (await inroads([...args, '-o', 'ndjson'])).out.trimEnd().split('\n')
    const list = Array.isArray(json['rows'])
      ? json['rows']
      : ((json[args[0] === 'status' ? 'coverage' : 'parties'] ?? []) as unknown[])
    expect(lines).toHaveLength(list.length + 1)
    expect(lines.slice(0, -1).map((line) => JSON.parse(line) as unknown)).toEqual(list)
    const csv = (await inroads([...args, '-o', 'csv'])).out
    expect(csv.endsWith('\r\n')).toBe(true)
  })

  it('is byte-identical when asked again', async () => {
    const once = await inroads(['reach', '--all', '--expand', '-o', 'json'])
    expect((await inroads(['reach', '--all', '--expand', '-o', 'json'])).out).toBe(once.out)
  })
})

describe('the table', () => {
  it.each([60, 80, 100, 200])('fits %i columns', async (width) => {
    for (const [, args] of QUESTIONS) {
      const { out } = await inroads(args, { COLUMNS: String(width) })
      for (const line of out.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  it('names the strongest party first, and who is not registered', async () => {
    const { out } = await inroads(['reach', '--all'])
    const summary = out.split('\n\n')[1]?.split('\n') ?? []
    expect(summary[1]).toMatch(/^ironbark .*EVERYTHING/)
    expect(summary.filter((line) => line.includes('not registered')).length).toBe(5)
  })

  it('says once what every access of an entry asks for', async () => {
    const { out } = await inroads(['reach', 'ironbark'])
    expect(out.split('nw-ironbark-5d0c7be1').length - 1).toBe(1)
  })

  it('does not read as "no access" while something was not seen', async () => {
    const { out } = await inroads(['reach', 'lanternworks', '--no-public'])
    expect(out).toContain('nothing found for `lanternworks`, but not everything was seen')
  })
})

describe('exit codes', () => {
  it.each([
    ['0 for an answer with gaps', ['reach', '--all'], 0],
    ['3 for it with --strict', ['reach', '--all', '--strict'], 3],
    ['2 for a party that nobody knows', ['reach', 'datadgo'], 2],
    ['2 for a path that is not there', ['import', 'nothing-here'], 2],
  ])('%s', async (_what, args, code) => {
    expect((await inroads(args)).code).toBe(code)
  })

  it('a party that nobody knows lists near names and how to see all', async () => {
    const { err, out } = await inroads(['reach', 'datadgo'])
    expect(out).toBe('')
    expect(err).toContain('did you mean `Datadog`')
    expect(err).toContain('inroads parties')
  })
})
