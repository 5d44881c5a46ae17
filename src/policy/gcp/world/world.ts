import { isObject, type Attachment, type FactNode, type Facts, type Json } from '../../../model/index.js'
import { boundaryOf, type Boundary } from '../boundary.js'
import { denyRules, textsOf, type DenyRule } from '../deny.js'
import {
  basicRoleMember,
  canonicalMember,
  includesSubject,
  poolMember,
  projectOfServiceAccount,
  type Subject,
} from '../member.js'
import { canonicalId, CONTAINERS, containersOf, isWithin, type Lookup } from '../place.js'
import { basicRolePermissions, rolePermissions } from '../roles.js'
import { bindingsOf } from '../decide.js'
import { perimetersIn, type Perimeter } from './perimeter.js'

/** A policy text with what it is attached to. */
export interface Attached {
  readonly to: string
  readonly id: string
  readonly document: Json
}

/** The Google Cloud side of a snapshot, indexed for evaluation. */
export interface GcpWorld {
  readonly nodes: ReadonlyMap<string, FactNode>
  /** An id as the snapshot spells it. */
  readonly canonical: (id: string) => string
  /** What contains a thing, nearest first. */
  readonly containers: (id: string) => readonly string[]
  readonly within: (id: string, at: string) => boolean
  /** Permissions of a role; null where they are not known. */
  readonly permissionsOf: (role: string) => readonly string[] | null
  /** Has the role more permissions than `permissionsOf` knows? */
  readonly isPartial: (role: string) => boolean
  readonly attached: (as: Attachment['as']) => readonly Attached[]
  readonly document: (id: string) => Json | undefined
  readonly denies: readonly { readonly at: string; readonly rule: DenyRule }[]
  readonly boundaries: readonly Boundary[]
  readonly perimeters: readonly Perimeter[]
  readonly serviceAccounts: readonly FactNode[]
  readonly accountIds: ReadonlySet<string>
  /** Groups that a member is in, to any depth. */
  readonly groupsOf: (member: string) => ReadonlySet<string>
  /** Members of a group, to any depth; null where they were not read. */
  readonly membersOf: (group: string) => readonly string[] | null
  /** Ids of parties that are ours: `gcp:<project>`, `domain:<domain>`. */
  readonly own: ReadonlySet<string>
  /** Who somebody is, for the identifiers of policies. */
  readonly subject: (member: string) => Subject
  /** Everything of the snapshot that lies below, itself not among it. */
  readonly below: (at: string) => readonly FactNode[]
}

export function gcpWorld(facts: Facts): GcpWorld {
  const nodes = new Map(facts.nodes.map((node) => [node.id, node]))
  const spellings = new Map<string, string>()
  for (const { id, properties } of facts.nodes) {
    for (const alias of textsOf(properties['aliases'])) if (!nodes.has(alias)) spellings.set(alias, id)
  }
  const lookup: Lookup = { find: (id) => nodes.get(id) ?? nodes.get(spellings.get(id) ?? '') ?? null }
  const containers = remember((id: string) => containersOf(id, lookup))
  const documents = new Map(facts.documents.map((each) => [each.id, each.document]))
  const attached = remember((as: string): Attached[] =>
    facts.attachments.flatMap((each) => {
      const document = documents.get(each.document)
      return each.as !== as || document === undefined ? [] : [{ to: each.to, id: each.document, document }]
    }),
  )
  const canonical = (id: string): string => canonicalId(id, lookup)
  const within = (id: string, at: string): boolean => isWithin(id, at, containers(id))
  const { groupsOf, membersOf } = membershipsIn(facts)
  const own = new Set(
    facts.nodes.flatMap((node) => (node.kind === 'Scope' ? textsOf(node.properties['identifiers']) : [])),
  )
  const permissionsOf = remember((role: string): readonly string[] | null => {
    const found = documents.get(role)
    const permissions = isObject(found) ? found['includedPermissions'] : undefined
    // A role that is deleted or disabled grants nothing, although its bindings stay.
    if (isObject(found) && (found['deleted'] === true || found['stage'] === 'DISABLED')) return NO_PERMISSIONS
    return Array.isArray(permissions) ? textsOf(permissions) : (rolePermissions(role) ?? basicRolePermissions(role))
  })
  const isPartial = remember((role: string): boolean => {
    const permissions = permissionsOf(role)
    return permissions !== null && permissions === basicRolePermissions(role)
  })
  const basicHolders = remember((key: string): readonly string[] => {
    const [role = '', project = ''] = key.split('\n')
    const at = canonical(`${CONTAINERS}projects/${project}`)
    return attached('binding')
      .filter(({ to }) => to === at)
      .flatMap(({ document }) => bindingsOf(document))
      .filter((binding) => binding['role'] === role)
      .flatMap((binding) => textsOf(binding['members']).map(canonicalMember))
      .filter((member) => basicRoleMember(member) === null)
  })
  const organizationNodes = facts.nodes.filter((node) => node.type === 'gcp_organization')
  const subject = remember((member: string): Subject => {
    const home = homeOf(member, nodes, canonical)
    const above = home === null ? [] : [home, ...containers(home)]
    const organizations = organizationsOf(member, organizationNodes)
    const self: Subject = {
      member,
      memberOf: groupsOf(member),
      isBelow: (container) => {
        const at = canonical(container)
        return above.includes(at) || organizations.includes(at) || organizations.includes(container)
      },
      hasBasicRole: (role, project) => basicHolders(`${role}\n${project}`).some((each) => includesSubject(each, self)),
    }
    return self
  })
  const belowIndex = remember((_: string) => descendants(facts.nodes, containers))
  const serviceAccounts = facts.nodes.filter(isOurs)
  const world: GcpWorld = {
    nodes,
    canonical,
    containers,
    within,
    permissionsOf,
    isPartial,
    attached,
    document: (id) => documents.get(id),
    denies: attached('deny-policy').flatMap(({ to, id, document }) =>
      denyRules(document, id).map((rule) => ({ at: canonical(to), rule })),
    ),
    boundaries: attached('access-boundary').flatMap(({ id, document }) => {
      const name = isObject(document) ? document['policy'] : undefined
      const policy = typeof name === 'string' ? documents.get(name) : undefined
      const found = policy === undefined ? null : boundaryOf(policy, document, id)
      return found === null ? [] : [{ ...found, resources: found.resources.map(canonical) }]
    }),
    perimeters: [],
    serviceAccounts,
    accountIds: new Set(serviceAccounts.map(({ id }) => id)),
    groupsOf,
    membersOf,
    own,
    subject,
    below: (at) => belowIndex('').get(at) ?? [],
  }
  const perimeters = perimetersIn(
    attached('perimeter').map(({ id, document }) => ({ id, document })),
    canonical,
  )
  return { ...world, perimeters }
}

/** Groups may name accounts of others, too: these lie nowhere. */
function isOurs({ id, type, scope, properties }: FactNode): boolean {
  const isAccount = type === 'google_service_account' && id.startsWith('serviceAccount:')
  return isAccount && (scope !== null || typeof properties['uniqueId'] === 'string')
}

const NO_PERMISSIONS: readonly string[] = []

function descendants(
  nodes: readonly FactNode[],
  containers: (id: string) => readonly string[],
): ReadonlyMap<string, readonly FactNode[]> {
  const found = new Map<string, FactNode[]>()
  for (const node of nodes) {
    for (const container of containers(node.id)) {
      const list = found.get(container)
      if (list === undefined) found.set(container, [node])
      else list.push(node)
    }
  }
  return found
}

/** The project of a service account or of a pool. */
function homeOf(
  member: string,
  nodes: ReadonlyMap<string, FactNode>,
  canonical: (id: string) => string,
): string | null {
  if (member.startsWith('serviceAccount:')) {
    const scope = nodes.get(member)?.scope ?? null
    if (scope !== null) return scope
    const project = projectOfServiceAccount(member.slice('serviceAccount:'.length))
    return project === null ? null : canonical(`${CONTAINERS}projects/${project}`)
  }
  const pool = poolMember(member)?.pool
  if (pool === undefined) return null
  const project = /\/projects\/([^/]+)\//.exec(pool)?.[1]
  if (project !== undefined) return canonical(`${CONTAINERS}projects/${project}`)
  for (const node of nodes.values()) if (node.properties['pool'] === pool || node.id === `//${pool}`) return node.scope
  return null
}

/** Organizations (and their Workspaces) that a person's domain belongs to, or a domain itself. */
function organizationsOf(member: string, organizations: readonly FactNode[]): string[] {
  if (!member.startsWith('user:') && !member.startsWith('domain:')) return []
  const domain = member.startsWith('domain:') ? member : `domain:${member.slice(member.lastIndexOf('@') + 1)}`
  return organizations.flatMap((node) => {
    const identifiers = textsOf(node.properties['identifiers'])
    if (!identifiers.includes(domain)) return []
    const customers = identifiers.flatMap((id) => (/^gcp:C/.test(id) ? [id.slice('gcp:'.length)] : []))
    return [
      node.id,
      ...customers.map((id) => `//iam.googleapis.com/locations/global/workspace/${id}`),
      ...customers.map((id) => `principalSet://goog/cloudIdentityCustomerId/${id}`),
    ]
  })
}

function membershipsIn(facts: Facts): Pick<GcpWorld, 'groupsOf' | 'membersOf'> {
  const up = new Map<string, string[]>()
  const down = new Map<string, string[]>()
  const add = (map: Map<string, string[]>, key: string, value: string): void => {
    const list = map.get(key)
    if (list === undefined) map.set(key, [value])
    else list.push(value)
  }
  for (const { from, to, type } of facts.edges) {
    if (type !== 'MEMBER_OF') continue
    add(up, from, to)
    add(down, to, from)
  }
  const read = new Set(facts.nodes.flatMap((node) => (node.properties['membersRead'] === true ? [node.id] : [])))
  const closure = (map: ReadonlyMap<string, readonly string[]>, from: string): Set<string> => {
    const found = new Set<string>()
    const open = [from]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of map.get(at) ?? []) {
        if (next === from || found.has(next)) continue
        found.add(next)
        open.push(next)
      }
    }
    return found
  }
  return {
    groupsOf: remember((member) => closure(up, member)),
    membersOf: remember((group) => (read.has(group) ? [...closure(down, group)] : null)),
  }
}

export function remember<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined || known.has(key)) return found as T
    const value = compute(key)
    known.set(key, value)
    return value
  }
}
