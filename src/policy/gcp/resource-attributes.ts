import { ABSENT_ATTRIBUTE, OPEN_ATTRIBUTE, type Attribute } from './condition/attributes.js'

/**
 * Resource types that provide attributes to conditions: the host, the shape of the relative name (`+` one part, `**` the
 * rest), and the type. `kinds` of Resource Manager have no name.
 *
 * @see https://cloud.google.com/iam/docs/conditions-resource-attributes
 */
const TYPES: readonly (readonly [host: string, shape: string, type: string])[] = [
  ['storage.googleapis.com', 'projects/_/buckets/+', 'Bucket'],
  ['storage.googleapis.com', 'projects/_/buckets/+/objects/**', 'Object'],
  ['storage.googleapis.com', 'projects/_/buckets/+/managedFolders/**', 'ManagedFolder'],
  ['bigquery.googleapis.com', 'projects/+/datasets/+', 'Dataset'],
  ['bigquery.googleapis.com', 'projects/+/datasets/+/tables/+', 'Table'],
  ['bigquery.googleapis.com', 'projects/+/datasets/+/routines/+', 'Routine'],
  ['bigquery.googleapis.com', 'projects/+/datasets/+/models/+', 'Model'],
  ['secretmanager.googleapis.com', 'projects/+/secrets/+', 'Secret'],
  ['secretmanager.googleapis.com', 'projects/+/secrets/+/versions/+', 'SecretVersion'],
  ['secretmanager.googleapis.com', 'projects/+/locations/+/secrets/+', 'Secret'],
  ['secretmanager.googleapis.com', 'projects/+/locations/+/secrets/+/versions/+', 'SecretVersion'],
  ['cloudkms.googleapis.com', 'projects/+/locations/+/keyRings/+', 'KeyRing'],
  ['cloudkms.googleapis.com', 'projects/+/locations/+/keyRings/+/cryptoKeys/+', 'CryptoKey'],
  ['cloudkms.googleapis.com', 'projects/+/locations/+/keyRings/+/cryptoKeys/+/cryptoKeyVersions/+', 'CryptoKeyVersion'],
  ['compute.googleapis.com', 'projects/+/zones/+/instances/+', 'Instance'],
  ['compute.googleapis.com', 'projects/+/zones/+/disks/+', 'Disk'],
  ['compute.googleapis.com', 'projects/+/global/images/+', 'Image'],
  ['compute.googleapis.com', 'projects/+/global/snapshots/+', 'Snapshot'],
  ['compute.googleapis.com', 'projects/+/global/instanceTemplates/+', 'InstanceTemplate'],
  ['spanner.googleapis.com', 'projects/+/instances/+', 'Instance'],
  ['spanner.googleapis.com', 'projects/+/instances/+/databases/+', 'Database'],
  ['spanner.googleapis.com', 'projects/+/instances/+/backups/+', 'Backup'],
  ['logging.googleapis.com', 'projects/+/locations/+/buckets/+', 'LogBucket'],
  ['logging.googleapis.com', 'projects/+/locations/+/buckets/+/views/+', 'LogView'],
  ['container.googleapis.com', 'projects/+/zones/+/clusters/+', 'Cluster'],
  ['container.googleapis.com', 'projects/+/locations/+/clusters/+', 'Cluster'],
]

/** Services none of whose resources provide attributes. */
const WITHOUT: ReadonlySet<string> = new Set([
  'pubsub.googleapis.com',
  'iam.googleapis.com',
  'artifactregistry.googleapis.com',
  'run.googleapis.com',
  'cloudfunctions.googleapis.com',
])

/**
 * What a resource provides to `resource.name`, `resource.type` and `resource.service`. Null for other attributes; open for
 * services of which nothing is known here.
 */
export function resourceAttribute(name: string, resource: string): Attribute | null {
  if (name !== 'resource.name' && name !== 'resource.type' && name !== 'resource.service') return null
  if (resource.startsWith('serviceAccount:')) return ABSENT_ATTRIBUTE
  if (!resource.startsWith('//')) return OPEN_ATTRIBUTE
  const slash = resource.indexOf('/', 2)
  const host = slash < 0 ? resource.slice(2) : resource.slice(2, slash)
  const relative = slash < 0 ? '' : resource.slice(slash + 1)
  if (WITHOUT.has(host)) return ABSENT_ATTRIBUTE
  if (host === 'cloudresourcemanager.googleapis.com') {
    // Projects have a service and a type; folders and organizations have neither.
    if (!relative.startsWith('projects/') || name === 'resource.name') return ABSENT_ATTRIBUTE
    return { state: 'known', value: name === 'resource.service' ? host : `${host}/Project` }
  }
  const type = TYPES.find(([of, shape]) => of === host && hasShape(relative, shape))?.[2]
  if (type === undefined) return OPEN_ATTRIBUTE
  return {
    state: 'known',
    value: name === 'resource.service' ? host : name === 'resource.type' ? `${host}/${type}` : relative,
  }
}

function hasShape(name: string, shape: string): boolean {
  const parts = name.split('/')
  const wanted = shape.split('/')
  const open = wanted.at(-1) === '**'
  const fixed = open ? wanted.slice(0, -1) : wanted
  if (open ? parts.length < wanted.length : parts.length !== wanted.length) return false
  return fixed.every((part, at) => (part === '+' ? parts[at] !== '' : part === parts[at]))
}
