import { ACCESS_ORDER, type Access, type AccessGrant, type AccessTarget } from '../../../model/index.js'
import { actionIds, actionsMatching, actionsWithout, allActions, describeActions, type ActionSet } from '../actions.js'
import { arnPattern, hasWildcard, resourceOfArn, type ArnPattern } from '../arn.js'
import type { Caller } from '../caller.js'
import { awsCatalogue } from '../catalogue.js'
import { cellsOf, type Cell } from '../cells.js'
import { contextOf, OPEN, type KeyState } from '../condition/context.js'
import { derivedState } from '../derived-keys.js'
import type { Layer, Program } from '../program.js'
import { applicableActions, EVERYWHERE } from '../region.js'
import type { Route } from '../rulebook.js'
import type { Statement } from '../statement.js'
import { terraformTypeOfArn } from '../terraform-types.js'
import { toRemaining } from './remaining.js'
import type { AwsWorld } from './world.js'

/** Within its account a principal needs its own policies only; what resource policies add comes with them. */
const OWN_POLICIES: readonly Route[] = [['identity', 'boundary', 'session']]

/** Becoming a role is no access to a resource: it is an edge of its own. */
const ASSUMING = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoot']

/**
 * What the policies of our principals let them do in their own account, at the scope at which it is granted.
 * Principals with the same policies share a grant.
 *
 * LIMIT: resource policies are not read here yet: what only they grant, and what they deny, is a coverage gap.
 */
export function accessGrants(world: AwsWorld): AccessGrant[] {
  const bundles = new Map<string, { members: string[]; first: string; program: Program }>()
  for (const node of world.principals) {
    const program = world.programOf(node.id)
    const caller = world.callerOf(node.id)
    if (caller === null) continue
    const key = bundleKey(world, node.id, caller, program)
    const known = bundles.get(key)
    if (known === undefined) bundles.set(key, { members: [node.id], first: node.id, program })
    else known.members.push(node.id)
  }
  return [...bundles.values()].flatMap((bundle) => {
    const caller = world.callerOf(bundle.first)
    if (caller === null || caller.account === null) return []
    return [
      ...grantsOf(world, caller, bundle.program, world.knownOf(bundle.first), bundle.members),
      ...unknownGrants(world, bundle.first, caller.account, bundle.members),
    ]
  })
}

function bundleKey(world: AwsWorld, principal: string, caller: Caller, program: Program): string {
  const shared = `${caller.kind} ${String(caller.serviceLinked)} ${world.bundleOf(principal)}`
  const rails = world.resourceControlOf(caller.account ?? '')
  return dependsOnPrincipal(program, rails) ? `${shared}\n${principal}` : shared
}

const PRINCIPAL_KEYS = new Set(['aws:principalarn', 'aws:userid', 'aws:username'])

function isPrincipalKey(lowerKey: string): boolean {
  return PRINCIPAL_KEYS.has(lowerKey) || lowerKey.startsWith('aws:principaltag/')
}

const depending = new WeakMap<Statement, boolean>()

/** Do the policies say different things to different principals? */
function dependsOnPrincipal(program: Program, rails: readonly Layer[]): boolean {
  const layers = [program.identity, program.boundary, ...(program.serviceControl ?? []), ...rails]
  return layers.some((layer) => layer !== null && layer.statements.some(statementDepends))
}

function statementDepends(statement: Statement): boolean {
  const known = depending.get(statement)
  if (known !== undefined) return known
  const conditions = statement.conditions.some((test) =>
    test.kind === 'atom' ? isPrincipalKey(test.atom.lowerKey) : true,
  )
  const names = [...(statement.resources ?? []), ...(statement.notResources ?? [])]
  const result = conditions || names.some((name) => name.kind === 'template')
  depending.set(statement, result)
  return result
}

function grantsOf(
  world: AwsWorld,
  caller: Caller,
  program: Program,
  known: ReadonlyMap<string, KeyState>,
  members: readonly string[],
): AccessGrant[] {
  const account = caller.account ?? ''
  const resourceKeys = new Map(known)
  const organization = known.get('aws:principalorgid')
  if (organization !== undefined) resourceKeys.set('aws:resourceorgid', organization)
  const paths = known.get('aws:principalorgpaths')
  if (paths !== undefined) resourceKeys.set('aws:resourceorgpaths', paths)
  const facts = { caller, resourceAccount: account, known: resourceKeys }
  const cells = cellsOf(
    { ...program, resourceControl: world.resourceControlOf(account) },
    {
      caller,
      context: contextOf(new Map(), (key) => derivedState(key, facts), OPEN),
      assumed: [],
      routes: OWN_POLICIES,
      actions: grantableActions(),
      region: EVERYWHERE,
    },
  )
  return cells.flatMap((cell) => grantOf(cell, world, account, members))
}

/** Policies that are attached and were not read: what they grant in the account is not known. */
function unknownGrants(world: AwsWorld, first: string, account: string, members: readonly string[]): AccessGrant[] {
  return world.unreadPoliciesOf(first).map((document) => ({
    principals: members,
    target: accountTarget(world, account, []),
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

function accountTarget(world: AwsWorld, account: string, except: readonly string[]): AccessTarget {
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

let allGrantable: ActionSet | null = null

/** What grants are about: every action but those by which somebody becomes a role. */
export function grantableActions(): ActionSet {
  return (allGrantable ??= actionsWithout(allActions(), actionsMatching(ASSUMING)))
}

function grantOf(cell: Cell, world: AwsWorld, account: string, members: readonly string[]): AccessGrant[] {
  const target = targetOf(cell, world, account)
  if (target === null) return []
  return [
    {
      principals: members,
      target,
      actions: describeActions(cell.actions, cell.hints, describable(cell)),
      ...kindOfAccess(cell.actions),
      remaining: toRemaining(cell.clauses),
      because: cell.because,
      unknown: false,
    },
  ]
}

/** The actions among which a pattern counts as whole: those that can act on the target. */
function describable(cell: Cell): ActionSet {
  const [first] = cell.region.within
  return first === undefined || first.all ? grantableActions() : applicableActions(first)
}

/**
 * The node that a cell's region stands for; null when all of it lies in other accounts, where the identity policy
 * alone grants nothing.
 */
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
const WITHOUT_ACCOUNT = new Set(['s3', 'apigateway', 'route53', '*', 'ec2', 'elasticbeanstalk'])

/** The part of a pattern that lies in the account; null when none does. */
function inAccount(pattern: ArnPattern, account: string, world: AwsWorld): ArnPattern | null {
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
