import type {
  GraphEdgeKind,
  GraphNodeKind,
  PropertyGraph,
  PropertyNode,
  PropertyValue,
} from '../../../src/graph/index.js'

type Properties = { readonly [name: string]: PropertyValue }

/** `Kind id` texts and links between them; what a test does not care for is left out. */
export function smallGraph(
  nodes: readonly (readonly [GraphNodeKind, string, Properties?])[],
  links: readonly (readonly [GraphEdgeKind, string, string, Properties?])[] = [],
): PropertyGraph {
  const made = nodes.map(([kind, id, properties = {}]): PropertyNode => ({
    id,
    labels: [kind],
    properties: { id, name: id, ...properties },
  }))
  const kindOf = (id: string): GraphNodeKind => {
    const found = made.find((node) => node.id === id)
    if (found === undefined) throw new RangeError(`there is no node \`${id}\``)
    return found.labels[0]
  }
  const joined = links.map(([type, from, to, properties = {}]) => ({
    type,
    fromKind: kindOf(from),
    from,
    toKind: kindOf(to),
    to,
    properties,
  }))
  return { snapshot: 's', nodes: () => made, relationships: () => joined }
}
