import { randomUUID } from 'node:crypto'
import {
  EDGE_KIND_NAMES,
  NODE_KIND_NAMES,
  type GraphEdgeKind,
  type GraphNodeKind,
  type PropertyGraph,
} from '../../graph/index.js'
import { batchesOf, passOver, type Content, type Item } from './content.js'
import type { Database, Transaction } from './database.js'
import { typeLabels } from './labels.js'
import { announced, wasDone, type Lease } from './lease.js'
import { BATCH_ROWS, signContent } from './staged.js'
import { constraint, creating, sentRow } from './statements.js'

/**
 * Changes that surely fit into one transaction of a server with 1 GB for transactions (400,000 creations do; changed
 * nodes and long properties take more).
 */
export const MOST_CHANGES = 100_000

/** A graph in fingerprints. */
interface Prints {
  readonly content: Content
  readonly nodes: ReadonlyMap<GraphNodeKind, ReadonlyMap<string, string>>
  /** How many relationships have a fingerprint: equal ones may stand side by side. */
  readonly relationships: ReadonlyMap<string, number>
}

/** What must be done to a published graph to make it another one. */
export interface Difference {
  readonly content: Content
  readonly created: ReadonlySet<string>
  readonly changed: ReadonlySet<string>
  readonly deleted: ReadonlyMap<GraphNodeKind, readonly string[]>
  readonly createdRelationships: ReadonlyMap<string, number>
  readonly deletedRelationships: ReadonlyMap<GraphEdgeKind, readonly string[]>
  readonly size: number
}

/** A graph in fingerprints; null when it has more than `most` nodes and relationships. */
export function printsOf(graph: PropertyGraph, most: number): Prints | null {
  const pass = passOver(graph)
  const nodes = new Map<GraphNodeKind, Map<string, string>>(NODE_KIND_NAMES.map((kind) => [kind, new Map()]))
  const relationships = new Map<string, number>()
  let size = 0
  for (const item of pass.items()) {
    if (++size > most) return null
    if ('node' in item) nodes.get(item.node.labels[0])?.set(item.node.id, item.print)
    else relationships.set(item.print, (relationships.get(item.print) ?? 0) + 1)
  }
  return { content: pass.content(), nodes, relationships }
}

/**
 * Compares a graph with what is published, by fingerprints read from the server; null as soon as the difference is
 * larger than `MOST_CHANGES`.
 *
 * LIMIT: a property that somebody else changed on the server, its fingerprint left as it was, is not noticed; a full
 * rebuild is asked for with `--rebuild`.
 */
export async function differenceFrom(database: Database, wanted: Prints): Promise<Difference | null> {
  return database.read(async (tx) => {
    const created = new Set<string>()
    const changed = new Set<string>()
    const deleted = new Map<GraphNodeKind, string[]>()
    let size = 0
    for (const kind of NODE_KIND_NAMES) {
      const missing = new Map(wanted.nodes.get(kind))
      const gone: string[] = []
      for await (const row of tx.stream(`MATCH (n:${kind}) RETURN n.id AS id, n.fingerprint AS print`)) {
        const id = String(row['id'])
        const print = missing.get(id)
        missing.delete(id)
        if (print === undefined) gone.push(id)
        else if (print !== row['print']) changed.add(nodeKey(kind, id))
        else continue
        if (++size > MOST_CHANGES) return null
      }
      deleted.set(kind, gone)
      for (const id of missing.keys()) created.add(nodeKey(kind, id))
      size += missing.size
      if (size > MOST_CHANGES) return null
    }
    const deletedRelationships = new Map<GraphEdgeKind, string[]>()
    const createdRelationships = new Map(wanted.relationships)
    for (const type of EDGE_KIND_NAMES) {
      const there = new Map<string, number>()
      const cypher = `MATCH ()-[r:${type}]->() WHERE r.fingerprint IS NOT NULL RETURN r.fingerprint AS print`
      for await (const { print } of tx.stream(cypher)) {
        const text = String(print)
        there.set(text, (there.get(text) ?? 0) + 1)
        if (!wanted.relationships.has(text) && ++size > MOST_CHANGES) return null
      }
      const gone: string[] = []
      for (const [print, count] of there) {
        // Where the number of equal ones differs, all of them are written anew.
        if (wanted.relationships.get(print) === count) createdRelationships.delete(print)
        else gone.push(print)
      }
      deletedRelationships.set(type, gone)
    }
    size += createdRelationships.size
    if (size > MOST_CHANGES) return null
    return { content: wanted.content, created, changed, deleted, createdRelationships, deletedRelationships, size }
  })
}

function nodeKey(kind: GraphNodeKind, id: string): string {
  return `${kind} ${id}`
}

/** Applies a difference in one transaction. */
export async function applyDifference(
  database: Database,
  lease: Lease,
  graph: PropertyGraph,
  difference: Difference,
): Promise<void> {
  for (const kind of NODE_KIND_NAMES) await database.write((tx) => tx.run(constraint(kind)))
  const labels = typeLabels()
  const kept: Item[] = []
  for (const item of passOver(graph).items()) {
    if ('node' in item) labels.add(item.node)
    if (isNew(difference, item)) kept.push(item)
  }
  const mark = randomUUID()
  await announced(database, lease, () =>
    database.write(async (tx) => {
      await lease.guard(tx)
      if (await wasDone(tx, mark)) return
      await removeGone(tx, difference)
      await writeNew(database, tx, kept, labels.parameter(), difference)
      await signContent(database, tx, difference.content)
    }),
  )
}

function isNew({ created, changed, createdRelationships }: Difference, item: Item): boolean {
  if ('relationship' in item) return createdRelationships.has(item.print)
  const key = nodeKey(item.node.labels[0], item.node.id)
  return created.has(key) || changed.has(key)
}

async function removeGone(tx: Transaction, { deleted, deletedRelationships }: Difference): Promise<void> {
  for (const [type, prints] of deletedRelationships) {
    if (prints.length > 0) await tx.run(`MATCH ()-[r:${type}]->() WHERE r.fingerprint IN $prints DELETE r`, { prints })
  }
  for (const [kind, ids] of deleted) {
    if (ids.length > 0) await tx.run(`UNWIND $ids AS id MATCH (n:${kind} {id: id}) DETACH DELETE n`, { ids })
  }
}

async function writeNew(
  database: Database,
  tx: Transaction,
  items: readonly Item[],
  labels: Record<string, string[]>,
  { changed }: Difference,
): Promise<void> {
  for (const { shape, rows } of batchesOf(items, BATCH_ROWS, (item) => item)) {
    if (!('kind' in shape)) {
      await tx.run(
        creating(shape, (kind) => kind),
        { rows: rows.map((item) => sentRow(database, item)) },
      )
      continue
    }
    const { kind } = shape
    const isChanged = (item: Item): boolean => 'node' in item && changed.has(nodeKey(kind, item.node.id))
    const rewritten = rows.filter(isChanged).map((item) => sentRow(database, item))
    if (rewritten.length > 0) {
      // Only labels of types go, which start with a cloud: a label of somebody's own stays on the node.
      await tx.run(
        `UNWIND $rows AS row MATCH (n:${kind} {id: row.id})
         WITH n, row, [l IN labels(n) WHERE any(cloud IN ['Aws', 'Azure', 'Gcp'] WHERE l STARTS WITH cloud)] AS old
         REMOVE n:$(old) SET n = row SET n:$(coalesce($labels[n.type], []))`,
        { rows: rewritten, labels },
      )
    }
    const fresh = rows.filter((item) => !isChanged(item)).map((item) => sentRow(database, item))
    if (fresh.length > 0) {
      await tx.run(`${creating(shape, () => kind)} SET n:$(coalesce($labels[row.type], []))`, { rows: fresh, labels })
    }
  }
}
