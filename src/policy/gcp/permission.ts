/** Services whose permissions are named by another word than the host of their API. */
const HOSTS = new Map([
  ['resourcemanager', 'cloudresourcemanager.googleapis.com'],
  ['cloudsql', 'sqladmin.googleapis.com'],
  ['billing', 'cloudbilling.googleapis.com'],
  ['source', 'sourcerepo.googleapis.com'],
  ['cloudtoolresults', 'toolresults.googleapis.com'],
  ['cloudtranslate', 'translate.googleapis.com'],
  ['errorreporting', 'clouderrorreporting.googleapis.com'],
  ['cloudnotifications', 'clouderrorreporting.googleapis.com'],
  ['cloudmessaging', 'fcm.googleapis.com'],
  ['cloudsecurityscanner', 'websecurityscanner.googleapis.com'],
])

const known = new Map<string, string>()

/**
 * A permission as policies of version 2 write it: `storage.objects.get` is `storage.googleapis.com/objects.get`.
 * @see https://cloud.google.com/iam/docs/deny-permissions-support
 */
export function fullPermission(permission: string): string {
  if (permission.includes('/')) return permission
  const there = known.get(permission)
  if (there !== undefined) return there
  const dot = permission.indexOf('.')
  const service = dot < 0 ? permission : permission.slice(0, dot)
  const found = `${HOSTS.get(service) ?? `${service}.googleapis.com`}/${dot < 0 ? '' : permission.slice(dot + 1)}`
  known.set(permission, found)
  return found
}

/** The host of the API that a permission belongs to: `storage.googleapis.com`. */
export function serviceOf(permission: string): string {
  const full = fullPermission(permission)
  return full.slice(0, full.indexOf('/'))
}

/**
 * Does a permission of a deny policy name this one? `*` stands for the verb (`host/resource.*`), for the resource
 * (`host/*.verb`), or for both.
 *
 * @see https://cloud.google.com/iam/docs/deny-overview#permission-groups
 */
export function namesPermission(pattern: string, permission: string): boolean {
  const full = fullPermission(permission)
  const wanted = fullPermission(pattern)
  if (wanted === full) return true
  if (!wanted.includes('*')) return false
  const [slash, ownSlash] = [wanted.indexOf('/'), full.indexOf('/')]
  if (wanted.slice(0, slash) !== full.slice(0, ownSlash)) return false
  const [what, own] = [wanted.slice(slash + 1), full.slice(ownSlash + 1)]
  if (what === '*' || what === '*.*') return true
  const [dot, ownDot] = [what.lastIndexOf('.'), own.lastIndexOf('.')]
  if (dot < 0) return false
  const [resource, verb] = [what.slice(0, dot), what.slice(dot + 1)]
  return (
    (resource === '*' && verb === own.slice(ownDot + 1)) ||
    (verb === '*' && (resource === own.slice(0, ownDot) || own.startsWith(`${resource}.`)))
  )
}
