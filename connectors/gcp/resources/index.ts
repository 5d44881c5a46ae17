// What it is: the list of Google Cloud resource types that are read; an item of a list belongs to the first that knows it.
// May import: the resource types beside it.
// Never does: anything else; a type that is not listed here becomes a node only where an allow policy hangs on it.
import type { ResourceType } from '../resource-type.js'
import { accessContextPolicy } from './access-context-policy.js'
import { accessLevel } from './access-level.js'
import { analyticsHubDataExchange } from './analytics-hub-data-exchange.js'
import { analyticsHubListing } from './analytics-hub-listing.js'
import { artifactRegistryRepository } from './artifact-registry-repository.js'
import { bigqueryDataset } from './bigquery-dataset.js'
import { bigqueryTable } from './bigquery-table.js'
import { bigtableBackup } from './bigtable-backup.js'
import { bigtableInstance } from './bigtable-instance.js'
import { bigtableTable } from './bigtable-table.js'
import { billingAccount } from './billing-account.js'
import { cloudFunction } from './cloud-function.js'
import { cloudRunJob } from './cloud-run-job.js'
import { cloudRunService } from './cloud-run-service.js'
import { cloudTasksQueue } from './cloud-tasks-queue.js'
import { computeBackendService } from './compute-backend-service.js'
import { computeDisk } from './compute-disk.js'
import { computeImage } from './compute-image.js'
import { computeInstance } from './compute-instance.js'
import { computeInstanceTemplate } from './compute-instance-template.js'
import { computeMachineImage } from './compute-machine-image.js'
import { computeResourcePolicy } from './compute-resource-policy.js'
import { computeSnapshot } from './compute-snapshot.js'
import { computeSubnetwork } from './compute-subnetwork.js'
import { containerCluster } from './container-cluster.js'
import { dataplexLake } from './dataplex-lake.js'
import { dataprocCluster } from './dataproc-cluster.js'
import { dnsManagedZone } from './dns-managed-zone.js'
import { folder } from './folder.js'
import { healthcareDataset } from './healthcare-dataset.js'
import { iamAccessBoundaryPolicy } from './iam-access-boundary-policy.js'
import { iamDenyPolicy } from './iam-deny-policy.js'
import { iamPolicyBinding } from './iam-policy-binding.js'
import { iapWeb } from './iap-web.js'
import { identityGroup } from './identity-group.js'
import { identityGroupMembership } from './identity-group-membership.js'
import { kmsCryptoKey } from './kms-crypto-key.js'
import { kmsImportJob } from './kms-import-job.js'
import { kmsKeyRing } from './kms-key-ring.js'
import { notebooksInstance } from './notebooks-instance.js'
import { organization } from './organization.js'
import { organizationPolicy } from './organization-policy.js'
import { pamEntitlement } from './pam-entitlement.js'
import { project } from './project.js'
import { pubsubSchema } from './pubsub-schema.js'
import { pubsubSnapshot } from './pubsub-snapshot.js'
import { pubsubSubscription } from './pubsub-subscription.js'
import { pubsubTopic } from './pubsub-topic.js'
import { role } from './role.js'
import { secret } from './secret.js'
import { serviceAccount } from './service-account.js'
import { serviceAccountKey } from './service-account-key.js'
import { serviceManagementService } from './service-management-service.js'
import { servicePerimeter } from './service-perimeter.js'
import { sourceRepository } from './source-repository.js'
import { spannerDatabase } from './spanner-database.js'
import { spannerInstance } from './spanner-instance.js'
import { sqlInstance } from './sql-instance.js'
import { storageBucket } from './storage-bucket.js'
import { storageManagedFolder } from './storage-managed-folder.js'
import { workforcePool } from './workforce-pool.js'
import { workforcePoolProvider } from './workforce-pool-provider.js'
import { workloadIdentityPool } from './workload-identity-pool.js'
import { workloadIdentityPoolProvider } from './workload-identity-pool-provider.js'

export const resourceTypes: readonly ResourceType[] = [
  organization,
  folder,
  project,
  accessContextPolicy,
  accessLevel,
  analyticsHubDataExchange,
  analyticsHubListing,
  artifactRegistryRepository,
  bigqueryDataset,
  bigqueryTable,
  bigtableBackup,
  bigtableInstance,
  bigtableTable,
  billingAccount,
  cloudFunction,
  cloudRunJob,
  cloudRunService,
  cloudTasksQueue,
  computeBackendService,
  computeDisk,
  computeImage,
  computeInstance,
  computeInstanceTemplate,
  computeMachineImage,
  computeResourcePolicy,
  computeSnapshot,
  computeSubnetwork,
  containerCluster,
  dataplexLake,
  dataprocCluster,
  dnsManagedZone,
  healthcareDataset,
  iamAccessBoundaryPolicy,
  iamDenyPolicy,
  iamPolicyBinding,
  iapWeb,
  identityGroup,
  identityGroupMembership,
  kmsCryptoKey,
  kmsImportJob,
  kmsKeyRing,
  notebooksInstance,
  organizationPolicy,
  pamEntitlement,
  pubsubSchema,
  pubsubSnapshot,
  pubsubSubscription,
  pubsubTopic,
  role,
  secret,
  serviceAccount,
  serviceAccountKey,
  serviceManagementService,
  servicePerimeter,
  sourceRepository,
  spannerDatabase,
  spannerInstance,
  sqlInstance,
  storageBucket,
  storageManagedFolder,
  workforcePool,
  workforcePoolProvider,
  workloadIdentityPool,
  workloadIdentityPoolProvider,
]
