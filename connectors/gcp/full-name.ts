/**
 * Full resource names: the one spelling under which each thing of Google Cloud is known.
 *
 * @see https://cloud.google.com/iam/docs/full-resource-names
 * @see https://cloud.google.com/asset-inventory/docs/asset-names
 */

export const CONTAINERS = '//cloudresourcemanager.googleapis.com/'
const BUCKETS = '//storage.googleapis.com/projects/_/buckets/'
const IAM = '//iam.googleapis.com/'
const POOL = /^\/\/iam\.googleapis\.com\/projects\/([^/]+)\/locations\/global\/workloadIdentityPools\/(.+)$/
const SERVICE_ACCOUNT = /^\/\/iam\.googleapis\.com\/projects\/([^/]+)\/serviceAccounts\/([^/]+)(\/.+)?$/
const IN_PROJECT = /^(\/\/[a-z0-9.-]+\/(?:[a-z0-9]+\/)?projects\/)([^/]+)(\/.*)?$/

/** What the whole import tells about numbers, ids and addresses that mean the same. */
export interface Directory {
  /** Project id by project number. */
  projectIds: ReadonlyMap<string, string>
  /** Project number by project id. */
  projectNumbers: ReadonlyMap<string, string>
  /** Mail address of a service account by its unique id. */
  serviceAccounts: ReadonlyMap<string, string>
}

/**
 * The id of what a full resource name (or a bare `organizations/2`) speaks of.
 *
 * Projects go by id where the import tells it, buckets by their IAM name, service accounts by their address; pools
 * keep the project number, as member strings do.
 */
export function canonicalName(name: string, directory: Directory): string {
  const full = fullName(name)
  const bucket = bucketName(full)
  if (bucket !== null) return bucket
  const pool = POOL.exec(full)
  if (pool !== null) {
    const [, project = '', rest = ''] = pool
    return `${IAM}projects/${directory.projectNumbers.get(project) ?? project}/locations/global/workloadIdentityPools/${rest}`
  }
  const account = SERVICE_ACCOUNT.exec(full)
  if (account !== null) {
    const [, project = '', who = '', rest = ''] = account
    const mail = who.includes('@') ? who.toLowerCase() : directory.serviceAccounts.get(who)
    if (mail !== undefined && rest === '') return `serviceAccount:${mail}`
    return `${IAM}projects/${directory.projectIds.get(project) ?? project}/serviceAccounts/${mail ?? who}${rest}`
  }
  const inProject = IN_PROJECT.exec(full)
  if (inProject === null) return full
  const [, before = '', project = '', rest = ''] = inProject
  return `${before}${directory.projectIds.get(project) ?? project}${rest}`
}

/** `organizations/2`, `projects/p`, `projects/p/topics/t` of no known service: containers get their service, all else stays. */
export function fullName(name: string): string {
  if (name.startsWith('//')) return name
  if (/^(projects|folders|organizations)\/[^/]+$/.test(name)) return `${CONTAINERS}${name}`
  return name
}

/** Asset inventory and IAM spell buckets differently; objects and managed folders hang below them. */
function bucketName(full: string): string | null {
  const found = /^\/\/storage\.googleapis\.com\/(?!projects\/)([^/]+)(\/.*)?$/.exec(full)
  return found === null ? null : `${BUCKETS}${found[1] ?? ''}${found[2] ?? ''}`
}

/** The id of a container from `projects/5`, `folders/1`, `organizations/2` or its full name; null if it is none. */
export function containerId(reference: string, directory: Directory): string | null {
  const id = canonicalName(reference, directory)
  return isContainer(id) ? id : null
}

export function isContainer(id: string): boolean {
  return id.startsWith(CONTAINERS) && /^(projects|folders|organizations)\/[^/]+$/.test(id.slice(CONTAINERS.length))
}

/** `['projects', 'p']` of a container's id. */
export function containerParts(id: string): [kind: string, key: string] {
  const [kind = '', key = ''] = id.slice(CONTAINERS.length).split('/')
  return [kind, key]
}

/** The project that a name stands in, as the name spells it; null for names outside of projects (`projects/_`). */
export function projectInName(full: string): string | null {
  const project = IN_PROJECT.exec(full)?.[2]
  return project === undefined || project === '_' || project === '-' ? null : project
}

/** The last part of a name. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

const MAIL_KINDS = ['user', 'group', 'serviceAccount', 'domain']

/**
 * A member as policies name it, mail addresses and domains in lower case.
 *
 * @see https://cloud.google.com/iam/docs/principal-identifiers
 */
export function canonicalMember(member: string): string {
  const at = member.indexOf(':')
  const kind = member.slice(0, at)
  if (MAIL_KINDS.includes(kind)) return `${kind}:${member.slice(at + 1).toLowerCase()}`
  if (kind !== 'deleted') return member
  const rest = member.slice(at + 1)
  const uid = rest.indexOf('?')
  return uid < 0
    ? `deleted:${canonicalMember(rest)}`
    : `deleted:${canonicalMember(rest.slice(0, uid))}${rest.slice(uid)}`
}
