import { graphNode, type AccessGraph } from '../engine/index.js'
import type { Node } from '../model/index.js'
import {
  identify,
  ownIdentities,
  partiesOfDoor,
  partyDirectory,
  type PartyDirectory,
  type PartyRegistry,
} from '../party/index.js'
import type { PartyStart } from './reach.js'

/** The doors of the graph by which somebody outside comes in, and our users that a registered party holds. */
export interface Doors {
  readonly directory: PartyDirectory
  /** Node numbers of OutsideIdentity nodes. */
  readonly outside: readonly number[]
  /** Users of ours in outside hands: the node, and the ids (its own, its keys') that a registry may name. */
  readonly users: readonly { node: number; ids: readonly string[] }[]
}

/** Doors that stand for everybody. */
export const EVERYBODY: ReadonlySet<string> = new Set([
  'public',
  'authenticated:aws',
  'authenticated:azure',
  'authenticated:gcp',
])

export function doorsOf(access: AccessGraph, registry: PartyRegistry): Doors {
  const { graph } = access
  const kinds = graph.vocabulary.nodeKinds
  const [external, principal, scope] = [
    kinds.indexOf('OutsideIdentity'),
    kinds.indexOf('Principal'),
    kinds.indexOf('Scope'),
  ]
  const named = namesHandedOut(registry)
  const outside: number[] = []
  const users: { node: number; ids: string[] }[] = []
  const own: string[] = []
  for (let node = 0; node < graph.nodeCount; node++) {
    const kind = graph.nodeKinds[node]
    if (kind === external) outside.push(node)
    else if (kind === scope) {
      const { type, id, properties } = graphNode(access, node)
      if (type === 'aws_account' || type === 'aws_organizations_organization') own.push(id)
      const { identifiers } = properties
      if (Array.isArray(identifiers)) own.push(...identifiers.filter((each) => typeof each === 'string'))
    } else if (kind === principal && named.size > 0) {
      const ids = [graph.ids.get(node), ...keysOf(access, node)]
      if (ids.some((id) => named.has(id))) users.push({ node, ids })
    }
  }
  const directory = partyDirectory(registry, ownIdentities({ ids: own }, registry.own))
  return { directory, outside, users }
}

/** Users and access keys of ours that the registry says an outsider holds. */
function namesHandedOut(registry: PartyRegistry): Set<string> {
  return new Set(registry.parties.flatMap((p) => [...p.identifiers.aws.users, ...p.identifiers.aws.accessKeys]))
}

function keysOf(access: AccessGraph, node: number): string[] {
  const { graph } = access
  const holds = graph.vocabulary.edgeKinds.indexOf('HOLDS')
  const keys: string[] = []
  const end = graph.outOffsets[node + 1] ?? 0
  for (let edge = graph.outOffsets[node] ?? 0; edge < end; edge++) {
    if (graph.outKinds[edge] !== holds) continue
    const { accessKeyId, status } = graphNode(access, graph.outTargets[edge] ?? 0).properties
    if (typeof accessKeyId === 'string' && status !== 'Inactive') keys.push(accessKeyId)
  }
  return keys
}

/** Every start of every party, for `--all`. */
export function allStarts(access: AccessGraph, doors: Doors, everybody: boolean): PartyStart[] {
  const starts: PartyStart[] = []
  for (const node of doors.outside) {
    const door = access.graph.ids.get(node)
    if (EVERYBODY.has(door)) {
      if (everybody) starts.push(everybodyStart(access, node, []))
      continue
    }
    for (const { party } of partiesOfDoor(doors.directory, door)) {
      starts.push({
        node,
        party,
        isOf: ofParty(doors, party),
        asker: { door, identity: null, members: [] },
        isEntry: false,
      })
    }
  }
  for (const { node, ids } of doors.users) {
    for (const party of holdersOf(doors.directory, ids))
      starts.push(userStart(access, node, party, ofParty(doors, party)))
  }
  return starts
}

/** The starts of one asked party, and those of everybody if wanted. */
export function startsOf(
  access: AccessGraph,
  doors: Doors,
  asked: { node: Node; identity: string | null; matches: (door: string) => boolean },
  everybody: boolean,
): PartyStart[] {
  const starts: PartyStart[] = []
  for (const node of doors.outside) {
    const door = access.graph.ids.get(node)
    if (EVERYBODY.has(door)) {
      if (everybody || asked.matches(door)) starts.push(everybodyStart(access, node, membersOf(doors, asked)))
    } else if (asked.matches(door)) {
      const asker = { door, identity: asked.identity, members: [] }
      starts.push({ node, party: asked.node, isOf: asked.matches, asker, isEntry: false })
    }
  }
  for (const { node, ids } of doors.users) {
    if (ids.some((id) => asked.matches(id))) starts.push(userStart(access, node, asked.node, asked.matches))
  }
  return starts
}

/** The accounts and principals that the asked party has in AWS. */
function membersOf(doors: Doors, asked: { node: Node; identity: string | null }): string[] {
  if (asked.identity !== null) return asked.identity.startsWith('arn:') ? [asked.identity] : []
  const party = doors.directory.registry.parties.find((p) => p.id === asked.node.id)
  if (party !== undefined) return party.identifiers.aws.accounts.map((account) => `aws:${account}`)
  return /^aws:\d{12}$/u.test(asked.node.id) ? [asked.node.id] : []
}

/** Tells whether a caller belongs to the party. */
function ofParty(doors: Doors, party: Node): (caller: string) => boolean {
  return (caller) => partiesOfDoor(doors.directory, caller).some((each) => each.party.id === party.id)
}

function holdersOf(directory: PartyDirectory, ids: readonly string[]): Node[] {
  const found = new Map<string, Node>()
  for (const id of ids) {
    const holder = identify(directory, id)
    if (holder !== null && holder.registered !== null) found.set(holder.party.id, holder.party)
  }
  return [...found.values()]
}

function userStart(access: AccessGraph, node: number, party: Node, isOf: (caller: string) => boolean): PartyStart {
  return { node, party, isOf, asker: { door: access.graph.ids.get(node), identity: null, members: [] }, isEntry: true }
}

/** @param members as whom the asked party may come in by this door; empty for everybody in general */
function everybodyStart(access: AccessGraph, node: number, members: readonly string[]): PartyStart {
  const { id, type, cloud, scope, name } = graphNode(access, node)
  const party = { id, type, cloud, scope, name }
  // What everybody has, anybody may have used.
  return { node, party, isOf: () => false, asker: { door: id, identity: null, members }, isEntry: false }
}
