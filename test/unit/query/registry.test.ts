import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { QUERIES } from '../../../queries/index.js'
import {
  checkedParams,
  cypherOf,
  cypherSchema,
  lintCypher,
  QUERY_GROUPS,
  queryFolder,
  type CannedQuery,
} from '../../../src/query/index.js'

const schema = cypherSchema()
const queries: [string, CannedQuery][] = [...QUERIES]

describe('the registry', () => {
  it('lists every folder, and nothing else', () => {
    const folders = readdirSync(queryFolder('.'), { withFileTypes: true })
    const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    expect(names.filter((name) => !QUERIES.has(name)).map((name) => `add ${name} to queries/index.ts`)).toEqual([])
    expect([...QUERIES.keys()].filter((id) => !names.includes(id))).toEqual([])
  })

  it('has every group', () => {
    expect(new Set(queries.map(([, query]) => query.group))).toEqual(new Set(Object.keys(QUERY_GROUPS)))
  })
})

describe.each(queries)('%s', (id, query) => {
  const cypher = cypherOf(id)

  it('has Cypher that reads only, by the schema, with the columns and the order of its twin', () => {
    const { columns, order } = query
    expect(lintCypher(cypher, { params: query.params.keys(), columns, order }, schema)).toEqual([])
  })

  it('begins with its title, which Browser shows', () => {
    expect(cypher.split('\n')[0]).toBe(`// ${query.title}`)
  })

  it('orders by columns that it has', () => {
    expect(query.order.filter((key) => !query.columns.includes(key.replace('-', '')))).toEqual([])
    expect(new Set(query.columns).size).toBe(query.columns.length)
  })

  it('takes its own examples and defaults', () => {
    const given = [...query.params].map(([name, { example }]) => `${name}=${String(example)}`)
    expect([...checkedParams(query, given)].map(([name, value]) => `${name}=${String(value)}`)).toEqual(given)
    for (const [, spec] of query.params) expect(spec.required && spec.default !== null).toBe(false)
  })

  it('has a page with the question, how to read it, and an example', () => {
    const path = join(queryFolder(id), 'README.md')
    expect(existsSync(path)).toBe(true)
    const page = readFileSync(path, 'utf8')
    expect(page.startsWith(`# ${query.title}\n`)).toBe(true)
    expect(page).toContain('\n## How to read it\n')
    expect(page).toContain('\n## Example\n')
  })
})
