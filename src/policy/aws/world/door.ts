import type { OutsideIdentity } from '../../../model/index.js'
import type { Caller } from '../caller.js'
import type { Clauses } from '../../condition/clauses.js'
import type { KeyState } from '../../condition/context.js'

/** Who asks to become a role, and under which id the graph knows them. */
export interface Door {
  readonly identity: OutsideIdentity
  readonly caller: Caller
  /** What this door stands for besides the caller: a subject pattern. Never a requirement. */
  readonly assumed: Clauses
  readonly known: ReadonlyMap<string, KeyState>
  readonly action: 'sts:AssumeRole' | 'sts:AssumeRoleWithSAML' | 'sts:AssumeRoleWithWebIdentity'
}
