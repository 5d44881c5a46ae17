// What it is: a snapshot as the flat graph that Neo4j holds and that canned queries read.
// May import: src/model, src/policy, src/party, src/graph, src/engine, src/snapshot, the questions beside it.
// Never does: talk to a database, read a clock, keep more than one party's rows at a time.
import { graphNode, type AccessGraph } from '../../engine/index.js'
import {
  typeLabel,
  type GraphNodeKind,
  type PropertyGraph,
  type PropertyNode,
  type PropertyRelationship,
} from '../../graph/index.js'
import type { Gap } from '../../model/index.js'
import { parseIdentifier, type PartyRegistry } from '../../party/index.js'
import type { Snapshot } from '../../snapshot/index.js'
import { sortedGaps } from '../gaps.js'
import { doorsOf, EVERYBODY } from '../parties.js'
import { accessGraphOf } from '../stored-graph.js'
import { grantReader } from '../walk.js'
import { reachRelationships, storedRelationships } from './derived-relationships.js'
import { grantNodes, grantRelationships } from './grant-nodes.js'
import { addFactProperties, known, nodeBasics, publishedId } from './node-properties.js'
import { publishedKinds } from './node-kinds.js'
import { partyNode, partyRelationships, publishedParties } from './parties.js'

/**
 * What is published of a snapshot: every node and edge of its access graph as of a day, the parties with their
 * identities, one CAN_REACH for each row of `reach --all`, the grants that say why, the coverage gaps, and one node for
 * the snapshot itself.
 *
 * @param today milliseconds since 1970; decides conditions on time
 */
export function propertyGraphOf(snapshot: Snapshot, registry: PartyRegistry, today: number): PropertyGraph {
  const access = accessGraphOf(snapshot)
  const doors = doorsOf(access, registry)
  const parties = publishedParties(access, doors)
  const kindOf = publishedKinds(access, doors)
  const grants = grantNodes(access)
  const gaps = gapNodes(sortedGaps(snapshot.facts().gaps))
  return {
    snapshot: snapshot.summary.id,
    *nodes() {
      yield snapshotNode(snapshot, today, { gaps: gaps.length, parties: parties.length })
      for (const party of parties) yield partyNode(party)
      yield* storedNodes(access, kindOf)
      yield* grants.nodes()
      for (const gap of gaps) yield gap.node
    },
    *relationships() {
      // What is read per day is read anew in each pass, and dropped with it.
      const reader = grantReader(access, today)
      yield* partyRelationships(parties)
      yield* storedRelationships(reader, kindOf, grants)
      yield* reachRelationships(reader, doors, kindOf, grants)
      yield* grantRelationships(reader, kindOf, grants)
      yield* gapRelationships(access, kindOf, gaps)
    },
  }
}

function snapshotNode(snapshot: Snapshot, today: number, counts: { gaps: number; parties: number }): PropertyNode {
  const { id, takenAt, scopes, complete } = snapshot.summary
  const day = new Date(today).toISOString().slice(0, 10)
  return {
    id,
    labels: ['Snapshot'],
    properties: known({ id, name: `snapshot ${id}`, takenAt, today: day, complete, scopes, ...counts }),
  }
}

function* storedNodes(access: AccessGraph, kindOf: KindOf): Generator<PropertyNode> {
  const { graph } = access
  const contains = graph.vocabulary.edgeKinds.indexOf('CONTAINS')
  for (let number = 0; number < graph.nodeCount; number++) {
    const { properties: facts, ...node } = graphNode(access, number)
    const kind = kindOf(number)
    const label = typeLabel(node.type)
    const properties = nodeBasics(node)
    if (kind === 'OutsideIdentity') Object.assign(properties, identityProperties(node.id))
    else {
      properties['listed'] = Object.keys(facts).length > 0 || isContained(access, number, contains)
      addFactProperties(properties, kind, facts)
    }
    yield { id: publishedId(node.id), labels: label === null ? [kind] : [kind, label], properties }
  }
}

function isContained({ graph }: AccessGraph, node: number, contains: number): boolean {
  const end = graph.inOffsets[node + 1] ?? 0
  for (let at = graph.inOffsets[node] ?? 0; at < end; at++) if (graph.inKinds[at] === contains) return true
  return false
}

function identityProperties(id: string): PropertyNode['properties'] {
  const found = parseIdentifier(id)
  return known({
    everybody: EVERYBODY.has(id),
    account: found !== null && 'account' in found ? found.account : null,
    issuer: found?.kind === 'oidc' ? found.issuer : null,
    subject: found?.kind === 'oidc' ? found.subject : null,
  })
}

type KindOf = (node: number) => GraphNodeKind

interface GapNode {
  readonly gap: Gap
  readonly node: PropertyNode
}

function gapNodes(gaps: readonly Gap[]): GapNode[] {
  const taken = new Set<string>()
  return gaps.map((gap) => {
    const { cloud, scope, region, service, call, reason, message } = gap
    const id = publishedId(['gap', cloud, scope, region, service, call, reason].join(':'))
    let free = id
    for (let n = 2; taken.has(free); n++) free = `${id}#${String(n)}`
    taken.add(free)
    const properties = { id: free, name: `${service} ${call}`, cloud, scope, region, service, call, reason, message }
    return { gap, node: { id: free, labels: ['CoverageGap'], properties } }
  })
}

function* gapRelationships(
  access: AccessGraph,
  kindOf: KindOf,
  gaps: readonly GapNode[],
): Generator<PropertyRelationship> {
  for (const { gap, node } of gaps) {
    const about = access.graph.ids.indexOf(gap.scope)
    if (about < 0) continue
    yield {
      type: 'CONCERNS',
      fromKind: 'CoverageGap',
      from: node.id,
      toKind: kindOf(about),
      to: publishedId(gap.scope),
      properties: {},
    }
  }
}
