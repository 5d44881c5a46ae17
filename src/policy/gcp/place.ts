/**
 * Full resource names: how they are spelled, and what contains what.
 *
 * @see https://cloud.google.com/iam/docs/full-resource-names
 */
export const CONTAINERS = '//cloudresourcemanager.googleapis.com/'
const BUCKETS = '//storage.googleapis.com/projects/_/buckets/'

/** What is known of single things: their own spelling, and what they lie in. */
export interface Lookup {
  /** The thing with this id (or another spelling of it); null when it is not known. */
  readonly find: (id: string) => { readonly id: string; readonly scope: string | null } | null
}

/** An id as it is spelled where nothing else is known: bare containers, and the two spellings of buckets. */
export function spelled(text: string): string {
  if (/^(?:projects|folders|organizations)\/[^/]+$/.test(text)) return `${CONTAINERS}${text}`
  if (text.startsWith('gs://')) {
    const [bucket = '', ...object] = text.slice('gs://'.length).split('/')
    return object.join('/') === '' ? `${BUCKETS}${bucket}` : `${BUCKETS}${bucket}/objects/${object.join('/')}`
  }
  const bucket = /^\/\/storage\.googleapis\.com\/(?!projects\/)([^/]+)(\/.*)?$/s.exec(text)
  if (bucket !== null) return `${BUCKETS}${bucket[1] ?? ''}${bucket[2] ?? ''}`
  const account = /^\/\/iam\.googleapis\.com\/projects\/[^/]+\/serviceAccounts\/([^/@]+@[^/]+)$/.exec(text)
  if (account !== null) return `serviceAccount:${(account[1] ?? '').toLowerCase()}`
  return text
}

/** The id as the snapshot spells it. */
export function canonicalId(text: string, lookup: Lookup): string {
  const exact = lookup.find(text)
  if (exact !== null) return exact.id
  const own = spelled(text)
  const found = lookup.find(own)
  if (found !== null) return found.id
  const inProject = /^(\/\/[a-z0-9.-]+\/projects\/)([^/]+)(\/.*)$/s.exec(own)
  if (inProject === null || own.startsWith('//storage.')) return own
  const project = lookup.find(`${CONTAINERS}projects/${inProject[2] ?? ''}`)
  if (project === null || own.includes('/workloadIdentityPools/')) return own
  return `${inProject[1] ?? ''}${project.id.slice(`${CONTAINERS}projects/`.length)}${inProject[3] ?? ''}`
}

const DEEPEST = 32

/** Everything that contains a thing, nearest first, as far as the snapshot and its name tell. */
export function containersOf(id: string, lookup: Lookup): string[] {
  const found: string[] = []
  const seen = new Set([id])
  for (let at: string | null = id; at !== null && found.length < DEEPEST;) {
    at = lookup.find(at)?.scope ?? parentInName(at, lookup)
    if (at === null || seen.has(at)) break
    seen.add(at)
    found.push(at)
  }
  return found
}

/** What a name itself says that the thing lies in: a shorter name that is known, else its project. */
function parentInName(id: string, lookup: Lookup): string | null {
  if (id.startsWith(CONTAINERS)) return null
  if (id.startsWith('serviceAccount:')) return projectOfAccount(id, lookup)
  if (!id.startsWith('//')) return null
  if (id.startsWith(BUCKETS)) {
    const slash = id.indexOf('/', BUCKETS.length)
    return slash < 0 ? null : id.slice(0, slash)
  }
  const parts = id.split('/')
  for (let length = parts.length - 2; length >= 6; length -= 2) {
    const shorter = parts.slice(0, length).join('/')
    const known = lookup.find(shorter)
    if (known !== null) return known.id
  }
  const at = parts.indexOf('projects')
  const project = at < 0 ? undefined : parts[at + 1]
  if (project === undefined || project === '_' || project === '-') return null
  const name = `${CONTAINERS}projects/${project}`
  return lookup.find(name)?.id ?? name
}

function projectOfAccount(id: string, lookup: Lookup): string | null {
  const host = id.slice(id.lastIndexOf('@') + 1)
  const suffix = '.iam.gserviceaccount.com'
  if (!host.endsWith(suffix)) return null
  return lookup.find(`${CONTAINERS}projects/${host.slice(0, -suffix.length)}`)?.id ?? null
}

/** Is the thing this one, or below it? A name that goes on after a slash is below. */
export function isWithin(id: string, at: string, containers: readonly string[]): boolean {
  return id === at || id.startsWith(`${at}/`) || containers.some((each) => each === at || each.startsWith(`${at}/`))
}
