import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { azureConnector } from '../../connectors/azure/index.js'
import type { CallRecord, Connector } from '../../src/connector/index.js'
import { isObject, type Facts, type Json, type JsonObject } from '../../src/model/index.js'
import type { Dump, Recognised } from '../unit/connectors/aws/dump.js'
import { recognised as azureRecords } from '../unit/connectors/azure/dump.js'

/** Connectors whose records hold the entries of a list under `value`. */
const CLOUDS: readonly (readonly [Connector, (dump: Dump) => Promise<Recognised>])[] = [[azureConnector, azureRecords]]

const refusal = { body: null, message: '(AuthorizationFailed) no' }
const WHOLE: readonly (readonly [string, (record: CallRecord) => Partial<CallRecord>])[] = [
  ['refused', () => ({ ...refusal, status: 'denied' })],
  ['cut off in the middle', () => ({ body: null, status: 'failed', message: 'line 1, column 9: not JSON' })],
  ['a number', () => ({ body: 7 })],
  ['a text', () => ({ body: 'value' })],
  ['a list of numbers', () => ({ body: [7, 8] })],
  ['an object without any known field', () => ({ body: { x: 1 } })],
  ['a list that is a number', () => ({ body: { value: 7 } })],
  ['entries that are numbers', () => ({ body: { value: [7, null] } })],
  ['entries that are lists', ({ body }) => ({ body: { value: [entriesOf(body)] } })],
  ['entries without fields', () => ({ body: { value: [{}] } })],
  ['keys that are no data elsewhere', () => ({ body: { value: [JSON.parse('{"__proto__":{"id":"/"}}') as Json] } })],
]

/** What stands in place of one field of one entry. */
const FIELD: readonly (readonly [string, (value: Json) => Json])[] = [
  ['a number', () => 7],
  ['in a list', (value) => [value]],
  ['an object', () => JSON.parse('{"__proto__":{"id":"x"}}') as Json],
  ['an empty text', () => ''],
]

function entriesOf(body: Json): Json[] {
  const value = isObject(body) ? body['value'] : undefined
  return Array.isArray(value) ? value : []
}

/** Who and what is there, who may be whom, and how many texts let somebody in or keep somebody out of what. */
function said({ nodes, edges, documents, attachments }: Facts): Set<string> {
  const counts = new Map<string, number>()
  const numbered = attachments.map(({ as, to }) => {
    const key = `${as} ${to.toLowerCase()}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    return `${key} ${String(counts.get(key))}`
  })
  return new Set([
    ...nodes.map(({ id }) => id.toLowerCase()),
    ...edges.filter(({ type }) => type !== 'CONTAINS').map((edge) => JSON.stringify(edge).toLowerCase()),
    ...documents.map((_, at) => `document ${String(at)}`),
    ...numbered,
  ])
}

/** Each field of an entry, and each one of its `properties`, damaged alone. */
function damagedEntries(entry: JsonObject): [string, JsonObject][] {
  const out: [string, JsonObject][] = []
  const properties = entry['properties']
  for (const [how, change] of FIELD) {
    // Properties of other names are those of another version of an API.
    for (const [name, value] of Object.entries(entry).filter(([name]) => name !== 'properties' || how !== 'an object'))
      out.push([`${name} ${how}`, { ...entry, [name]: change(value) }])
    for (const [name, value] of Object.entries(isObject(properties) ? properties : {}))
      out.push([
        `properties.${name} ${how}`,
        { ...entry, properties: { ...(properties as JsonObject), [name]: change(value) } },
      ])
  }
  return out
}

describe.each(CLOUDS.map(([connector, records]) => [connector.cloud, connector, records] as const))(
  'a damaged answer of %s loses nothing without a gap',
  (cloud, connector, recognised) => {
    const folder = fileURLToPath(new URL(`./${cloud}/`, import.meta.url))

    it.each(readdirSync(folder))('%s', async (name) => {
      const { records } = await recognised(JSON.parse(readFileSync(join(folder, name, 'raw.json'), 'utf8')) as Dump)
      const whole = connector.normalize(records)
      const before = said(whole)
      const gaps = new Set(whole.gaps.map((gap) => JSON.stringify(gap)))
      const wrong: string[] = []
      const check = (at: number, change: Partial<CallRecord>, what: string): void => {
        const record = records[at]
        if (record === undefined) return
        const damaged = connector.normalize(records.with(at, { ...record, ...change }))
        const after = said(damaged)
        const isLess = [...before].some((fact) => !after.has(fact))
        if (isLess && damaged.gaps.every((gap) => gaps.has(JSON.stringify(gap)))) wrong.push(`${record.file}: ${what}`)
      }
      records.forEach((record, at) => {
        if (record.status !== 'ok') return
        for (const [what, damage] of WHOLE) check(at, damage(record), what)
        const entries = entriesOf(record.body)
        entries.forEach((entry, index) => {
          if (!isObject(entry)) return
          for (const [what, changed] of damagedEntries(entry))
            check(at, { body: { ...(record.body as JsonObject), value: entries.with(index, changed) } }, what)
        })
      })
      expect(wrong).toEqual([])
    })
  },
)
