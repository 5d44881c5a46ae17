import type { Json } from '../model/index.js'
import { layout, sectionOf } from './sections.js'
import type { Section } from './sections.js'
import { buildTextTable, checkOffsets, openSortedTextTable, openTextTable, storeTextTable } from './text-table.js'
import type { SortedTextTable, TextTable } from './text-table.js'

/** The kinds of nodes and edges a graph may have. Their positions are the numbers in the columns. */
export interface Vocabulary {
  /** At most 256. */
  readonly nodeKinds: readonly string[]
  /** At most 32, so that a set of them is one word (see `edgeKindMask`). */
  readonly edgeKinds: readonly string[]
}

/**
 * A directed graph with parallel edges, self-loops and cycles, in columns.
 *
 * Nodes are 0 to n-1 in the order of their ids (by code unit). Edges are 0 to m-1 in the order of source, target, kind,
 * detail text. So equal content gives equal columns, whatever the order in which it was added.
 *
 * The edges out of node `v` are `outOffsets[v]` up to `outOffsets[v + 1]`; the position is the edge's number.
 * The edges into `v` are the positions `inOffsets[v]` up to `inOffsets[v + 1]` of the `in` columns, ascending by edge number;
 * `inEdges` gives that number.
 *
 * Columns may be views over a file: never write to them.
 */
export interface CompactGraph {
  readonly nodeCount: number
  readonly edgeCount: number
  readonly vocabulary: Vocabulary
  readonly ids: SortedTextTable
  readonly nodeKinds: Uint8Array
  /** Canonical JSON per node; an empty text is no properties. */
  readonly properties: TextTable
  readonly outOffsets: Uint32Array
  readonly outTargets: Uint32Array
  readonly outKinds: Uint8Array
  /** Index into `details`, or -1. */
  readonly outDetails: Int32Array
  readonly inOffsets: Uint32Array
  readonly inSources: Uint32Array
  readonly inKinds: Uint8Array
  readonly inEdges: Uint32Array
  /** Canonical JSON per detail, each once. */
  readonly details: TextTable
}

export type GraphInputReason = 'id' | 'vocabulary' | 'unknown-kind' | 'unknown-node' | 'conflict' | 'unknown-detail'

/** What was asked to be put into, or sought in, a graph cannot be there. `reason` is for programs. */
export class GraphInputError extends Error {
  readonly reason: GraphInputReason

  constructor(reason: GraphInputReason, message: string) {
    super(message)
    this.name = 'GraphInputError'
    this.reason = reason
  }
}

export const MAX_NODE_KINDS = 256
export const MAX_EDGE_KINDS = 32

/** Every kind of edge. */
export const ALL_EDGE_KINDS = 0xffffffff

/** The node with this id, or -1. */
export function findNode(graph: CompactGraph, id: string): number {
  return graph.ids.indexOf(id)
}

/** @throws RangeError if there is no such node */
export function nodeId(graph: CompactGraph, node: number): string {
  return graph.ids.get(node)
}

/** @throws RangeError if there is no such node */
export function nodeKind(graph: CompactGraph, node: number): string {
  return at(graph.vocabulary.nodeKinds, at(graph.nodeKinds, node, 'node'), 'node kind')
}

/** The node's properties, parsed anew at each call, or null if it has none. */
export function nodeProperties(graph: CompactGraph, node: number): Json {
  const text = graph.properties.get(node)
  return text === '' ? null : (JSON.parse(text) as Json)
}

/** @throws RangeError if there is no such edge */
export function edgeKind(graph: CompactGraph, edge: number): string {
  return at(graph.vocabulary.edgeKinds, at(graph.outKinds, edge, 'edge'), 'edge kind')
}

/** The edge's detail, parsed anew at each call, or null if it has none. */
export function edgeDetail(graph: CompactGraph, edge: number): Json {
  const detail = at(graph.outDetails, edge, 'edge')
  return detail < 0 ? null : (JSON.parse(graph.details.get(detail)) as Json)
}

/** @throws RangeError if there is no such edge */
export function edgeTarget(graph: CompactGraph, edge: number): number {
  return at(graph.outTargets, edge, 'edge')
}

/** Found by binary search over the offsets. @throws RangeError if there is no such edge */
export function edgeSource(graph: CompactGraph, edge: number): number {
  at(graph.outTargets, edge, 'edge')
  let low = 0
  let high = graph.nodeCount - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (graph.outOffsets[middle]! <= edge) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * A set of edge kinds as one word, for everything that follows edges.
 *
 * @throws GraphInputError (`unknown-kind`) for a kind that the graph does not know
 */
export function edgeKindMask(graph: { readonly vocabulary: Vocabulary }, kinds: readonly string[]): number {
  let mask = 0
  for (const kind of kinds) {
    const number = graph.vocabulary.edgeKinds.indexOf(kind)
    if (number < 0) throw unknownKind('edge', kind)
    mask |= 1 << number
  }
  return mask >>> 0
}

/** Which way edges are followed: `out` from source to target, `in` from target to source. */
export type Direction = 'out' | 'in'

/** The half of a graph that a traversal reads. `edges` null: the position is the edge number. */
export interface Adjacency {
  readonly offsets: Uint32Array
  readonly neighbours: Uint32Array
  readonly kinds: Uint8Array
  readonly edges: Uint32Array | null
}

export function adjacency(graph: CompactGraph, direction: Direction): Adjacency {
  return direction === 'out'
    ? { offsets: graph.outOffsets, neighbours: graph.outTargets, kinds: graph.outKinds, edges: null }
    : { offsets: graph.inOffsets, neighbours: graph.inSources, kinds: graph.inKinds, edges: graph.inEdges }
}

/** @throws RangeError unless each is the number of a node */
export function checkNodes(graph: CompactGraph, nodes: ArrayLike<number>): void {
  for (let i = 0; i < nodes.length; i++) at(graph.nodeKinds, nodes[i]!, 'node')
}

/** Adds the graph's sections, named `graph.*`. Columns are not copied. */
export function storeGraph(sections: Map<string, Section>, graph: CompactGraph): void {
  storeTextTable(sections, 'graph.vocabulary.nodes', buildTextTable(graph.vocabulary.nodeKinds))
  storeTextTable(sections, 'graph.vocabulary.edges', buildTextTable(graph.vocabulary.edgeKinds))
  storeTextTable(sections, 'graph.ids', graph.ids)
  storeTextTable(sections, 'graph.properties', graph.properties)
  storeTextTable(sections, 'graph.details', graph.details)
  for (const [name] of COLUMNS) sections.set(`graph.${name}`, graph[name])
}

const COLUMNS = [
  ['nodeKinds', Uint8Array],
  ['outOffsets', Uint32Array],
  ['outTargets', Uint32Array],
  ['outKinds', Uint8Array],
  ['outDetails', Int32Array],
  ['inOffsets', Uint32Array],
  ['inSources', Uint32Array],
  ['inKinds', Uint8Array],
  ['inEdges', Uint32Array],
] as const

/**
 * The graph in `sections`, as views over them.
 *
 * @throws StoredFormError if a section is missing or points outside the graph
 */
export function openGraph(sections: ReadonlyMap<string, Section>): CompactGraph {
  const vocabulary = {
    nodeKinds: textsOf(openTextTable(sections, 'graph.vocabulary.nodes')),
    edgeKinds: textsOf(openTextTable(sections, 'graph.vocabulary.edges')),
  }
  const ids = openSortedTextTable(sections, 'graph.ids')
  const outTargets = sectionOf(sections, 'graph.outTargets', Uint32Array)
  const graph: CompactGraph = {
    nodeCount: ids.size,
    edgeCount: outTargets.length,
    vocabulary,
    ids,
    nodeKinds: sectionOf(sections, 'graph.nodeKinds', Uint8Array),
    properties: openTextTable(sections, 'graph.properties'),
    outOffsets: sectionOf(sections, 'graph.outOffsets', Uint32Array),
    outTargets,
    outKinds: sectionOf(sections, 'graph.outKinds', Uint8Array),
    outDetails: sectionOf(sections, 'graph.outDetails', Int32Array),
    inOffsets: sectionOf(sections, 'graph.inOffsets', Uint32Array),
    inSources: sectionOf(sections, 'graph.inSources', Uint32Array),
    inKinds: sectionOf(sections, 'graph.inKinds', Uint8Array),
    inEdges: sectionOf(sections, 'graph.inEdges', Uint32Array),
    details: openTextTable(sections, 'graph.details'),
  }
  checkGraph(graph)
  return graph
}

function checkGraph(graph: CompactGraph): void {
  const { nodeCount, edgeCount, vocabulary } = graph
  if (vocabulary.nodeKinds.length > MAX_NODE_KINDS || vocabulary.edgeKinds.length > MAX_EDGE_KINDS) {
    throw layout('it has too many kinds')
  }
  const perNode = [
    graph.nodeKinds.length,
    graph.properties.size,
    graph.outOffsets.length - 1,
    graph.inOffsets.length - 1,
  ]
  const perEdge = [graph.outKinds, graph.outDetails, graph.inSources, graph.inKinds, graph.inEdges]
  if (perNode.some((length) => length !== nodeCount) || perEdge.some((column) => column.length !== edgeCount)) {
    throw layout('its columns differ in length')
  }
  checkOffsets(graph.outOffsets, edgeCount, 'out')
  checkOffsets(graph.inOffsets, edgeCount, 'in')
  checkBelow(graph.nodeKinds, vocabulary.nodeKinds.length, 'nodeKinds')
  checkBelow(graph.outTargets, nodeCount, 'outTargets')
  checkBelow(graph.outKinds, vocabulary.edgeKinds.length, 'outKinds')
  checkBelow(graph.outDetails, graph.details.size, 'outDetails')
  checkBelow(graph.inSources, nodeCount, 'inSources')
  checkBelow(graph.inKinds, vocabulary.edgeKinds.length, 'inKinds')
  checkBelow(graph.inEdges, edgeCount, 'inEdges')
}

function checkBelow(column: Uint8Array | Int32Array | Uint32Array, limit: number, name: string): void {
  for (let i = 0; i < column.length; i++) {
    if (column[i]! >= limit) throw layout(`\`${name}\` points outside the graph`)
  }
}

function textsOf(table: TextTable): string[] {
  return Array.from({ length: table.size }, (_, index) => table.get(index))
}

/** The error for a kind that `of` (node, edge) does not have. */
export function unknownKind(of: string, kind: string): GraphInputError {
  return new GraphInputError('unknown-kind', `${of} kind ${quoted(kind)} is unknown: add it to the graph's vocabulary`)
}

/** `text` for an error message: in backticks, and cut where it is long. */
export function quoted(text: string): string {
  return text.length > 80 ? `\`${text.slice(0, 80)}…\`` : `\`${text}\``
}

function at<T>(column: ArrayLike<T>, index: number, what: string): T {
  const value = column[index]
  if (value === undefined) throw new RangeError(`no ${what} \`${index}\` in the graph`)
  return value
}
