import type { Access } from './access.js'
import type { Evidence } from './evidence.js'
import type { LastUsed } from './last-used.js'
import type { Gap } from './gap.js'
import type { Node } from './node.js'
import type { Outcome } from './outcome.js'
import type { Requirement } from './requirement.js'

/** What a row's target stands for. */
export type Covers = 'resource' | 'pattern' | 'scope' | 'principal'

export interface Target extends Node {
  covers: Covers
  /** Patterns of what the target names but the grant does not reach. */
  except?: string[]
}

/** One hop of a path: `edge` is a relationship type of the graph schema. */
export interface PathStep {
  from: string
  edge: string
  to: string
  outcome: Outcome
  because: Evidence[]
}

/** How a party comes in. `lastUsed` null: nothing that was imported tells; `lastUsed.at` null: looked for, and never seen. */
export interface Entry extends Node {
  lastUsed: LastUsed | null
}

/** One answer to "what can this party reach". */
export interface ReachRow {
  party: Node
  entry: Entry
  target: Target
  access: Access[]
  data: boolean
  actions: string[]
  outcome: Outcome
  requires: Requirement[]
  alternatives?: Requirement[][]
  because: Evidence[]
  path: PathStep[]
  escalation: string | null
}

/** One answer to "who can do this": a row of `reach` seen from the principal that starts. */
export interface WhoCanRow extends Omit<ReachRow, 'party'> {
  principal: Node
  party: Node | null
}

/** What the answer was computed from. */
export interface SnapshotSummary {
  id: string
  takenAt: string | null
  scopes: string[]
  complete: boolean
}

export interface ReachAnswer {
  schema: 'inroads/reach/1'
  snapshot: SnapshotSummary
  rows: ReachRow[]
  gaps: Gap[]
  complete: boolean
}

export interface WhoCanAnswer {
  schema: 'inroads/who-can/1'
  snapshot: SnapshotSummary
  rows: WhoCanRow[]
  gaps: Gap[]
  complete: boolean
}

/** What one layer of the decision said. `outcome` null: the layer is absent and has no say. */
export interface LayerVerdict {
  kind: string
  outcome: Outcome
  because: Evidence[]
}

export interface Explanation {
  schema: 'inroads/explain/1'
  principal: string
  action: string
  resource: string
  snapshot: SnapshotSummary
  outcome: Outcome
  because: Evidence[]
  deniedBy: Evidence[]
  requires: Requirement[]
  alternatives?: Requirement[][]
  layers: LayerVerdict[]
  gaps: Gap[]
}
