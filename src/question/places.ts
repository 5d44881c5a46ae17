import { graphNode, type AccessGraph } from '../engine/index.js'
import type { Places } from '../policy/cloud.js'

/** Where the nodes of a graph lie. Ids are also found in the other spellings that their cloud accepts. */
export function placesOf(access: AccessGraph): Places {
  const { graph } = access
  const contains = graph.vocabulary.edgeKinds.indexOf('CONTAINS')
  let others: ReadonlyMap<string, number> | null = null
  const find = (id: string): number => {
    const exact = graph.ids.indexOf(id)
    if (exact >= 0 || id.startsWith('arn:')) return exact
    others ??= otherSpellings(access)
    return others.get(id) ?? others.get(id.toLowerCase()) ?? -1
  }
  const containerOf = (node: number): number => {
    const end = graph.inOffsets[node + 1] ?? 0
    for (let i = graph.inOffsets[node] ?? 0; i < end; i++)
      if (graph.inKinds[i] === contains) return graph.inSources[i] ?? -1
    return -1
  }
  return {
    node: (id) => {
      const node = find(id)
      return node < 0 ? null : graphNode(access, node)
    },
    ancestors: (id) => {
      const found: string[] = []
      const seen = new Set<number>()
      for (let node = find(id); node >= 0 && !seen.has(node); node = containerOf(node)) {
        if (seen.size > 0) found.push(graph.ids.get(node))
        seen.add(node)
      }
      return found
    },
  }
}

/** Azure's ids in lower case, and what the nodes of Google Cloud say they are also called. */
function otherSpellings(access: AccessGraph): ReadonlyMap<string, number> {
  const { graph } = access
  const found = new Map<string, number>()
  for (let node = 0; node < graph.nodeCount; node++) {
    const id = graph.ids.get(node)
    if (id.startsWith('/') && !id.startsWith('//')) found.set(id.toLowerCase(), node)
    else if (id.startsWith('azure:')) found.set(id.toLowerCase(), node)
    else if (id.startsWith('//') || id.startsWith('serviceAccount:')) {
      const { aliases } = graphNode(access, node).properties
      if (Array.isArray(aliases)) for (const alias of aliases) if (typeof alias === 'string') found.set(alias, node)
    }
  }
  return found
}

/** Everything that some container holds, with where it lies: what a cloud listed, not what a policy names. */
export function listedNodes(access: AccessGraph): readonly string[] {
  const known = listed.get(access)
  if (known !== undefined) return known
  const { graph } = access
  const contains = graph.vocabulary.edgeKinds.indexOf('CONTAINS')
  const found: string[] = []
  for (let node = 0; node < graph.nodeCount; node++) {
    const end = graph.inOffsets[node + 1] ?? 0
    for (let i = graph.inOffsets[node] ?? 0; i < end; i++) {
      if (graph.inKinds[i] !== contains) continue
      found.push(graph.ids.get(node))
      break
    }
  }
  listed.set(access, found)
  return found
}

const listed = new WeakMap<AccessGraph, readonly string[]>()
