import type { Gap } from '../model/index.js'

/** One parameter of a canned query, as `query list` tells it. */
export interface ListedParam {
  name: string
  type: 'string' | 'integer' | 'boolean' | 'node'
  required: boolean
  default: string | number | boolean | null
  example: string | number | boolean
  description: string
}

/** One canned query. `cypher` is there when one query was asked for. */
export interface ListedQuery {
  id: string
  group: string
  title: string
  params: ListedParam[]
  columns: string[]
  cypher?: string
}

export interface QueriesAnswer {
  schema: 'inroads/queries/1'
  queries: ListedQuery[]
  gaps: Gap[]
}

/** Rows of a canned query, or of Cypher of the user's own (`id` null). Gaps are those of the whole graph. */
export interface QueryAnswer {
  schema: 'inroads/query/1'
  id: string | null
  engine: 'embedded' | 'neo4j'
  columns: string[]
  rows: (readonly unknown[])[]
  truncated: boolean
  gaps: Gap[]
}
