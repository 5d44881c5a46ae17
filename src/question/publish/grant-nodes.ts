import { edgeTarget, evidenceAt, nodeKind, type AccessGraph } from '../../engine/index.js'
import type { GraphNodeKind, PropertyNode, PropertyRelationship } from '../../graph/index.js'
import { compareText, type Evidence } from '../../model/index.js'
import type { GrantReader } from '../walk.js'
import { known, publishedId } from './node-properties.js'

/** The evidence of a graph as nodes: an id for each distinct one. */
export interface GrantNodes {
  nodes(): Generator<PropertyNode>
  /** Published ids, sorted, once each. */
  idsOf(evidence: readonly Evidence[]): string[]
  idsOfNumbers(numbers: readonly number[]): string[]
}

/**
 * One statement can serve in two layers (a managed policy as grant and as boundary) and so have two entries under one
 * id; those after the first get their kind behind it, and a number if that is not enough.
 */
export function grantNodes(access: AccessGraph): GrantNodes {
  const { evidence } = access
  const ids: string[] = []
  const taken = new Set<string>()
  const byEvidence = new Map<string, string>()
  for (let number = 0; number < evidence.size; number++) {
    const one = evidenceAt(access, number)
    const id = publishedId(one.id)
    let free = id
    for (let n = 1; taken.has(free); n++) free = n === 1 ? `${id}#${one.kind}` : `${id}#${one.kind}-${String(n)}`
    taken.add(free)
    ids.push(free)
    byEvidence.set(keyOf(one), free)
  }
  return {
    *nodes() {
      for (let number = 0; number < evidence.size; number++) {
        yield grantNode(ids[number] ?? '', evidenceAt(access, number))
      }
    },
    idsOf: (list) => sorted(list.map((one) => byEvidence.get(keyOf(one)) ?? publishedId(one.id))),
    idsOfNumbers: (numbers) => sorted(numbers.map((number) => ids[number] ?? '')),
  }
}

function keyOf({ id, kind, text }: Evidence): string {
  return `${kind}\u0000${id}\u0000${text}`
}

function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort(compareText)
}

function grantNode(id: string, { kind, document, statement, sid, text }: Evidence): PropertyNode {
  const owner = document.slice(document.lastIndexOf('/') + 1)
  const place = sid ?? (statement === null ? null : `statement ${String(statement)}`)
  const name = place === null ? owner : `${owner}: ${place}`
  return { id, labels: ['Grant'], properties: known({ id, name, kind, document, statement, sid, text }) }
}

/**
 * From who has a grant to the grant, and from the grant to what it opens: for every edge of the graph that can hold on
 * the day, each pair once.
 */
export function* grantRelationships(
  reader: GrantReader,
  kindOf: (node: number) => GraphNodeKind,
  grants: GrantNodes,
): Generator<PropertyRelationship> {
  const { graph } = reader.access
  for (let node = 0; node < graph.nodeCount; node++) {
    const end = graph.outOffsets[node + 1] ?? 0
    const found = new Set<string>()
    for (let edge = graph.outOffsets[node] ?? 0; edge < end; edge++) {
      addGrants(reader, grants, node, graph.outDetails[edge] ?? -1, found)
    }
    const from = publishedId(graph.ids.get(node))
    const fromKind = kindOf(node)
    for (const to of found) yield { type: 'HAS_GRANT', fromKind, from, toKind: 'Grant', to, properties: {} }
  }
  for (let node = 0; node < graph.nodeCount; node++) {
    const end = graph.inOffsets[node + 1] ?? 0
    const found = new Set<string>()
    for (let at = graph.inOffsets[node] ?? 0; at < end; at++) {
      const edge = graph.inEdges[at] ?? 0
      addGrants(reader, grants, graph.inSources[at] ?? 0, graph.outDetails[edge] ?? -1, found)
      if (edgeTarget(graph, edge) !== node) throw new Error('the two halves of the graph do not fit together')
    }
    const to = publishedId(graph.ids.get(node))
    const toKind = kindOf(node)
    for (const from of found) yield { type: 'GRANTS', fromKind: 'Grant', from, toKind, to, properties: {} }
  }
}

function addGrants(reader: GrantReader, grants: GrantNodes, from: number, detail: number, into: Set<string>): void {
  if (detail < 0) return
  const { graph } = reader.access
  const outside = nodeKind(graph, from) === 'OutsideIdentity'
  const asker = outside ? { door: graph.ids.get(from), identity: null } : null
  if (reader.clausesOf(detail, asker) === null) return
  for (const id of grants.idsOfNumbers(reader.detailOf(detail).because)) into.add(id)
}
