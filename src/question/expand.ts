import type { AccessDetail, AccessGraph } from '../engine/index.js'
import { canonicalJson, type Node } from '../model/index.js'
import type { GrantOn, Piece, Places } from '../policy/cloud.js'
import { clausesKey, type Clauses } from '../policy/condition/clauses.js'
import { meaningOf } from './clouds.js'
import { listedNodes } from './places.js'

/** A grant as clouds read it. */
export function grantOn(target: Node, detail: AccessDetail, clauses: Clauses): GrantOn {
  const { covers, within, except, actions, plane } = detail
  return { target, covers, within, except, actions, plane, clauses }
}

/**
 * The resources of the snapshot that a grant covers, each with the actions that can act on it; null where the grant
 * stays as it is: what the snapshot holds no finer resource for is not absent.
 */
export function expandGrant(access: AccessGraph, places: Places, grant: GrantOn): readonly Piece[] | null {
  const cloud = meaningOf(grant.target.cloud)
  if (!cloud.expands(grant)) return null
  const found = new Map<string, Piece>()
  for (const id of listedNodes(access)) {
    for (const piece of cloud.pieces(grant, id, places)) {
      // One resource can be reached in parts that ask for different things: none may stand in for another.
      const { target, actions, clauses } = piece
      found.set(canonicalJson([target.id, target.except ?? [], [...actions], clausesKey(clauses)]), piece)
    }
  }
  return found.size === 0 ? null : [...found.values()]
}
