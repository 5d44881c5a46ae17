import type { ArnPattern } from './arn.js'
import type { Caller } from './caller.js'
import type { Clauses } from '../condition/clauses.js'
import type { Context } from '../condition/context.js'

/** A request whose parts have been read. `resource` null: the action takes no resource. */
export interface EvaluationRequest {
  readonly caller: Caller
  readonly action: string
  readonly actionId: number
  readonly resource: ArnPattern | null
  readonly resourceAccount: string | null
  readonly context: Context
  /** What is known of open keys, such as the account that an open principal ARN lies in; never a requirement. */
  readonly assumed: Clauses
}
