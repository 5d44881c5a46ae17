import type { Covers, Node } from '../../../model/index.js'
import { CONTAINERS } from '../place.js'
import type { GcpWorld } from './world.js'

/** Terraform types of things that only a name shows, by host and the collection that they are in. */
const TYPES = new Map([
  ['storage.googleapis.com/buckets', 'google_storage_bucket'],
  ['storage.googleapis.com/objects', 'google_storage_bucket_object'],
  ['bigquery.googleapis.com/datasets', 'google_bigquery_dataset'],
  ['bigquery.googleapis.com/tables', 'google_bigquery_table'],
  ['pubsub.googleapis.com/topics', 'google_pubsub_topic'],
  ['pubsub.googleapis.com/subscriptions', 'google_pubsub_subscription'],
  ['secretmanager.googleapis.com/secrets', 'google_secret_manager_secret'],
  ['secretmanager.googleapis.com/versions', 'google_secret_manager_secret_version'],
  ['cloudkms.googleapis.com/keyRings', 'google_kms_key_ring'],
  ['cloudkms.googleapis.com/cryptoKeys', 'google_kms_crypto_key'],
  ['compute.googleapis.com/instances', 'google_compute_instance'],
  ['compute.googleapis.com/disks', 'google_compute_disk'],
  ['compute.googleapis.com/images', 'google_compute_image'],
  ['compute.googleapis.com/snapshots', 'google_compute_snapshot'],
  ['run.googleapis.com/services', 'google_cloud_run_v2_service'],
  ['cloudfunctions.googleapis.com/functions', 'google_cloudfunctions2_function'],
  ['artifactregistry.googleapis.com/repositories', 'google_artifact_registry_repository'],
  ['spanner.googleapis.com/instances', 'google_spanner_instance'],
  ['spanner.googleapis.com/databases', 'google_spanner_database'],
  ['iam.googleapis.com/serviceAccounts', 'google_service_account'],
])

const SCOPES = new Map([
  ['organizations', 'gcp_organization'],
  ['folders', 'gcp_folder'],
  ['projects', 'gcp_project'],
])

/** The type of a thing, by its name. */
export function typeOf(id: string): string {
  if (id.startsWith('serviceAccount:')) return 'google_service_account'
  if (id.startsWith(CONTAINERS)) return SCOPES.get(id.slice(CONTAINERS.length).split('/')[0] ?? '') ?? 'gcp_project'
  const [host = '', ...parts] = id.slice(2).split('/')
  const objects = parts.indexOf('objects')
  const collection = objects > 0 ? 'objects' : (parts.at(-2) ?? '')
  return TYPES.get(`${host}/${collection}`) ?? 'google_resource'
}

/** The thing that a policy is attached to, as a target. */
export function targetNode(world: GcpWorld, id: string): Node & { covers: Covers } {
  const known = world.nodes.get(id)
  const isScope = known?.kind === 'Scope' || id.startsWith(CONTAINERS)
  const covers = isScope ? 'scope' : 'resource'
  if (known !== undefined) {
    const { type, cloud, scope, name } = known
    return { id, type, cloud, scope, name, covers }
  }
  return {
    id,
    type: typeOf(id),
    cloud: 'gcp',
    scope: world.containers(id)[0] ?? null,
    name: id.slice(id.lastIndexOf('/') + 1),
    covers,
  }
}
