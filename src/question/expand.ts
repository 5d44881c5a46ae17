import { graphNode, type AccessDetail, type AccessGraph } from '../engine/index.js'
import type { Target } from '../model/index.js'
import { bucketOf } from '../policy/aws/world/index.js'
import { actionsOn, askedResource, targetCovers } from '../policy/aws/world/targets.js'

/** A part of a target, with what can be done on it. */
export interface Piece {
  readonly target: Target
  readonly actions: readonly string[]
}

/** Resources of the snapshot, once per graph. */
const listed = new WeakMap<AccessGraph, { id: string; account: string | null; node: number }[]>()

/**
 * The resources of the snapshot that a scope or pattern covers, each with the actions that can act on it. What the
 * snapshot holds no resource for stays as it was granted: what was not collected is not absent.
 */
export function expandTarget(access: AccessGraph, target: Target, detail: AccessDetail): Piece[] | null {
  const region = { id: target.id, within: detail.within, except: detail.except }
  const scope = target.covers === 'scope' ? target.id : target.scope
  const found: Piece[] = []
  for (const resource of resourcesOf(access)) {
    for (const id of parts(resource.id)) {
      const covers = targetCovers(region, scope, {
        ...askedResource(id, '', resource.account),
        account: resource.account,
      })
      if (covers === 'none') continue
      const on = actionsOn(detail.actions, id)
      if (on === null) continue
      if (covers === 'part') continue
      const { type, cloud, scope: owner, name } = graphNode(access, resource.node)
      const whole = id === resource.id
      found.push({
        target: {
          id,
          type: whole ? type : 'aws_s3_object',
          cloud,
          scope: owner,
          name: whole ? name : `${name}/*`,
          covers: whole ? 'resource' : 'pattern',
        },
        actions: on.actions,
      })
    }
  }
  return found.length === 0 ? null : found
}

/** A bucket stands for itself and for its objects, which no snapshot lists. */
function parts(id: string): string[] {
  return id === bucketOf(id) && id.includes(':s3:::') ? [id, `${id}/*`] : [id]
}

function resourcesOf(access: AccessGraph): { id: string; account: string | null; node: number }[] {
  const known = listed.get(access)
  if (known !== undefined) return known
  const { graph } = access
  const contains = graph.vocabulary.edgeKinds.indexOf('CONTAINS')
  const found: { id: string; account: string | null; node: number }[] = []
  for (let node = 0; node < graph.nodeCount; node++) {
    // What an account contains was listed by the cloud; other nodes are patterns that policies name.
    const end = graph.inOffsets[node + 1] ?? 0
    for (let i = graph.inOffsets[node] ?? 0; i < end; i++) {
      if (graph.inKinds[i] !== contains) continue
      const container = graph.ids.get(graph.inSources[i] ?? 0)
      const id = graph.ids.get(node)
      if (id.startsWith('arn:'))
        found.push({ id, account: container.startsWith('aws:') ? container.slice(4) : null, node })
      break
    }
  }
  listed.set(access, found)
  return found
}
