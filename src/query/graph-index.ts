import type { PropertyGraph, PropertyNode, PropertyRelationship, PropertyValue } from '../graph/index.js'

/** A relationship with its ends. */
export interface Link {
  readonly type: string
  readonly from: PropertyNode
  readonly to: PropertyNode
  readonly properties: { readonly [name: string]: PropertyValue }
}

/** The published graph, held so that a twin can walk it as Cypher would. */
export interface GraphIndex {
  /** Nodes with a label, in the order in which they are published. */
  nodes(label: string): readonly PropertyNode[]
  /** The node with an id among those of a label; an id is unique within a kind. */
  node(label: string, id: string): PropertyNode | undefined
  /** All relationships of a type. */
  links(type: string): readonly Link[]
  /** Relationships of the types that leave a node. */
  out(node: PropertyNode, ...types: readonly string[]): readonly Link[]
  /** Relationships of the types that enter a node. */
  into(node: PropertyNode, ...types: readonly string[]): readonly Link[]
}

/** Relationships of one type, and by either end as soon as that is asked for. */
interface Links {
  readonly list: Link[]
  out: ReadonlyMap<PropertyNode, readonly Link[]> | null
  into: ReadonlyMap<PropertyNode, readonly Link[]> | null
}

/**
 * Indexes a graph in one pass over its nodes and one over its relationships.
 *
 * @throws RangeError for a relationship whose end is not among the nodes
 */
export function indexGraph(graph: Pick<PropertyGraph, 'nodes' | 'relationships'>): GraphIndex {
  const byLabel = new Map<string, { list: PropertyNode[]; byId: Map<string, PropertyNode> }>()
  for (const node of graph.nodes()) {
    for (const label of node.labels) {
      let shelf = byLabel.get(label)
      if (shelf === undefined) byLabel.set(label, (shelf = { list: [], byId: new Map() }))
      shelf.list.push(node)
      shelf.byId.set(node.id, node)
    }
  }
  const byType = new Map<string, Links>()
  for (const relationship of graph.relationships()) {
    let links = byType.get(relationship.type)
    if (links === undefined) byType.set(relationship.type, (links = { list: [], out: null, into: null }))
    links.list.push(linkOf(relationship, byLabel))
  }
  const along = (node: PropertyNode, types: readonly string[], way: 'out' | 'into'): readonly Link[] => {
    const found = types.map((type) => {
      const links = byType.get(type)
      if (links === undefined) return []
      const known = (links[way] ??= groupedBy(links.list, way === 'out' ? 'from' : 'to'))
      return known.get(node) ?? []
    })
    return found.length === 1 ? (found[0] ?? []) : found.flat()
  }
  return {
    nodes: (label) => byLabel.get(label)?.list ?? [],
    node: (label, id) => byLabel.get(label)?.byId.get(id),
    links: (type) => byType.get(type)?.list ?? [],
    out: (node, ...types) => along(node, types, 'out'),
    into: (node, ...types) => along(node, types, 'into'),
  }
}

function linkOf(
  { type, fromKind, from, toKind, to, properties }: PropertyRelationship,
  byLabel: ReadonlyMap<string, { byId: ReadonlyMap<string, PropertyNode> }>,
): Link {
  const start = byLabel.get(fromKind)?.byId.get(from)
  const end = byLabel.get(toKind)?.byId.get(to)
  if (start === undefined || end === undefined)
    throw new RangeError(`a relationship \`${type}\` joins \`${from}\` and \`${to}\`, which are not both in the graph`)
  return { type, from: start, to: end, properties }
}

function groupedBy(links: readonly Link[], end: 'from' | 'to'): Map<PropertyNode, Link[]> {
  const groups = new Map<PropertyNode, Link[]>()
  for (const link of links) {
    const group = groups.get(link[end])
    if (group === undefined) groups.set(link[end], [link])
    else group.push(link)
  }
  return groups
}

/** Something with properties. */
export interface Described {
  readonly properties: { readonly [name: string]: PropertyValue }
}

/** A text property; null where there is none, as in Cypher. */
export function text(of: Described, name: string): string | null {
  const value = property(of, name)
  return typeof value === 'string' ? value : null
}

/** A list property; null where there is none. */
export function texts(of: Described, name: string): readonly string[] | null {
  const value = property(of, name)
  return typeof value === 'object' ? value : null
}

/** A number property; null where there is none. */
export function integer(of: Described, name: string): number | null {
  const value = property(of, name)
  return typeof value === 'number' ? value : null
}

/** A yes-or-no property; null where there is none. */
export function flag(of: Described, name: string): boolean | null {
  const value = property(of, name)
  return typeof value === 'boolean' ? value : null
}

function property(of: Described, name: string): PropertyValue | undefined {
  return Object.hasOwn(of.properties, name) ? of.properties[name] : undefined
}

/** Does the list property hold the text? */
export function holds(of: Described, name: string, item: string): boolean {
  return texts(of, name)?.includes(item) ?? false
}
