// What it is: the ids behind the words of a Google Cloud world, the same in every run.
// May import: nothing but node's hashing.
// Never does: build files.
import { createHash } from 'node:crypto'

export const ORGANIZATION = '401827365910'
export const CUSTOMER = 'C03corp01'
export const FOLDERS: Readonly<Record<string, string>> = { data: '620000000001', lab: '620000000002' }
/** Number, and `org` or the folder above, by project id. */
export const PROJECTS: Readonly<Record<string, readonly [number: string, above: string]>> = {
  'corp-data': ['510000000011', 'folder:data'],
  'corp-web': ['510000000022', 'org'],
  'corp-lab': ['510000000033', 'folder:lab'],
}

const MANAGER = '//cloudresourcemanager.googleapis.com'

/** Collections of resources that stand in a project, with what comes between. */
const IN_PROJECT: Readonly<Record<string, (project: string, name: string, below: string) => string>> = {
  dataset: (p, n) => `//bigquery.googleapis.com/projects/${p}/datasets/${n}`,
  table: (p, n, t) => `//bigquery.googleapis.com/projects/${p}/datasets/${n}/tables/${t}`,
  topic: (p, n) => `//pubsub.googleapis.com/projects/${p}/topics/${n}`,
  subscription: (p, n) => `//pubsub.googleapis.com/projects/${p}/subscriptions/${n}`,
  secret: (p, n) => `//secretmanager.googleapis.com/projects/${p}/secrets/${n}`,
  version: (p, n, v) => `//secretmanager.googleapis.com/projects/${p}/secrets/${n}/versions/${v}`,
  repository: (p, n) => `//artifactregistry.googleapis.com/projects/${p}/locations/europe-west1/repositories/${n}`,
  cryptoKey: (p, n, k) =>
    `//cloudkms.googleapis.com/projects/${p}/locations/europe-west1/keyRings/${n}/cryptoKeys/${k}`,
  instance: (p, n) => `//compute.googleapis.com/projects/${p}/zones/europe-west1-b/instances/${n}`,
  service: (p, n) => `//run.googleapis.com/projects/${p}/locations/europe-west1/services/${n}`,
}

/**
 * Texts with their words filled in; all other text stays:
 * `$org`, `$folder:data`, `$project:corp-web`, `$bucket:b`, `$object:b/file`, `$sa:name@project` and `$uid:name@project`
 * (a service account and its unique id), `$pool:p` and
 * `$workforce:p` (as member strings name pools), `$github` (the issuer), and `$<kind>:<project>.<name>[.<below>]` for
 * kinds such as `dataset`, `table`, `topic`, `secret`.
 */
export function gcpFilled(text: string): string {
  return text.replaceAll(
    /\$(org|github)\b|\$([a-zA-Z]+):([A-Za-z0-9_@-]+)((?:\.[A-Za-z0-9_-]+)*)/g,
    (whole: string, alone: string | undefined, kind: string | undefined, first = '', rest = '') => {
      if (alone === 'org') return `${MANAGER}/organizations/${ORGANIZATION}`
      if (alone === 'github') return 'https://token.actions.githubusercontent.com'
      return word(kind ?? '', first, rest) ?? whole
    },
  )
}

function word(kind: string, first: string, rest: string): string | null {
  const all = first + rest
  switch (kind) {
    case 'folder':
      return FOLDERS[first] === undefined ? null : `${MANAGER}/folders/${FOLDERS[first]}${rest}`
    case 'project':
      return `${MANAGER}/projects/${all}`
    case 'bucket':
      return `//storage.googleapis.com/projects/_/buckets/${all}`
    case 'object':
      return `//storage.googleapis.com/projects/_/buckets/${all}/objects`
    case 'sa':
      return `serviceAccount:${all}.iam.gserviceaccount.com`
    case 'uid':
      return uniqueIdOf(`${all}.iam.gserviceaccount.com`)
    case 'pool':
      return `iam.googleapis.com/projects/${PROJECTS['corp-web']?.[0] ?? ''}/locations/global/workloadIdentityPools/${all}`
    case 'workforce':
      return `iam.googleapis.com/locations/global/workforcePools/${all}`
  }
  const of = Object.hasOwn(IN_PROJECT, kind) ? IN_PROJECT[kind] : undefined
  const [name = '', below = ''] = rest.slice(1).split('.')
  return of?.(first, name, below) ?? null
}

/** Every text in a value with its words filled in, keys of objects too. */
export function gcpFilledIn<T>(value: T): T {
  return filled(value) as T
}

function filled(value: unknown): unknown {
  if (typeof value === 'string') return gcpFilled(value)
  if (Array.isArray(value)) return value.map(filled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [gcpFilled(key), filled(inner)]))
}

/** The unique id of a service account. */
export function uniqueIdOf(mail: string): string {
  const hex = createHash('sha256').update(mail).digest('hex')
  return `10${BigInt(`0x${hex.slice(0, 16)}`)
    .toString()
    .padStart(19, '0')
    .slice(0, 19)}`
}
