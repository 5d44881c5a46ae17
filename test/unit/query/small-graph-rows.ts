import { QUERIES } from '../../../queries/index.js'
import { checkedParams, embeddedEngine, indexGraph, queryNamed, type Value } from '../../../src/query/index.js'
import { smallGraph } from './small-graph.js'

export type Nodes = Parameters<typeof smallGraph>[0]
export type Links = NonNullable<Parameters<typeof smallGraph>[1]>

/** The rows of a query on a small graph, as texts: cells with a blank between, lists joined with `+`. */
export async function rowsOf(
  id: string,
  columns: readonly string[],
  nodes: Nodes,
  links: Links,
  given: readonly string[] = [],
): Promise<string[]> {
  const query = queryNamed(QUERIES, id)
  const engine = embeddedEngine(indexGraph(smallGraph(nodes, links)))
  const { rows } = await engine.run(query, checkedParams(query, given), 1000)
  return rows.map((row) => columns.map((column) => shown(row[query.columns.indexOf(column)])).join(' '))
}

function shown(value: Value | undefined): string {
  return typeof value === 'object' && value !== null ? value.join('+') : String(value)
}

const needs = { outcome: 'allowed', requiresKeys: [], because: [] }
export const assume = { ...needs, actions: [], set: false }
export const member = { ...assume, set: true }
export const access = {
  ...needs,
  actions: ['read'],
  access: ['read'],
  data: true,
  covers: 'resource',
  except: [],
  within: [],
}
export const direct = { ...access, entry: 'i', hops: 1, via: ['i', 't'], steps: ['CAN_ACCESS'] }
export const becoming = {
  ...access,
  data: false,
  covers: 'principal',
  entry: 'e',
  hops: 1,
  via: ['i', 'e'],
  steps: ['CAN_ASSUME'],
}
export const party = { everybody: false, registered: true }
