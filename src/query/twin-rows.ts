import type { PropertyNode } from '../graph/index.js'
import { flag, holds, integer, text, texts, type GraphIndex, type Link } from './graph-index.js'
import { compareCodePoints, type Value } from './order.js'

/** The columns of a row of `reach`, as many canned queries give them, and the order that tells any two apart. */
export const REACH_COLUMNS = [
  'party',
  'entry',
  'target',
  'covers',
  'access',
  'data',
  'actions',
  'outcome',
  'requires',
  'hops',
] as const
export const REACH_ORDER = [
  'party',
  'entry',
  'target',
  'covers',
  'outcome',
  'requires',
  'actions',
  'access',
  'data',
  'hops',
] as const

/** A `CAN_REACH` relationship under `REACH_COLUMNS`. */
export function reachRow(link: Link): { readonly [K in (typeof REACH_COLUMNS)[number]]: Value } {
  return {
    party: link.from.id,
    entry: text(link, 'entry'),
    target: link.to.id,
    covers: text(link, 'covers'),
    access: texts(link, 'access'),
    data: flag(link, 'data'),
    actions: texts(link, 'actions'),
    outcome: text(link, 'outcome'),
    requires: texts(link, 'requiresKeys'),
    hops: integer(link, 'hops'),
  }
}

/** The columns of a door: an identity outside, and a principal of ours that it can become. */
export const DOOR_COLUMNS = ['identity', 'parties', 'principal', 'actions', 'outcome', 'requires'] as const
export const DOOR_ORDER = ['identity', 'principal', 'outcome', 'requires', 'actions'] as const

/** A `CAN_ASSUME` relationship under `DOOR_COLUMNS`. */
export function doorRow(graph: GraphIndex, link: Link): { readonly [K in (typeof DOOR_COLUMNS)[number]]: Value } {
  return {
    identity: link.from.id,
    parties: partiesOf(graph, link.from),
    principal: link.to.id,
    actions: texts(link, 'actions'),
    outcome: text(link, 'outcome'),
    requires: texts(link, 'requiresKeys'),
  }
}

/** `CAN_ASSUME` from outside: the doors of our accounts. */
export function doors(graph: GraphIndex): Link[] {
  return graph.links('CAN_ASSUME').filter((link) => isA(link.from, 'OutsideIdentity'))
}

/** The doors by which some party comes in: without those for login sources of our own. */
export function partyDoors(graph: GraphIndex): Link[] {
  return doors(graph).filter((link) => graph.into(link.from, 'HAS_IDENTITY').length > 0)
}

export function isA(node: PropertyNode, label: string): boolean {
  return node.labels.includes(label)
}

/** Ids of the parties that come in by an identity. */
export function partiesOf(graph: GraphIndex, identity: PropertyNode): string[] {
  return distinct(graph.into(identity, 'HAS_IDENTITY').map((link) => link.from.id))
}

/** Texts once each, in the order of Cypher; nulls are left out. */
export function distinct(values: Iterable<string | null>): string[] {
  const found = new Set<string>()
  for (const value of values) if (value !== null) found.add(value)
  return [...found].sort(compareCodePoints)
}

/** The items by a key, in the order in which keys come up first. */
export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** How many different things. */
export function countDistinct(values: Iterable<unknown>): number {
  return new Set(values).size
}

/** How many of the rows of `reach` give content itself. */
export function withData(links: readonly Link[]): number {
  return links.filter((link) => flag(link, 'data') === true).length
}

/** How many of the rows of `reach` hold without any "if". */
export function withoutIf(links: readonly Link[]): number {
  return links.filter((link) => text(link, 'outcome') === 'allowed').length
}

/** Does the row give every action on what it reaches? */
export function givesEverything(link: Link): boolean {
  return holds(link, 'actions', '*') || holds(link, 'actions', '*:*')
}

/** The day of the snapshot, `YYYY-MM-DD`. */
export function snapshotDays(graph: GraphIndex): string[] {
  return graph.nodes('Snapshot').map((node) => text(node, 'today') ?? '')
}
