import type { AccessGraph } from '../../engine/index.js'
import type { PropertyNode, PropertyRelationship } from '../../graph/index.js'
import { compareText } from '../../model/index.js'
import { identify, partiesOfDoor, registeredNode, type Identified, type Party } from '../../party/index.js'
import { EVERYBODY, type Doors } from '../parties.js'
import { known, nodeBasics, publishedId } from './node-properties.js'

/** A party with the identities by which it comes in. */
export interface PublishedParty {
  readonly node: Identified['party']
  readonly registered: Party | null
  readonly source: string | null
  readonly identities: { readonly id: string; readonly match: Identified['match'] }[]
  /** Users of ours that it holds. */
  readonly users: Set<string>
}

/** Every party, registered or named by a policy, by id. */
export function publishedParties(access: AccessGraph, doors: Doors): PublishedParty[] {
  const parties = new Map<string, PublishedParty>()
  const partyOf = ({ party, registered, vendor }: Omit<Identified, 'match'>): PublishedParty => {
    const there = parties.get(party.id)
    if (there !== undefined) return there
    const made = { node: party, registered, source: vendor?.source ?? null, identities: [], users: new Set<string>() }
    parties.set(party.id, made)
    return made
  }
  for (const party of doors.directory.registry.parties) {
    partyOf({ party: registeredNode(party), registered: party, vendor: null })
  }
  for (const node of doors.outside) {
    const id = access.graph.ids.get(node)
    for (const found of partiesOfDoor(doors.directory, id)) partyOf(found).identities.push({ id, match: found.match })
  }
  for (const { node, ids } of doors.users) {
    for (const id of ids) {
      const holder = identify(doors.directory, id)
      if (holder !== null && holder.registered !== null) partyOf(holder).users.add(access.graph.ids.get(node))
    }
  }
  return [...parties.values()].sort((a, b) => compareText(a.node.id, b.node.id))
}

export function partyNode({ node, registered, source }: PublishedParty): PropertyNode {
  return {
    id: publishedId(node.id),
    labels: ['ExternalParty'],
    properties: {
      ...nodeBasics(node),
      ...known({
        registered: registered !== null,
        everybody: EVERYBODY.has(node.id),
        source,
        kind: registered?.kind,
        owner: registered?.owner,
        justification: registered?.justification,
        approvedBy: registered?.approvedBy,
        contractEnd: registered?.contractEnd,
        reviewBy: registered?.reviewBy,
        allowScopes: registered?.allow?.scopes,
        allowAccess: registered?.allow?.access,
        allowData: registered?.allow?.data,
        requireExternalId: registered?.require?.externalId,
        requireMfa: registered?.require?.mfa,
        requireSourceIp: registered?.require?.sourceIp,
        maxSessionHours: wholeHours(registered),
        ranges: registered?.ranges,
      }),
    },
  }
}

/** Rounded up, because the database holds whole numbers here. */
function wholeHours(party: Party | null): number | null {
  const hours = party?.require?.maxSessionHours
  return hours === null || hours === undefined ? null : Math.ceil(hours)
}

export function* partyRelationships(parties: readonly PublishedParty[]): Generator<PropertyRelationship> {
  for (const { node, identities, users } of parties) {
    const from = { fromKind: 'ExternalParty', from: publishedId(node.id) } as const
    for (const { id, match } of identities) {
      yield { type: 'HAS_IDENTITY', ...from, toKind: 'OutsideIdentity', to: publishedId(id), properties: { match } }
    }
    for (const id of users) yield { type: 'HOLDS', ...from, toKind: 'Principal', to: publishedId(id), properties: {} }
  }
}
