import { ASSETS, POLICY } from './items.js'
import type { Place, ResourceType } from './resource-type.js'

/** What a path tells of the answer in it: where it was asked, and, for answers that say nothing themselves, which call it was. */
export interface PathPlace extends Place {
  call: string | null
  /** Does a folder or file of the path name Google? */
  isGoogle: boolean
  /** The kind of content that an asset export of this name holds; null if its name does not tell. */
  content: 'resource' | 'iam-policy' | 'org-policy' | 'access-policy' | null
}

/** Words of Google in a path: with one of them above, common names (`roles.json`) are Google's too. */
const GOOGLE = new Set([
  'gcp',
  'gcloud',
  'google',
  'google-cloud',
  'googlecloud',
  'cai',
  'asset-export',
  'asset-inventory',
])
const CONTENTS = new Map([
  ['resource', 'resource'],
  ['resources', 'resource'],
  ['iam-policy', 'iam-policy'],
  ['iam-policies', 'iam-policy'],
  ['org-policy', 'org-policy'],
  ['access-policy', 'access-policy'],
] as const)

/** Folder names below which a file is named after one thing, and how its full resource name begins. */
const COLLECTIONS = new Map<string, (key: string, project: string) => string>([
  ['projects', (key) => `//cloudresourcemanager.googleapis.com/projects/${key}`],
  ['folders', (key) => `//cloudresourcemanager.googleapis.com/folders/${key}`],
  ['organizations', (key) => `//cloudresourcemanager.googleapis.com/organizations/${key}`],
  ['buckets', (key) => `//storage.googleapis.com/projects/_/buckets/${key.replace(/^gs:\/\//, '')}`],
  ['service-accounts', (key, project) => `//iam.googleapis.com/projects/${project}/serviceAccounts/${key}`],
  ['datasets', (key, project) => `//bigquery.googleapis.com/projects/${project}/datasets/${key}`],
  ['topics', (key, project) => `//pubsub.googleapis.com/projects/${project}/topics/${key}`],
  ['subscriptions', (key, project) => `//pubsub.googleapis.com/projects/${project}/subscriptions/${key}`],
  ['secrets', (key, project) => `//secretmanager.googleapis.com/projects/${project}/secrets/${key}`],
  ['billing-accounts', (key) => `//cloudbilling.googleapis.com/billingAccounts/${key}`],
])

/**
 * Reads a path.
 *
 * Allow policies (`gcloud ... get-iam-policy`) are found at `<collection>/<name>/iam-policy.json`,
 * `<name>[-.]iam-policy.json` (a project, or `organization-<n>`, `folder-<n>`), `<collection>-get-iam-policy/<name>.json`
 * and `get-iam-policy/<name>.json`, where a name may be a percent-encoded full resource name and `<project>--<name>`
 * says in which project a name stands. Collections are `projects`, `folders`, `organizations`, `buckets`,
 * `service-accounts`, `datasets`, `topics`, `subscriptions`, `secrets`, `billing-accounts`.
 */
export function placeOfPath(segments: readonly string[], types: readonly ResourceType[]): PathPlace {
  const parts = segments.map((part, at) => decoded(at === segments.length - 1 ? withoutExtension(part) : part))
  const file = parts[parts.length - 1] ?? ''
  const container = containerAbove(parts)
  const isGoogle = parts.some((part) => GOOGLE.has(word(part))) || container !== ''
  const words = [file, ...parts.slice(0, -1).reverse().slice(0, 2)].map(word)
  const policy = policySubject(parts, container)
  const content = CONTENTS.get(word(file) as 'resource') ?? CONTENTS.get(words[1] as 'resource') ?? null
  const isExport = content !== null && (isGoogle || content !== 'resource')
  const named = types.find(
    ({ listed }) =>
      listed?.paths?.some((path) => words.includes(path)) === true && (isGoogle || listed.isOwnWord === true),
  )
  const member = named?.listed?.call === 'cloudidentity groups-memberships-list' ? groupInPath(parts) : null
  return {
    account: container,
    subject: policy !== null ? [policy] : member !== null ? [member] : [],
    call: policy !== null ? POLICY : isExport ? ASSETS : (named?.listed?.call ?? null),
    isGoogle,
    content: isExport ? content : null,
  }
}

function word(part: string): string {
  return part.toLowerCase().replaceAll('_', '-')
}

function withoutExtension(name: string): string {
  return name.replace(/\.(json|ndjson|jsonl|yaml|yml|csv|txt)$/i, '')
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The nearest project, folder or organization that folders above name; its key alone. */
function containerAbove(parts: readonly string[]): string {
  for (let at = parts.length - 2; at >= 1; at--)
    if (['projects', 'folders', 'organizations'].includes(parts[at - 1] ?? '')) return parts[at] ?? ''
  return ''
}

function policySubject(parts: readonly string[], project: string): string | null {
  const file = parts[parts.length - 1] ?? ''
  const folder = parts[parts.length - 2] ?? ''
  const above = parts[parts.length - 3] ?? ''
  if (/^iam[-_]?policy$/i.test(file)) {
    const host = parts.findLastIndex((part) => /^[a-z0-9]+\.googleapis\.com$/.test(part))
    if (host >= 0) return `//${parts.slice(host, -1).join('/')}`
    return inCollection(word(above), folder, project)
  }
  const collected = /^(?:(?:[a-z]+-)?([a-z]+(?:-[a-z]+)?)-)?get-iam-policy$/.exec(word(folder))
  if (collected !== null) return collected[1] === undefined ? anyName(file) : inCollection(collected[1], file, project)
  const prefixed = /^(.+)[-_.]iam[-_]?policy$/i.exec(file)
  return prefixed === null ? null : anyName(prefixed[1] ?? '')
}

function inCollection(collection: string, name: string, project: string): string | null {
  if (name.startsWith('//')) return name
  const [first = '', ...rest] = name.split('--')
  const known = COLLECTIONS.get(collection) ?? COLLECTIONS.get(collection.replace(/^[a-z]+-/, ''))
  const isBeside = rest.length > 0 && !['projects', 'folders', 'organizations', 'buckets'].includes(collection)
  const key = isBeside ? rest.join('--') : name
  const ofMail = /@([^.@]+)\.iam\.gserviceaccount\.com$/.exec(key)?.[1]
  return known?.(key, isBeside ? first : project !== '' ? project : (ofMail ?? '-')) ?? null
}

/** A name without its collection: a full resource name, `organization-2`, `projects--p`, else a project. */
function anyName(name: string): string | null {
  if (name.startsWith('//')) return name
  const [first = '', ...rest] = name.split('--')
  if (rest.length > 0 && COLLECTIONS.has(first)) return inCollection(first, rest.join('--'), '')
  const kind = /^(organization|folder|project|bucket)s?[-_](.+)$/i.exec(name)
  if (kind !== null) return inCollection(`${(kind[1] ?? '').toLowerCase()}s`, kind[2] ?? '', '')
  if (/^[^/@]+@[^/@]+\.gserviceaccount\.com$/.test(name)) return inCollection('service-accounts', name, '')
  return /^[a-z0-9.:-]{4,64}$/.test(name) ? `//cloudresourcemanager.googleapis.com/projects/${name}` : null
}

/** The group whose members a file holds: `memberships/<mail>.json`, `<mail>/memberships.json`, `groups/<id>/memberships.json`. */
function groupInPath(parts: readonly string[]): string | null {
  const mail = parts.findLast((part) => /^[^/@\s]+@[^/@\s]+$/.test(part))
  if (mail !== undefined) return mail.toLowerCase()
  const at = parts.lastIndexOf('groups')
  const key = parts[at + 1]
  return at >= 0 && at < parts.length - 2 && key !== undefined ? `groups/${key}` : null
}
