import type { AccessGrant } from '../../../model/index.js'
import { arnCovers, type ArnPattern } from '../arn.js'
import { cellsOf, type Cell } from '../cells.js'
import type { Program } from '../program.js'
import type { PrincipalName } from '../principal-element.js'
import { applicableActions, EVERYWHERE, overlap, regionOf, regionWithout } from '../region.js'
import { actionsIn } from '../actions.js'
import type { Route } from '../rulebook.js'
import type { Statement } from '../statement.js'
import type { AwsWorld } from './aws-world.js'
import { openContext, type Bundle } from './bundles.js'
import { keyHolds } from './encryption.js'
import { accountTarget, grantableActions, grantOf } from './grant-target.js'
import { worksAcrossAccounts } from './across-accounts.js'
import { directKeys } from './invocations.js'
import { layerAtHome, type GuardedResource } from './resource-side.js'

/** Within its account a principal needs its own policies only. */
const OWN_POLICIES: readonly Route[] = [['identity', 'boundary', 'session']]
/** What a resource's policy gives to principals of its account that it names. */
const NAMED: readonly Route[] = [['direct'], ['role', 'boundary', 'session']]
/** Keys: the identity policies count only as far as the key's policy delegates to the account. */
const THROUGH_KEY: readonly Route[] = [...NAMED, ['account', 'identity', 'boundary', 'session']]
/** Across accounts both sides must allow. */
const ACROSS: readonly Route[] = [['any', 'identity', 'boundary', 'session']]

/** Up to this many pairs of a set of policies and a resource's policy, every pair is worked out. */
const MOST_PAIRS = 50_000

/**
 * What our principals may do, at the scope at which it is granted: by their own policies in their account, and by
 * the policies of resources, in their account and in our others.
 *
 * LIMIT: in large estates the policies of resources are joined only with users and with principals that somebody
 * outside can become: `who-can` then lists our other principals by their own policies alone (`explain` is exact).
 *
 * @param reached principals that somebody outside can become
 */
export function accessGrants(
  world: AwsWorld,
  bundles: readonly Bundle[],
  resources: readonly GuardedResource[],
  reached: ReadonlySet<string>,
): AccessGrant[] {
  const byAccount = new Map<string, GuardedResource[]>()
  for (const resource of resources)
    byAccount.set(resource.account, [...(byAccount.get(resource.account) ?? []), resource])
  const all = bundles.length * resources.length <= MOST_PAIRS
  return bundles.flatMap((bundle) => {
    const refined = all || bundle.caller.kind === 'user' || bundle.members.some((id) => reached.has(id))
    return [
      ...ownGrants(world, bundle, refined ? (byAccount.get(bundle.account) ?? []) : []),
      ...(refined ? acrossGrants(world, bundle, resources) : []),
      ...unknownGrants(world, bundle),
    ]
  })
}

function cellsFor(
  world: AwsWorld,
  bundle: Bundle,
  resource: GuardedResource | null,
  routes: readonly Route[],
  pattern: ArnPattern | null,
): Cell[] {
  const account = resource?.account ?? bundle.account
  const program: Program = {
    ...bundle.program,
    resource: resource === null ? null : account === bundle.account ? layerAtHome(resource.layer) : resource.layer,
    resourceControl: world.resourceControlOf(account),
  }
  return cellsOf(program, {
    caller: bundle.caller,
    context: openContext(
      world,
      bundle.caller,
      bundle.known,
      account,
      resource === null ? undefined : directKeys(resource.node),
    ),
    assumed: [],
    routes,
    actions:
      account === bundle.account || resource === null
        ? grantableActions()
        : worksAcrossAccounts(resource.node.id, grantableActions()),
    region: pattern === null ? EVERYWHERE : regionOf(pattern),
  })
}

function ownGrants(world: AwsWorld, bundle: Bundle, resources: readonly GuardedResource[]): AccessGrant[] {
  let cells = cellsFor(world, bundle, null, OWN_POLICIES, null)
  for (const resource of resources) {
    const named = mayName(layerAtHome(resource.layer).statements, bundle)
    const limits = isLimiting(resource)
    if (!named && !limits) continue
    if (limits) {
      const rest = cells.flatMap((cell) => apart(cell, resource.patterns))
      if (rest.some((cell, i) => cell !== cells[i]) || rest.length !== cells.length) {
        cells = rest
        cells.push(...resource.patterns.flatMap((p) => cellsFor(world, bundle, resource, routesOn(resource), p)))
        continue
      }
    }
    if (named)
      cells.push(
        ...resource.patterns.flatMap((p) =>
          cellsFor(world, bundle, resource, isKey(resource) ? THROUGH_KEY : NAMED, p),
        ),
      )
  }
  return cells.flatMap((cell) => grantOf(cell, world, bundle.account, bundle.members, cells))
}

function routesOn(resource: GuardedResource): readonly Route[] {
  return isKey(resource) ? THROUGH_KEY : [...NAMED, ...OWN_POLICIES]
}

function isKey(resource: GuardedResource): boolean {
  return resource.node.type === 'aws_kms_key'
}

/** The cell without what the patterns name, when it touches it with actions that can act there. */
function apart(cell: Cell, patterns: readonly ArnPattern[]): Cell[] {
  const touched = patterns.filter(
    (p) => overlap(cell.region, p) !== 'none' && actionsIn(cell.actions, applicableActions(p)).size > 0,
  )
  if (touched.length === 0) return [cell]
  const region = regionWithout(cell.region, touched)
  return region === null ? [] : [{ ...cell, region }]
}

const limiting = new WeakMap<GuardedResource, boolean>()

/** Does the resource's policy take something away from principals of its own account? */
function isLimiting(resource: GuardedResource): boolean {
  const known = limiting.get(resource)
  if (known !== undefined) return known
  const { statements } = resource.layer
  const denies = statements.some(
    (s) => !s.allow && s.principal !== null && s.principal.names.some((n) => n.kind !== 'service'),
  )
  const result = denies || (isKey(resource) && !delegates(resource))
  limiting.set(resource, result)
  return result
}

/** Does the key's policy hand everything to the account's own policies, as the default one does? */
function delegates({ layer, account, patterns }: GuardedResource): boolean {
  return layer.statements.some(
    (s) =>
      s.allow &&
      s.conditions.length === 0 &&
      s.hints.some((h) => h === '*' || h.toLowerCase() === 'kms:*') &&
      s.notResources === null &&
      (s.resources === null ||
        s.resources.some((r) => r.kind === 'pattern' && patterns.every((p) => arnCovers(r.pattern, p)))) &&
      s.principal?.names.some((n) => n.kind === 'account' && n.account === account) === true,
  )
}

/** Can an allowing statement mean a member of the bundle by more than its account? */
function mayName(statements: readonly Statement[], bundle: Bundle): boolean {
  return statements.some(
    (s) =>
      s.allow &&
      s.principal !== null &&
      (s.principal.negated || s.principal.names.some((n) => means(n, bundle, false))),
  )
}

function means(name: PrincipalName, { caller }: Bundle, byAccount: boolean): boolean {
  switch (name.kind) {
    case 'everyone':
      return true
    case 'account':
      return byAccount && name.account === caller.account
    case 'role':
    case 'session':
    case 'user':
    case 'federated-user':
      return name.account === caller.account
    case 'unique-id':
      return name.text === caller.uniqueId
    case 'service':
    case 'federated':
    case 'canonical':
      return false
  }
}

function acrossGrants(world: AwsWorld, bundle: Bundle, resources: readonly GuardedResource[]): AccessGrant[] {
  return resources.flatMap((resource) => {
    if (resource.account === bundle.account || resource.blocked) return []
    const named = resource.layer.statements.some(
      (s) =>
        s.allow &&
        s.principal !== null &&
        (s.principal.negated || s.principal.names.some((n) => means(n, bundle, true))),
    )
    if (!named) return []
    const cells = resource.patterns.flatMap((p) => cellsFor(world, bundle, resource, ACROSS, p))
    const user = { caller: bundle.caller, known: bundle.known, assumed: [] }
    return cells.flatMap((cell) =>
      keyHolds(world, resource.node, user, cell, bundle.program).flatMap(({ cell: usable, unknown }) =>
        grantOf(usable, world, resource.account, bundle.members, cells, unknown),
      ),
    )
  })
}

/** Policies that are attached and were not read: what they grant in the account is not known. */
function unknownGrants(world: AwsWorld, bundle: Bundle): AccessGrant[] {
  const [first] = bundle.members
  return (first === undefined ? [] : world.unreadPoliciesOf(first)).map((document) => ({
    principals: bundle.members,
    target: accountTarget(world, bundle.account, []),
    actions: [],
    access: [],
    data: false,
    remaining: [],
    because: [
      {
        id: `${document}#unread`,
        kind: 'identity-policy',
        document,
        statement: null,
        sid: null,
        text: 'the text of this policy was not read',
      },
    ],
    unknown: true,
  }))
}
