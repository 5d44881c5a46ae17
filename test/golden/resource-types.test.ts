import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { awsConnector, resourceTypes } from '../../connectors/aws/index.js'
import type { CallRecord } from '../../src/connector/index.js'
import type { Facts, Json } from '../../src/model/index.js'
import { awsCatalogue } from '../../src/policy/aws/catalogue.js'
import { normalizedDump, recognised, type Dump } from '../unit/connectors/aws/dump.js'

const folder = fileURLToPath(new URL('./aws/', import.meta.url))
const goldens = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(join(folder, name, 'raw.json'), 'utf8')) as Dump] as const,
)
const SHARES = new Set(['share', 'acl', 'grant', 'ram-share'])

/** Actions in the statements that a connector wrote itself. */
function writtenActions({ attachments, documents }: Facts): string[] {
  const written = new Set(attachments.filter(({ as }) => SHARES.has(as)).map(({ document }) => document))
  return documents
    .filter(({ id }) => written.has(id))
    .flatMap(({ document }) => (document as { Statement: { Action: string[] }[] }).Statement)
    .flatMap(({ Action }) => Action)
}

describe('statements made of shares, ACLs and grants', () => {
  it.each(goldens)('of %s name actions that AWS has', async (_, raw) => {
    const catalogue = awsCatalogue()
    const actions = writtenActions(await normalizedDump(raw))
    expect(actions.filter((action) => catalogue.idOf(action) < 0)).toEqual([])
  })
})

/** Asked only by who wants it, with a policy of its own. */
const EVENTS: ReadonlySet<string> = new Set(['cloudtrail:LookupEvents'])

describe('permissions for live collection', () => {
  const byType = resourceTypes.flatMap(({ type, collect = [] }) =>
    collect.length > 0 ? [[type, collect.flatMap(({ needs }) => needs)] as const] : [],
  )

  it.each(byType)('of %s are actions that AWS has, that only read, and that read no content', (_, needs) => {
    const catalogue = awsCatalogue()
    const bad = needs.filter((action) => {
      const id = catalogue.idOf(action)
      return (
        id < 0 ||
        catalogue.access(id).some((word) => word !== 'list' && word !== 'read') ||
        (catalogue.data(id) && !EVENTS.has(action))
      )
    })
    expect(bad).toEqual([])
  })
})

const refusal = { body: null, message: 'An error occurred (AccessDenied)' }
const DAMAGES: readonly (readonly [string, (record: CallRecord) => Partial<CallRecord>])[] = [
  ['refused', () => ({ ...refusal, status: 'denied' })],
  ['cut off in the middle', () => ({ body: null, status: 'failed', message: 'line 1, column 9: not JSON' })],
  ['a number', () => ({ body: 7 })],
  ['a text', () => ({ body: 'Policy' })],
  ['a list of numbers', () => ({ body: [7, 8] })],
  ['an object without any known field', () => ({ body: { x: 1 } })],
  ['an object of which every field is a number', ({ body }) => ({ body: each(body, () => 7) })],
  ['an object of which every field is in a list', ({ body }) => ({ body: each(body, (value) => [value]) })],
  ['an object whose lists hold nothing that has a name', ({ body }) => ({ body: each(body, emptied) })],
  [
    'an object with keys that are no data elsewhere',
    () => ({ body: JSON.parse('{"__proto__":{"Policy":"{}"}}') as Json }),
  ],
]

function each(body: Json, change: (value: Json) => Json): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 7
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, change(value)]))
}

function emptied(value: Json): Json {
  return Array.isArray(value) ? value.map(() => ({})) : value
}

/** Everything that lets somebody in or keeps somebody out. */
function said({ documents, attachments }: Facts): Set<string> {
  return new Set([
    ...documents.map(({ id, document }) => `${id} ${JSON.stringify(document)}`),
    ...attachments.map((attachment) => JSON.stringify(attachment)),
  ])
}

describe('a damaged answer loses nothing without a gap', () => {
  it.each(goldens)('%s', async (_, raw) => {
    const { records } = await recognised(raw)
    const whole = awsConnector.normalize(records)
    const before = said(whole)
    const gaps = new Set(whole.gaps.map((gap) => JSON.stringify(gap)))
    const wrong: string[] = []
    records.forEach((record, at) => {
      if (record.status !== 'ok' || record.operation === 'get-account-authorization-details') return
      for (const [name, damage] of DAMAGES) {
        const damaged = awsConnector.normalize(records.with(at, { ...record, ...damage(record) }))
        const after = said(damaged)
        const isLess = [...before].some((fact) => !after.has(fact))
        if (isLess && damaged.gaps.every((gap) => gaps.has(JSON.stringify(gap)))) wrong.push(`${record.file}: ${name}`)
      }
    })
    expect(wrong).toEqual([])
  })
})
