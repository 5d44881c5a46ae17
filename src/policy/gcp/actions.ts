import { ACCESS_ORDER, type Access } from '../../model/index.js'
import type { Kind } from '../cloud.js'

/** By these somebody gets a token as a service account, or signs as it, which is as good. */
export const BECOMING: ReadonlySet<string> = new Set([
  'iam.serviceAccounts.getAccessToken',
  'iam.serviceAccounts.signBlob',
  'iam.serviceAccounts.signJwt',
])

/** Lets others on whom the account may act pass it on; no token by itself. */
export const DELEGATING = 'iam.serviceAccounts.implicitDelegation'

/** Gives identity tokens only: enough where somebody trusts them. */
export const IDENTIFYING = 'iam.serviceAccounts.getOpenIdToken'

/**
 * Permissions that read or change what a resource holds, by what they are about.
 *
 * @see https://cloud.google.com/iam/docs/permissions-reference
 * @see https://cloud.google.com/logging/docs/audit/configure-data-access#config-data-access-overview
 */
const CONTENT: readonly (readonly [resource: string, verbs: string])[] = [
  ['storage.objects', 'get create delete update restore move'],
  ['storage.multipartUploads', 'create'],
  ['bigquery.tables', 'getData updateData export createSnapshot restoreSnapshot replicateData'],
  ['bigquery.models', 'getData updateData export'],
  ['bigquery.readsessions', 'create getData'],
  ['bigquery.rowAccessPolicies', 'getFilteredData'],
  ['analyticshub.listings', 'subscribe'],
  ['pubsub.topics', 'publish'],
  ['pubsub.subscriptions', 'consume'],
  ['pubsub.snapshots', 'seek'],
  ['secretmanager.versions', 'access add destroy'],
  ['parametermanager.parameterVersions', 'get render create delete'],
  ['cloudkms.cryptoKeyVersions', 'useToDecrypt useToDecryptViaDelegation'],
  ['spanner.databases', 'select read write partitionQuery partitionRead'],
  ['datastore.entities', 'get list create update delete'],
  ['datastore.databases', 'export import'],
  ['bigtable.tables', 'readRows mutateRows'],
  ['bigtable.materializedViews', 'readRows'],
  ['bigtable.logicalViews', 'readRows'],
  ['firebasedatabase.data', 'get update'],
  ['artifactregistry.repositories', 'downloadArtifacts uploadArtifacts deleteArtifacts'],
  ['artifactregistry.files', 'download upload delete'],
  ['artifactregistry.packages', 'delete'],
  ['artifactregistry.versions', 'delete'],
  ['logging.logEntries', 'list create download'],
  ['logging.privateLogEntries', 'list'],
  ['logging.views', 'access'],
  ['compute.images', 'useReadOnly'],
  ['compute.machineImages', 'useReadOnly'],
  ['compute.snapshots', 'useReadOnly'],
  ['compute.disks', 'useReadOnly createSnapshot'],
  ['cloudsql.instances', 'export executeSql login'],
  ['alloydb.instances', 'executeSql login'],
  ['alloydb.clusters', 'export'],
  ['healthcare.fhirResources', 'get create update delete patch purge'],
  ['healthcare.fhirStores', 'export import searchResources'],
  ['healthcare.dicomStores', 'dicomWebRead dicomWebWrite dicomWebDelete export import'],
  ['healthcare.hl7V2Messages', 'get list create update delete ingest'],
  ['container.secrets', 'get list create update delete'],
  ['source.repos', 'get update'],
  ['cloudfunctions.functions', 'sourceCodeGet'],
  ['dataplex.assets', 'readData writeData'],
  ['dataplex.datascans', 'getData'],
  ['apikeys.keys', 'getKeyString'],
  ['aiplatform.featurestores', 'readFeatures writeFeatures exportFeatures importFeatures'],
  ['aiplatform.entityTypes', 'readFeatureValues writeFeatureValues exportFeatureValues importFeatureValues'],
  ['aiplatform.models', 'export'],
  ['remotebuildexecution.blobs', 'get create'],
  ['contentwarehouse.documents', 'get create update delete'],
]

const DATA: ReadonlySet<string> = new Set(
  CONTENT.flatMap(([resource, verbs]) => verbs.split(' ').map((verb) => `${resource}.${verb}`)),
)

export function isData(permission: string): boolean {
  return DATA.has(permission)
}

/** Verbs that read, by how they begin. */
const READING = [
  'get',
  'read',
  'search',
  'query',
  'view',
  'lookup',
  'fetch',
  'download',
  'access',
  'consume',
  'export',
  'check',
  'test',
  'validate',
  'watch',
  'verify',
  'select',
  'render',
  'analyze',
  'useReadOnly',
  'useToDecrypt',
  'partition',
  'sourceCodeGet',
  'dicomWebRead',
  'pull',
  'subscribe',
  // What is copied is read where it is; writing it elsewhere is another permission.
  'createSnapshot',
  'replicateData',
]

/** Permissions that say what others may do. */
const RULES =
  /^(?:iam\.(?:roles|denypolicies|policybindings|principalaccessboundarypolicies|accessPolicies)|orgpolicy\.polic(?:y|ies))$/

/** What kind of access a permission is, by its verb. */
export function accessOf(permission: string): Access {
  const dot = permission.lastIndexOf('.')
  const [resource, verb] = [permission.slice(0, dot), permission.slice(dot + 1)]
  if (resource === 'iam.serviceAccounts' && (BECOMING.has(permission) || permission === IDENTIFYING)) return 'write'
  if (verb === 'setIamPolicy') return 'permissions'
  if (verb.endsWith('TagBinding') || resource.endsWith('tagValueBindings') || resource.endsWith('tagHolds'))
    return 'tag'
  if (verb.startsWith('list') || verb === 'aggregatedList') return 'list'
  if (READING.some((word) => verb.startsWith(word))) return 'read'
  return RULES.test(resource.replace('.googleapis.com/', '.')) ? 'permissions' : 'write'
}

const kinds = new WeakMap<readonly string[], Kind>()

/** Kinds of access of a list of permissions. */
export function kindOf(permissions: readonly string[]): Kind {
  const known = kinds.get(permissions)
  if (known !== undefined) return known
  const found = new Set(permissions.map(accessOf))
  const kind = { access: ACCESS_ORDER.filter((word) => found.has(word)), data: permissions.some(isData) }
  kinds.set(permissions, kind)
  return kind
}
