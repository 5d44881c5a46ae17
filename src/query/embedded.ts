import type { PropertyNode } from '../graph/index.js'
import type { Gap } from '../model/index.js'
import type { CannedQuery, ParamValue } from './contract.js'
import type { QueryEngine, QueryRows } from './engine.js'
import { text, type GraphIndex } from './graph-index.js'
import { sortedGaps } from './gap-cells.js'
import { compareCodePoints, compareValues, type Value } from './order.js'

/** Answers queries by their twins, in the process. */
export function embeddedEngine(graph: GraphIndex): QueryEngine {
  return {
    name: 'embedded',
    run: (query, values, limit) => Promise.resolve(twinRows(query, graph, values, limit)),
    find: (kind, by) =>
      Promise.resolve(
        idsOf(
          'ids' in by
            ? by.ids.flatMap((id) => graph.node(kind, id) ?? [])
            : graph.nodes(kind).filter((node) => text(node, 'name') === by.name),
        ),
      ),
    partiesBy: (identities) =>
      Promise.resolve(
        idsOf(
          identities
            .flatMap((id) => graph.node('OutsideIdentity', id) ?? [])
            .flatMap((node) => graph.into(node, 'HAS_IDENTITY').map((link) => link.from)),
        ),
      ),
    gaps: () => Promise.resolve(gapsOf(graph)),
    close: () => Promise.resolve(),
  }
}

/** The rows of a twin, sorted as the query says and cut at the limit. */
export function twinRows(
  query: CannedQuery,
  graph: GraphIndex,
  values: ReadonlyMap<string, ParamValue>,
  limit: number,
): QueryRows {
  const keys = query.order.map((key) => {
    const descending = key.startsWith('-')
    return { at: query.columns.indexOf(descending ? key.slice(1) : key), sign: descending ? -1 : 1 }
  })
  const rows = [...query.twin(graph, values)].map((row) => query.columns.map((column) => row[column] ?? null))
  rows.sort((a, b) => {
    for (const { at, sign } of keys) {
      const order = compareValues(a[at] ?? null, b[at] ?? null)
      if (order !== 0) return sign * order
    }
    return 0
  })
  return cut(rows, limit)
}

/** At most `limit` rows, and whether there were more. */
export function cut(rows: readonly (readonly Value[])[], limit: number): QueryRows {
  return rows.length > limit ? { rows: rows.slice(0, limit), truncated: true } : { rows, truncated: false }
}

function gapsOf(graph: GraphIndex): Gap[] {
  const cells = graph.nodes('CoverageGap').map((node) => {
    const part = (name: string): string => text(node, name) ?? ''
    return [
      part('cloud'),
      part('scope'),
      part('region'),
      part('service'),
      part('call'),
      part('reason'),
      part('message'),
    ]
  })
  return sortedGaps(cells)
}

function idsOf(nodes: Iterable<PropertyNode>): string[] {
  return [...new Set([...nodes].map((node) => node.id))].sort(compareCodePoints)
}
