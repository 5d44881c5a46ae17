// What it is: AWS as the questions know it.
// May import: src/model, src/policy, and the rest of this folder.
// Never does: know parties, the engine, or how an answer is shown.
import { isGlob, type Target } from '../../model/index.js'
import type { AccessQuestion, CloudMeaning, GrantOn, Piece, Places } from '../cloud.js'
import type { Clause, Clauses } from '../condition/clauses.js'
import { resourceAtom } from './statement-match.js'
import { terraformTypeOfArn } from './terraform-types.js'
import { awsExplainer } from './world/explain.js'
import { bucketOf, deriveAws } from './world/index.js'
import {
  actionsOfLists,
  actionsOn,
  askedResource,
  commonRegions,
  inRegion,
  isAssuming,
  namesAction,
  targetCovers,
  type ResourceAsked,
} from './world/targets.js'

/** Services whose data decides who acts, whatever the action. */
const IDENTITY_SERVICES = new Set(['iam', 'organizations', 'sts', 'sso', 'sso-admin', 'identitystore', 'ram', '*'])

export const awsMeaning: CloudMeaning = {
  cloud: 'aws',
  derive: deriveAws,
  ownsAction: (text) => /^[a-z0-9-]+:[a-z0-9*?]+$/iu.test(text),
  ownsId: (text) => text.startsWith('arn:') || text.startsWith('aws:') || /^\d{12}$/u.test(text),
  question,
  actionsLeft: (lists, without, target) => {
    const left = actionsOfLists(lists, without, target)
    return left === null ? [] : [left]
  },
  expands: ({ covers }) => covers !== 'resource',
  pieces,
  explainer: awsExplainer,
  concerns: (gap, action) => {
    const service = action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase()
    return IDENTITY_SERVICES.has(gap.service) || gap.service === service
  },
}

function question(action: string, resource: string, places: Places): AccessQuestion {
  const about = askedResource(resource, action, ownerOf(resource, places))
  const becoming = isAssuming(action)
  const on = becoming ? null : actionsOn([action], resource)
  return {
    resource,
    type: terraformTypeOfArn(resource),
    becoming,
    names: (actions) => actions.length === 0 || namesAction(actions, action),
    left: (grant) => left(grant, about),
    kind: on ?? { access: becoming ? ['write'] : [], data: false },
  }
}

function left({ target, covers, within, except, clauses }: GrantOn, about: ResourceAsked): Clauses | null {
  const { id, scope } = target
  const covered = targetCovers({ id, within, except }, covers === 'scope' ? id : scope, about)
  if (covered === 'none') return null
  if (covered === 'all') return inRegion(clauses, about)
  const outside: Clause[] = except.length === 0 ? [] : [[resourceAtom(except, false)]]
  const inside: Clause[] = id.startsWith('aws:') ? [] : [[resourceAtom([id], true)]]
  return inRegion([...clauses, ...inside, ...outside], about)
}

/** The account that a resource of the snapshot lies in. */
function ownerOf(resource: string, places: Places): string | null {
  const slash = resource.indexOf('/')
  const names = resource.includes(':s3:::') && slash > 0 ? [resource, resource.slice(0, slash)] : [resource]
  for (const name of names) {
    const account = places.ancestors(name).find((id) => id.startsWith('aws:'))
    if (account !== undefined) return account.slice('aws:'.length)
  }
  return null
}

function pieces(grant: GrantOn, id: string, places: Places): readonly Piece[] {
  if (!id.startsWith('arn:')) return []
  const account = grant.covers === 'scope' ? grant.target.id : grant.target.scope
  const own = places.ancestors(id)[0] ?? null
  if (account !== null && own !== null && own.startsWith('aws:') && own !== account) return []
  // Most resources lie outside most grants: the node is read only where something is left.
  return parts(id).flatMap((part) => piecesOf(grant, id, part, places))
}

function piecesOf(grant: GrantOn, id: string, part: string, places: Places): Piece[] {
  const region = { id: grant.target.id, within: grant.within, except: grant.except }
  return commonRegions(region, part).flatMap((common) => {
    const on = actionsOn(grant.actions, common.id)
    const node = on === null ? null : places.node(id)
    if (on === null || node === null) return []
    const whole = common.id === node.id
    const target: Target = {
      id: common.id,
      type: whole ? node.type : terraformTypeOfArn(common.id),
      cloud: node.cloud,
      scope: node.scope,
      name: whole ? node.name : common.id.slice(common.id.lastIndexOf(':') + 1),
      covers: isGlob(common.id) ? 'pattern' : 'resource',
      ...(common.except.length === 0 ? {} : { except: common.except }),
    }
    return [{ target, ...on, clauses: grant.clauses }]
  })
}

/** A bucket stands for itself and for its objects, which no snapshot lists. */
function parts(id: string): string[] {
  return id === bucketOf(id) && id.includes(':s3:::') ? [id, `${id}/*`] : [id]
}
