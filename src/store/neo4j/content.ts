import { createHash } from 'node:crypto'
import type {
  GraphEdgeKind,
  GraphNodeKind,
  PropertyGraph,
  PropertyNode,
  PropertyRelationship,
} from '../../graph/index.js'
import { fingerprinter } from './fingerprint.js'

/** A node or relationship with its fingerprint. */
export type Item =
  | { readonly node: PropertyNode; readonly print: string }
  | { readonly relationship: PropertyRelationship; readonly print: string }

/** What a whole graph comes to. */
export interface Content {
  /** A hash of everything in it; equal graphs have equal hashes. */
  readonly hash: string
  readonly nodes: number
  readonly relationships: number
}

/** One pass over a graph. `content` is that of what has been passed so far. */
export interface Pass {
  items(): Generator<Item>
  content(): Content
}

export function passOver(graph: PropertyGraph): Pass {
  const prints = fingerprinter()
  const hash = createHash('sha256')
  let nodes = 0
  let relationships = 0
  return {
    *items() {
      for (const node of graph.nodes()) {
        const print = prints.node(node)
        hash.update(print)
        nodes++
        yield { node, print }
      }
      for (const relationship of graph.relationships()) {
        const print = prints.relationship(relationship)
        hash.update(print)
        relationships++
        yield { relationship, print }
      }
    },
    content: () => ({ hash: hash.copy().digest('hex').slice(0, 32), nodes, relationships }),
  }
}

/** What a whole graph comes to, in a pass of its own. */
export function contentOf(graph: PropertyGraph): Content {
  const pass = passOver(graph)
  const items = pass.items()
  while (items.next().done !== true);
  return pass.content()
}

/** Rows that one statement writes: nodes of a kind, or relationships of a type between two kinds. */
export type Shape =
  | { readonly kind: GraphNodeKind }
  | { readonly type: GraphEdgeKind; readonly from: GraphNodeKind; readonly to: GraphNodeKind }

export interface Batch<R> {
  readonly shape: Shape
  readonly rows: readonly R[]
}

/**
 * Gathers rows into batches of one shape: all of nodes before the first of relationships.
 *
 * INVARIANT: the same items give the same batches in the same order, so that loading can go on where it was stopped.
 */
export function* batchesOf<R>(items: Iterable<Item>, size: number, rowOf: (item: Item) => R): Generator<Batch<R>> {
  const open = new Map<string, { shape: Shape; rows: R[] }>()
  let inNodes = true
  for (const item of items) {
    if (inNodes && 'relationship' in item) {
      inNodes = false
      yield* open.values()
      open.clear()
    }
    const [key, shape] = shapeOf(item)
    let batch = open.get(key)
    if (batch === undefined) open.set(key, (batch = { shape, rows: [] }))
    batch.rows.push(rowOf(item))
    if (batch.rows.length < size) continue
    open.delete(key)
    yield batch
  }
  yield* open.values()
}

function shapeOf(item: Item): [string, Shape] {
  if ('node' in item) {
    const [kind] = item.node.labels
    return [kind, { kind }]
  }
  const { type, fromKind, toKind } = item.relationship
  return [`${type} ${fromKind} ${toKind}`, { type, from: fromKind, to: toKind }]
}
