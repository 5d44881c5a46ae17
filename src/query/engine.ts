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
  /** What could not be seen when the graph was made. */
  gaps(): Promise<Gap[]>
  close(): Promise<void>
}
