import { isObject, type Json } from '../../../model/index.js'
import type { GcpDecideRecord, GcpDecisionRequest } from '../record.js'
import { fieldOf, textsOf } from './context.js'

/** Identities of Google: accounts of people, and service accounts. */
const GOOGLE_ACCOUNTS = ['user:', 'serviceAccount:']

/**
 * Is the caller one of those whom this identifier stands for, in an allow policy (v1 members) or in a deny policy (v2
 * principals)? Groups and sets that the caller is in stand in `memberOf`, which is taken to be complete.
 *
 * @see https://cloud.google.com/iam/docs/principal-identifiers
 */
export function includes(identifier: string, record: GcpDecideRecord): boolean {
  const { request } = record
  const named = asMember(identifier)
  if (named === 'allUsers') return true
  if (named === 'allAuthenticatedUsers') return isGoogleAccount(request.principal)
  if (named.startsWith('deleted:')) return false
  const own = asMember(request.principal)
  if (named === own || (request.memberOf ?? []).some((group) => asMember(group) === named)) return true
  if (named.startsWith('domain:')) return isInDomain(own, named.slice('domain:'.length))
  if (/^project(Owner|Editor|Viewer):/.test(named)) return holdsBasicRole(named, record)
  return isInPool(own, named) || isServiceAccountOf(own, named)
}

/** The identifier as allow policies write it; mail addresses and domains ignore case. */
export function asMember(identifier: string): string {
  const forms: readonly (readonly [prefix: string, as: string])[] = [
    ['principal://goog/subject/', 'user:'],
    ['principalSet://goog/group/', 'group:'],
    ['principal://iam.googleapis.com/projects/-/serviceAccounts/', 'serviceAccount:'],
  ]
  if (identifier === 'principalSet://goog/public:all' || identifier === 'public') return 'allUsers'
  const form = forms.find(([prefix]) => identifier.startsWith(prefix))
  const member = form === undefined ? identifier : form[1] + identifier.slice(form[0].length)
  const colon = member.indexOf(':')
  const kind = member.slice(0, colon + 1)
  return ['user:', 'group:', 'serviceAccount:', 'domain:'].includes(kind)
    ? kind + member.slice(colon + 1).toLowerCase()
    : member
}

/**
 * Signed in with a Google Account or as a service account; identities of workload and workforce pools are not.
 * @see https://cloud.google.com/iam/docs/principals-overview#all-authenticated-users
 */
function isGoogleAccount(principal: string): boolean {
  const own = asMember(principal)
  return own === 'allAuthenticatedUsers' || GOOGLE_ACCOUNTS.some((kind) => own.startsWith(kind))
}

/** All accounts of people in a domain of Google Workspace or Cloud Identity. */
function isInDomain(own: string, domain: string): boolean {
  return own === `domain:${domain}` || (own.startsWith('user:') && own.endsWith(`@${domain}`))
}

/**
 * `projectOwner:p` and its kin: those to whom the project's own policy grants the basic role.
 * @see https://cloud.google.com/storage/docs/access-control/iam#convenience-values
 */
function holdsBasicRole(named: string, record: GcpDecideRecord): boolean {
  const colon = named.indexOf(':')
  const role = `roles/${named.slice('project'.length, colon).toLowerCase()}`
  const project = `//cloudresourcemanager.googleapis.com/projects/${named.slice(colon + 1)}`
  return bindingsOf(record.allow?.[project]).some(
    (binding) =>
      fieldOf(binding, 'role') === role &&
      textsOf(fieldOf(binding, 'members')).some((member) => !member.startsWith('project') && includes(member, record)),
  )
}

export function bindingsOf(policy: Json | undefined): Json[] {
  const bindings = fieldOf(policy, 'bindings')
  return Array.isArray(bindings) ? bindings.filter(isObject) : []
}

/** `principalSet://.../<pool>/*` has every `principal://.../<pool>/subject/...`. */
function isInPool(own: string, named: string): boolean {
  if (!named.startsWith('principalSet://iam.googleapis.com/') || !named.endsWith('/*')) return false
  const pool = named.slice('principalSet:'.length, -1)
  return own.startsWith(`principal:${pool}`) || own.startsWith(`principalSet:${pool}`)
}

/** All service accounts of a project, which their mail address names. */
function isServiceAccountOf(own: string, named: string): boolean {
  const prefix = 'principalSet://cloudresourcemanager.googleapis.com/projects/'
  const suffix = '/type/ServiceAccount'
  if (!named.startsWith(prefix) || !named.endsWith(suffix)) return false
  return projectOf(own) === named.slice(prefix.length, -suffix.length)
}

/** The project in the mail address of a service account that a user made; null for all else. */
export function projectOf(member: string): string | null {
  const host = '.iam.gserviceaccount.com'
  if (!member.startsWith('serviceAccount:') || !member.endsWith(host)) return null
  return member.slice(member.indexOf('@') + 1, -host.length)
}

/** What conditions of policy bindings see of the caller: its type and its subject. */
export function principalAttributes(request: GcpDecisionRequest): { type: string; subject: string } | null {
  const own = asMember(request.principal)
  const subject = own.slice(own.indexOf(':') + 1)
  if (own.startsWith('user:')) return { type: 'iam.googleapis.com/WorkspaceIdentity', subject }
  if (own.startsWith('serviceAccount:')) return { type: 'iam.googleapis.com/ServiceAccount', subject }
  const at = own.indexOf('/subject/')
  if (!own.startsWith('principal://iam.googleapis.com/') || at < 0) return null
  const type = own.includes('/workforcePools/') ? 'WorkforcePoolIdentity' : 'WorkloadPoolIdentity'
  return { type: `iam.googleapis.com/${type}`, subject: own.slice(at + '/subject/'.length) }
}
