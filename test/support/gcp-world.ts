// What it is: the files that Google Cloud's own tools would give of a world, in the import layout of the contract.
// May import: the vocabulary, its names and roles.
// Never does: run the product.
import type { WorldFiles } from './aws-world.js'
import type { GcpGrant, GcpWorld } from './gcp-world-format.js'
import { policyFiles } from './gcp-world-policies.js'
import { CUSTOMER, FOLDERS, ORGANIZATION, PROJECTS, gcpFilled, gcpFilledIn, uniqueIdOf } from './gcp-world-names.js'
import { PREDEFINED_ROLES } from './gcp-world-roles.js'

type Document = Record<string, unknown>

const UPDATED = '2026-10-30T08:00:00Z'

/** Every file of the world, in a fixed order. */
export function gcpWorldFiles(given: GcpWorld): WorldFiles {
  const world = gcpFilledIn(given)
  const places = placesOf(world)
  const search = world.form === 'search'
  const files: WorldFiles = new Map()
  addExport(files, world, search ? 'search-all-resources' : 'resource', assets(world, places))
  const policies = Object.entries(world.allow ?? {}).map(([id, grants]) => policyRecord(id, grants, places, search))
  addExport(files, world, search ? 'search-all-iam-policies' : 'iam-policy', policies)
  files.set('gcp/roles.json', { roles: roles(world) })
  for (const [path, content] of policyFiles(world)) files.set(path, content)
  for (const path of [...files.keys()]) {
    if ((world.omit ?? []).some((part) => path.includes(part))) files.delete(path)
  }
  for (const [path, content] of Object.entries(world.files ?? {})) files.set(path, content)
  return files
}

function addExport(files: WorldFiles, world: GcpWorld, name: string, records: readonly Document[]): void {
  const written = world.form === 'snake' ? records.map((record) => snake(record, 0) as Document) : records
  if (world.form === 'camel' || world.form === undefined || world.form === 'search') {
    files.set(`gcp/${name}.json`, written)
  } else files.set(`gcp/${name}.ndjson`, written.map((record) => `${JSON.stringify(record)}\n`).join(''))
}

/** Exports to Cloud Storage write the fields of the asset in snake case, the resource's own data as the API does. */
function snake(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => snake(item, depth))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      key === 'data' ? inner : snake(inner, depth + 1),
    ]),
  )
}

/** Where everything of the world stands. */
interface Places {
  readonly projects: Readonly<Record<string, readonly [number: string, above: string]>>
  /** Containers above a container, itself first: `projects/5`, `folders/1`, `organizations/2`. */
  ancestors(container: string): string[]
  /** The project that an id stands in. */
  projectOf(id: string): string
}

function placesOf(world: GcpWorld): Places {
  const projects = { ...PROJECTS, ...world.projects }
  const inside = new Map<string, string>()
  for (const [name, bucket] of Object.entries(world.buckets ?? {})) {
    inside.set(gcpFilled(`$bucket:${name}`), typeof bucket === 'string' ? bucket : bucket.in)
  }
  for (const [mail, account] of Object.entries(world.accounts ?? {})) {
    inside.set(accountId(mail), typeof account === 'string' ? account : account.in)
  }
  const above = (text: string): string[] =>
    text === 'org'
      ? [`organizations/${ORGANIZATION}`]
      : [`folders/${FOLDERS[text.replace('folder:', '')] ?? ''}`, `organizations/${ORGANIZATION}`]
  return {
    projects,
    ancestors: (container) => {
      const [kind, key = ''] = container.split('/')
      if (kind === 'organizations') return [container]
      if (kind === 'folders') return [container, `organizations/${ORGANIZATION}`]
      const [number = key, parent = 'org'] = projects[key] ?? []
      return [`projects/${number}`, ...above(parent)]
    },
    projectOf: (id) => {
      const bucket = [...inside.keys()].find((each) => id === each || id.startsWith(`${each}/`))
      const found = bucket === undefined ? undefined : inside.get(bucket)
      return found ?? /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(id)?.[1] ?? /\/projects\/([^/]+)/.exec(id)?.[1] ?? ''
    },
  }
}

/** `relay@corp-web` or a whole mail address, as its id. */
function accountId(name: string): string {
  if (name.startsWith('serviceAccount:')) return name
  return name.includes('.gserviceaccount.com') ? `serviceAccount:${name}` : gcpFilled(`$sa:${name}`)
}

const MANAGER = '//cloudresourcemanager.googleapis.com/'

/** What the asset inventory calls it, its type, and the container it stands in. */
function inventoryName(id: string, places: Places): { name: string; assetType: string; container: string } {
  if (id.startsWith(MANAGER)) {
    const [kind = '', key = ''] = id.slice(MANAGER.length).split('/')
    const type = { organizations: 'Organization', folders: 'Folder' }[kind] ?? 'Project'
    const number = kind === 'projects' ? (places.projects[key]?.[0] ?? key) : key
    return {
      name: `${MANAGER}${kind}/${number}`,
      assetType: `cloudresourcemanager.googleapis.com/${type}`,
      container: `${kind}/${key}`,
    }
  }
  const project = places.projectOf(id)
  const container = `projects/${project}`
  if (id.startsWith('serviceAccount:')) {
    const mail = id.slice('serviceAccount:'.length)
    const name = `//iam.googleapis.com/projects/${project}/serviceAccounts/${uniqueIdOf(mail)}`
    return { name, assetType: 'iam.googleapis.com/ServiceAccount', container }
  }
  const bucket = '//storage.googleapis.com/projects/_/buckets/'
  if (id.startsWith(bucket)) {
    const name = `//storage.googleapis.com/${id.slice(bucket.length)}`
    return { name, assetType: 'storage.googleapis.com/Bucket', container }
  }
  const [, , host = '', ...parts] = id.split('/')
  const collection = parts.at(-2) ?? ''
  return { name: id, assetType: `${host}/${KINDS[collection] ?? 'Resource'}`, container }
}

const KINDS: Readonly<Record<string, string>> = {
  datasets: 'Dataset',
  tables: 'Table',
  topics: 'Topic',
  subscriptions: 'Subscription',
  secrets: 'Secret',
  versions: 'SecretVersion',
  repositories: 'Repository',
  keyRings: 'KeyRing',
  cryptoKeys: 'CryptoKey',
  instances: 'Instance',
  services: 'Service',
  workloadIdentityPools: 'WorkloadIdentityPool',
  workforcePools: 'WorkforcePool',
  providers: 'WorkloadIdentityPoolProvider',
}

function policyRecord(id: string, grants: readonly GcpGrant[], places: Places, search: boolean): Document {
  const { name, assetType, container } = inventoryName(id, places)
  const policy = { version: 3, etag: 'BwYxyz0PLfd=', bindings: grants.map(bindingOf) }
  const ancestors = places.ancestors(container)
  if (!search) return { name, assetType, iamPolicy: policy, ancestors, updateTime: UPDATED }
  const [first = ''] = ancestors
  return {
    resource: name,
    assetType,
    ...(first.startsWith('projects/') ? { project: first } : {}),
    folders: ancestors.filter((each) => each.startsWith('folders/')),
    organization: `organizations/${ORGANIZATION}`,
    policy,
  }
}

function bindingOf(grant: GcpGrant): Document {
  if (typeof grant === 'string') {
    const [role = '', members = ''] = grant.split(' to ')
    return { role, members: members.split(', ') }
  }
  const members = Array.isArray(grant.to) ? grant.to : [grant.to]
  return { role: grant.role, members, condition: { title: 'limit', expression: grant.when } }
}

function roles(world: GcpWorld): Document[] {
  const role = (name: string, permissions: readonly string[]): Document => ({
    name,
    title: name.split('/').at(-1),
    includedPermissions: [...permissions].sort(),
    stage: 'GA',
    etag: 'AA==',
  })
  const predefined = Object.entries(PREDEFINED_ROLES).filter(([name]) => !(world.rolesNotRead ?? []).includes(name))
  const custom = Object.entries(world.roles ?? {}).map(([name, permissions]) =>
    role(name.includes('/') ? name : `organizations/${ORGANIZATION}/roles/${name}`, permissions),
  )
  return [...predefined.map(([name, permissions]) => role(name, permissions)), ...custom]
}

function assets(world: GcpWorld, places: Places): Document[] {
  const asset = (id: string, data: Document, more: Document = {}): Document => {
    const { name, assetType, container } = inventoryName(id, places)
    const ancestors = places.ancestors(container)
    const parent = ancestors[ancestors[0] === container || id.startsWith(MANAGER) ? 1 : 0]
    const resource = {
      version: 'v1',
      ...(parent === undefined ? {} : { parent: `${MANAGER}${parent}` }),
      data,
      location: 'global',
    }
    if (world.form === 'search') return searchResult(name, assetType, ancestors)
    return { name, assetType, resource, ancestors, updateTime: UPDATED, ...more }
  }
  return [
    ...containers(asset, places),
    ...storage(asset, world),
    ...Object.entries(world.datasets ?? {}).map(([key, dataset]) => {
      const [projectId = '', datasetId = ''] = key.split('.')
      const access = typeof dataset === 'string' ? [] : (dataset?.access ?? [])
      const data = {
        access,
        datasetReference: { datasetId, projectId },
        id: `${projectId}:${datasetId}`,
        kind: 'bigquery#dataset',
      }
      return asset(gcpFilled(`$dataset:${key}`), data)
    }),
    ...accounts(asset, world),
    ...Object.entries(world.resources ?? {}).map(([id, data]) =>
      asset(id, { name: id.split('/').slice(3).join('/'), ...data }),
    ),
    ...pools(asset, world),
  ]
}

type MakeAsset = (id: string, data: Document, more?: Document) => Document

function searchResult(name: string, assetType: string, ancestors: readonly string[]): Document {
  const project = ancestors.find((each) => each.startsWith('projects/'))
  return {
    name,
    assetType,
    ...(project === undefined ? {} : { project }),
    folders: ancestors.filter((each) => each.startsWith('folders/')),
    organization: `organizations/${ORGANIZATION}`,
    displayName: name.split('/').at(-1),
    location: 'global',
  }
}

function containers(asset: MakeAsset, { projects }: Places): Document[] {
  const active = { lifecycleState: 'ACTIVE' }
  const parentOf = (above: string): { type: string; id: string } =>
    above === 'org'
      ? { type: 'organization', id: ORGANIZATION }
      : { type: 'folder', id: FOLDERS[above.replace('folder:', '')] ?? '' }
  const organization = {
    ...active,
    displayName: 'corp.example',
    name: `organizations/${ORGANIZATION}`,
    owner: { directoryCustomerId: CUSTOMER },
  }
  return [
    asset(gcpFilled('$org'), organization),
    ...Object.entries(FOLDERS).map(([name, number]) =>
      asset(`${MANAGER}folders/${number}`, {
        ...active,
        displayName: name,
        name: `folders/${number}`,
        parent: `organizations/${ORGANIZATION}`,
      }),
    ),
    ...Object.entries(projects).map(([projectId, [projectNumber, above]]) =>
      asset(`${MANAGER}projects/${projectId}`, {
        ...active,
        name: projectId,
        projectId,
        projectNumber,
        parent: parentOf(above),
      }),
    ),
  ]
}

function storage(asset: MakeAsset, world: GcpWorld): Document[] {
  return Object.entries(world.buckets ?? {}).map(([name, bucket]) => {
    const more = typeof bucket === 'string' ? { in: bucket } : bucket
    const data = {
      kind: 'storage#bucket',
      id: name,
      name,
      acl: more.acl ?? [],
      defaultObjectAcl: more.defaultObjectAcl ?? [],
      iamConfiguration: {
        publicAccessPrevention: more.publicAccessPrevention ?? 'inherited',
        uniformBucketLevelAccess: { enabled: more.uniform ?? true },
      },
      location: 'EU',
    }
    const tags = Object.entries(more.tags ?? {}).map(([tagKey, value]) => ({ tagKey, tagValue: `${tagKey}/${value}` }))
    return asset(
      gcpFilled(`$bucket:${name}`),
      data,
      tags.length === 0 ? {} : { tags, effectiveTags: effective(name, tags) },
    )
  })
}

function effective(name: string, tags: readonly Document[]): Document[] {
  return [{ attachedResource: `//storage.googleapis.com/${name}`, effectiveTags: tags }]
}

function accounts(asset: MakeAsset, world: GcpWorld): Document[] {
  return Object.entries(world.accounts ?? {}).flatMap(([name, account]) => {
    const id = accountId(name)
    const email = id.slice('serviceAccount:'.length)
    const { in: projectId, disabled, keys = [] } = typeof account === 'string' ? { in: account } : account
    const own = `projects/${projectId}/serviceAccounts/${email}`
    const data = {
      name: own,
      projectId,
      uniqueId: uniqueIdOf(email),
      email,
      ...(disabled === undefined ? {} : { disabled }),
    }
    return [
      asset(id, data),
      ...keys.map((key, at) =>
        asset(`//iam.googleapis.com/${own}/keys/key${String(at)}`, { name: `${own}/keys/key${String(at)}`, ...key }),
      ),
    ]
  })
}

function pools(asset: MakeAsset, world: GcpWorld): Document[] {
  const of = (host: string, word: string, all: GcpWorld['pools']): Document[] =>
    Object.entries(all ?? {}).flatMap(([name, { disabled, state = 'ACTIVE', providers = {} }]) => {
      const id = `//${gcpFilled(`$${word}:${name}`)}`
      const own = id.slice(`//${host}/`.length)
      const type = word === 'pool' ? 'WorkloadIdentityPoolProvider' : 'WorkforcePoolProvider'
      return [
        { ...asset(id, { name: own, state, ...(disabled === undefined ? {} : { disabled }) }), ...atTop(word) },
        ...Object.entries(providers).map(([provider, fields]) => ({
          ...asset(`${id}/providers/${provider}`, { name: `${own}/providers/${provider}`, state: 'ACTIVE', ...fields }),
          assetType: `iam.googleapis.com/${type}`,
          ...atTop(word),
        })),
      ]
    })
  return [...of('iam.googleapis.com', 'pool', world.pools), ...of('iam.googleapis.com', 'workforce', world.workforce)]
}

/** Workforce pools stand right below the organization. */
function atTop(word: string): Document {
  return word === 'pool' ? {} : { ancestors: [`organizations/${ORGANIZATION}`] }
}
