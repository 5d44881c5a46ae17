import { CONTAINERS } from './place.js'
import { serviceOf } from './permission.js'

/** Services whose permissions are about projects and what is above them, whatever they call it. */
const OF_CONTAINERS: ReadonlySet<string> = new Set([
  'serviceusage.googleapis.com',
  'orgpolicy.googleapis.com',
  'cloudbilling.googleapis.com',
])

/**
 * Permissions about containers: `resourcemanager.projects.get`, `firebase.projects.get`, `dataplex.projects.search`. Folders
 * of other services are folders of their own (`storage.folders.get`).
 */
function isAboutContainers(permission: string, service: string): boolean {
  const collection = collectionOf(permission)
  if (collection === 'folders') return service === 'cloudresourcemanager.googleapis.com'
  return collection === 'projects' || collection === 'organizations'
}

/** Kinds of things on which only permissions of their own service are ever asked for. */
const CLOSED: ReadonlySet<string> = new Set([
  'storage.googleapis.com',
  'pubsub.googleapis.com',
  'secretmanager.googleapis.com',
  'cloudkms.googleapis.com',
  'iam.googleapis.com',
])

/** What is asked for on the project although a role that buckets take has it. */
const ABOVE_BUCKETS = /^storage\.(?:buckets\.(?:create|list)|hmacKeys\.[a-zA-Z]+)$/

/**
 * Can a permission that is granted on a thing ever be asked for there or below it? Roles hold permissions that are about
 * projects (`resourcemanager.projects.get`); bound on a bucket they give nothing. Where it is not certain: yes.
 *
 * @param at the id of the thing that the role is bound on
 * @see https://cloud.google.com/iam/docs/resource-hierarchy-access-control
 * @see https://cloud.google.com/storage/docs/access-control/iam-permissions
 */
export function canApply(permission: string, at: string): boolean {
  if (at.startsWith(CONTAINERS)) return true
  const isAccount = at.startsWith('serviceAccount:')
  if (!isAccount && !at.startsWith('//')) return true
  const service = serviceOf(permission)
  if (OF_CONTAINERS.has(service) || isAboutContainers(permission, service)) return false
  const host = isAccount ? 'iam.googleapis.com' : at.slice(2, Math.max(2, at.indexOf('/', 2)))
  if (!CLOSED.has(host)) return true
  // Bindings of tags are asked for under the name of Resource Manager, too.
  if (service !== host && service !== 'cloudresourcemanager.googleapis.com') return false
  return !ABOVE_BUCKETS.test(permission)
}

const applicable = new WeakMap<readonly string[], Map<string, readonly string[]>>()

/** Those of a role's permissions that can apply on a thing; equal lists are the same object. */
export function applicableAt(permissions: readonly string[], at: string): readonly string[] {
  if (at.startsWith(CONTAINERS)) return permissions
  const kind = at.startsWith('serviceAccount:') ? 'serviceAccount:' : at.slice(0, Math.max(3, at.indexOf('/', 2)) + 1)
  const known = applicable.get(permissions) ?? new Map<string, readonly string[]>()
  applicable.set(permissions, known)
  const there = known.get(kind)
  if (there !== undefined) return there
  const found = permissions.filter((permission) => canApply(permission, at))
  known.set(kind, found.length === permissions.length ? permissions : found)
  return known.get(kind) ?? found
}

/** `projects` in `resourcemanager.projects.get` and in `cloudresourcemanager.googleapis.com/projects.get`. */
function collectionOf(permission: string): string {
  const slash = permission.indexOf('/')
  const parts = permission.slice(slash + 1).split('.')
  return (slash < 0 ? parts[1] : parts[0]) ?? ''
}
