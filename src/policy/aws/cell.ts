import type { Evidence } from '../../model/index.js'
import { actionsIn, actionsOfBoth, type ActionSet } from './actions.js'
import type { Caller } from './caller.js'
import { simplify, type Clause, type Clauses } from '../condition/clauses.js'
import type { Context } from '../condition/context.js'
import { applicableActions, type Region } from './region.js'
import type { Route } from './rulebook.js'

/**
 * A piece of what a principal may do: these actions, on this region, if these clauses hold. A grant stays one cell
 * however many resources it covers.
 */
export interface Cell {
  readonly actions: ActionSet
  /** Patterns of the statements involved, for naming the actions. */
  readonly hints: readonly string[]
  readonly region: Region
  readonly clauses: Clauses
  readonly because: readonly Evidence[]
  /** Actions that a share names for this very resource, whatever types the reference lists them for. */
  readonly stated?: ActionSet
}

export interface CellRequest {
  readonly caller: Caller
  readonly context: Context
  readonly assumed: Clauses
  readonly routes: readonly Route[]
  /** Only these actions and resources are asked about. */
  readonly actions: ActionSet
  readonly region: Region
  /** Whose resources are asked about, where that matters: S3 Block Public Access spares their account. */
  readonly resourceAccount?: string | null
}

/** The cell with the actions that can act on something in its region; none: no cell. */
export function withApplicable(cell: Cell): Cell[] {
  let actions = cell.actions
  for (const pattern of cell.region.within) actions = actionsIn(actions, applicableActions(pattern))
  if (cell.stated !== undefined) actions = actionsOfBoth(actions, actionsIn(cell.actions, cell.stated))
  return actions.size === 0 ? [] : [actions === cell.actions ? cell : { ...cell, actions }]
}

export function withClause(cell: Cell, clause: Clause): Cell[] {
  if (clause.length === 0) return []
  const clauses = simplify([...cell.clauses, clause])
  return clauses === null ? [] : [{ ...cell, clauses }]
}
