import { canonicalJson, isObject, type Evidence, type Json, type JsonObject } from '../../../model/index.js'
import { atomNamed } from '../../condition/atom.js'
import type { Clauses } from '../../condition/clauses.js'
import { RESOURCE_KEY } from '../../condition/doubt.js'
import { NOTHING_KNOWN } from '../condition/attributes.js'
import { holds } from '../condition/condition.js'
import { bindingEvidence, bindingsOf } from '../decide.js'
import { listOf, textsOf } from '../deny.js'
import { canonicalMember } from '../member.js'
import type { Attached, GcpWorld } from './world.js'

/** Somebody has a role on a thing, whatever kind of list says so. */
export interface Bound {
  readonly at: string
  readonly role: string
  /** In canonical spelling. */
  readonly members: readonly string[]
  readonly condition: Json | undefined
  /** What has to hold besides the condition. */
  readonly asks: Clauses
  readonly evidence: Evidence
  /** Objects below the thing, where it is they that are meant. */
  readonly pattern: string | null
}

/** Everything of a snapshot that grants roles: allow policies, lists of datasets and buckets, entitlements. */
export function everyBinding(world: GcpWorld): Bound[] {
  return [
    ...world.attached('binding').flatMap((policy) => inPolicy(world, policy)),
    ...world.attached('acl').flatMap((list) => inList(world, list)),
    ...world.attached('grant').flatMap((entitlement) => inEntitlement(world, entitlement)),
  ]
}

/** What has to hold for a binding to grant, with nothing known of the request; null when it grants nothing. */
export function clausesOfBound(bound: Bound): Clauses | null {
  const clauses = holds(bound.condition, NOTHING_KNOWN)
  return clauses === null ? null : [...clauses, ...bound.asks]
}

function inPolicy(world: GcpWorld, { to, id, document }: Attached): Bound[] {
  return bindingsOf(document).flatMap((binding, i) => {
    const role = binding['role']
    if (typeof role !== 'string') return []
    return [
      {
        at: world.canonical(to),
        role,
        members: textsOf(binding['members']).map(canonicalMember),
        condition: binding['condition'],
        asks: [],
        evidence: bindingEvidence(binding, id, i),
        pattern: null,
      },
    ]
  })
}

function inList(world: GcpWorld, list: Attached): Bound[] {
  const { document } = list
  if (!isObject(document)) return []
  if (Array.isArray(document['access'])) return inDataset(world, list, document['access'])
  // Uniform access makes lists of buckets and objects inert.
  if (world.nodes.get(list.to)?.properties['uniformBucketLevelAccess'] === true) return []
  return [
    ...inBucket(world, list, listOf(document['acl']), false),
    ...inBucket(world, list, listOf(document['defaultObjectAcl']), true),
  ]
}

function listEvidence(document: string, statement: number, entry: Json): Evidence {
  return {
    id: `${document}#${String(statement)}`,
    kind: 'acl',
    document,
    statement,
    sid: null,
    text: canonicalJson(entry),
  }
}

/**
 * Access entries of a dataset: READER, WRITER and OWNER are roles of BigQuery.
 * @see https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets#resource:-dataset
 */
const DATASET_ROLES = new Map([
  ['READER', 'roles/bigquery.dataViewer'],
  ['WRITER', 'roles/bigquery.dataEditor'],
  ['OWNER', 'roles/bigquery.dataOwner'],
])

const SPECIAL_GROUPS = new Map([
  ['projectReaders', 'projectViewer'],
  ['projectWriters', 'projectEditor'],
  ['projectOwners', 'projectOwner'],
])

function inDataset(world: GcpWorld, { to, id }: Attached, access: readonly Json[]): Bound[] {
  const at = world.canonical(to)
  const project = /\/projects\/([^/]+)\//.exec(at)?.[1] ?? ''
  return access.flatMap((entry, i): Bound[] => {
    if (!isObject(entry)) return []
    const evidence = listEvidence(id, i, entry)
    const shared = { at, condition: entry['condition'], evidence, pattern: null }
    const authorized = authorizedProject(entry)
    if (authorized !== null) {
      if (world.own.has(`gcp:${authorized}`)) return []
      const asks = [
        [atomNamed(RESOURCE_KEY, 'StringEquals', [`what \`${canonicalJson(entry)}\` selects`], { opaque: true })],
      ]
      return [{ ...shared, role: VIEW, members: [`gcp:${authorized}`], asks }]
    }
    const member = datasetMember(entry, project)
    const said = typeof entry['role'] === 'string' ? entry['role'] : ''
    if (member === null || said === '') return []
    return [{ ...shared, role: DATASET_ROLES.get(said) ?? said, members: [canonicalMember(member)], asks: [] }]
  })
}

/** What an authorized view reads for whoever may query it. */
export const VIEW = 'authorized view'
export const VIEW_PERMISSIONS: readonly string[] = ['bigquery.tables.getData']

/** The project whose views, routines or datasets may read a dataset without anybody having access to it. */
function authorizedProject(entry: JsonObject): string | null {
  const dataset = isObject(entry['dataset']) ? entry['dataset']['dataset'] : null
  for (const place of [entry['view'], entry['routine'], dataset]) {
    if (isObject(place) && typeof place['projectId'] === 'string') return place['projectId']
  }
  return null
}

function datasetMember(entry: JsonObject, project: string): string | null {
  const text = (name: string): string | null => (typeof entry[name] === 'string' ? entry[name] : null)
  const mail = text('userByEmail')
  if (mail !== null) return mail.endsWith('gserviceaccount.com') ? `serviceAccount:${mail}` : `user:${mail}`
  const group = text('groupByEmail')
  if (group !== null) return `group:${group}`
  const domain = text('domain')
  if (domain !== null) return `domain:${domain}`
  const special = text('specialGroup')
  const basic = SPECIAL_GROUPS.get(special ?? '')
  return basic === undefined ? (special ?? text('iamMember')) : `${basic}:${project}`
}

/**
 * Access control lists of a bucket, and those that new objects get.
 * @see https://cloud.google.com/storage/docs/access-control/iam#acls
 */
const BUCKET_ROLES = new Map([
  ['READER', 'roles/storage.legacyBucketReader'],
  ['WRITER', 'roles/storage.legacyBucketWriter'],
  ['OWNER', 'roles/storage.legacyBucketOwner'],
])
const OBJECT_ROLES = new Map([
  ['READER', 'roles/storage.legacyObjectReader'],
  ['OWNER', 'roles/storage.legacyObjectOwner'],
])

function inBucket(world: GcpWorld, { to, id }: Attached, list: readonly Json[], objects: boolean): Bound[] {
  const at = world.canonical(to)
  return list.flatMap((entry, i): Bound[] => {
    if (!isObject(entry)) return []
    const role = (objects ? OBJECT_ROLES : BUCKET_ROLES).get(typeof entry['role'] === 'string' ? entry['role'] : '')
    const member = typeof entry['entity'] === 'string' ? entityMember(entry['entity'], world) : null
    if (role === undefined || member === null) return []
    const evidence = listEvidence(objects ? `${id}/defaultObjectAcl` : id, i, entry)
    // Objects that were there before, and those with lists of their own, do not have it.
    const asks = objects
      ? [[atomNamed(RESOURCE_KEY, 'StringEquals', ['an object that was given the default list'], { opaque: true })]]
      : []
    return [
      {
        at,
        role,
        members: [member],
        condition: undefined,
        asks,
        evidence,
        pattern: objects ? `${at}/objects/*` : null,
      },
    ]
  })
}

function entityMember(entity: string, world: GcpWorld): string | null {
  if (entity === 'allUsers' || entity === 'allAuthenticatedUsers') return entity
  const dash = entity.indexOf('-')
  const [kind, rest] = [entity.slice(0, Math.max(0, dash)), entity.slice(dash + 1)]
  switch (kind) {
    case 'user':
      return canonicalMember(rest.endsWith('gserviceaccount.com') ? `serviceAccount:${rest}` : `user:${rest}`)
    case 'group':
      return canonicalMember(`group:${rest}`)
    case 'domain':
      return canonicalMember(`domain:${rest}`)
    case 'project': {
      const found = /^(owners|editors|viewers)-(.+)$/.exec(rest)
      const role = { owners: 'projectOwner', editors: 'projectEditor', viewers: 'projectViewer' }[found?.[1] ?? '']
      const project = world.canonical(`//cloudresourcemanager.googleapis.com/projects/${found?.[2] ?? ''}`)
      return role === undefined ? null : `${role}:${project.slice(project.lastIndexOf('/') + 1)}`
    }
    default:
      return null
  }
}

/**
 * Roles that somebody may get for a while on request, with an approval or by activating them.
 * @see https://cloud.google.com/iam/docs/pam-overview
 */
function inEntitlement(world: GcpWorld, { to, id, document }: Attached): Bound[] {
  if (!isObject(document) || document['type'] !== 'entitlement') return []
  const state = document['state']
  if (typeof state === 'string' && state !== 'AVAILABLE' && state !== 'STATE_UNSPECIFIED') return []
  const members = listOf(document['eligibleUsers']).flatMap((users) =>
    isObject(users) ? textsOf(users['principals']).map(canonicalMember) : [],
  )
  const privileged = isObject(document['privilegedAccess']) ? document['privilegedAccess']['gcpIamAccess'] : undefined
  if (!isObject(privileged)) return []
  const resource = privileged['resource']
  const at = world.canonical(typeof resource === 'string' ? resource : to)
  const key = isObject(document['approvalWorkflow']) ? 'approval' : 'activation'
  const asks = [[atomNamed(key, 'Bool', ['true'])]]
  return listOf(privileged['roleBindings']).flatMap((binding, i): Bound[] => {
    const role = isObject(binding) ? binding['role'] : undefined
    if (!isObject(binding) || typeof role !== 'string') return []
    const evidence: Evidence = {
      id: `${id}#${String(i)}`,
      kind: 'grant',
      document: id,
      statement: i,
      sid: null,
      text: canonicalJson({ binding, eligibleUsers: members }),
    }
    const expression = binding['conditionExpression']
    const condition = typeof expression === 'string' && expression !== '' ? { expression } : undefined
    return [{ at, role, members, condition, asks, evidence, pattern: null }]
  })
}
