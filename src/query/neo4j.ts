import { NODE_KIND_NAMES, type GraphNodeKind } from '../graph/index.js'
import type { Gap } from '../model/index.js'
import { cypherOf } from './cypher-file.js'
import type { QueryEngine, QueryRows } from './engine.js'
import { sortedGaps } from './gap-cells.js'
import { compareCodePoints, type Value } from './order.js'

/** What an engine needs of a database: reading, in one consistent state, and the database's own whole numbers. */
export interface ReadableDatabase {
  runRead(
    cypher: string,
    parameters: Readonly<Record<string, unknown>>,
    options: { readonly timeout: number; readonly limit: number },
  ): Promise<{ readonly rows: readonly (readonly unknown[])[]; readonly truncated: boolean }>
  integer(value: number): unknown
  close(): Promise<void>
}

const MOST_FOUND = 100
const MOST_GAPS = 1_000_000

/** Answers queries by their Cypher, on what is published. `timeout`: milliseconds for each query. */
export function neo4jEngine(database: ReadableDatabase, timeout: number): QueryEngine {
  const read = async (cypher: string, parameters: Record<string, unknown>, limit: number): Promise<QueryRows> => {
    const { rows, truncated } = await database.runRead(cypher, parameters, { timeout, limit })
    return { rows: rows.map((row) => row.map(cell)), truncated }
  }
  const ids = async (cypher: string, parameters: Record<string, unknown>): Promise<string[]> => {
    const { rows } = await read(cypher, parameters, MOST_FOUND)
    return [...new Set(rows.map(([id]) => String(id)))].sort(compareCodePoints)
  }
  return {
    name: 'neo4j',
    run: (query, values, limit) => {
      const parameters = [...values].map(([name, value]): [string, unknown] => [
        name,
        typeof value === 'number' ? database.integer(value) : value,
      ])
      // One row more tells whether there are more.
      const all = Object.fromEntries([...parameters, ['limit', database.integer(limit + 1)]])
      return read(cypherOf(query.id), all, limit)
    },
    find: (kind, by) =>
      'ids' in by
        ? ids(`MATCH (n:${checked(kind)}) WHERE n.id IN $ids RETURN n.id AS id`, { ids: by.ids })
        : ids(`MATCH (n:${checked(kind)}) WHERE n.name = $name RETURN n.id AS id`, { name: by.name }),
    partiesBy: (identities) =>
      ids('MATCH (p:ExternalParty)-[:HAS_IDENTITY]->(i:OutsideIdentity) WHERE i.id IN $ids RETURN p.id AS id', {
        ids: identities,
      }),
    gaps: async (): Promise<Gap[]> => {
      const { rows } = await read(
        `MATCH (g:CoverageGap)
         RETURN g.cloud AS cloud, g.scope AS scope, g.region AS region, g.service AS service, g.call AS call,
           g.reason AS reason, g.message AS message`,
        {},
        MOST_GAPS,
      )
      return sortedGaps(rows.map((row) => row.map((part) => String(part ?? ''))))
    },
    close: () => database.close(),
  }
}

/** INVARIANT: what is put into a statement is a word of the schema. */
function checked(kind: GraphNodeKind): GraphNodeKind {
  if (!NODE_KIND_NAMES.includes(kind)) throw new RangeError(`\`${kind}\` is no kind of node`)
  return kind
}

/** @throws TypeError for what no canned query returns */
function cell(value: unknown): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw new TypeError('a canned query returned something else than text, numbers, yes or no, and lists of text')
}
