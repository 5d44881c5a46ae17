import type { Membership, Node, OutsideIdentity } from '../../../model/index.js'
import {
  ALL_AUTHENTICATED,
  ALL_USERS,
  basicRoleMember,
  canonicalMember,
  includesSubject,
  poolMember,
  serviceAccountSet,
} from '../member.js'
import { bindingsOf } from '../decide.js'
import { textsOf } from '../deny.js'
import { isServiceAgent } from '../service-agents.js'
import { poolDoors } from './federation.js'
import type { GcpWorld } from './world.js'

/** Who stands behind the members of bindings, as nodes of the graph. */
export interface Principals {
  readonly outside: Map<string, OutsideIdentity>
  readonly memberships: Map<string, Membership>
}

export function nobody(): Principals {
  return { outside: new Map(), memberships: new Map() }
}

/** A member as the graph knows it: its node, and the identity whose limits hold for it. */
export interface Holder {
  readonly node: string
  readonly member: string
}

/**
 * The holders of what a binding grants to a member. Nobody, for members that are gone and for service agents; several, for
 * members that stand for others of ours.
 */
export function holdersOf(world: GcpWorld, member: string, found: Principals): Holder[] {
  if (member.startsWith('deleted:')) return []
  const { node, kind } = plainNode(member)
  switch (kind) {
    case 'everybody':
      note(found, node)
      return [{ node: node.id, member }]
    case 'account': {
      const mail = member.slice('serviceAccount:'.length)
      if (isOurAccount(world, member)) return isServiceAgent(mail) ? [] : [{ node: member, member }]
      const cluster = /^([a-z0-9.:-]+)\.svc\.id\.goog\[/.exec(mail)?.[1]
      if (cluster !== undefined) return [inSet(found, member, `gcp:${cluster}`, node)]
      if (isServiceAgent(mail)) return []
      note(found, node)
      return [{ node: member, member }]
    }
    case 'project':
      note(found, node)
      return [{ node: member, member }]
    case 'basic':
      return basicHolders(world, member, found)
    case 'accounts':
      return accountHolders(world, member, found, node)
    case 'pool':
      return poolHolders(world, member, found, node)
    case 'mail':
      // A group that our directory lists is nobody outside; who is in it may be.
      if (!member.startsWith('group:') || !world.nodes.has(member)) note(found, node)
      return [{ node: member, member }]
  }
}

/** An account that some project of ours lists, not one that only a group names. */
export function isOurAccount(world: GcpWorld, member: string): boolean {
  return world.accountIds.has(member)
}

type Kind = 'everybody' | 'account' | 'project' | 'basic' | 'accounts' | 'pool' | 'mail'

function plainNode(member: string): { node: Node; kind: Kind } {
  const of = (type: string, id = member): Node => ({
    id,
    type,
    cloud: 'gcp',
    scope: null,
    name: member.slice(member.indexOf(':') + 1),
  })
  if (member === ALL_USERS)
    return { node: { id: 'public', type: 'public', cloud: null, scope: null, name: 'everyone' }, kind: 'everybody' }
  if (member === ALL_AUTHENTICATED)
    return { node: { ...of('google_user', 'authenticated:gcp'), name: 'every Google account' }, kind: 'everybody' }
  if (member.startsWith('serviceAccount:')) return { node: of('google_service_account'), kind: 'account' }
  if (member.startsWith('gcp:')) return { node: of('gcp_project'), kind: 'project' }
  if (basicRoleMember(member) !== null) return { node: of('google_project_role'), kind: 'basic' }
  if (serviceAccountSet(member) !== null) return { node: of('google_principal_set'), kind: 'accounts' }
  if (poolMember(member) !== null) {
    return { node: of(member.startsWith('principal:') ? 'google_principal' : 'google_principal_set'), kind: 'pool' }
  }
  const type = member.startsWith('group:')
    ? 'google_cloud_identity_group'
    : member.startsWith('domain:')
      ? 'google_domain'
      : 'google_user'
  return { node: of(type), kind: 'mail' }
}

function note(found: Principals, node: Node): void {
  found.outside.set(node.id, node)
}

/** A set of principals as a node of its own, with the door by which somebody is in it. */
function inSet(found: Principals, member: string, door: string, node: Node): Holder {
  note(found, node)
  const container: Node = {
    id: door,
    type: 'external_party',
    cloud: 'gcp',
    scope: null,
    name: door.slice(door.indexOf(':') + 1),
  }
  note(found, container)
  found.memberships.set(`${door}\n${member}`, { from: door, to: member, remaining: [], because: [] })
  return { node: member, member }
}

/** Who holds a basic role on a project, by the project's own policy. */
function basicHolders(world: GcpWorld, member: string, found: Principals): Holder[] {
  const basic = basicRoleMember(member)
  if (basic === null) return []
  const at = world.canonical(`//cloudresourcemanager.googleapis.com/projects/${basic.project}`)
  const holders = new Map<string, Holder>()
  for (const { to, document } of world.attached('binding')) {
    if (world.canonical(to) !== at) continue
    for (const binding of bindingsOf(document)) {
      if (binding['role'] !== basic.role) continue
      for (const each of textsOf(binding['members']).map(canonicalMember)) {
        if (basicRoleMember(each) !== null) continue
        for (const holder of holdersOf(world, each, found)) holders.set(holder.node, holder)
      }
    }
  }
  return [...holders.values()]
}

/** All service accounts of a project, folder or organization: ours one by one, those of others as a set. */
function accountHolders(world: GcpWorld, member: string, found: Principals, node: Node): Holder[] {
  const set = serviceAccountSet(member)
  if (set === null || set.agents) return []
  const at = world.canonical(set.container)
  const key = set.container.slice(set.container.lastIndexOf('/') + 1)
  if (!world.nodes.has(at)) return [inSet(found, member, `gcp:${key}`, node)]
  return world.serviceAccounts
    .filter(({ id }) => world.within(id, at) && !isServiceAgent(id.slice('serviceAccount:'.length)))
    .map(({ id }) => ({ node: id, member: id }))
}

/** Identities of a pool: the logins that its providers let in, or the set itself where no provider is known. */
function poolHolders(world: GcpWorld, member: string, found: Principals, node: Node): Holder[] {
  const pool = poolMember(member)
  if (pool === null) return []
  const cluster = /\/workloadIdentityPools\/([a-z0-9.:-]+)\.svc\.id\.goog$/.exec(pool.pool)?.[1]
  if (cluster !== undefined) return [inSet(found, member, `gcp:${cluster}`, node)]
  const doors = poolDoors(world, pool)
  if (doors === null) {
    const project = /\/projects\/([^/]+)\//.exec(pool.pool)?.[1]
    if (project !== undefined && !world.own.has(`gcp:${project}`)) return [inSet(found, member, `gcp:${project}`, node)]
    note(found, node)
    return [{ node: member, member }]
  }
  if (doors.length === 0) return []
  note(found, node)
  for (const door of doors) {
    note(found, door.identity)
    const key = `${door.identity.id}\n${member}\n${JSON.stringify(door.remaining)}`
    found.memberships.set(key, { from: door.identity.id, to: member, remaining: door.remaining, because: door.because })
  }
  return [{ node: member, member }]
}

/**
 * Principals that policies single out among a wide member (everybody, a domain, a group): what limits leave of the wide
 * member's access is not what they leave of theirs.
 */
export function singledOut(world: GcpWorld, member: string): string[] {
  if (!isWide(member)) return []
  const excepted = [...new Set(world.denies.flatMap(({ rule }) => rule.exceptionPrincipals))]
  return excepted.filter(
    (each) =>
      /^(user|serviceAccount|group|domain|principal):/.test(each) &&
      each !== member &&
      includesSubject(member, world.subject(each)),
  )
}

function isWide(member: string): boolean {
  return (
    member === ALL_USERS ||
    member === ALL_AUTHENTICATED ||
    member.startsWith('domain:') ||
    member.startsWith('principalSet:')
  )
}
