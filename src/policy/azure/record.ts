import type { Json } from '../../model/index.js'

export type { Decision } from '../aws/record.js'

/** Values of one attribute, as text: numbers, booleans and dates are written as the condition language writes them. */
export type AttributeValue = string | number | boolean | readonly (string | number | boolean)[]

/** One question to the evaluator, as in the `decide` contract. */
export interface AzureDecisionRequest {
  /** The principal's own object id and those of every group that it is in, to any depth. */
  principalIds: string[]
  action: string
  /** Is the action one on content (`DataActions`)? Control plane where absent. */
  dataAction?: boolean
  /** ARM id of the resource; `/` is the root scope. */
  scope: string
  /** Management groups (or other scopes) above the scope that its id does not name. */
  parents?: string[]
  /** Attributes as a condition writes them: `@Resource[Microsoft.Storage/...:name]`. */
  attributes?: { [attribute: string]: AttributeValue }
  /** Attributes that are not given stay undecided; else they are absent. */
  contextOpen?: boolean
  /** Milliseconds since 1970 or an ISO date; decides schedules. Time stays open where absent. */
  time?: string | number
}

/** A record of `decide`: what ARM returns for the definitions and assignments, as parsed JSON. */
export interface AzureDecideRecord {
  id: string
  cloud: 'azure'
  request: AzureDecisionRequest
  roleDefinitions?: Json[]
  roleAssignments?: Json[]
  denyAssignments?: Json[]
}
