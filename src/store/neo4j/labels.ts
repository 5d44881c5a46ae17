import {
  EDGE_KIND_NAMES,
  NODE_KIND_NAMES,
  type GraphEdgeKind,
  type GraphNodeKind,
  type PropertyNode,
} from '../../graph/index.js'

/** The node that says who publishes, until when, and how far a new graph has been loaded beside the published one. */
export const PUBLICATION = 'Publication'

/** The old graph after a switch, until it is swept away. */
export const OUTGOING = 'Outgoing'

/** Under which a new graph is loaded: no query that names a label sees it. */
export function incoming(kind: GraphNodeKind): string {
  return `Incoming${kind}`
}

/**
 * INVARIANT: every label and type in a statement comes through here or `checkedType`; neither is ever text of a cloud.
 */
export function checkedKind(kind: GraphNodeKind): GraphNodeKind {
  if (!NODE_KIND_NAMES.includes(kind)) throw new Error(`\`${kind}\` is no kind of node of the schema`)
  return kind
}

export function checkedType(type: GraphEdgeKind): GraphEdgeKind {
  if (!EDGE_KIND_NAMES.includes(type)) throw new Error(`\`${type}\` is no kind of relationship of the schema`)
  return type
}

/** Labels besides the kinds, by the `type` property of the nodes that bear them: data of a statement, never its text. */
export interface TypeLabels {
  add(node: PropertyNode): void
  /** As a parameter: a list of labels for each type. */
  parameter(): Record<string, string[]>
}

export function typeLabels(): TypeLabels {
  const known = new Map<string, string>()
  return {
    add: ({ labels, properties }) => {
      const [, label, ...more] = labels
      if (label === undefined) return
      const type = properties['type']
      if (typeof type !== 'string' || more.length > 0 || !/^(Aws|Azure|Gcp)[A-Za-z0-9]{1,80}$/.test(label)) {
        throw new Error(`\`${label}\` is no label of a type`)
      }
      const there = known.get(type)
      if (there === undefined) known.set(type, label)
      else if (there !== label) throw new Error(`the type \`${type}\` has two labels, \`${there}\` and \`${label}\``)
    },
    parameter: () => Object.fromEntries([...known].map(([type, label]) => [type, [label]])),
  }
}
