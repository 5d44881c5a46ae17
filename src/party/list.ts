import { compareText, type Node } from '../model/index.js'
import { partiesOfDoor, registeredNode, type PartyDirectory } from './identify.js'
import type { PartyKind } from './registry.js'

/** An outside identity as policies name it: how many of our roles, users and resources name it, and a few of their ids. */
export interface NamedDoor {
  id: string
  entries: number
  samples: string[]
}

/** A party and the doors it comes in by. `source` is the page that names a vendor's account, for built-in names. */
export interface ListedParty {
  party: Node
  kind: PartyKind | null
  registered: boolean
  source: string | null
  doors: NamedDoor[]
}

/**
 * Who is in the snapshot and by which doors, sorted by party id, doors by id. Registered parties without a door are
 * listed too. A door that a registered subject pattern only overlaps is listed with that party and with its own.
 */
export function listParties(doors: Iterable<NamedDoor>, directory: PartyDirectory): ListedParty[] {
  const listed = new Map<string, ListedParty>()
  for (const party of directory.registry.parties) {
    listed.set(party.id, { party: registeredNode(party), kind: party.kind, registered: true, source: null, doors: [] })
  }
  for (const door of doors) {
    for (const { party, registered, vendor } of partiesOfDoor(directory, door.id)) {
      let row = listed.get(party.id)
      if (row === undefined) {
        row = { party, kind: registered?.kind ?? null, registered: false, source: vendor?.source ?? null, doors: [] }
        listed.set(party.id, row)
      }
      row.doors.push(door)
    }
  }
  const rows = [...listed.values()].sort((a, b) => compareText(a.party.id, b.party.id))
  for (const row of rows) row.doors.sort((a, b) => compareText(a.id, b.id))
  return rows
}
