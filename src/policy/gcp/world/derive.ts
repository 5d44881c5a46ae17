import type {
  AccessGrant,
  AccessTarget,
  AssumeGrant,
  Derived,
  Evidence,
  Facts,
  Membership,
  TokenSource,
} from '../../../model/index.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import { toRemaining } from '../../condition/remaining.js'
import { BECOMING, DELEGATING, IDENTIFYING, kindOf } from '../actions.js'
import { applicableAt } from '../applicable.js'
import { clausesOfBound, everyBinding, VIEW, VIEW_PERMISSIONS, type Bound } from './bindings.js'
import { cellsOf, exceptPatterns, type Cell } from './cells.js'
import { limitsOn, type Limit, type LimitSet } from './limits.js'
import { holdersOf, nobody, singledOut, type Holder } from './principals.js'
import { targetNode } from './target.js'
import { gcpWorld, type GcpWorld } from './world.js'

/** Google's own issuer of tokens of service accounts. */
const GOOGLE = 'https://accounts.google.com'

/**
 * Everything that follows from the Google Cloud part of a snapshot's facts.
 *
 * LIMIT: access policies of version 3 (`accessPolicies` of IAM) are not read.
 * LIMIT: domain-wide delegation, by which a service account acts for users of Workspace, is in no policy and not told.
 * LIMIT: VPC networks among the resources of a perimeter are not asked about; pools with X.509 providers are told as a
 * whole.
 */
export function deriveGcp(facts: Facts): Derived {
  const world = gcpWorld(facts)
  const limits = limitsOn(world)
  const found = nobody()
  const accesses: AccessGrant[] = []
  const passes: Pass[] = []
  for (const bound of everyBinding(world)) {
    const clauses = clausesOfBound(bound)
    const asked = clauses === null ? null : simplify(clauses)
    if (asked === null) continue
    const holders = everyHolder(world, bound, limits, found)
    const listed = bound.role === VIEW ? VIEW_PERMISSIONS : world.permissionsOf(bound.role)
    const permissions = listed === null ? [] : applicableAt(listed, bound.at)
    const isPartial = listed === null || world.isPartial(bound.role)
    for (const group of alike(holders, bound.at, limits)) {
      const principals = group.holders.map((holder) => holder.node)
      if (isPartial) accesses.push(...unknownGrants(world, bound, asked, principals, group.limits))
      if (permissions.length === 0) continue
      const whole: Cell = { at: bound.at, except: [], permissions, clauses: asked, because: [bound.evidence] }
      for (const cell of cellsOf(world, whole, group.limits)) {
        accesses.push(grantOf(world, bound, cell, principals))
        passes.push(...passesIn(world, cell, principals))
      }
    }
  }
  accesses.push(...unreadGrants(world))
  const memberships = [...found.memberships.values(), ...groupMemberships(facts)]
  for (const { from } of memberships) {
    if (/^(user|serviceAccount|principal):/.test(from)) holdersOf(world, from, found)
  }
  return {
    outside: [...found.outside.values()],
    assumes: [...assumesOf(passes), ...delegated(passes)],
    accesses,
    memberships,
    tokens: [...tokensOf(world), ...identityTokens(world, passes)],
  }
}

/**
 * The holders of a binding, each once. A group of which policies treat members differently is taken apart, and whom
 * policies single out among a wide member is named beside it.
 */
function everyHolder(
  world: GcpWorld,
  { at, members }: Bound,
  limits: (member: string) => LimitSet,
  found: ReturnType<typeof nobody>,
): Holder[] {
  const holders = new Map<string, Holder>()
  const keyOf = (member: string): string => limits(member).bearingOn(at).key
  for (const member of members) {
    const inside = member.startsWith('group:') ? (world.membersOf(member) ?? []) : []
    const parted = inside.some((each) => keyOf(each) !== keyOf(member))
    const names = parted ? inside.filter((each) => !each.startsWith('group:')) : [member, ...singledOut(world, member)]
    for (const name of names) for (const holder of holdersOf(world, name, found)) holders.set(holder.node, holder)
  }
  return [...holders.values()]
}

/** Holders for whom the same limits hold on a thing. */
function alike(
  holders: readonly Holder[],
  at: string,
  limits: (member: string) => LimitSet,
): { holders: Holder[]; limits: readonly Limit[] }[] {
  const found = new Map<string, { holders: Holder[]; limits: readonly Limit[] }>()
  for (const holder of holders) {
    const bearing = limits(holder.member).bearingOn(at)
    const group = found.get(bearing.key)
    if (group === undefined) found.set(bearing.key, { holders: [holder], limits: bearing.limits })
    else group.holders.push(holder)
  }
  return [...found.values()]
}

function grantOf(world: GcpWorld, bound: Bound, cell: Cell, principals: readonly string[]): AccessGrant {
  const node = targetNode(world, bound.pattern ?? cell.at)
  const target: AccessTarget = {
    ...node,
    covers: bound.pattern === null ? node.covers : 'pattern',
    within: [],
    except: exceptPatterns(world, cell.except),
  }
  return {
    principals,
    target,
    actions: cell.permissions,
    ...kindOf(cell.permissions),
    remaining: toRemaining(cell.clauses),
    because: once(cell.because),
    unknown: false,
  }
}

/** A role of which the permissions are not known: something is granted, unless a limit takes away whatever it is. */
function unknownGrants(
  world: GcpWorld,
  bound: Bound,
  asked: Clauses,
  principals: readonly string[],
  limits: readonly Limit[],
): AccessGrant[] {
  const prevented = limits.some(
    ({ kind, at }) => kind === 'public-access-block' && at !== null && world.within(bound.at, at),
  )
  if (prevented) return []
  const node = targetNode(world, bound.pattern ?? bound.at)
  const covers = bound.pattern === null ? node.covers : 'pattern'
  return [
    {
      principals,
      target: { ...node, covers, within: [], except: [] },
      actions: [],
      access: [],
      data: false,
      remaining: toRemaining(asked),
      because: [bound.evidence],
      unknown: true,
    },
  ]
}

/** Things that were listed and whose own policy was not read: it may let anybody in. */
function unreadGrants(world: GcpWorld): AccessGrant[] {
  return [...world.nodes.values()].flatMap((node): AccessGrant[] => {
    const { unread } = node.properties
    if (node.kind === 'Scope' || !Array.isArray(unread) || !unread.includes('getIamPolicy')) return []
    if (node.properties['publicAccessPrevention'] === 'enforced') return []
    return [
      {
        principals: ['public'],
        target: { ...targetNode(world, node.id), within: [], except: [] },
        actions: [],
        access: [],
        data: false,
        remaining: [],
        because: [unreadEvidence(node.id)],
        unknown: true,
      },
    ]
  })
}

function unreadEvidence(id: string): Evidence {
  return {
    id: `${id}#unread/getIamPolicy`,
    kind: 'binding',
    document: id,
    statement: null,
    sid: null,
    text: 'the answer to getIamPolicy was not read',
  }
}

function once(because: readonly Evidence[]): Evidence[] {
  return [...new Map(because.map((each) => [each.id, each])).values()]
}

/** Somebody may use a permission that makes tokens of a service account. */
interface Pass {
  readonly from: string
  readonly to: string
  readonly permission: string
  readonly clauses: Clauses
  readonly because: readonly Evidence[]
}

/** Accounts of the snapshot that a part of a binding lets somebody become. A disabled account gets no tokens. */
function passesIn(world: GcpWorld, cell: Cell, principals: readonly string[]): Pass[] {
  const permissions = cell.permissions.filter(
    (each) => BECOMING.has(each) || each === DELEGATING || each === IDENTIFYING,
  )
  if (permissions.length === 0) return []
  const own = world.nodes.get(cell.at)
  const accounts = [...(own === undefined ? [] : [own]), ...world.below(cell.at)].filter(
    ({ id, properties }) =>
      world.accountIds.has(id) &&
      properties['disabled'] !== true &&
      !cell.except.some((each) => world.within(id, each)),
  )
  return accounts.flatMap(({ id }) =>
    principals
      .filter((from) => from !== id)
      .flatMap((from) =>
        permissions.map((permission) => ({ from, to: id, permission, clauses: cell.clauses, because: cell.because })),
      ),
  )
}

function assumesOf(passes: readonly Pass[]): AssumeGrant[] {
  const found = new Map<string, { pass: Pass; actions: Set<string> }>()
  for (const pass of passes) {
    if (!BECOMING.has(pass.permission)) continue
    const key = JSON.stringify([pass.from, pass.to, toRemaining(pass.clauses), pass.because.map(({ id }) => id)])
    const known = found.get(key)
    if (known === undefined) found.set(key, { pass, actions: new Set([pass.permission]) })
    else known.actions.add(pass.permission)
  }
  return [...found.values()].map(({ pass, actions }) => ({
    from: pass.from,
    to: pass.to,
    actions: [...actions].sort(),
    remaining: toRemaining(pass.clauses),
    because: once(pass.because),
  }))
}

/**
 * Who may delegate through an account gets tokens of those accounts of which it may get them, over any number of accounts.
 * @see https://cloud.google.com/iam/docs/create-short-lived-credentials-delegated
 */
function delegated(passes: readonly Pass[]): AssumeGrant[] {
  const delegations = passes.filter(({ permission }) => permission === DELEGATING)
  const becoming = passes.filter(({ permission }) => BECOMING.has(permission))
  const may = new Set(becoming.map(({ from, to }) => `${from}\n${to}`))
  const from = groupedBy(becoming, (pass) => pass.from)
  const next = groupedBy(delegations, (pass) => pass.from)
  const found: AssumeGrant[] = []
  for (const first of delegations) {
    if (may.has(`${first.from}\n${first.to}`)) continue
    const seen = new Set([first.from])
    let open: { at: string; clauses: Clauses; because: readonly Evidence[] }[] = [
      { at: first.to, clauses: first.clauses, because: first.because },
    ]
    while (open.length > 0) {
      const further: typeof open = []
      for (const { at, clauses, because } of open) {
        if (seen.has(at)) continue
        seen.add(at)
        for (const pass of from.get(at) ?? []) {
          const all = simplify([...clauses, ...pass.clauses])
          if (all === null || pass.to === first.from) continue
          found.push({
            from: first.from,
            to: pass.to,
            actions: [DELEGATING, pass.permission],
            remaining: toRemaining(all),
            because: once([...because, ...pass.because]),
          })
        }
        for (const pass of next.get(at) ?? []) {
          const all = simplify([...clauses, ...pass.clauses])
          if (all !== null) further.push({ at: pass.to, clauses: all, because: [...because, ...pass.because] })
        }
      }
      open = further
    }
  }
  return found
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const item of items) {
    const list = found.get(keyOf(item))
    if (list === undefined) found.set(keyOf(item), [item])
    else list.push(item)
  }
  return found
}

/** Members of groups of ours, as the directory lists them. */
function groupMemberships(facts: Facts): Membership[] {
  return facts.edges.flatMap(({ from, to, type }): Membership[] => {
    if (type !== 'MEMBER_OF' || !to.startsWith('group:')) return []
    const evidence: Evidence = {
      id: `${to}#members`,
      kind: 'membership',
      document: `${to}#members`,
      statement: null,
      sid: null,
      text: JSON.stringify({ group: to, member: from }),
    }
    return [{ from, to, remaining: [], because: [evidence] }]
  })
}

/** Tokens that each of our service accounts gets of itself. */
function tokensOf(world: GcpWorld): TokenSource[] {
  return world.serviceAccounts.flatMap(({ id, properties }) => {
    const subject = properties['uniqueId']
    return typeof subject === 'string' && subject !== '' && properties['disabled'] !== true
      ? [{ principal: id, issuer: GOOGLE, subject }]
      : []
  })
}

/** Identity tokens of an account that somebody gets who cannot become it: enough where others trust them. */
function identityTokens(world: GcpWorld, passes: readonly Pass[]): TokenSource[] {
  const becomes = new Set(
    passes.filter((pass) => BECOMING.has(pass.permission)).map((pass) => `${pass.from}\n${pass.to}`),
  )
  const found = new Map<string, TokenSource>()
  for (const { from, to, permission, clauses } of passes) {
    const key = `${from}\n${to}`
    const subject = world.nodes.get(to)?.properties['uniqueId']
    if (permission !== IDENTIFYING || clauses.length > 0 || becomes.has(key) || typeof subject !== 'string') continue
    found.set(key, { principal: from, issuer: GOOGLE, subject })
  }
  return [...found.values()]
}
