import type { AssumeGrant, Evidence, FactNode, OutsideIdentity } from '../../../model/index.js'
import { accountOfArn, arnPattern } from '../arn.js'
import type { Caller } from '../caller.js'
import { awsCatalogue } from '../catalogue.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import { contextOf, OPEN, type KeyState } from '../../condition/context.js'
import { derivedState } from '../derived-keys.js'
import { resolve } from '../evaluate.js'
import type { PrincipalName } from '../principal-element.js'
import { leastDemanding } from '../grant-terms.js'
import { NO_LAYERS, type Layer, type Program } from '../program.js'
import { certificateDoors, CERTIFICATE_ACTIONS } from './certificates.js'
import { delegationGrants } from './delegations.js'
import { doorsInto, EVERYBODY } from './doors.js'
import { narrowedDoors } from './narrowing.js'
import { toRemaining } from '../../condition/remaining.js'
import type { AwsWorld } from './aws-world.js'

export interface AssumeFindings {
  readonly outside: Map<string, OutsideIdentity>
  readonly grants: AssumeGrant[]
}

/** Every way to become a role of ours: from outside, and from one principal of ours to the next. */
export function assumeGrants(world: AwsWorld): AssumeFindings {
  const found: AssumeFindings = { outside: new Map(), grants: [] }
  const inside = insideIndex(world)
  for (const { identity, grant } of delegationGrants(world)) {
    found.outside.set(identity.id, identity)
    found.grants.push(grant)
  }
  for (const role of world.roles) {
    const trust = world.resourcePolicyOf(role.id)
    if (trust === null) continue
    fromOutside(world, role, trust, found)
    fromCertificates(world, role, trust, found)
    fromInside(world, inside, role, trust, found)
  }
  return found
}

function fromOutside(world: AwsWorld, role: FactNode, trust: Layer, found: AssumeFindings): void {
  const program: Program = {
    ...NO_LAYERS,
    resource: trust,
    resourceControl: world.resourceControlOf(accountOfArn(role.id)),
  }
  for (const door of doorsInto(trust, world, false)) {
    const { ways, because } = becoming(program, door.caller, role.id, door.action, door.assumed, door.known)
    for (const clauses of ways) {
      for (const identity of narrowedDoors(door.identity, clauses, world)) {
        found.outside.set(identity.id, identity)
        found.grants.push({
          from: identity.id,
          to: role.id,
          actions: [door.action],
          remaining: toRemaining(clauses),
          because,
        })
      }
    }
  }
}

/** Certificates ask for the role as a service; each call that this takes must be allowed. */
function fromCertificates(world: AwsWorld, role: FactNode, trust: Layer, found: AssumeFindings): void {
  const program: Program = {
    ...NO_LAYERS,
    resource: trust,
    resourceControl: world.resourceControlOf(accountOfArn(role.id)),
  }
  for (const { door, to } of certificateDoors(world, role.id)) {
    let ways: readonly Clauses[] = [[]]
    const because = new Set<Evidence>()
    for (const action of CERTIFICATE_ACTIONS) {
      const one = becoming(program, door.caller, role.id, action, door.assumed, door.known)
      for (const evidence of one.because) because.add(evidence)
      ways = ways.flatMap((way) => one.ways.map((more) => simplify([...way, ...more])).filter((both) => both !== null))
    }
    for (const clauses of leastDemanding(ways)) {
      found.outside.set(door.identity.id, door.identity)
      found.grants.push({
        from: door.identity.id,
        to,
        actions: [door.action],
        remaining: toRemaining(clauses),
        because: [...because],
      })
    }
  }
}

/** Our principals by the names that policies use, and those that could assume anything at all. */
interface InsideIndex {
  readonly byName: ReadonlyMap<string, readonly FactNode[]>
  readonly principalsOf: (account: string) => readonly FactNode[]
  readonly assumersOf: (account: string) => readonly FactNode[]
  readonly allAssumers: () => readonly FactNode[]
  readonly programOf: (principal: string) => Program
}

function insideIndex(world: AwsWorld): InsideIndex {
  const byName = new Map<string, FactNode[]>()
  const programs = new Map<string, Program>()
  const programOf = (id: string): Program => {
    const known = programs.get(id)
    if (known !== undefined) return known
    const program = world.programOf(id)
    programs.set(id, program)
    return program
  }
  const all = new Map<string, FactNode[]>()
  for (const node of world.principals) {
    const account = accountOfArn(node.id)
    const list = all.get(account)
    if (list === undefined) all.set(account, [node])
    else list.push(node)
    const caller = world.callerOf(node.id)
    const name = caller === null ? '' : `${caller.kind} ${caller.account ?? ''} ${caller.name}`
    byName.set(name, [...(byName.get(name) ?? []), node])
  }
  const assume = awsCatalogue().idOf('sts:AssumeRole')
  let assumers: Map<string, FactNode[]> | null = null
  const byAccount = (): Map<string, FactNode[]> => {
    if (assumers !== null) return assumers
    assumers = new Map()
    for (const node of world.principals) {
      if ((programOf(node.id).identity?.forAction(assume).allow.length ?? 0) === 0) continue
      const account = accountOfArn(node.id)
      const list = assumers.get(account)
      if (list === undefined) assumers.set(account, [node])
      else list.push(node)
    }
    return assumers
  }
  return {
    byName,
    principalsOf: (account) => all.get(account) ?? [],
    assumersOf: (account) => byAccount().get(account) ?? [],
    allAssumers: () => [...byAccount().values()].flat(),
    programOf,
  }
}

function fromInside(world: AwsWorld, inside: InsideIndex, role: FactNode, trust: Layer, found: AssumeFindings): void {
  const account = accountOfArn(role.id)
  const candidates = new Set<FactNode>()
  for (const statement of trust.statements) {
    if (!statement.allow || statement.principal === null) continue
    const names = statement.principal.negated ? [EVERYBODY] : statement.principal.names
    for (const name of names) for (const node of candidatesOf(name, inside, account)) candidates.add(node)
  }
  for (const node of candidates) {
    const caller = world.callerOf(node.id)
    if (node === role || caller === null) continue
    const program = { ...inside.programOf(node.id), resource: trust, resourceControl: world.resourceControlOf(account) }
    const { ways, because } = becoming(program, caller, role.id, 'sts:AssumeRole', [], world.knownOf(node.id))
    for (const clauses of ways) {
      found.grants.push({
        from: node.id,
        to: role.id,
        actions: ['sts:AssumeRole'],
        remaining: toRemaining(clauses),
        because,
      })
    }
  }
}

/** Our principals that a name can mean. Everybody: in the role's account nobody needs a policy of their own. */
function candidatesOf(name: PrincipalName, inside: InsideIndex, account: string): readonly FactNode[] {
  const named = (kind: Caller['kind'], text: string): readonly FactNode[] =>
    inside.byName.get(`${kind} ${name.account ?? ''} ${text}`) ?? []
  switch (name.kind) {
    case 'everyone':
      return [...inside.principalsOf(account), ...inside.allAssumers()]
    case 'account':
      return name.account === null ? [] : inside.assumersOf(name.account)
    case 'role':
      return named('session', name.name)
    case 'session':
      return named('session', name.name.slice(0, Math.max(0, name.name.indexOf('/'))))
    case 'user':
      return named('user', name.name)
    case 'unique-id':
    case 'federated-user':
    case 'service':
    case 'federated':
    case 'canonical':
      return []
  }
}

function becoming(
  program: Program,
  caller: Caller,
  role: string,
  action: string,
  assumed: Clauses,
  known: ReadonlyMap<string, KeyState>,
): Pick<ReturnType<typeof resolve>, 'ways' | 'because'> {
  const resourceAccount = accountOfArn(role)
  const facts = { caller, resourceAccount, known }
  return resolve(program, {
    caller,
    action,
    actionId: awsCatalogue().idOf(action),
    resource: arnPattern(role),
    resourceAccount,
    context: contextOf(new Map(), (key) => derivedState(key, facts), OPEN),
    assumed,
  })
}
