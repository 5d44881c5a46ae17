import { graphNode, type AccessDetail, type AccessGraph } from '../engine/index.js'
import { isGlob, type Access, type Target } from '../model/index.js'
import { bucketOf } from '../policy/aws/world/index.js'
import { terraformTypeOfArn } from '../policy/aws/terraform-types.js'
import { actionsOn, commonRegions } from '../policy/aws/world/targets.js'

/** A part of a target, with what can be done on it. */
export interface Piece {
  readonly target: Target
  readonly actions: readonly string[]
  readonly kind: { readonly access: readonly Access[]; readonly data: boolean }
}

/** Resources of the snapshot, once per graph. */
const listed = new WeakMap<AccessGraph, { id: string; account: string | null; node: number }[]>()

/**
 * The resources of the snapshot that a scope or pattern covers, each with the actions that can act on it. What the
 * snapshot holds no resource for stays as it was granted: what was not collected is not absent.
 */
export function expandTarget(access: AccessGraph, target: Target, detail: AccessDetail): Piece[] | null {
  const account = target.covers === 'scope' ? target.id : target.scope
  const found = new Map<string, Piece>()
  for (const resource of resourcesOf(access)) {
    if (account !== null && resource.account !== null && `aws:${resource.account}` !== account) continue
    for (const id of parts(resource.id)) {
      for (const common of commonRegions({ id: target.id, within: detail.within, except: detail.except }, id)) {
        const on = actionsOn(detail.actions, common.id)
        if (on === null) continue
        const { type, cloud, scope, name } = graphNode(access, resource.node)
        const whole = common.id === resource.id
        const covers = isGlob(common.id) ? 'pattern' : 'resource'
        const piece: Target = {
          id: common.id,
          type: whole ? type : terraformTypeOfArn(common.id),
          cloud,
          scope,
          name: whole ? name : common.id.slice(common.id.lastIndexOf(':') + 1),
          covers,
          ...(common.except.length === 0 ? {} : { except: common.except }),
        }
        found.set(`${common.id}!${common.except.join('|')}`, { target: piece, actions: on.actions, kind: on })
      }
    }
  }
  return found.size === 0 ? null : [...found.values()]
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
