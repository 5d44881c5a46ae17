import type { GraphIndex } from './graph-index.js'
import type { Value } from './order.js'

/** The shelves of canned queries, in the order in which they are listed. */
export const QUERY_GROUPS = {
  'external-reach': 'what outsiders get to: by party, by resource, by kind of data, by door, everybody',
  'trust-quality': 'how well the doors are guarded',
  'path-finding': 'how somebody gets from here to there',
  chokepoints: 'what to cut, and what that would take away',
  'excessive-privilege': 'more than the job needs: administrators, writers, unused doors, ladders',
  governance: 'who answers for it: unknown parties, ended contracts, missing owners, overdue reviews',
  coverage: 'what could not be seen, and what depends on it',
  'cross-cloud': 'parties that come in at several places',
} as const

export type QueryGroup = keyof typeof QUERY_GROUPS

export type ParamValue = string | number | boolean | null

/**
 * One parameter. `node` is the id of a node of the graph, of one of `labels`; on the command line also its name, or an
 * identifier that belongs to it. An optional one without a default is null when it is not given.
 */
export interface ParamSpec {
  readonly type: 'string' | 'integer' | 'boolean' | 'node'
  readonly required: boolean
  readonly default: ParamValue
  readonly example: string | number | boolean
  readonly description: string
  /** Bounds of an integer, both included. */
  readonly minimum?: number
  readonly maximum?: number
  /** The only values of a string. */
  readonly choices?: readonly string[]
  /** Labels that a node may have, the most likely first. */
  readonly labels?: readonly string[]
}

type ValueOf<S extends ParamSpec> = S['type'] extends 'integer'
  ? number
  : S['type'] extends 'boolean'
    ? boolean
    : string

type Filled<S extends ParamSpec> = S['required'] extends true
  ? ValueOf<S>
  : S['default'] extends null
    ? ValueOf<S> | null
    : ValueOf<S>

export type ParamValues<P extends Readonly<Record<string, ParamSpec>>> = { readonly [K in keyof P]: Filled<P[K]> }

/** A row as the twin makes it: one value per column. */
export type Row<C extends string = string> = { readonly [K in C]: Value }

/** A canned query as its folder defines it. */
export interface QueryDefinition<P extends Readonly<Record<string, ParamSpec>>, C extends string> {
  /** The name of its folder. */
  readonly id: string
  readonly group: QueryGroup
  /** The question, as one line. */
  readonly title: string
  readonly params: P
  readonly columns: readonly C[]
  /**
   * The columns by which rows are sorted, `-` in front for descending.
   * INVARIANT: no two rows agree in all of them, so the order is the same on every engine.
   */
  readonly order: readonly (NoInfer<C> | `-${NoInfer<C>}`)[]
  /** What the Cypher beside it answers, computed in the process: rows in any order, all of them. */
  readonly twin: (graph: GraphIndex, params: ParamValues<P>) => Iterable<Row<NoInfer<C>>>
}

/** A canned query as engines and commands see it. */
export interface CannedQuery {
  readonly id: string
  readonly group: QueryGroup
  readonly title: string
  readonly params: ReadonlyMap<string, ParamSpec>
  readonly columns: readonly string[]
  readonly order: readonly string[]
  readonly twin: (graph: GraphIndex, values: ReadonlyMap<string, ParamValue>) => Iterable<Row>
}

/** Makes a canned query of its definition. */
export function defineQuery<const P extends Readonly<Record<string, ParamSpec>>, const C extends string>(
  definition: QueryDefinition<P, C>,
): CannedQuery {
  const { id, group, title, columns, order } = definition
  return {
    id,
    group,
    title,
    params: new Map(Object.entries(definition.params)),
    columns,
    order,
    // `checkedParams` has made the values what the specification says.
    twin: (graph, values) => definition.twin(graph, Object.fromEntries(values) as ParamValues<P>),
  }
}

/** How many rows a query gives unless asked for another number, and the most that may be asked for. */
export const DEFAULT_LIMIT = 1000
export const MOST_ROWS = 100_000
