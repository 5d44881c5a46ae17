/**
 * What the three basic roles surely grant: permissions by the resource that they are about, in the form of the predefined
 * roles. Each role has all of the one before it. Google's page says what kind of permission each role holds (reading,
 * changing, managing roles); this list was written by hand after it, for the services met most often. Basic roles have
 * thousands more, which change every week: what is not here is not known, unless `NEVER_BASIC` or `OWNERS_ONLY` says that
 * the role has it not.
 *
 * LIMIT: the list was not read, permission by permission, off Google's pages of each service. A snapshot that holds the
 * roles (`gcloud iam roles list` with permissions) wins.
 *
 * @see https://cloud.google.com/iam/docs/roles-overview#basic
 * @see https://docs.cloud.google.com/iam/docs/roles-permissions
 */
export const BASIC_ROLES: readonly (readonly [role: string, adds: string])[] = [
  [
    'roles/viewer',
    'resourcemanager.projects get getIamPolicy list; iam.roles get list; iam.serviceAccounts get getIamPolicy list; ' +
      'iam.serviceAccountKeys get list; iam.denypolicies get list; serviceusage.services get list; ' +
      'storage.buckets list; storage.hmacKeys get list; bigquery.datasets get getIamPolicy; ' +
      'bigquery.jobs create get list; bigquery.readsessions create getData; ' +
      'pubsub.topics get list; pubsub.subscriptions get list; ' +
      'secretmanager.secrets get getIamPolicy list; secretmanager.versions get list; ' +
      'cloudkms.keyRings get getIamPolicy list; cloudkms.cryptoKeys get getIamPolicy list; ' +
      'cloudkms.cryptoKeyVersions get list; compute.projects get; ' +
      'compute.instances get getIamPolicy getSerialPortOutput list; compute.disks get getIamPolicy list useReadOnly; ' +
      'compute.images get getIamPolicy list useReadOnly; compute.snapshots get getIamPolicy list; ' +
      'run.services get getIamPolicy list; run.jobs get getIamPolicy list; ' +
      'cloudfunctions.functions get getIamPolicy list sourceCodeGet; cloudbuild.builds get list; ' +
      'artifactregistry.repositories downloadArtifacts get getIamPolicy list; container.clusters get list; ' +
      'container.pods get list; cloudsql.instances export get list; cloudsql.users get list; ' +
      'spanner.databases get getDdl list read select; datastore.entities get list; ' +
      'logging.logs list; logging.logEntries list; dns.managedZones get list; dns.resourceRecordSets get list',
  ],
  [
    'roles/editor',
    'resourcemanager.projects update; iam.serviceAccounts actAs create delete disable enable update; ' +
      'iam.serviceAccountKeys create delete disable enable; serviceusage.services disable enable use; ' +
      'storage.buckets create delete; storage.hmacKeys create delete update; bigquery.datasets create; ' +
      'pubsub.topics attachSubscription create delete publish update; ' +
      'pubsub.subscriptions consume create delete update; secretmanager.secrets create delete update; ' +
      'secretmanager.versions add destroy disable enable; cloudkms.keyRings create; ' +
      'cloudkms.cryptoKeys create update; cloudkms.cryptoKeyVersions create update; ' +
      'compute.projects setCommonInstanceMetadata; ' +
      'compute.instances create delete osAdminLogin osLogin reset setMetadata setServiceAccount start stop update; ' +
      'compute.disks create createSnapshot delete use; compute.images create delete; ' +
      'compute.snapshots create delete useReadOnly; run.services create delete update; ' +
      'run.jobs create delete run update; run.routes invoke; ' +
      'cloudfunctions.functions call create delete invoke sourceCodeSet update; ' +
      'cloudbuild.builds approve create update; artifactregistry.repositories deleteArtifacts uploadArtifacts; ' +
      'container.clusters create delete getCredentials update; container.pods create delete exec update; ' +
      'container.secrets create delete get list update; ' +
      'cloudsql.instances connect create delete import login update; cloudsql.users create delete update; ' +
      'spanner.databases create drop update updateDdl write; datastore.entities create delete update; ' +
      'logging.logEntries create; logging.logs delete; cloudscheduler.jobs create delete run update; ' +
      'deploymentmanager.deployments create delete update; dataflow.jobs cancel create; ' +
      'dataproc.clusters create delete update; dns.managedZones create delete update; ' +
      'dns.resourceRecordSets create delete update',
  ],
  [
    'roles/owner',
    'resourcemanager.projects delete setIamPolicy undelete; iam.roles create delete undelete update; ' +
      'iam.serviceAccounts setIamPolicy; bigquery.datasets delete setIamPolicy update; bigquery.tables setIamPolicy; ' +
      'pubsub.topics getIamPolicy setIamPolicy; pubsub.subscriptions getIamPolicy setIamPolicy; ' +
      'secretmanager.secrets setIamPolicy; secretmanager.versions access; cloudkms.keyRings setIamPolicy; ' +
      'cloudkms.cryptoKeys setIamPolicy; cloudkms.cryptoKeyVersions destroy useToDecrypt useToEncrypt useToSign; ' +
      'compute.instances setIamPolicy; compute.disks setIamPolicy; compute.images setIamPolicy; ' +
      'compute.snapshots setIamPolicy; run.services setIamPolicy; run.jobs setIamPolicy; ' +
      'cloudfunctions.functions setIamPolicy; artifactregistry.repositories setIamPolicy; ' +
      'spanner.databases setIamPolicy; logging.privateLogEntries list; dns.managedZones setIamPolicy',
  ],
]

/**
 * What no basic role has: tokens of service accounts, and objects of buckets, which basic roles reach only over the lists
 * that buckets begin with (`projectViewer:`).
 *
 * @see https://cloud.google.com/storage/docs/access-control/iam-roles#basic-roles
 * @see https://docs.cloud.google.com/iam/docs/roles-permissions/iam
 */
export const NEVER_BASIC =
  /^(?:storage\.objects\.[a-zA-Z]+|iam\.serviceAccounts\.(?:getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt))$/

/** Only owners manage roles and permissions. */
export const OWNERS_ONLY = /\.setIamPolicy$/
