/** Services whose permissions are named by another word than their host. */
const HOSTS: Readonly<Record<string, string>> = {
  resourcemanager: 'cloudresourcemanager.googleapis.com',
  cloudsql: 'sqladmin.googleapis.com',
}

/**
 * A permission as deny policies write it: `storage.objects.get` is `storage.googleapis.com/objects.get`.
 * @see https://cloud.google.com/iam/docs/deny-permissions-support
 */
export function serviceOf(permission: string): string {
  if (permission.includes('/')) return permission
  const [service = '', ...rest] = permission.split('.')
  const host = Object.hasOwn(HOSTS, service) ? HOSTS[service] : undefined
  return `${host ?? `${service}.googleapis.com`}/${rest.join('.')}`
}

/**
 * Does a denied permission name this one? `*` may stand for the verb (`host/resource.*`), for the resource
 * (`host/*.verb`) or for all of a service (`host/*`, `host/*.*`).
 *
 * @see https://cloud.google.com/iam/docs/deny-overview#permission-groups
 */
export function names(pattern: string, permission: string): boolean {
  const full = serviceOf(permission)
  if (pattern === full) return true
  const [host = '', what = ''] = split(pattern, '/')
  const [ownHost = '', own = ''] = split(full, '/')
  if (host !== ownHost) return false
  if (what === '*' || what === '*.*') return true
  const [resource = '', verb = ''] = split(what, '.')
  const [ownResource = '', ownVerb = ''] = split(own, '.')
  return (resource === '*' && verb === ownVerb) || (verb === '*' && resource === ownResource)
}

function split(text: string, at: string): [string, string] {
  const place = text.lastIndexOf(at)
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)]
}
