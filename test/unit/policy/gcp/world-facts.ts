import type { Attachment, FactNode, Facts, Json } from '../../../../src/model/index.js'

const CONTAINERS = '//cloudresourcemanager.googleapis.com/'
export const ORGANIZATION = `${CONTAINERS}organizations/1`
export const PROJECT = `${CONTAINERS}projects/corp`
export const OTHER = `${CONTAINERS}projects/other`
export const BUCKET = '//storage.googleapis.com/projects/_/buckets/b'
export const OTHER_BUCKET = '//storage.googleapis.com/projects/_/buckets/o'
export const ACCOUNT = 'serviceAccount:run@corp.iam.gserviceaccount.com'
export const SECOND = 'serviceAccount:second@corp.iam.gserviceaccount.com'
export const VIEWER = 'roles/storage.objectViewer'
export const CREATOR = 'roles/iam.serviceAccountTokenCreator'
export const POOL = 'iam.googleapis.com/projects/77/locations/global/workloadIdentityPools/p'

function scope(
  id: string,
  type: string,
  parent: string | null,
  identifiers: string[],
  aliases: string[] = [],
): FactNode {
  const name = id.slice(id.lastIndexOf('/') + 1)
  return {
    id,
    kind: 'Scope',
    type,
    cloud: 'gcp',
    scope: parent,
    name,
    properties: { imported: true, identifiers, aliases },
  }
}

function thing(id: string, type: string, parent: string, properties: FactNode['properties'] = {}): FactNode {
  const kind = id.startsWith('serviceAccount:') ? 'Principal' : 'Resource'
  return { id, kind, type, cloud: 'gcp', scope: parent, name: id, properties }
}

/** An organization with two projects, a bucket in each, and two service accounts. */
export const NODES: readonly FactNode[] = [
  scope(ORGANIZATION, 'gcp_organization', null, ['gcp:1', 'gcp:C1', 'domain:corp.example']),
  scope(PROJECT, 'gcp_project', ORGANIZATION, ['gcp:corp', 'gcp:77'], [`${CONTAINERS}projects/77`]),
  scope(OTHER, 'gcp_project', ORGANIZATION, ['gcp:other', 'gcp:88'], [`${CONTAINERS}projects/88`]),
  thing(BUCKET, 'google_storage_bucket', PROJECT),
  thing(OTHER_BUCKET, 'google_storage_bucket', OTHER),
  thing(ACCOUNT, 'google_service_account', PROJECT, {
    uniqueId: '111',
    aliases: ['//iam.googleapis.com/projects/corp/serviceAccounts/111'],
  }),
  thing(SECOND, 'google_service_account', PROJECT, { uniqueId: '222' }),
]

/** Facts of that estate with policies: `[as, attached to, document, id]`. */
export function factsWith(
  policies: readonly (readonly [as: Attachment['as'] | null, to: string, document: Json, id?: string])[],
  more: readonly FactNode[] = [],
  members: readonly (readonly [member: string, group: string])[] = [],
): Facts {
  const nodes = new Map([...NODES, ...more].map((node) => [node.id, node]))
  const named = policies.map(([as, to, document, id], i) => ({ as, to, document, id: id ?? `document-${String(i)}` }))
  return {
    nodes: [...nodes.values()],
    edges: members.map(([from, to]) => ({ from, to, type: 'MEMBER_OF' as const })),
    documents: named.map(({ id, document }) => ({ id, name: id, document })),
    attachments: named.flatMap(({ as, to, id }) => (as === null ? [] : [{ as, to, document: id }])),
    gaps: [],
  }
}

export type Binding = readonly [role: string, members: readonly string[], expression?: string]

export function allow(...bindings: Binding[]): Json {
  return {
    bindings: bindings.map(([role, members, expression]) => ({
      role,
      members: [...members],
      ...(expression === undefined ? {} : { condition: { title: 'if', expression } }),
    })),
  }
}

export function denial(rule: { [field: string]: Json }): Json {
  return { rules: [{ denyRule: rule }] }
}

export function provider(name: string, properties: FactNode['properties']): FactNode {
  return {
    id: `//${POOL}/providers/${name}`,
    kind: 'IdentityProvider',
    type: 'google_iam_workload_identity_pool_provider',
    cloud: 'gcp',
    scope: PROJECT,
    name,
    properties: { pool: POOL, ...properties },
  }
}

export function group(mail: string, membersRead: boolean): FactNode {
  const properties = { email: mail, membersRead }
  return {
    id: `group:${mail}`,
    kind: 'Principal',
    type: 'google_cloud_identity_group',
    cloud: 'gcp',
    scope: ORGANIZATION,
    name: mail,
    properties,
  }
}

export function person(mail: string): FactNode {
  return {
    id: `user:${mail}`,
    kind: 'Principal',
    type: 'google_user',
    cloud: 'gcp',
    scope: null,
    name: mail,
    properties: {},
  }
}
