import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gcpConnector } from '../../../../connectors/gcp/index.js'
import type { CallRecord } from '../../../../src/connector/index.js'
import { canonicalJson, type Facts, type Json } from '../../../../src/model/index.js'
import { recognised, type Dump } from './dump.js'

const folder = fileURLToPath(new URL('../../../golden/gcp/', import.meta.url))
const goldens = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(join(folder, name, 'raw.json'), 'utf8')) as Dump] as const,
)

/** Everything that lets somebody in or keeps somebody out. */
function said({ documents, attachments, edges }: Facts): Set<string> {
  return new Set([
    ...documents
      .filter(({ document }) => canonicalJson(document) !== '{}')
      .map(({ id, document }) => `${id} ${canonicalJson(document)}`),
    ...attachments.map((attachment) => JSON.stringify(attachment)),
    ...edges.filter(({ type }) => type !== 'CONTAINS').map((edge) => JSON.stringify(edge)),
  ])
}

describe('every golden dump is recognised whole', () => {
  it.each(goldens)('%s', async (_, raw) => {
    const { records, malformed, ignored } = await recognised(raw)
    expect({ malformed, ignored }).toEqual({ malformed: [], ignored: [] })
    expect(records.filter(({ operation, service }) => !gcpConnector.reads.has(`${service} ${operation}`))).toEqual([])
  })
})

const WRONG: readonly (readonly [string, string])[] = [
  ['cut off', ''],
  ['refused', 'ERROR: (gcloud.x.list) PERMISSION_DENIED: The caller does not have permission\n'],
]

describe('a damaged file never stops the others, and what it held is not silently gone', () => {
  it.each(goldens)('%s', async (_, raw) => {
    const whole = await factsAndProblems(raw)
    const wrong: string[] = []
    for (const path of Object.keys(raw))
      for (const [name, text] of WRONG) {
        // YAML that was cut is YAML all the same.
        if (name === 'cut off' && path.endsWith('.yaml')) continue
        const content = raw[path]
        const full = typeof content === 'string' ? content : JSON.stringify(content)
        const damaged = await factsAndProblems({
          ...raw,
          [path]: name === 'cut off' ? full.slice(0, full.length * 0.7) : text,
        })
        const isLess = [...whole.said].some((fact) => !damaged.said.has(fact))
        if (isLess && damaged.problems.every((problem) => whole.problems.includes(problem)))
          wrong.push(`${path}: ${name}`)
      }
    expect(wrong).toEqual([])
  })
})

async function factsAndProblems(dump: Dump): Promise<{ said: Set<string>; problems: string[] }> {
  const { records, malformed, ignored } = await recognised(dump)
  const facts = gcpConnector.normalize(records)
  return {
    said: said(facts),
    problems: [...facts.gaps.map((gap) => JSON.stringify(gap)), ...malformed.map(({ path }) => path), ...ignored],
  }
}

/** A value of another kind somewhere in a body. */
function changed(body: Json, pick: (count: number) => number, value: Json): Json {
  const places: (readonly [holder: { [name: string]: Json } | Json[], key: string | number])[] = []
  const copy = structuredClone(body)
  const walk = (at: Json): void => {
    if (Array.isArray(at))
      at.forEach((inner, index) => {
        places.push([at, index])
        walk(inner)
      })
    else if (typeof at === 'object' && at !== null)
      for (const [name, inner] of Object.entries(at)) {
        places.push([at, name])
        walk(inner)
      }
  }
  walk(copy)
  const place = places[pick(places.length)]
  if (place === undefined) return value
  const [holder, key] = place
  ;(holder as { [name: string]: Json })[key] = value
  return copy
}

const VALUES: readonly Json[] = [
  null,
  7,
  true,
  '',
  'x',
  [],
  {},
  [7],
  [null],
  { x: 1 },
  [[]],
  JSON.parse('{"__proto__":{"name":"x"}}') as Json,
]

it('a value of the wrong kind anywhere is a gap or ignored, never a crash, and the records beside it stay', async () => {
  const all: CallRecord[] = []
  for (const [, raw] of goldens) all.push(...(await recognised(raw)).records)
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.constantFrom(...VALUES), (which, where, value) => {
      const at = which % all.length
      const record = all[at]
      if (record === undefined) return
      const body = changed(record.body, (count) => (count === 0 ? 0 : where % count), value)
      const facts = gcpConnector.normalize([{ ...record, body }])
      expect(facts.nodes.every(({ id }) => typeof id === 'string' && id !== '')).toBe(true)
      expect(({} as { name?: string }).name).toBeUndefined()
    }),
    { numRuns: 600, seed: 6 },
  )
})

it('any JSON at any path is taken or left, never a crash', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        'x.json',
        'gcp/roles.json',
        'gcp/iam-policy.json',
        'projects/p/iam-policy.json',
        'gcp/memberships/a@b.json',
      ),
      fc.jsonValue({ maxDepth: 4 }),
      async (path, value) => {
        const { records } = await recognised({ [path]: JSON.stringify(value) })
        gcpConnector.normalize(records)
      },
    ),
    { numRuns: 60, seed: 6 },
  )
})

it('the order in which files come changes nothing', async () => {
  for (const [name, raw] of goldens) {
    const { records } = await recognised(raw)
    const facts = gcpConnector.normalize(records)
    expect(gcpConnector.normalize([...records].reverse()), name).toEqual(facts)
  }
})

it('a hierarchy that runs in a circle ends', async () => {
  const folderIn = (id: string, parent: string): object => ({
    name: `//cloudresourcemanager.googleapis.com/folders/${id}`,
    assetType: 'cloudresourcemanager.googleapis.com/Folder',
    resource: { data: { name: `folders/${id}`, parent: `folders/${parent}` } },
    ancestors: [`folders/${id}`, `folders/${parent}`],
  })
  const { records } = await recognised({ 'x.json': [folderIn('1', '2'), folderIn('2', '1')] })
  expect(gcpConnector.normalize(records).nodes.map(({ id }) => id)).toHaveLength(2)
})
