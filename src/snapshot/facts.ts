import { createFactsBuilder, type CallRecord, type Connector } from '../connector/index.js'
import { compareText, type Cloud, type Facts } from '../model/index.js'
import { withStaleScopes } from './stale.js'

/** Facts of records of any cloud, with what is kept from before marked. Each connector sees the records of its own. */
export function factsOf(records: readonly CallRecord[], connectors: readonly Connector[]): Facts {
  return withStaleScopes(factsOfClouds(records, connectors), records)
}

function factsOfClouds(records: readonly CallRecord[], connectors: readonly Connector[]): Facts {
  const parts = connectors.flatMap((connector) => {
    const own = records.filter(({ cloud }) => cloud === connector.cloud)
    return own.length === 0 ? [] : [connector.normalize(own)]
  })
  if (parts.length === 1 && parts[0] !== undefined) return parts[0]
  const all = createFactsBuilder()
  for (const part of parts) {
    part.nodes.forEach(all.node)
    part.edges.forEach(all.edge)
    part.documents.forEach(all.document)
    part.attachments.forEach(all.attach)
    part.gaps.forEach(all.gap)
  }
  return all.build()
}

export function versionsOf(
  records: readonly CallRecord[],
  connectors: readonly Connector[],
): { [cloud: string]: number } {
  const clouds = new Set<Cloud>(records.map(({ cloud }) => cloud))
  return Object.fromEntries(
    connectors.filter(({ cloud }) => clouds.has(cloud)).map(({ cloud, version }) => [cloud, version]),
  )
}

/** Scopes whose own data is there: everything in the tree that was read, not accounts that are only named. */
export function readScopes({ nodes }: Facts): string[] {
  return nodes
    .filter(({ kind, properties }) => kind === 'Scope' && properties['imported'] !== false)
    .map(({ id }) => id)
    .sort(compareText)
}

/** Calls that are stored and that no connector reads yet. */
export function notRead(
  records: readonly CallRecord[],
  connectors: readonly Connector[],
): { call: string; records: number }[] {
  const counts = new Map<string, number>()
  for (const { cloud, service, operation } of records) {
    const call = `${service} ${operation}`
    if (connectors.find((connector) => connector.cloud === cloud)?.reads.has(call) === true) continue
    counts.set(call, (counts.get(call) ?? 0) + 1)
  }
  return [...counts].map(([call, count]) => ({ call, records: count })).sort((a, b) => compareText(a.call, b.call))
}
