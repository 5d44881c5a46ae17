/** Identifiers of policies of version 2, with what allow policies write instead. */
const FORMS: readonly (readonly [prefix: string, as: string])[] = [
  ['principal://goog/subject/', 'user:'],
  ['principalSet://goog/group/', 'group:'],
  ['principal://iam.googleapis.com/projects/-/serviceAccounts/', 'serviceAccount:'],
]

/** All accounts of a customer of Google Workspace or Cloud Identity. */
const CUSTOMER = 'principalSet://goog/cloudIdentityCustomerId/'

/** Members of which the case of letters does not count. */
const CASELESS: ReadonlySet<string> = new Set(['user', 'group', 'serviceAccount', 'domain'])

export const ALL_USERS = 'allUsers'
export const ALL_AUTHENTICATED = 'allAuthenticatedUsers'

/**
 * A member of an allow policy or a principal of a deny policy in one spelling, that of allow policies: `user:`, `group:`,
 * `serviceAccount:`, `domain:`, `principal://`, `principalSet://`, `deleted:`, `allUsers` ...
 *
 * @see https://cloud.google.com/iam/docs/principal-identifiers
 */
export function canonicalMember(identifier: string): string {
  if (identifier === 'principalSet://goog/public:all' || identifier === 'public') return ALL_USERS
  if (identifier === 'authenticated:gcp') return ALL_AUTHENTICATED
  const form = FORMS.find(([prefix]) => identifier.startsWith(prefix))
  const member = form === undefined ? identifier : form[1] + identifier.slice(form[0].length)
  const colon = member.indexOf(':')
  const kind = member.slice(0, Math.max(0, colon))
  return CASELESS.has(kind) ? `${kind}:${member.slice(colon + 1).toLowerCase()}` : member
}

/** A pool of workload or workforce identities that a member names, `iam.googleapis.com/...`, and which of its identities. */
export interface PoolMember {
  readonly pool: string
  /** Null: all of them. */
  readonly what: {
    readonly kind: 'subject' | 'group' | 'attribute'
    readonly name: string
    readonly value: string
  } | null
}

/** Reads a `principal://` or `principalSet://` member of a pool; null for all else. */
export function poolMember(member: string): PoolMember | null {
  const found =
    /^principal(?:Set)?:\/\/(iam\.googleapis\.com\/(?:projects\/[^/]+\/)?locations\/global\/(?:workloadIdentityPools|workforcePools)\/[^/]+)\/(.+)$/s.exec(
      member,
    )
  if (found === null) return null
  const [, pool = '', rest = ''] = found
  if (rest === '*') return { pool, what: null }
  const slash = rest.indexOf('/')
  const [key, value] = slash < 0 ? [rest, ''] : [rest.slice(0, slash), rest.slice(slash + 1)]
  if (key === 'subject' || key === 'group') return { pool, what: { kind: key, name: key, value } }
  if (!key.startsWith('attribute.')) return null
  return { pool, what: { kind: 'attribute', name: key.slice('attribute.'.length), value } }
}

/** `projectOwner:p` and its kin: the basic role that they stand for, and the project. */
export function basicRoleMember(member: string): { role: string; project: string } | null {
  const found = /^project(Owner|Editor|Viewer):(.+)$/.exec(member)
  return found === null ? null : { role: `roles/${(found[1] ?? '').toLowerCase()}`, project: found[2] ?? '' }
}

/** The container in a set of all service accounts (or service agents) of a project, folder or organization. */
export function serviceAccountSet(member: string): { container: string; agents: boolean } | null {
  const found =
    /^principalSet:(\/\/cloudresourcemanager\.googleapis\.com\/(?:projects|folders|organizations)\/[^/]+)\/type\/Service(Account|Agent)$/.exec(
      member,
    )
  return found === null ? null : { container: found[1] ?? '', agents: found[2] === 'Agent' }
}

/**
 * The project in the address of a service account, by id or by number; null where the address does not tell.
 * @see https://cloud.google.com/iam/docs/service-account-types
 */
export function projectOfServiceAccount(mail: string): string | null {
  const at = mail.lastIndexOf('@')
  const [name, host] = [mail.slice(0, at), mail.slice(at + 1)]
  const userManaged = '.iam.gserviceaccount.com'
  if (host.endsWith(userManaged)) {
    const owner = host.slice(0, -userManaged.length)
    const dot = owner.indexOf('.')
    return dot < 0 ? owner : `${owner.slice(dot + 1)}:${owner.slice(0, dot)}`
  }
  if (host === 'appspot.gserviceaccount.com') return name
  if (host === 'cloudbuild.gserviceaccount.com' || host === 'cloudservices.gserviceaccount.com') return name
  if (host === 'developer.gserviceaccount.com') return /^(\d+)(?:-|$)/.exec(name)?.[1] ?? null
  return null
}

/** Who a request's principal is among those whom an identifier stands for. */
export interface Subject {
  /** In canonical spelling. */
  readonly member: string
  /** Groups and sets that it is in, in canonical spelling. */
  readonly memberOf: ReadonlySet<string>
  /** The basic roles' holders of a project: is the principal one of them? */
  readonly hasBasicRole: (role: string, project: string) => boolean
  /** Is this container the project of the service account or pool, or above it? Of people: is it their organization or customer? */
  readonly isBelow: (container: string) => boolean
}

/** Signed in with a Google Account, or as a service account: identities of pools are not. */
export function isGoogleAccount(member: string): boolean {
  return member === ALL_AUTHENTICATED || member.startsWith('user:') || member.startsWith('serviceAccount:')
}

/**
 * Is the principal one of those whom the identifier (in canonical spelling) stands for?
 *
 * @see https://cloud.google.com/iam/docs/principals-overview
 */
export function includesSubject(identifier: string, subject: Subject): boolean {
  const { member } = subject
  if (identifier === ALL_USERS) return true
  if (identifier.startsWith('deleted:')) return false
  if (identifier === ALL_AUTHENTICATED) return isGoogleAccount(member)
  if (identifier === member || subject.memberOf.has(identifier)) return true
  if (identifier.startsWith('domain:'))
    return member.startsWith('user:') && member.endsWith(`@${identifier.slice('domain:'.length)}`)
  if (identifier.startsWith(CUSTOMER))
    return (member.startsWith('user:') || member.startsWith('domain:')) && subject.isBelow(identifier)
  const basic = basicRoleMember(identifier)
  if (basic !== null) return subject.hasBasicRole(basic.role, basic.project)
  const set = serviceAccountSet(identifier)
  if (set !== null) return !set.agents && member.startsWith('serviceAccount:') && subject.isBelow(set.container)
  const pool = poolMember(identifier)
  return pool !== null && pool.what === null && poolMember(member)?.pool === pool.pool
}

/**
 * The type and subject that conditions of policy bindings see; null for what has none.
 * @see https://cloud.google.com/iam/docs/principal-access-boundary-policies#conditions
 */
export function principalAttributes(member: string): { type: string; subject: string } | null {
  const colon = member.indexOf(':')
  const subject = member.slice(colon + 1)
  if (member.startsWith('user:')) return { type: 'iam.googleapis.com/WorkspaceIdentity', subject }
  if (member.startsWith('serviceAccount:')) return { type: 'iam.googleapis.com/ServiceAccount', subject }
  const pool = poolMember(member)
  if (pool?.what?.kind !== 'subject') return null
  const type = pool.pool.includes('/workforcePools/') ? 'WorkforcePoolIdentity' : 'WorkloadPoolIdentity'
  return { type: `iam.googleapis.com/${type}`, subject: pool.what.value }
}
