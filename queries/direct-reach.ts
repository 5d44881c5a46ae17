// What it is: parts that several twins of canned queries share: reach without becoming anybody, kinds of grants, who is behind.
// May import: src/query, src/graph.
// Never does: answer a question by itself.
import type { PropertyNode } from '../src/graph/index.js'
import {
  distances,
  distinct,
  flag,
  isA,
  text,
  texts,
  walkFrom,
  type GraphIndex,
  type Link,
} from '../src/query/index.js'

/** How deep groups within groups are followed. */
export const MOST_GROUPS = 16

/**
 * Rows of reach in which nobody is become: the policy names the outsider, or a group or set of logins that the outsider
 * is in.
 */
export function directReach(graph: GraphIndex): Link[] {
  const sets = new Set(
    graph
      .links('CAN_ASSUME')
      .filter((link) => flag(link, 'set') === true && isA(link.to, 'Principal'))
      .map((link) => link.to.id),
  )
  return graph.links('CAN_REACH').filter((link) => {
    const steps = texts(link, 'steps') ?? []
    const between = (texts(link, 'via') ?? []).slice(1, -1)
    return steps[0] !== 'HOLDS' && steps.at(-1) === 'CAN_ACCESS' && between.every((id) => sets.has(id))
  })
}

/** The kinds of grants that say why, once each, sorted. */
export function grantKinds(graph: GraphIndex, link: Link): string[] {
  const grants = (texts(link, 'because') ?? []).flatMap((id) => graph.node('Grant', id) ?? [])
  return distinct(grants.map((grant) => text(grant, 'kind')))
}

/** Ids of the parties that a node stands for: an identity of theirs, or a principal that such an identity can act as. */
export function partiesKnownAs(graph: GraphIndex, node: PropertyNode): string[] {
  const walk = { types: ['HAS_IDENTITY', 'CAN_ASSUME'], backwards: true, hops: 2 }
  const found = [...walkFrom(graph, [node], walk).keys()]
  return distinct(found.filter((one) => isA(one, 'ExternalParty')).map((one) => one.id))
}

/**
 * Ids of the parties that have what is granted to a node: they are it, become it, or are in it, also by groups within
 * groups.
 */
export function partiesActingAs(graph: GraphIndex, node: PropertyNode): string[] {
  const inner = distances(graph, [node], { types: ['MEMBER_OF'], backwards: true, hops: MOST_GROUPS })
  const acting = new Set<PropertyNode>()
  for (const each of inner.keys()) {
    acting.add(each)
    for (const { from } of graph.into(each, 'CAN_ASSUME')) acting.add(from)
  }
  const links = [...acting].flatMap((each) => graph.into(each, 'HAS_IDENTITY', 'CAN_REACH'))
  const held = links.filter((link) => (text(link, 'covers') ?? 'principal') === 'principal')
  return distinct(held.map((link) => link.from.id))
}
