import { canonicalJson, compareText } from '../model/index.js'
import { GraphInputError, MAX_EDGE_KINDS, MAX_NODE_KINDS, quoted, unknownKind } from './compact-graph.js'
import type { CompactGraph, Vocabulary } from './compact-graph.js'
import { buildSortedTextTable, buildTextTable, isWellFormed } from './text-table.js'

/** The longest id that a graph takes, in bytes of UTF-8. No cloud has ids a tenth as long. */
export const MAX_ID_BYTES = 65_536

/**
 * Collects nodes and edges in any order and makes a `CompactGraph` of them. Nodes come before the edges that touch them.
 *
 * LIMIT: fewer than 2^31 nodes, edges and details; details, ids and properties of up to 4 GiB each.
 */
export class GraphBuilder {
  readonly #vocabulary: Vocabulary
  readonly #nodeKindNumbers: Map<string, number>
  readonly #edgeKindNumbers: Map<string, number>
  readonly #nodes = new Map<string, number>()
  readonly #nodeKinds: number[] = []
  readonly #properties: string[] = []
  readonly #details = new Map<string, number>()
  readonly #sources: number[] = []
  readonly #targets: number[] = []
  readonly #edgeKinds: number[] = []
  readonly #edgeDetails: number[] = []

  /** @throws GraphInputError (`vocabulary`) if there are too many kinds or one stands twice */
  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = { nodeKinds: [...vocabulary.nodeKinds], edgeKinds: [...vocabulary.edgeKinds] }
    this.#nodeKindNumbers = numberKinds('node', vocabulary.nodeKinds, MAX_NODE_KINDS)
    this.#edgeKindNumbers = numberKinds('edge', vocabulary.edgeKinds, MAX_EDGE_KINDS)
  }

  /**
   * Adds a node. `properties` is a JSON value, stored in canonical form. Adding the same node again changes nothing.
   *
   * @throws GraphInputError: `id` if it is empty, longer than `MAX_ID_BYTES` or not well-formed; `unknown-kind`;
   *   `conflict` if the id is taken by a node of another kind or with other properties
   */
  addNode(id: string, kind: string, properties?: unknown): void {
    const kindNumber = kindNumberOf(this.#nodeKindNumbers, 'node', kind)
    const text = properties === undefined ? '' : canonicalJson(properties)
    const known = this.#nodes.get(id)
    if (known !== undefined) {
      if (this.#nodeKinds[known] === kindNumber && this.#properties[known] === text) return
      throw new GraphInputError('conflict', `node ${quoted(id)} was added before as something else: merge the two`)
    }
    checkId(id)
    this.#nodes.set(id, this.#nodes.size)
    this.#nodeKinds.push(kindNumber)
    this.#properties.push(text)
  }

  hasNode(id: string): boolean {
    return this.#nodes.has(id)
  }

  /** Adds a JSON value that edges can carry and gives its handle for `addEdge`. Equal values have one handle. */
  addDetail(value: unknown): number {
    const text = canonicalJson(value)
    const known = this.#details.get(text)
    if (known !== undefined) return known
    this.#details.set(text, this.#details.size)
    return this.#details.size - 1
  }

  /**
   * Adds an edge, also if there is an equal one already. `detail` is a handle of `addDetail`.
   *
   * @throws GraphInputError: `unknown-node`, `unknown-kind`, `unknown-detail`
   */
  addEdge(from: string, to: string, kind: string, detail?: number): void {
    const source = this.#nodeNumber(from)
    const target = this.#nodeNumber(to)
    const kindNumber = kindNumberOf(this.#edgeKindNumbers, 'edge', kind)
    if (detail !== undefined && !(Number.isInteger(detail) && detail >= 0 && detail < this.#details.size)) {
      throw new GraphInputError('unknown-detail', `edge detail \`${detail}\` is unknown: add it before the edge`)
    }
    this.#sources.push(source)
    this.#targets.push(target)
    this.#edgeKinds.push(kindNumber)
    this.#edgeDetails.push(detail ?? -1)
  }

  build(): CompactGraph {
    const { order: nodeOrder, rank: nodeRank, sorted: ids } = sortTexts([...this.#nodes.keys()])
    const { rank: detailRank, sorted: details } = sortTexts([...this.#details.keys()])
    const nodeCount = ids.length
    const edgeCount = this.#sources.length
    const sources = Uint32Array.from(this.#sources, (node) => nodeRank[node]!)
    const targets = Uint32Array.from(this.#targets, (node) => nodeRank[node]!)
    const kinds = Uint8Array.from(this.#edgeKinds)
    const edgeDetails = Int32Array.from(this.#edgeDetails, (detail) => (detail < 0 ? -1 : detailRank[detail]!))

    let order: Uint32Array = Uint32Array.from({ length: edgeCount }, (_, edge) => edge)
    order = countingSort(order, (edge) => edgeDetails[edge]! + 1, details.length + 1).order
    order = countingSort(order, (edge) => kinds[edge]!, MAX_EDGE_KINDS).order
    order = countingSort(order, (edge) => targets[edge]!, nodeCount).order
    const bySource = countingSort(order, (edge) => sources[edge]!, nodeCount)
    order = bySource.order
    const outSources = sources.map((_, position) => sources[order[position]!]!)
    const outTargets = targets.map((_, position) => targets[order[position]!]!)
    const outKinds = kinds.map((_, position) => kinds[order[position]!]!)

    const positions = Uint32Array.from({ length: edgeCount }, (_, edge) => edge)
    const byTarget = countingSort(positions, (edge) => outTargets[edge]!, nodeCount)
    const inEdges = byTarget.order
    return {
      nodeCount,
      edgeCount,
      vocabulary: this.#vocabulary,
      ids: buildSortedTextTable(ids),
      nodeKinds: Uint8Array.from(nodeOrder, (node) => this.#nodeKinds[node]!),
      properties: buildTextTable(Array.from(nodeOrder, (node) => this.#properties[node]!)),
      outOffsets: bySource.offsets,
      outTargets,
      outKinds,
      outDetails: edgeDetails.map((_, position) => edgeDetails[order[position]!]!),
      inOffsets: byTarget.offsets,
      inSources: inEdges.map((edge) => outSources[edge]!),
      inKinds: Uint8Array.from(inEdges, (edge) => outKinds[edge]!),
      inEdges,
      details: buildTextTable(details),
    }
  }

  #nodeNumber(id: string): number {
    const node = this.#nodes.get(id)
    if (node === undefined)
      throw new GraphInputError('unknown-node', `node ${quoted(id)} is unknown: add it before its edges`)
    return node
  }
}

/** `order[r]` is the text of rank r as it was given, `rank[i]` the rank of text i. */
function sortTexts(texts: readonly string[]): { order: Uint32Array; rank: Uint32Array; sorted: string[] } {
  const order = Uint32Array.from(texts, (_, index) => index).sort((a, b) => compareText(texts[a]!, texts[b]!))
  const rank = new Uint32Array(texts.length)
  order.forEach((text, position) => {
    rank[text] = position
  })
  return { order, rank, sorted: Array.from(order, (text) => texts[text]!) }
}

/** Orders `items` by `keyOf`, a number below `keys`, and keeps the order of equals. `offsets` are the runs per key. */
function countingSort(
  items: Uint32Array,
  keyOf: (item: number) => number,
  keys: number,
): { order: Uint32Array; offsets: Uint32Array } {
  const offsets = new Uint32Array(keys + 1)
  for (const item of items) offsets[keyOf(item) + 1]!++
  for (let key = 0; key < keys; key++) offsets[key + 1]! += offsets[key]!
  const next = offsets.slice()
  const order = new Uint32Array(items.length)
  for (const item of items) order[next[keyOf(item)]!++] = item
  return { order, offsets }
}

function numberKinds(of: string, names: readonly string[], limit: number): Map<string, number> {
  if (names.length > limit) {
    throw new GraphInputError('vocabulary', `\`${names.length}\` ${of} kinds are too many: the limit is ${limit}`)
  }
  const numbers = new Map(names.map((name, number) => [name, number]))
  if (numbers.size !== names.length) throw new GraphInputError('vocabulary', `a ${of} kind is listed twice`)
  return numbers
}

function kindNumberOf(numbers: ReadonlyMap<string, number>, of: string, kind: string): number {
  const number = numbers.get(kind)
  if (number === undefined) throw unknownKind(of, kind)
  return number
}

function checkId(id: string): void {
  if (id === '') throw new GraphInputError('id', 'node id is empty')
  const length = Buffer.byteLength(id, 'utf8')
  if (length > MAX_ID_BYTES) {
    throw new GraphInputError('id', `node id ${quoted(id)} has \`${length}\` bytes: the limit is ${MAX_ID_BYTES}`)
  }
  if (!isWellFormed(id)) throw new GraphInputError('id', `node id ${quoted(id)} is not well-formed Unicode`)
}
