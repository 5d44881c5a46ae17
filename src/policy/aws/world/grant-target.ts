import { ACCESS_ORDER, type Access, type AccessGrant, type AccessTarget } from '../../../model/index.js'
import {
  actionIds,
  actionsIn,
  actionsMatching,
  actionsOfBoth,
  actionsWithout,
  allActions,
  describeActions,
  type ActionSet,
} from '../actions.js'
import { arnCovers, arnPattern, hasWildcard, resourceOfArn, type ArnPattern } from '../arn.js'
import { awsCatalogue } from '../catalogue.js'
import type { Cell } from '../cells.js'
import { weakerThan } from '../../condition/clauses.js'
import { applicableActions } from '../region.js'
import { terraformTypeOfArn } from '../terraform-types.js'
import type { AwsWorld } from './aws-world.js'
import { toRemaining } from '../../condition/remaining.js'

/** Becoming a role is no access to a resource: it is an edge of its own. */
const ASSUMING = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoot']

let allGrantable: ActionSet | null = null

/** What grants are about: every action but those by which somebody becomes a role. */
export function grantableActions(): ActionSet {
  return (allGrantable ??= actionsWithout(allActions(), actionsMatching(ASSUMING)))
}

/**
 * A cell as a grant in an account; none when all of it lies in other accounts.
 *
 * @param siblings the other cells of the same principal: what is granted on a container and on all inside it keeps
 *   its wildcards
 */
export function grantOf(
  cell: Cell,
  world: AwsWorld,
  account: string,
  principals: readonly string[],
  siblings: readonly Cell[],
  unknown = false,
): AccessGrant[] {
  const target = targetOf(cell, world, account)
  if (target === null) return []
  return [
    {
      principals,
      target,
      actions: describeActions(cell.actions, hintsFor(cell), describable(cell, siblings)),
      ...kindOfAccess(cell.actions),
      remaining: toRemaining(cell.clauses),
      because: cell.because,
      unknown,
    },
  ]
}

/** On a resource `*` is told as the service's own wildcard: other services' actions cannot act there. */
function hintsFor(cell: Cell): readonly string[] {
  const [first] = cell.region.within
  if (first === undefined || first.all) return cell.hints
  const service = first.parts[1]
  const narrow = cell.hints.filter((hint) => hint !== '*')
  return hasWildcard(service) ? cell.hints : [...narrow, `${service}:*`]
}

/**
 * The actions among which a pattern counts as whole: those that can act on the target, and on what lies inside it
 * unless that is granted as well.
 */
function describable(cell: Cell, siblings: readonly Cell[]): ActionSet {
  const [first] = cell.region.within
  if (first === undefined || first.all) return grantableActions()
  const applicable = applicableActions(first)
  const own = cell.stated === undefined ? applicable : actionsOfBoth(applicable, actionsIn(cell.actions, cell.stated))
  const inside = insideOf(first)
  if (inside === null) return own
  const within = applicableActions(inside)
  const granted = siblings.some(
    (other) =>
      other.region.within.length === 1 &&
      other.region.within.every((w) => arnCovers(w, inside)) &&
      weakerThan(other.clauses, cell.clauses) &&
      other.hints.some((hint) => cell.hints.includes(hint)),
  )
  return granted ? own : actionsOfBoth(own, within)
}

/** What lies inside a bucket: its objects. */
function insideOf(pattern: ArnPattern): ArnPattern | null {
  const [partition, service, , , resource] = pattern.parts
  return service === 's3' && !resource.includes('/') && !resource.endsWith('*')
    ? arnPattern(`arn:${partition}:s3:::${resource}/*`)
    : null
}

export function accountTarget(world: AwsWorld, account: string, except: readonly string[]): AccessTarget {
  const node = world.accounts.get(account)?.node
  return {
    id: `aws:${account}`,
    type: 'aws_account',
    cloud: 'aws',
    scope: node?.scope ?? null,
    name: node?.name ?? account,
    covers: 'scope',
    within: [],
    except,
  }
}

/** The node that a cell's region stands for; null when all of it lies in other accounts. */
function targetOf(cell: Cell, world: AwsWorld, account: string): AccessTarget | null {
  const except = cell.region.except.map((p) => p.text).sort()
  const own = cell.region.within.map((pattern) => inAccount(pattern, account, world))
  if (own.some((p) => p === null)) return null
  const [main, ...others] = own.filter((p): p is ArnPattern => p !== null).sort(mostSpecificFirst)
  if (main === undefined || main.all) return accountTarget(world, account, except)
  const node = world.nodes.get(main.text)
  return {
    id: main.text,
    type: node?.type ?? terraformTypeOfArn(main.text),
    cloud: 'aws',
    scope: node?.scope ?? `aws:${account}`,
    name: node?.name ?? resourceOfArn(main.text),
    covers: main.literal ? 'resource' : 'pattern',
    within: others.map((p) => p.text),
    except,
  }
}

function mostSpecificFirst(a: ArnPattern, b: ArnPattern): number {
  return b.text.length - a.text.length || (a.text < b.text ? -1 : 1)
}

/** Services some of whose resources carry no account in their ARN: their patterns stay as written. */
const WITHOUT_ACCOUNT = new Set(['s3', 'apigateway', 'route53', 'ec2', 'elasticbeanstalk'])

/** The part of a pattern that lies in the account; null when none does. */
export function inAccount(pattern: ArnPattern, account: string, world: AwsWorld): ArnPattern | null {
  if (pattern.all) return pattern
  const [partition, service, region, owner, resource] = pattern.parts
  if (owner === '') {
    const known = world.accountOfResource(pattern.text)
    return known === null || known === account ? pattern : null
  }
  if (!hasWildcard(owner)) return owner === account || owner === 'aws' ? pattern : null
  if (hasWildcard(service) || WITHOUT_ACCOUNT.has(service)) return pattern
  return arnPattern(`arn:${partition}:${service}:${region}:${account}:${resource}`)
}

interface AccessKind {
  access: Access[]
  data: boolean
}

const kinds = new Map<number, AccessKind>()

/** What kind of access the actions give, and whether it touches content. */
export function kindOfAccess(actions: ActionSet): AccessKind {
  const known = kinds.get(actions.id)
  if (known !== undefined) return known
  const catalogue = awsCatalogue()
  const words = new Set<Access>()
  let data = false
  for (const id of actionIds(actions)) {
    for (const word of catalogue.access(id)) words.add(word)
    data ||= catalogue.data(id)
  }
  const kind = { access: ACCESS_ORDER.filter((word) => words.has(word)), data }
  if (kinds.size > 100_000) kinds.clear()
  kinds.set(actions.id, kind)
  return kind
}
