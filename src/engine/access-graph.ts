import { canAccess, canAssume, EDGE_KIND_NAMES, holders, NODE_KIND_NAMES, type GraphNodeKind } from '../graph/index.js'
import type { Access, Covers, Derived, Evidence, FactNode, Facts, Json, Node, Remaining } from '../model/index.js'
import { edgeKindMask, nodeId, nodeProperties, openGraph, storeGraph, type CompactGraph } from './compact-graph.js'
import { GraphBuilder } from './graph-builder.js'
import { openSections, sectionOf, writeSections, type Section } from './sections.js'
import { buildTextTable, openTextTable, storeTextTable, type TextTable } from './text-table.js'

/** The graph that questions are asked of, with the evidence and action lists that its edges refer to. */
export interface AccessGraph {
  readonly graph: CompactGraph
  /** Evidence by number, JSON. */
  readonly evidence: TextTable
  /** Lists of action patterns by number, one pattern a line. */
  readonly actionLists: TextTable
  /** Per detail: its list of actions, -1 for none. */
  readonly detailActions: Int32Array
  readonly assume: number
  readonly access: number
}

/** What an edge of CAN_ASSUME or CAN_ACCESS carries. */
export interface GrantDetail {
  readonly actions: readonly string[]
  readonly remaining: Remaining
  readonly because: readonly number[]
}

export interface AccessDetail extends GrantDetail {
  readonly covers: Covers
  readonly within: readonly string[]
  readonly except: readonly string[]
  readonly access: readonly Access[]
  readonly data: boolean
  readonly unknown: boolean
  /** Of CAN_ASSUME: the second is a group or set, which acts only through its members. */
  readonly set: boolean
  readonly plane: 'control' | 'data' | null
}

interface StoredDetail extends Omit<AccessDetail, 'actions'> {
  readonly actions: number
}

/** Builds the stored form of the access graph: equal facts give equal bytes. */
export function buildAccessGraph(facts: Facts, derived: readonly Derived[]): Buffer {
  const builder = new GraphBuilder({ nodeKinds: NODE_KIND_NAMES, edgeKinds: EDGE_KIND_NAMES })
  const evidence = new Numbered<Evidence>((e) => JSON.stringify(e))
  const actionLists = new Numbered<readonly string[]>((list) => list.join('\n'))
  // A member of a group of ours need not be ours: what lies in no scope of ours is outside if a cloud says so.
  const outside = new Set(derived.flatMap((cloud) => cloud.outside.map(({ id }) => id)))
  for (const node of facts.nodes) {
    if (node.kind === 'Principal' && node.scope === null && outside.has(node.id)) continue
    const services = derived.flatMap((cloud) => cloud.openToServices?.get(node.id) ?? [])
    addFact(builder, node, services.length > 0 ? { openToServices: services } : {})
  }
  const assumptions = canAssume(derived)
  const sets = new Set(assumptions.filter(({ set }) => set).map(({ to }) => to))
  for (const cloud of derived) {
    for (const node of cloud.outside) {
      // What somebody is known to be in is no door of its own: its members are.
      if (!builder.hasNode(node.id)) addNode(builder, node, sets.has(node.id) ? 'Principal' : 'OutsideIdentity', {})
    }
  }
  // INVARIANT: no grant is lost because nobody described whom it names.
  const named = (id: string, kind: GraphNodeKind): void => {
    if (!builder.hasNode(id)) addNode(builder, namedNode(id), kind, {})
  }
  for (const id of holders(derived)) named(id, 'OutsideIdentity')
  for (const edge of facts.edges) {
    if (builder.hasNode(edge.from) && builder.hasNode(edge.to) && EDGE_KIND_NAMES.some((k) => k === edge.type)) {
      builder.addEdge(edge.from, edge.to, edge.type)
    }
  }
  for (const grant of assumptions) {
    named(grant.from, 'OutsideIdentity')
    named(grant.to, 'Principal')
    const detail = addDetail(builder, {
      actions: actionLists.of(grant.actions),
      remaining: grant.remaining,
      because: grant.because.map((e) => evidence.of(e)),
      covers: 'principal',
      within: [],
      except: [],
      access: [],
      data: false,
      unknown: false,
      set: grant.set,
      plane: null,
    })
    builder.addEdge(grant.from, grant.to, 'CAN_ASSUME', detail)
  }
  const handles = new Map<object, number>()
  for (const { from, grant } of canAccess(derived)) {
    let handle = handles.get(grant)
    if (handle === undefined) {
      const { target } = grant
      if (!builder.hasNode(target.id)) addNode(builder, target, target.covers === 'scope' ? 'Scope' : 'Resource', {})
      handle = addDetail(builder, {
        actions: actionLists.of(grant.actions),
        remaining: grant.remaining,
        because: grant.because.map((e) => evidence.of(e)),
        covers: target.covers,
        within: target.within,
        except: target.except,
        access: grant.access,
        data: grant.data,
        unknown: grant.unknown,
        set: false,
        plane: grant.plane ?? null,
      })
      handles.set(grant, handle)
    }
    named(from, 'OutsideIdentity')
    builder.addEdge(from, grant.target.id, 'CAN_ACCESS', handle)
  }
  const sections = new Map<string, Section>()
  const graph = builder.build()
  storeGraph(sections, graph)
  storeTextTable(sections, 'evidence', buildTextTable(evidence.texts))
  storeTextTable(sections, 'actionLists', buildTextTable(actionLists.texts))
  sections.set('detailActions', actionColumn(graph))
  return writeSections(sections)
}

/** The list of actions of every detail, in the order in which the graph stores details. */
function actionColumn(graph: CompactGraph): Int32Array {
  return Int32Array.from({ length: graph.details.size }, (_, i) => {
    const detail = JSON.parse(graph.details.get(i)) as StoredDetail
    return detail.actions
  })
}

function addDetail(builder: GraphBuilder, detail: StoredDetail): number {
  return builder.addDetail(detail)
}

class Numbered<T> {
  readonly texts: string[] = []
  readonly #numbers = new Map<string, number>()
  readonly #textOf: (value: T) => string

  constructor(textOf: (value: T) => string) {
    this.#textOf = textOf
  }

  of(value: T): number {
    const text = this.#textOf(value)
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.texts.length)
    this.texts.push(text)
    return this.texts.length - 1
  }
}

/** Somebody whom only a grant or our directory names. */
function namedNode(id: string): Node {
  const name = id.slice(Math.max(id.indexOf(':'), id.lastIndexOf('/')) + 1)
  const cloud = id.startsWith('azure:') ? 'azure' : null
  return { id, type: 'outside_identity', cloud, scope: null, name }
}

/** @param found what follows about the node itself */
function addFact(builder: GraphBuilder, node: FactNode, found: { [name: string]: Json }): void {
  const kind: GraphNodeKind | undefined = NODE_KIND_NAMES.find((k) => k === node.kind)
  if (kind !== undefined) addNode(builder, node, kind, { ...node.properties, ...found })
}

function addNode(builder: GraphBuilder, node: Node, kind: GraphNodeKind, properties: { [name: string]: Json }): void {
  const { type, cloud, scope, name } = node
  builder.addNode(node.id, kind, { type, cloud, scope, name, properties })
}

/** Graphs up to this size, in bytes, are checked whole when they are opened. */
const LARGEST_CHECKED = 32 * 2 ** 20

/** Opens the stored form. Throws StoredFormError when the bytes are damaged. */
export function openAccessGraph(bytes: Uint8Array): AccessGraph {
  // The header is always checked; checking every byte of a large graph costs more than most questions.
  const contents = bytes.length > LARGEST_CHECKED ? 'unchecked' : 'checked'
  const sections = openSections(bytes, { contents })
  const graph = openGraph(sections)
  return {
    graph,
    evidence: openTextTable(sections, 'evidence'),
    actionLists: openTextTable(sections, 'actionLists'),
    detailActions: sectionOf(sections, 'detailActions', Int32Array),
    assume: edgeKindMask(graph, ['CAN_ASSUME']),
    access: edgeKindMask(graph, ['CAN_ACCESS']),
  }
}

/** The detail of a derived edge. */
export function grantDetail(access: AccessGraph, detail: number): AccessDetail {
  const stored = JSON.parse(access.graph.details.get(detail)) as StoredDetail
  return { ...stored, actions: actionsIn(access, stored.actions) }
}

export function actionsIn(access: AccessGraph, list: number): string[] {
  const text = access.actionLists.get(list)
  return text === '' ? [] : text.split('\n')
}

export function evidenceAt(access: AccessGraph, number: number): Evidence {
  return JSON.parse(access.evidence.get(number)) as Evidence
}

/** A node of the graph in the contract's form, with its properties. */
export function graphNode(access: AccessGraph, node: number): Node & { properties: { [name: string]: Json } } {
  const stored = nodeProperties(access.graph, node) as unknown as Omit<Node, 'id'> & {
    properties: { [name: string]: Json }
  }
  return { id: nodeId(access.graph, node), ...stored }
}
