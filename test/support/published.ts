// What a database holds, in the form in which it was published.
import { NODE_KIND_NAMES } from '../../src/graph/index.js'
import { canonicalJson } from '../../src/model/index.js'
import type { Database, Transaction } from '../../src/store/neo4j/index.js'
import type { MadeGraph } from './property-graphs.js'

/** Everything published as sorted lines of text; equal graphs give equal lists. */
export interface Lines {
  nodes: string[]
  relationships: string[]
}

/** What publishing adds to what it is given. */
const ADDED = new Set(['fingerprint', 'content', 'publishedAt', 'nodes', 'relationships'])

function own(properties: unknown): unknown {
  return Object.fromEntries(Object.entries(properties as object).filter(([name]) => !ADDED.has(name)))
}

const nodeLine = (labels: readonly string[], properties: unknown): string =>
  canonicalJson([[...labels].sort(), own(properties)])

export function linesOf({ nodes, relationships }: MadeGraph): Lines {
  const ends = (kind: string, id: string): string => `${kind} ${id}`
  return {
    nodes: nodes.map(({ labels, properties }) => nodeLine(labels, properties)).sort(),
    relationships: relationships
      .map((r) => canonicalJson([r.type, ends(r.fromKind, r.from), ends(r.toKind, r.to), own(r.properties)]))
      .sort(),
  }
}

/** Reads whatever bears a label of the schema. */
export async function publishedIn(database: Database): Promise<Lines> {
  return database.read(async (tx) => ({ nodes: await nodesIn(tx), relationships: await relationshipsIn(tx) }))
}

async function nodesIn(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.run(
    'MATCH (n) WHERE any(l IN labels(n) WHERE l IN $kinds) RETURN labels(n) AS l, properties(n) AS p',
    {
      kinds: NODE_KIND_NAMES,
    },
  )
  return rows.map(({ l, p }) => nodeLine(l as string[], p)).sort()
}

async function relationshipsIn(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.run(
    `MATCH (a)-[r]->(b) WHERE any(l IN labels(a) WHERE l IN $kinds)
     RETURN type(r) AS type, [l IN labels(a) WHERE l IN $kinds][0] + ' ' + a.id AS from,
       coalesce([l IN labels(b) WHERE l IN $kinds][0] + ' ', '') + b.id AS to, properties(r) AS p`,
    { kinds: NODE_KIND_NAMES },
  )
  return rows.map(({ type, from, to, p }) => canonicalJson([type, from, to, own(p)])).sort()
}

/** Labels in the database that are neither the schema's nor a type's: what publishing should have swept away. */
export async function leftovers(database: Database): Promise<string[]> {
  const { rows } = await database.read((tx) =>
    tx.run('MATCH (n) UNWIND labels(n) AS l WITH l WHERE l STARTS WITH "Incoming" OR l = "Outgoing" RETURN DISTINCT l'),
  )
  const bare = await database.read((tx) => tx.run('MATCH (n) WHERE size(labels(n)) = 0 RETURN count(n) AS n'))
  return [...rows.map(({ l }) => String(l)), ...(Number(bare.rows[0]?.['n']) > 0 ? ['none'] : [])]
}

/** The first lines by which two graphs differ, cut short: empty when they are equal. */
export function differing(actual: Lines, expected: Lines): string[] {
  return (['nodes', 'relationships'] as const).flatMap((part) => [
    ...without(expected[part], actual[part]).map((line) => `missing ${line.slice(0, 300)}`),
    ...without(actual[part], expected[part]).map((line) => `too much ${line.slice(0, 300)}`),
  ])
}

/** The first few of a list that another one lacks, counting equal ones. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of other) counts.set(line, (counts.get(line) ?? 0) + 1)
  const found: string[] = []
  for (const line of list) {
    const left = counts.get(line) ?? 0
    if (left > 0) counts.set(line, left - 1)
    else if (found.length < 3) found.push(line)
  }
  return found
}
