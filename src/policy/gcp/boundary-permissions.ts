import { fullPermission } from './permission.js'

/**
 * Permissions that each enforcement version of principal access boundaries adds to those before it, as far as the
 * vendor's page was read, in 2026; `*` stands for the rest of a name.
 *
 * LIMIT: of services that are not listed it is not known whether a boundary blocks them.
 *
 * @see https://cloud.google.com/iam/docs/pab-blocked-permissions
 */
const ADDED: readonly (readonly string[])[] = [
  [
    'storage.googleapis.com/buckets.get',
    'storage.googleapis.com/buckets.getIamPolicy',
    'storage.googleapis.com/buckets.list',
    'storage.googleapis.com/buckets.setIamPolicy',
    'storage.googleapis.com/buckets.update',
    'storage.googleapis.com/objects.delete',
    'storage.googleapis.com/objects.get',
    'storage.googleapis.com/objects.setRetention',
    'bigquery.googleapis.com/datasets.get',
    'bigquery.googleapis.com/jobs.create',
    'pubsub.googleapis.com/topics.*',
  ],
  [
    'accesscontextmanager.googleapis.com/*',
    'beyondcorp.googleapis.com/*',
    'bigquery.googleapis.com/datasets.*',
    'bigquery.googleapis.com/jobs.*',
    'bigquery.googleapis.com/models.*',
    'bigquery.googleapis.com/routines.*',
    'bigquery.googleapis.com/rowAccessPolicies.*',
    'bigquery.googleapis.com/tables.*',
    'bigquerydatapolicy.googleapis.com/*',
    'bigquerydatatransfer.googleapis.com/transfers.*',
    'cloudresourcemanager.googleapis.com/projects.*',
    'containeranalysis.googleapis.com/*',
    'storage.googleapis.com/buckets.*',
    'storage.googleapis.com/objects.*',
  ],
  [
    'essentialcontacts.googleapis.com/contacts.*',
    'iam.googleapis.com/denypolicies.*',
    'iam.googleapis.com/roles.*',
    'iam.googleapis.com/serviceAccountKeys.*',
    'iam.googleapis.com/serviceAccounts.*',
  ],
  ['secretmanager.googleapis.com/secrets.*', 'secretmanager.googleapis.com/versions.*'],
]

const NEVER = ['createPolicyBinding', 'deletePolicyBinding', 'searchPolicyBindings', 'updatePolicyBinding']

/** Services of which the lists above tell what is blocked and what is not. */
const TOLD: ReadonlySet<string> = new Set([
  'accesscontextmanager.googleapis.com',
  'bigquery.googleapis.com',
  'cloudresourcemanager.googleapis.com',
  'iam.googleapis.com',
  'secretmanager.googleapis.com',
  'storage.googleapis.com',
])

/** Can a boundary of this enforcement version block the permission? Null: not known. A version that is missing is the latest. */
export function isBlocked(permission: string, version: string): boolean | null {
  const full = fullPermission(permission)
  if (NEVER.some((verb) => full.endsWith(`.${verb}`))) return false
  const number = version === '' || version === 'latest' ? ADDED.length : Number(version)
  if (!Number.isInteger(number) || number < 1 || number > ADDED.length) return null
  const isNamed = ADDED.slice(0, number).some((list) =>
    list.some((pattern) => pattern === full || (pattern.endsWith('*') && full.startsWith(pattern.slice(0, -1)))),
  )
  return isNamed ? true : TOLD.has(full.slice(0, full.indexOf('/'))) ? false : null
}
