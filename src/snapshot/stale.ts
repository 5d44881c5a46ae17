import { createFactsBuilder, type CallRecord } from '../connector/index.js'
import type { Cloud, FactNode, Facts } from '../model/index.js'

/** A scope of which older answers are shown: `since` is when the oldest of them were taken (ISO 8601). */
export interface StaleScope {
  cloud: Cloud
  scope: string
  since: string
}

/** The scopes that hold records kept from before, sorted as the records are. */
export function staleScopes(records: readonly CallRecord[]): StaleScope[] {
  const scopes = new Map<string, StaleScope>()
  for (const { cloud, account, staleSince } of records) {
    if (staleSince === undefined) continue
    const key = `${cloud}\n${account}`
    const known = scopes.get(key)
    if (known === undefined) scopes.set(key, { cloud, scope: account, since: staleSince })
    else if (staleSince < known.since) known.since = staleSince
  }
  return [...scopes.values()]
}

/**
 * The facts, with each stale scope marked and one gap for it: every answer then says that what it shows is old.
 *
 * A scope's node is the one whose id ends in the account, as the ids of all clouds do. Where there is none (nothing
 * that was kept tells of the scope itself) the gap alone says so.
 */
export function withStaleScopes(facts: Facts, records: readonly CallRecord[]): Facts {
  const stale = staleScopes(records)
  if (stale.length === 0) return facts
  const marked = new Map<string, string>()
  const gaps = createFactsBuilder()
  facts.gaps.forEach(gaps.gap)
  const scopes = scopesByName(facts.nodes)
  for (const { cloud, scope, since } of stale) {
    const node = scopes.get(`${cloud} ${scope.toLowerCase()}`)
    if (node !== undefined) marked.set(node.id, since)
    gaps.gap({
      cloud,
      scope: node?.id ?? scope,
      region: 'global',
      service: '*',
      call: '*',
      reason: 'failed',
      message: `it could not be read this time: what is shown of it is from ${since}, and may have changed since`,
    })
  }
  const nodes = facts.nodes.map((node): FactNode => {
    const since = marked.get(node.id)
    return since === undefined ? node : { ...node, properties: { ...node.properties, staleSince: since } }
  })
  return { ...facts, nodes, gaps: gaps.build().gaps }
}

function scopesByName(nodes: readonly FactNode[]): Map<string, FactNode> {
  const scopes = new Map<string, FactNode>()
  for (const node of nodes) {
    if (node.kind !== 'Scope') continue
    const name = node.id.slice(Math.max(node.id.lastIndexOf(':'), node.id.lastIndexOf('/')) + 1)
    scopes.set(`${node.cloud ?? ''} ${name.toLowerCase()}`, node)
  }
  return scopes
}
