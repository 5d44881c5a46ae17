import {
  canonicalJson,
  compareText,
  type Attachment,
  type FactEdge,
  type FactNode,
  type Facts,
  type Gap,
  type PolicyDocument,
} from '../model/index.js'

/** Collects what normalizers learn; saying the same thing twice says it once. */
export interface FactsBuilder {
  /** Adds a node, or adds to one: of a property known twice, the first value that is not null stays. */
  node(node: FactNode): void
  /** The node with this id, if one was added. */
  get(id: string): FactNode | undefined
  edge(edge: FactEdge): void
  /** Adds a policy text; false if another text with the same id is already there (the first one stays). */
  document(document: PolicyDocument): boolean
  hasDocument(id: string): boolean
  attach(attachment: Attachment): void
  attachments(): Iterable<Attachment>
  gap(gap: Gap): void
  gaps(): Iterable<Gap>
  /**
   * Everything, sorted. Each node whose container is there hangs below it by `CONTAINS`; of other edges, those with an
   * unknown end are left out.
   * INVARIANT: the same things said in any order give the same facts.
   */
  build(): Facts
}

export function createFactsBuilder(): FactsBuilder {
  const nodes = new Map<string, FactNode>()
  const edges = new Map<string, FactEdge>()
  const documents = new Map<string, PolicyDocument>()
  const attachments = new Map<string, Attachment>()
  const gaps = new Map<string, Gap>()

  const addEdge = (edge: FactEdge): void => {
    edges.set(`${edge.type}\n${edge.from}\n${edge.to}`, edge)
  }

  return {
    node(node) {
      const known = nodes.get(node.id)
      if (known === undefined) {
        nodes.set(node.id, { ...node, properties: { ...node.properties } })
        return
      }
      known.scope ??= node.scope
      for (const [name, value] of Object.entries(node.properties))
        if (!Object.hasOwn(known.properties, name) || known.properties[name] === null) known.properties[name] = value
    },
    get: (id) => nodes.get(id),
    edge: addEdge,
    document(document) {
      const known = documents.get(document.id)
      if (known !== undefined) return canonicalJson(known.document) === canonicalJson(document.document)
      documents.set(document.id, document)
      return true
    },
    hasDocument: (id) => documents.has(id),
    attach(attachment) {
      attachments.set(`${attachment.as}\n${attachment.to}\n${attachment.document}`, attachment)
    },
    attachments: () => attachments.values(),
    gap(gap) {
      gaps.set(gapOrder(gap), gap)
    },
    gaps: () => gaps.values(),
    build() {
      for (const node of nodes.values())
        if (node.scope !== null) addEdge({ from: node.scope, to: node.id, type: 'CONTAINS' })
      const joined = [...edges].filter(([, { from, to }]) => nodes.has(from) && nodes.has(to))
      return {
        nodes: [...nodes.values()].sort((a, b) => compareText(a.id, b.id)),
        edges: joined.sort(([a], [b]) => compareText(a, b)).map(([, edge]) => edge),
        documents: [...documents.values()].sort((a, b) => compareText(a.id, b.id)),
        attachments: [...attachments].sort(([a], [b]) => compareText(a, b)).map(([, attachment]) => attachment),
        gaps: [...gaps].sort(([a], [b]) => compareText(a, b)).map(([, gap]) => gap),
      }
    },
  }
}

function gapOrder({ cloud, scope, region, service, call, reason, message }: Gap): string {
  return [cloud, scope, region, service, call, reason, message].join('\n')
}
