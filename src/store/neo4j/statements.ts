import type { GraphNodeKind } from '../../graph/index.js'
import type { Item, Shape } from './content.js'
import type { Database } from './database.js'
import { checkedKind, checkedType } from './labels.js'
import type { SentProperties } from './values.js'

/** One row of a batch: a node's properties; or a relationship's ends, properties and fingerprint. */
export type SentRow = SentProperties | readonly [from: string, to: string, properties: SentProperties, print: string]

/** An item as it is sent. Every published node and relationship bears its fingerprint. */
export function sentRow(database: Database, item: Item): SentRow {
  if ('node' in item) return { ...database.sent(item.node.properties), fingerprint: item.print }
  const { from, to, properties } = item.relationship
  return [from, to, database.sent(properties), item.print]
}

/** The statement that creates `$rows`, with the label that a kind has while or after it is loaded. */
export function creating(shape: Shape, labelOf: (kind: GraphNodeKind) => string): string {
  if ('kind' in shape) {
    return `UNWIND $rows AS row CREATE (n:${labelOf(checkedKind(shape.kind))}) SET n = row`
  }
  const [from, to] = [labelOf(checkedKind(shape.from)), labelOf(checkedKind(shape.to))]
  return `UNWIND $rows AS row
    MATCH (a:${from} {id: row[0]})
    MATCH (b:${to} {id: row[1]})
    CREATE (a)-[r:${checkedType(shape.type)}]->(b)
    SET r = row[2], r.fingerprint = row[3]`
}

/** Every kind's constraint; constraints come before the first node. */
export function constraint(label: string): string {
  return `CREATE CONSTRAINT ${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`
}

export function withoutConstraint(label: string): string {
  return `DROP CONSTRAINT ${label.toLowerCase()}_id IF EXISTS`
}
