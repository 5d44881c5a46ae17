import { UserError, type FactNode, type Facts, type LayerVerdict } from '../../../model/index.js'
import type { ExplainAsked, Explained, Plane } from '../../cloud.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import type { KeyState } from '../../condition/context.js'
import { fromRemaining } from '../../condition/remaining.js'
import { outcomeOf } from '../../needs.js'
import { fromNowOn, onDay } from '../../resolve-remaining.js'
import { listOfTexts, namesAction } from '../action-list.js'
import { lowerId } from '../arm-id.js'
import { attributesOfId, clausesIn, givenAttributes, requestContext, UTC_NOW } from '../attributes.js'
import { isDataAction } from '../data-actions.js'
import { evaluate, type AzureRequest, type OtherWay, type Resolution } from '../evaluate.js'
import { azureWorld, type AzureWorld } from './azure-world.js'
import { actionsDelegated, delegatedTo } from './delegations.js'
import { grantsBeside } from './derive.js'
import { holdersOf } from './held.js'
import { decidesByPolicies } from './key-vaults.js'
import { objectIdOf, objectIds } from './grant.js'
import { targetCovers } from './reach.js'

/** Prepares `explain` for a snapshot. @param today milliseconds since 1970 */
export function azureExplainer(facts: Facts, today: number): (asked: ExplainAsked) => Explained {
  const world = azureWorld(facts)
  const denials = world.denials
  return (asked) => {
    const subject = subjectOf(world, asked.principal)
    const node = world.node(asked.resource)
    const resource = node?.id ?? asked.resource
    const plane: Plane = asked.data === true || isDataAction(asked.action, world.dataActions) ? 'data' : 'control'
    const given = givenAttributes(asked.context)
    const timeGiven = given.has(UTC_NOW) || given.has('time')
    const request: AzureRequest = {
      principals: subject.objects,
      action: asked.action,
      plane,
      scope: lowerId(resource),
      parents: new Set(world.above(resource)),
      context: requestContext(
        given,
        knownOf(world, resource),
        !asked.closedContext,
        asked.closedContext && !timeGiven ? today : null,
      ),
    }
    const inert = plane === 'data' && isPolicyVault(world, resource) && /^microsoft\.keyvault\//i.test(asked.action)
    const found = evaluate({ roles: world.roles, assignments: inert ? [] : world.assignments, denials }, request, [
      ...delegatedWays(world, subject, request),
      ...besideWays(world, subject, request, resource),
    ])
    return explained(asked.action, withDoubt(world, subject, request, timely(found, today, timeGiven), inert))
  }
}

interface Subject {
  /** Ids as grants name principals: itself and its groups. */
  readonly ids: ReadonlySet<string>
  /** Object ids, in lower case: itself and its groups. */
  readonly objects: ReadonlySet<string>
  /** The node, where the snapshot has one. */
  readonly node: FactNode | null
}

/**
 * Reads the principal: an object of our directory, one of another tenant, a mail address of a guest, everybody. Throws
 * UserError for a text that names none.
 */
function subjectOf(world: AzureWorld, text: string): Subject {
  const given = text.trim()
  if (given === 'public' || given === '*' || given.startsWith('authenticated:'))
    return { ids: new Set([given === '*' ? 'public' : given, 'public']), objects: new Set(), node: null }
  if (given.startsWith('oidc:') || given.startsWith('https://'))
    return { ids: new Set([given]), objects: new Set(), node: null }
  const id = principalIdOf(world, given)
  const node = world.node(id)
  const own = node?.id ?? id
  // Who may not sign in does nothing, whatever is assigned.
  if (node?.properties['accountEnabled'] === false) return { ids: new Set(['public']), objects: new Set(), node }
  const objects = objectIds(world, own)
  return { ids: new Set([own, ...world.groupsOf(own), 'public']), objects, node }
}

function principalIdOf(world: AzureWorld, given: string): string {
  const lower = given.toLowerCase()
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(lower)) return world.principalId(lower)
  if (lower.startsWith('azure:')) return lower
  const mail = lower.startsWith('user:') ? lower.slice('user:'.length) : lower
  if (!mail.includes('@'))
    throw new UserError(
      `\`${given}\` is no principal of Azure`,
      'give `azure:<tenant>/<object id>`, an object id, `user:<mail>` or `public`',
    )
  const named = world.nodes.find(
    (node) =>
      node.type === 'azuread_user' &&
      (holdersOf(world, node).includes(`user:${mail}`) ||
        String(node.properties['userPrincipalName']).toLowerCase() === mail ||
        String(node.properties['mail']).toLowerCase() === mail),
  )
  return named?.id ?? `user:${mail}`
}

/** What the snapshot knows of a resource's attributes, besides what its id tells. */
function knownOf(world: AzureWorld, resource: string): Map<string, KeyState> {
  const known = attributesOfId(resource)
  const account = [lowerId(resource), ...world.above(resource)]
    .map((id) => world.node(id))
    .find((node) => node?.type === 'azurerm_storage_account')
  const hierarchical = account?.properties['isHnsEnabled']
  if (typeof hierarchical === 'boolean')
    known.set('@resource[microsoft.storage/storageaccounts:ishnsenabled]', {
      state: 'values',
      values: [String(hierarchical)],
    })
  return known
}

function isPolicyVault(world: AzureWorld, resource: string): boolean {
  return [lowerId(resource), ...world.above(resource)].some((id) => {
    const node = world.node(id)
    return node !== null && decidesByPolicies(node)
  })
}

/** Ways by delegations, which deny assignments bind like any role assignment. */
function delegatedWays(world: AzureWorld, subject: Subject, request: AzureRequest): OtherWay[] {
  if (request.plane === 'data') return []
  return delegatedTo(world).flatMap((delegated): OtherWay[] => {
    if (!subject.objects.has(objectIdOf(delegated.identity.id))) return []
    if (delegated.scope !== request.scope && !request.scope.startsWith(`${delegated.scope}/`)) return []
    const because = [delegated.evidence]
    const actions = actionsDelegated(world, delegated)
    if (actions === null) return [{ clauses: delegated.terms, because, unknown: true, bound: true }]
    return actions.flatMap(({ list, clauses }) => {
      if (!namesAction(list, request.action)) return []
      const left = clausesIn([...clauses, ...delegated.terms], request.context)
      return left === null ? [] : [{ clauses: left, because, unknown: false, bound: true }]
    })
  })
}

/** Ways beside Azure RBAC: anonymous access, access policies, power over the directory. */
function besideWays(world: AzureWorld, subject: Subject, request: AzureRequest, resource: string): OtherWay[] {
  const above = new Set(world.above(resource))
  return grantsBeside(world).grants.flatMap((grant): OtherWay[] => {
    if (!grant.principals.some((id) => subject.ids.has(id))) return []
    if (grant.plane !== request.plane || !targetCovers(grant.target, resource, () => above)) return []
    if (grant.actions.length > 0 && !namesAction(listOfTexts(grant.actions), request.action)) return []
    const clauses = clausesIn(fromRemaining(grant.remaining), request.context)
    if (clauses === null) return []
    return [{ clauses, because: grant.because, unknown: grant.unknown, bound: false }]
  })
}

/** What the day decides is decided: what has ended is no way, what has begun asks for nothing. */
function timely(found: Resolution, today: number, timeGiven: boolean): Resolution {
  if (timeGiven || found.ways.length === 0) return found
  const ways: Clauses[] = []
  for (const way of found.ways) {
    const possible = simplify([...way, ...fromNowOn(today)])
    const left = possible === null ? null : onDay(way, today)
    if (left !== null) ways.push(left)
  }
  if (ways.length === 0) return { ...found, outcome: 'denied', ways: [], because: [], deniedBy: found.because }
  const sure = ways.some((way) => way.length === 0)
  return { ...found, ways: sure ? [[]] : ways, outcome: outcomeOf(ways, false) }
}

/**
 * A denial that hangs on who is in a group whose members were not read is none: the principal may be in it, and have
 * what the group has.
 */
function withDoubt(
  world: AzureWorld,
  subject: Subject,
  request: AzureRequest,
  found: Resolution,
  inert: boolean,
): Resolution {
  const explicit = found.deniedBy.some((evidence) => evidence.statement !== null && evidence.kind === 'deny-assignment')
  if (found.outcome !== 'denied' || explicit || inert || subject.objects.size === 0) return found
  const unread = world.nodes.filter(
    (node) => node.type === 'azuread_group' && node.properties['membersRead'] === false && !subject.ids.has(node.id),
  )
  if (unread.length === 0 || subject.node?.type === 'azuread_group') return found
  for (const group of unread) {
    const objects = new Set([...subject.objects, ...objectIds(world, group.id)])
    const layers = { roles: world.roles, assignments: world.assignments, denials: world.denials }
    const through = evaluate(layers, { ...request, principals: objects })
    if (through.outcome !== 'denied') return { ...found, outcome: 'unknown', because: through.because, deniedBy: [] }
  }
  return found
}

function explained(action: string, found: Resolution): Explained {
  const { outcome, ways, because, deniedBy } = found
  return { action, outcome, ways, because, deniedBy, layers: layersOf(found) }
}

/** The layers, with what is granted beside role assignments as layers of their own. */
function layersOf({ layers, because }: Resolution): LayerVerdict[] {
  const kinds = new Set(because.map((evidence) => evidence.kind))
  const beside = (['lighthouse', 'resource-policy', 'acl', 'grant'] as const).filter((kind) => kinds.has(kind))
  return [
    ...layers,
    ...beside.map((kind): LayerVerdict => ({
      kind,
      outcome: 'allowed',
      because: because.filter((evidence) => evidence.kind === kind),
    })),
  ]
}
