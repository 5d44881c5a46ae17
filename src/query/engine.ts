import type { GraphNodeKind } from '../graph/index.js'
import type { Gap } from '../model/index.js'
import type { CannedQuery, ParamValue } from './contract.js'
import type { Value } from './order.js'

export const ENGINE_NAMES = ['embedded', 'neo4j'] as const
export type EngineName = (typeof ENGINE_NAMES)[number]

/** Rows of a query, cut at a limit. */
export interface QueryRows {
  readonly rows: readonly (readonly Value[])[]
  /** Are there more rows than were asked for? */
  readonly truncated: boolean
}

/** Something that answers canned queries. Equal graphs give equal answers on every engine. */
export interface QueryEngine {
  readonly name: EngineName
  run(query: CannedQuery, values: ReadonlyMap<string, ParamValue>, limit: number): Promise<QueryRows>
  /** Ids of the nodes of a kind that have one of the ids, or the name. */
  find(kind: GraphNodeKind, by: { readonly ids: readonly string[] } | { readonly name: string }): Promise<string[]>
  /** Ids of the parties that come in by an identity with one of the ids. */
  partiesBy(identities: readonly string[]): Promise<string[]>
  /** What could not be seen when the graph was made, in a fixed order. */
  gaps(): Promise<Gap[]>
  close(): Promise<void>
}
