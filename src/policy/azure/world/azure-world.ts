import { isObject, type AccessTarget, type FactNode, type Facts, type Json, type Node } from '../../../model/index.js'
import { isContainer, lowerId, parentByName, typedNames } from '../arm-id.js'
import { assignmentOf, denialOf, typeOf, type Assignment, type Denial } from '../assignment.js'
import { builtInRole } from '../built-in-roles.js'
import { bodyOf, roleOf, textOf, type Role } from '../role.js'
import { activationTerms, schedulesApplied, type PolicyDocument } from './privileged-identity.js'

/** A document and the node that it is attached to. */
export interface Attached {
  readonly name: string
  readonly document: Json
  readonly to: string
}

/** The Azure side of a snapshot, indexed for evaluation. */
export interface AzureWorld {
  readonly nodes: readonly FactNode[]
  /** A node by its id, whatever its case. */
  node(id: string): FactNode | null
  /** What contains a scope or resource, nearest first, in the spelling of `lowerId`; management groups are among them. */
  above(id: string): readonly string[]
  readonly roles: { get(id: string): Role | undefined }
  /** Data actions that roles of the snapshot name outright. */
  readonly dataActions: readonly string[]
  readonly assignments: readonly Assignment[]
  readonly denials: readonly Denial[]
  readonly delegations: readonly Attached[]
  readonly federatedCredentials: readonly Attached[]
  /** Permissions on APIs and roles of the directory, which are kept beside Azure RBAC. */
  readonly directoryRecords: readonly Attached[]
  /** Tenants whose own data the snapshot holds, lower case. */
  readonly tenants: ReadonlySet<string>
  /** The node of a principal by its object id; the id that it would have in a tenant where it is in none. */
  principalId(objectId: string): string
  /** Groups that a principal is in, to any depth, by node id. */
  groupsOf(principal: string): ReadonlySet<string>
  /** Members of a group, groups among them, by node id. */
  membersOf(group: string): readonly string[]
}

/** Types of documents that are attached like role assignments. */
const DIRECTORY = new Set([
  'approleassignment',
  'oauth2permissiongrant',
  'unifiedroleassignment',
  'unifiedroleassignmentscheduleinstance',
  'unifiedroleeligibilityscheduleinstance',
  'unifiedroleeligibilityschedule',
  'delegatedadminrelationship',
])

export function azureWorld(facts: Facts): AzureWorld {
  const byId = new Map<string, FactNode>()
  const byObject = new Map<string, string>()
  for (const node of facts.nodes) {
    if (node.cloud !== 'azure') continue
    const lower = lowerId(node.id)
    if (!byId.has(lower)) byId.set(lower, node)
    const slash = node.kind === 'Principal' ? lower.indexOf('/') : -1
    if (slash > 0 && lower.startsWith('azure:')) byObject.set(lower.slice(slash + 1), node.id)
  }
  const nodes = [...byId.values()]
  const tenants = new Set(
    nodes
      .filter((node) => node.type === 'azure_tenant' && node.properties['imported'] === true)
      .map((node) => node.id.slice('azure:'.length).toLowerCase()),
  )
  const [home] = tenants
  const groups = groupIndex(facts)
  const read = readDocuments(facts)
  return {
    nodes,
    node: (id) => byId.get(lowerId(id)) ?? null,
    above: remembering((id) => ancestors(id, byId)),
    roles: { get: (id) => read.roles.get(id) ?? builtInRole(id) },
    dataActions: read.dataActions,
    assignments: read.assignments,
    denials: read.denials,
    delegations: read.delegations,
    federatedCredentials: read.federatedCredentials,
    directoryRecords: read.directoryRecords,
    tenants,
    principalId: (objectId) => byObject.get(objectId) ?? `azure:${home ?? 'unknown'}/${objectId}`,
    groupsOf: groups.groupsOf,
    membersOf: groups.membersOf,
  }
}

function remembering<T>(find: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>()
  return (id) => {
    const there = known.get(id)
    if (there !== undefined) return there
    const found = find(id)
    known.set(id, found)
    return found
  }
}

const DEEPEST = 64

/** Containers by what the snapshot says, and by the id where it says nothing. */
function ancestors(id: string, nodes: ReadonlyMap<string, FactNode>): string[] {
  const found: string[] = []
  const seen = new Set([lowerId(id)])
  let at: string | null = lowerId(id)
  while (at !== null && found.length < DEEPEST) {
    const scope: string | null | undefined = nodes.get(at)?.scope
    const byName = parentByName(at)
    // An id knows its own parents better than a list does; only above a subscription the list alone tells.
    const container: string | null =
      byName !== null && byName !== '/' ? byName : (scope ?? (byName === null ? null : byName))
    if (container === null) break
    at = lowerId(container)
    if (seen.has(at)) break
    seen.add(at)
    found.push(at)
  }
  if (found.length > 0 && !found.includes('/') && !lowerId(id).startsWith('azure:')) found.push('/')
  return found
}

/** Who is in which group, directly and to any depth; cycles do no harm. */
function groupIndex(facts: Facts): Pick<AzureWorld, 'groupsOf' | 'membersOf'> {
  const up = new Map<string, string[]>()
  const down = new Map<string, string[]>()
  for (const { from, to, type } of facts.edges) {
    if (type !== 'MEMBER_OF') continue
    append(up, from, to)
    append(down, to, from)
  }
  return {
    groupsOf: remembering((principal) => {
      const found = new Set<string>()
      const open = [principal]
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        for (const group of up.get(at) ?? []) {
          if (found.has(group)) continue
          found.add(group)
          open.push(group)
        }
      }
      return found
    }),
    membersOf: (group) => down.get(group) ?? [],
  }
}

export function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

interface Documents {
  readonly roles: Map<string, Role>
  readonly dataActions: string[]
  readonly assignments: Assignment[]
  readonly denials: Denial[]
  readonly delegations: Attached[]
  readonly federatedCredentials: Attached[]
  readonly directoryRecords: Attached[]
}

function* rolesIn(facts: Facts): Generator<Role> {
  const attached = new Set(facts.attachments.map(({ document }) => document))
  for (const { id, document } of facts.documents) {
    if (attached.has(id) || !isRoleDefinition(document)) continue
    const role = roleOf(document)
    if (role !== null) yield role
  }
}

/** Data actions that roles name, not only by a wildcard. */
function dataActionsOf(roles: Iterable<Role>): string[] {
  const found: string[] = []
  for (const { permissions } of roles)
    for (const { data } of permissions) found.push(...data.patterns.filter((pattern) => !pattern.includes('*')))
  return found
}

/** Data actions that a role of the snapshot names, not only by a wildcard. */
export function namedDataActions(facts: Facts): string[] {
  return dataActionsOf(rolesIn(facts))
}

function readDocuments(facts: Facts): Documents {
  const byName = new Map(facts.documents.map((document) => [document.id, document]))
  const found: Documents = {
    roles: new Map(),
    dataActions: [],
    assignments: [],
    denials: [],
    delegations: [],
    federatedCredentials: [],
    directoryRecords: [],
  }
  const policies: PolicyDocument[] = []
  const assigned: Attached[] = []
  for (const attachment of facts.attachments) {
    const document = byName.get(attachment.document)
    if (document === undefined) continue
    const each: Attached = { name: document.id, document: document.document, to: attachment.to }
    const type = typeOf(document.document)
    if (DIRECTORY.has(type)) found.directoryRecords.push(each)
    else if (attachment.as === 'lighthouse') found.delegations.push(each)
    else if (attachment.as === 'trust') found.federatedCredentials.push(each)
    else if (attachment.as === 'deny-assignment') pushRead(found.denials, denialOf(each.document, each.name))
    else if (attachment.as === 'role-assignment') {
      if (type.includes('rolemanagementpolicyassignment')) policies.push({ body: bodyOf(each.document), at: each.to })
      else assigned.push(each)
    }
  }
  for (const role of rolesIn(facts)) if (!found.roles.has(role.id)) found.roles.set(role.id, role)
  found.dataActions.push(...dataActionsOf(found.roles.values()))
  const terms = activationTerms(policies)
  found.assignments.push(...schedulesApplied(assigned.flatMap((each) => readAssignment(each, terms))))
  return found
}

function pushRead<T>(list: T[], item: T | null): void {
  if (item !== null) list.push(item)
}

function isRoleDefinition(document: Json): boolean {
  if (!isObject(document)) return false
  const type = textOf(document['type']).toLowerCase()
  if (type !== '' && !type.includes('roledefinition') && !type.includes('role')) return false
  return Array.isArray(bodyOf(document)['permissions'])
}

/**
 * LIMIT: classic administrators give nothing: Azure retired them on 31 August 2024.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/classic-administrators
 */
function readAssignment(
  { document, name }: Attached,
  terms: ReturnType<typeof activationTerms>,
): { assignment: Assignment; document: Json }[] {
  if (typeOf(document).includes('classicadministrator')) return []
  const assignment = assignmentOf(document, name)
  if (assignment === null) return []
  const eligible = assignment.eligible ? terms(assignment.scope, assignment.role) : []
  return [
    {
      assignment: eligible.length === 0 ? assignment : { ...assignment, terms: [...assignment.terms, ...eligible] },
      document,
    },
  ]
}

/** A scope or resource as the target of a grant; what the snapshot has no node for is told by its id. */
export function targetAt(world: AzureWorld, id: string, except: readonly string[] = []): AccessTarget {
  const node: Node = world.node(id) ?? unlisted(id)
  return {
    id: node.id,
    type: node.type,
    cloud: 'azure',
    scope: node.scope,
    name: node.name,
    covers: node.id.startsWith('/') ? (isContainer(node.id) ? 'scope' : 'resource') : 'scope',
    within: [],
    except,
  }
}

function unlisted(id: string): Node {
  const last = typedNames(id).at(-1)
  const segments = id.split('/').filter((segment) => segment !== '')
  const type =
    last !== undefined
      ? `azurerm_${last.type.slice(last.type.lastIndexOf('/') + 1).toLowerCase()}`
      : segments.length === 0
        ? 'azure_root'
        : segments.length === 2
          ? 'azure_subscription'
          : 'azurerm_resource_group'
  return { id, type, cloud: 'azure', scope: parentByName(id), name: segments.at(-1) ?? '/' }
}
