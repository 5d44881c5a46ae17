import { edgeKind, edgeTarget, nodeKind } from '../../engine/index.js'
import type { GraphEdgeKind, GraphNodeKind, Properties, PropertyRelationship } from '../../graph/index.js'
import { canonicalJson, type ReachRow, type Requirement } from '../../model/index.js'
import { allStarts, type Doors } from '../parties.js'
import { reachRows, type PartyStart } from '../reach.js'
import { needsOf, outcomeOf } from '../../policy/needs.js'
import type { GrantReader, Hop } from '../walk.js'
import type { GrantNodes } from './grant-nodes.js'
import { known, publishedId } from './node-properties.js'

/** The part of a derived relationship that says under which conditions. */
function conditions(
  outcome: string,
  needs: { requires: Requirement[]; alternatives?: Requirement[][] },
): { readonly [name: string]: Properties[string] | null } {
  return {
    outcome,
    requiresKeys: [...new Set(needs.requires.map(({ key }) => key))],
    requires: canonicalJson(needs.requires),
    alternatives: needs.alternatives === undefined ? null : canonicalJson(needs.alternatives),
  }
}

/**
 * Every edge of the stored graph as it is on the day, in its order: what cannot hold on that day is left out.
 * Equal properties are one object, so that whoever writes them need look at them once.
 */
export function* storedRelationships(
  reader: GrantReader,
  kindOf: (node: number) => GraphNodeKind,
  grants: GrantNodes,
): Generator<PropertyRelationship> {
  const { access } = reader
  const { graph } = access
  const ofDetail = new Map<number, Properties | null>()
  const none: Properties = {}
  for (let node = 0; node < graph.nodeCount; node++) {
    const end = graph.outOffsets[node + 1] ?? 0
    const start = graph.outOffsets[node] ?? 0
    if (start === end) continue
    const id = graph.ids.get(node)
    const fromKind = kindOf(node)
    const asker = nodeKind(graph, node) === 'OutsideIdentity' ? { door: id, identity: null } : null
    for (let edge = start; edge < end; edge++) {
      const type = edgeKind(graph, edge) as GraphEdgeKind
      const to = edgeTarget(graph, edge)
      const number = graph.outDetails[edge] ?? -1
      let properties: Properties | null = none
      if (number >= 0) {
        const shared = asker === null ? ofDetail.get(number) : undefined
        properties = shared ?? null
        if (shared === undefined) {
          const clauses = reader.clausesOf(number, asker)
          const detail = reader.detailOf(number)
          properties = clauses === null ? null : hopProperties({ from: node, to, detail, clauses }, type, grants)
          if (asker === null) ofDetail.set(number, properties)
        }
      }
      if (properties === null) continue
      const toKind = kindOf(to)
      yield { type, fromKind, from: publishedId(id), toKind, to: publishedId(graph.ids.get(to)), properties }
    }
  }
}

function hopProperties({ detail, clauses }: Hop, type: GraphEdgeKind, grants: GrantNodes): Properties {
  const needs = needsOf([clauses])
  const both = {
    ...conditions(outcomeOf([[...clauses]], detail.unknown), needs),
    because: grants.idsOfNumbers(detail.because),
    actions: detail.actions,
  }
  if (type === 'CAN_ASSUME') return known({ ...both, set: detail.set })
  const { access, data, covers, except, plane, within } = detail
  return known({ ...both, access, data, covers, except, plane, within })
}

/**
 * CAN_REACH: the rows of `reach --all`, party by party. What everybody has stands once, under `public` and
 * `authenticated:<cloud>`.
 */
export function* reachRelationships(
  reader: GrantReader,
  doors: Doors,
  kindOf: (node: number) => GraphNodeKind,
  grants: GrantNodes,
): Generator<PropertyRelationship> {
  const { graph } = reader.access
  const byParty = new Map<string, PartyStart[]>()
  for (const start of allStarts(reader.access, doors, true)) {
    const starts = byParty.get(start.party.id)
    if (starts === undefined) byParty.set(start.party.id, [start])
    else starts.push(start)
  }
  for (const party of [...byParty.keys()].sort()) {
    for (const row of reachRows(reader, byParty.get(party) ?? [], null)) {
      yield {
        type: 'CAN_REACH',
        fromKind: 'ExternalParty',
        from: publishedId(party),
        toKind: kindOf(graph.ids.indexOf(row.target.id)),
        to: publishedId(row.target.id),
        properties: rowProperties(row, grants),
      }
    }
  }
}

function rowProperties(row: ReachRow, grants: GrantNodes): Properties {
  const [first] = row.path
  return known({
    ...conditions(row.outcome, row),
    because: grants.idsOf(row.because),
    actions: row.actions,
    access: row.access,
    data: row.data,
    covers: row.target.covers,
    except: row.target.except ?? [],
    entry: publishedId(row.entry.id),
    hops: row.path.length,
    via: first === undefined ? [] : [first.from, ...row.path.map(({ to }) => to)].map(publishedId),
    steps: row.path.map(({ edge }) => edge),
    escalation: row.escalation,
  })
}
