import type { Json } from '../../../model/index.js'
import { serviceOf } from './permission.js'
import { DOUBT, possible, type Possible } from './possible.js'

/** Permissions that each enforcement version adds; `*` stands for any resource or verb. */
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
    'storage.googleapis.com/buckets.*',
    'storage.googleapis.com/objects.*',
    'bigquery.googleapis.com/datasets.*',
    'bigquery.googleapis.com/jobs.*',
    'bigquery.googleapis.com/tables.*',
    'cloudresourcemanager.googleapis.com/projects.*',
  ],
  [],
  ['secretmanager.googleapis.com/versions.*', 'secretmanager.googleapis.com/secrets.*'],
]

/** Services of which the lists above hold what the reference is asked about. */
const KNOWN_SERVICES = ['storage.', 'bigquery.', 'secretmanager.', 'cloudresourcemanager.']

const EXCEPTIONS = ['createPolicyBinding', 'deletePolicyBinding', 'searchPolicyBindings', 'updatePolicyBinding']

/**
 * Can a policy of this enforcement version block the permission? In doubt for services of which the reference knows
 * no list, and for versions that it does not know.
 *
 * @see https://cloud.google.com/iam/docs/pab-blocked-permissions
 */
export function isBlockable(permission: string, version: Json | undefined): Possible {
  const full = serviceOf(permission)
  if (!KNOWN_SERVICES.some((service) => full.startsWith(service))) return DOUBT
  const number = version === undefined || version === 'latest' || version === '' ? 4 : Number(version)
  if (!Number.isInteger(number) || number < 1 || number > ADDED.length) return DOUBT
  if (EXCEPTIONS.some((verb) => full.endsWith(`.${verb}`))) return possible(false)
  return possible(
    ADDED.slice(0, number).some((list) =>
      list.some((pattern) => pattern === full || (pattern.endsWith('*') && full.startsWith(pattern.slice(0, -1)))),
    ),
  )
}
