/**
 * What predefined roles on stored data, keys, secrets and messages grant: permissions by the resource that they are
 * about, `storage.objects get list; ...`. Compiled from Google's own reference pages (`roles-permissions/<service>`,
 * the service above each group; the role on Spanner databases from `spanner/docs/iam`, which repeats them), as stored
 * copies of these pages said, read on 2026-11-22; the copies bear no date, and Google adds permissions every week.
 *
 * @see https://docs.cloud.google.com/iam/docs/roles-permissions
 */
export const DATA_SERVICE_ROLES: readonly (readonly [role: string, permissions: string])[] = [
  // storage
  ['roles/storage.bucketViewer', 'storage.buckets get list'],
  [
    'roles/storage.hmacKeyAdmin',
    'firebase.projects get; orgpolicy.policy get; resourcemanager.projects get list; storage.hmacKeys create ' +
      'delete get list update',
  ],
  [
    'roles/storage.legacyBucketOwner',
    'storage.anywhereCaches create disable get list pause resume update; storage.bucketOperations cancel get ' +
      'list; storage.buckets createTagBinding deleteTagBinding enableObjectRetention get getIamPolicy getIpFilter ' +
      'listEffectiveTags listTagBindings relocate restore setIamPolicy setIpFilter update; storage.folders create ' +
      'delete get list rename; storage.managedFolders create delete get getIamPolicy list setIamPolicy; ' +
      'storage.multipartUploads abort create list listParts; storage.objects create createContext delete ' +
      'deleteContext list restore setRetention updateContext',
  ],
  [
    'roles/storage.legacyBucketReader',
    'storage.buckets get; storage.folders get list; storage.managedFolders get list; storage.multipartUploads ' +
      'list; storage.objects list',
  ],
  [
    'roles/storage.legacyBucketWriter',
    'storage.buckets get; storage.folders create delete get list rename; storage.managedFolders create delete get ' +
      'list; storage.multipartUploads abort create list listParts; storage.objects create createContext delete list ' +
      'restore setRetention',
  ],
  [
    'roles/storage.legacyObjectOwner',
    'storage.objects createContext deleteContext get getIamPolicy overrideUnlockedRetention setIamPolicy ' +
      'setRetention update updateContext',
  ],
  ['roles/storage.legacyObjectReader', 'storage.objects get'],
  [
    'roles/storage.objectAdmin',
    'monitoring.timeSeries create; orgpolicy.policy get; resourcemanager.projects get list; storage.folders ' +
      'create delete get list rename; storage.managedFolders create delete get list; storage.multipartUploads abort ' +
      'create list listParts; storage.objects create createContext delete deleteContext get getIamPolicy list move ' +
      'overrideUnlockedRetention restore setIamPolicy setRetention update updateContext',
  ],
  [
    'roles/storage.objectCreator',
    'orgpolicy.policy get; resourcemanager.projects get list; storage.folders create; storage.managedFolders ' +
      'create; storage.multipartUploads abort create listParts; storage.objects create createContext',
  ],
  [
    'roles/storage.objectUser',
    'monitoring.timeSeries create; orgpolicy.policy get; resourcemanager.projects get list; storage.folders ' +
      'create delete get list rename; storage.managedFolders create delete get list; storage.multipartUploads abort ' +
      'create list listParts; storage.objects create createContext delete deleteContext get list move restore ' +
      'update updateContext',
  ],
  [
    'roles/storage.objectViewer',
    'resourcemanager.projects get list; storage.folders get list; storage.managedFolders get list; ' +
      'storage.objects get list',
  ],
  // bigquery
  ['roles/bigquery.connectionUser', 'bigquery.connections get getIamPolicy list use'],
  [
    'roles/bigquery.dataEditor',
    'bigquery.config get; bigquery.datasets create get getIamPolicy updateTag; bigquery.models create delete ' +
      'export getData getMetadata list updateData updateMetadata updateTag; bigquery.propertyGraphs create delete ' +
      'get list update; bigquery.routines create delete get list update updateTag; bigquery.tables create ' +
      'createIndex createSnapshot delete deleteIndex export get getData getIamPolicy list replicateData ' +
      'restoreSnapshot update updateData updateIndex updateTag; cloudkms.keyHandles create get list; ' +
      'cloudkms.operations get; cloudkms.projects showEffectiveAutokeyConfig; dataplex.datascans cancel create ' +
      'delete get getData getIamPolicy list run update; dataplex.operations get list; resourcemanager.projects get ' +
      'list',
  ],
  [
    'roles/bigquery.dataOwner',
    'bigquery.config get; bigquery.dataPolicies attach create delete get getIamPolicy list setIamPolicy update; ' +
      'bigquery.datasets create createTagBinding delete deleteTagBinding get getIamPolicy link listEffectiveTags ' +
      'listSharedDatasetUsage listTagBindings setIamPolicy update updateTag; bigquery.models create delete export ' +
      'getData getMetadata list updateData updateMetadata updateTag; bigquery.propertyGraphs create delete get list ' +
      'update; bigquery.routines create delete get list update updateTag; bigquery.rowAccessPolicies create delete ' +
      'get getIamPolicy list setIamPolicy update; bigquery.tables create createIndex createSnapshot ' +
      'createTagBinding delete deleteIndex deleteSnapshot deleteTagBinding export get getData getIamPolicy list ' +
      'listEffectiveTags listTagBindings replicateData restoreSnapshot setCategory setColumnDataPolicy setIamPolicy ' +
      'update updateData updateIndex updateTag; cloudkms.keyHandles create get list; cloudkms.operations get; ' +
      'cloudkms.projects showEffectiveAutokeyConfig; dataplex.datascans cancel create delete get getData ' +
      'getIamPolicy list run setIamPolicy update; dataplex.operations get list; resourcemanager.projects get list',
  ],
  [
    'roles/bigquery.dataViewer',
    'bigquery.datasets get getIamPolicy; bigquery.models export getData getMetadata list; bigquery.propertyGraphs ' +
      'get list; bigquery.routines get list; bigquery.tables createSnapshot export get getData getIamPolicy list ' +
      'replicateData; dataplex.datascans get getData getIamPolicy list; resourcemanager.projects get list',
  ],
  ['roles/bigquery.filteredDataViewer', 'bigquery.rowAccessPolicies getFilteredData'],
  [
    'roles/bigquery.jobUser',
    'bigquery.config get; bigquery.jobs create; dataform.folders create; dataform.locations get list; ' +
      'dataform.repositories create list; geminidataanalytics.locations chat; resourcemanager.projects get list',
  ],
  [
    'roles/bigquery.metadataViewer',
    'bigquery.datasets get getIamPolicy; bigquery.models getMetadata list; bigquery.propertyGraphs get list; ' +
      'bigquery.routines get list; bigquery.tables get getIamPolicy list; dataplex.projects search; ' +
      'resourcemanager.projects get list',
  ],
  ['roles/bigquery.readSessionUser', 'bigquery.readsessions create getData update; resourcemanager.projects get list'],
  [
    'roles/bigquery.user',
    'bigquery.bireservations get; bigquery.capacityCommitments get list; bigquery.config get; bigquery.datasets ' +
      'create get getIamPolicy; bigquery.jobs create list; bigquery.models list; bigquery.propertyGraphs list; ' +
      'bigquery.readsessions create getData update; bigquery.reservationAssignments list search; ' +
      'bigquery.reservationGroups get list; bigquery.reservations get list listFailoverDatasets use; ' +
      'bigquery.routines list; bigquery.savedqueries get list; bigquery.tables list; bigquery.transfers get; ' +
      'bigquerymigration.translation translate; cloudkms.keyHandles create get list; cloudkms.operations get; ' +
      'cloudkms.projects showEffectiveAutokeyConfig; dataform.folders create; dataform.locations get list; ' +
      'dataform.repositories create list; dataplex.projects search; resourcemanager.projects get list',
  ],
  // bigtable
  [
    'roles/bigtable.user',
    'bigtable.appProfiles get list; bigtable.authorizedViews get list mutateRows readRows sampleRowKeys; ' +
      'bigtable.backups get list; bigtable.clusters get list; bigtable.hotTablets list; bigtable.instances ' +
      'executeQuery get list ping; bigtable.keyvisualizer get list; bigtable.locations list; bigtable.logicalViews ' +
      'get list readRows; bigtable.materializedViews get list readRows sampleRowKeys; bigtable.memoryLayers get ' +
      'list; bigtable.schemaBundles get list; bigtable.tables checkConsistency generateConsistencyToken get list ' +
      'mutateRows readRows sampleRowKeys; monitoring.metricDescriptors get list; monitoring.timeSeries create list; ' +
      'resourcemanager.projects get',
  ],
  [
    'roles/bigtable.reader',
    'bigtable.appProfiles get list; bigtable.authorizedViews get list readRows sampleRowKeys; bigtable.backups ' +
      'get list; bigtable.clusters get list; bigtable.hotTablets list; bigtable.instances executeQuery get list ' +
      'ping; bigtable.keyvisualizer get list; bigtable.locations list; bigtable.logicalViews get list readRows; ' +
      'bigtable.materializedViews get list readRows sampleRowKeys; bigtable.memoryLayers get list; ' +
      'bigtable.schemaBundles get list; bigtable.tables checkConsistency generateConsistencyToken get list readRows ' +
      'sampleRowKeys; monitoring.metricDescriptors get list; monitoring.timeSeries create list; ' +
      'resourcemanager.projects get',
  ],
  // firestore
  [
    'roles/datastore.viewer',
    'appengine.applications get; databasesconsole.locations get list; databasesconsole.studioQueries search; ' +
      'datastore.backupSchedules get list; datastore.backups get list; datastore.databases get getMetadata list ' +
      'listEffectiveTags listTagBindings; datastore.entities get list; datastore.insights get; ' +
      'datastore.keyVisualizerScans get list; datastore.namespaces get list; datastore.operations get list; ' +
      'datastore.schemas get list; datastore.statistics get list; datastore.userCreds get list; ' +
      'resourcemanager.projects get list',
  ],
  [
    'roles/datastore.user',
    'appengine.applications get; databasesconsole.locations get list; databasesconsole.studioQueries create ' +
      'delete search update; datastore.databases get getMetadata list; datastore.entities allocateIds create delete ' +
      'get list update; datastore.namespaces get list; datastore.schemas list; datastore.statistics get list; ' +
      'resourcemanager.projects get list',
  ],
  // spanner
  [
    'roles/spanner.databaseUser',
    'monitoring.timeSeries create; spanner.databaseOperations cancel get list; spanner.databases adapt ' +
      'beginOrRollbackReadWriteTransaction beginPartitionedDmlTransaction beginReadOnlyTransaction changequorum get ' +
      'getDdl partitionQuery partitionRead read select updateDdl write; spanner.instancePartitions get; ' +
      'spanner.instances get; spanner.sessions create delete get list',
  ],
  [
    'roles/spanner.databaseReader',
    'monitoring.timeSeries create; spanner.databases beginReadOnlyTransaction get getDdl partitionQuery ' +
      'partitionRead read select; spanner.instancePartitions get; spanner.instances get; spanner.sessions create ' +
      'delete get list',
  ],
  // cloudsql
  ['roles/cloudsql.client', 'cloudsql.instances connect get'],
  ['roles/cloudsql.instanceUser', 'cloudsql.instances executeSql get login'],
  // pubsub
  [
    'roles/pubsub.admin',
    'cloudkms.keyHandles create get list; cloudkms.operations get; cloudkms.projects showEffectiveAutokeyConfig; ' +
      'pubsub.messageTransforms validate; pubsub.schemas attach commit create delete get getIamPolicy list ' +
      'listRevisions rollback setIamPolicy validate; pubsub.snapshots create createTagBinding delete ' +
      'deleteTagBinding get getIamPolicy list listEffectiveTags listTagBindings seek setIamPolicy update; ' +
      'pubsub.subscriptions consume create createTagBinding delete deleteTagBinding get getIamPolicy list ' +
      'listEffectiveTags listTagBindings setIamPolicy update; pubsub.topics attachSubscription create ' +
      'createTagBinding delete deleteTagBinding detachSubscription get getIamPolicy list listEffectiveTags ' +
      'listTagBindings publish setIamPolicy update updateTag; resourcemanager.projects get; ' +
      'serviceusage.consumerpolicy analyze get; serviceusage.effectivepolicy get; serviceusage.groups list ' +
      'listExpandedMembers listMembers; serviceusage.quotas get; serviceusage.services get list; ' +
      'serviceusage.values test',
  ],
  [
    'roles/pubsub.editor',
    'cloudkms.keyHandles create get list; cloudkms.operations get; cloudkms.projects showEffectiveAutokeyConfig; ' +
      'pubsub.messageTransforms validate; pubsub.schemas attach commit create delete get list listRevisions ' +
      'rollback validate; pubsub.snapshots create createTagBinding delete deleteTagBinding get list ' +
      'listEffectiveTags listTagBindings seek update; pubsub.subscriptions consume create createTagBinding delete ' +
      'deleteTagBinding get list listEffectiveTags listTagBindings update; pubsub.topics attachSubscription create ' +
      'createTagBinding delete deleteTagBinding detachSubscription get list listEffectiveTags listTagBindings ' +
      'publish update updateTag; resourcemanager.projects get; serviceusage.consumerpolicy analyze get; ' +
      'serviceusage.effectivepolicy get; serviceusage.groups list listExpandedMembers listMembers; ' +
      'serviceusage.quotas get; serviceusage.services get list; serviceusage.values test',
  ],
  ['roles/pubsub.publisher', 'pubsub.topics publish'],
  ['roles/pubsub.subscriber', 'pubsub.snapshots seek; pubsub.subscriptions consume; pubsub.topics attachSubscription'],
  [
    'roles/pubsub.viewer',
    'pubsub.messageTransforms validate; pubsub.schemas get list listRevisions validate; pubsub.snapshots get list ' +
      'listEffectiveTags listTagBindings; pubsub.subscriptions get list listEffectiveTags listTagBindings; ' +
      'pubsub.topics get list listEffectiveTags listTagBindings; resourcemanager.projects get; ' +
      'serviceusage.consumerpolicy analyze get; serviceusage.effectivepolicy get; serviceusage.groups list ' +
      'listExpandedMembers listMembers; serviceusage.quotas get; serviceusage.services get list; ' +
      'serviceusage.values test',
  ],
  // analyticshub
  [
    'roles/analyticshub.subscriber',
    'analyticshub.dataExchanges get getIamPolicy list subscribe; analyticshub.listings get getIamPolicy list ' +
      'subscribe; analyticshub.queryTemplates get list; resourcemanager.projects get list',
  ],
  [
    'roles/analyticshub.viewer',
    'analyticshub.dataExchanges get getIamPolicy list; analyticshub.listings get getIamPolicy list; ' +
      'analyticshub.queryTemplates get list; resourcemanager.projects get list',
  ],
  // secretmanager
  [
    'roles/secretmanager.admin',
    'cloudkms.keyHandles create get list; cloudkms.operations get; cloudkms.projects showEffectiveAutokeyConfig; ' +
      'resourcemanager.projects get list; secretmanager.locations get list; secretmanager.secrets create ' +
      'createTagBinding delete deleteTagBinding get getIamPolicy list listEffectiveTags listTagBindings ' +
      'setIamPolicy update; secretmanager.versions access add destroy disable enable get list',
  ],
  ['roles/secretmanager.secretAccessor', 'resourcemanager.projects get list; secretmanager.versions access'],
  ['roles/secretmanager.secretVersionAdder', 'resourcemanager.projects get list; secretmanager.versions add'],
  [
    'roles/secretmanager.secretVersionManager',
    'resourcemanager.projects get list; secretmanager.versions add destroy disable enable get list',
  ],
  [
    'roles/secretmanager.viewer',
    'resourcemanager.projects get list; secretmanager.locations get list; secretmanager.secrets get getIamPolicy ' +
      'list listEffectiveTags listTagBindings; secretmanager.versions get list',
  ],
  // cloudkms
  [
    'roles/cloudkms.admin',
    'cloudkms.autokeyConfigs get update; cloudkms.cryptoKeyVersions create delete destroy get list restore ' +
      'trustedImportExport update useToDecryptViaDelegation useToEncryptViaDelegation; cloudkms.cryptoKeys create ' +
      'delete get getIamPolicy list setIamPolicy update; cloudkms.ekmConfigs get getIamPolicy setIamPolicy update; ' +
      'cloudkms.ekmConnections create get getIamPolicy list setIamPolicy update use verifyConnectivity; ' +
      'cloudkms.folders showEffectiveAutokeyConfig; cloudkms.importJobs create delete get getIamPolicy list ' +
      'setIamPolicy useToImport; cloudkms.kajPolicyConfigs get update; cloudkms.keyHandles create get list; ' +
      'cloudkms.keyRings create createTagBinding delete deleteTagBinding get getIamPolicy list listEffectiveTags ' +
      'listTagBindings setIamPolicy; cloudkms.locations get list optOutKeyDeletionMsa; cloudkms.operations get; ' +
      'cloudkms.projects showEffectiveAutokeyConfig showEffectiveKajEnrollmentConfig showEffectiveKajPolicyConfig; ' +
      'cloudkms.retiredResources get list; cloudkms.singleTenantHsmInstanceProposals delete get list; ' +
      'cloudkms.singleTenantHsmInstances create get list use; resourcemanager.projects get',
  ],
  [
    'roles/cloudkms.cryptoKeyDecrypter',
    'cloudkms.cryptoKeyVersions useToDecrypt; cloudkms.locations get list; resourcemanager.projects get',
  ],
  [
    'roles/cloudkms.cryptoKeyEncrypter',
    'cloudkms.cryptoKeyVersions useToEncrypt; cloudkms.locations get list; resourcemanager.projects get',
  ],
  [
    'roles/cloudkms.cryptoKeyEncrypterDecrypter',
    'cloudkms.cryptoKeyVersions useToDecrypt useToEncrypt; cloudkms.locations get list; resourcemanager.projects ' +
      'get',
  ],
  [
    'roles/cloudkms.publicKeyViewer',
    'cloudkms.cryptoKeyVersions viewPublicKey; cloudkms.locations get list; resourcemanager.projects get',
  ],
  [
    'roles/cloudkms.signer',
    'cloudkms.cryptoKeyVersions useToSign; cloudkms.locations get list; resourcemanager.projects get',
  ],
  [
    'roles/cloudkms.signerVerifier',
    'cloudkms.cryptoKeyVersions useToSign useToVerify viewPublicKey; cloudkms.locations get list; ' +
      'resourcemanager.projects get',
  ],
  [
    'roles/cloudkms.viewer',
    'cloudkms.autokeyConfigs get; cloudkms.cryptoKeyVersions get list; cloudkms.cryptoKeys get list; ' +
      'cloudkms.ekmConfigs get; cloudkms.ekmConnections get list; cloudkms.folders showEffectiveAutokeyConfig; ' +
      'cloudkms.importJobs get list; cloudkms.kajPolicyConfigs get; cloudkms.keyHandles get list; cloudkms.keyRings ' +
      'get list; cloudkms.locations get list; cloudkms.operations get; cloudkms.projects ' +
      'showEffectiveAutokeyConfig; cloudkms.protectableResources list; cloudkms.retiredResources get list; ' +
      'cloudkms.singleTenantHsmInstanceProposals get list; cloudkms.singleTenantHsmInstances get list; ' +
      'resourcemanager.projects get',
  ],
  // artifactregistry
  [
    'roles/artifactregistry.reader',
    'artifactregistry.attachments get list; artifactregistry.dockerimages get list; artifactregistry.files ' +
      'download get list; artifactregistry.locations get list; artifactregistry.mavenartifacts get list; ' +
      'artifactregistry.npmpackages get list; artifactregistry.packages get list; artifactregistry.projectconfigs ' +
      'get; artifactregistry.projectsettings get; artifactregistry.pythonpackages get list; ' +
      'artifactregistry.repositories downloadArtifacts exportArtifacts get list listEffectiveTags listTagBindings ' +
      'readViaVirtualRepository; artifactregistry.rules get list; artifactregistry.tags get list; ' +
      'artifactregistry.versions get list; resourcemanager.projects get',
  ],
  [
    'roles/artifactregistry.writer',
    'artifactregistry.aptartifacts create; artifactregistry.attachments create delete get list; ' +
      'artifactregistry.dockerimages get list; artifactregistry.files download get list update upload; ' +
      'artifactregistry.kfpartifacts create; artifactregistry.locations get list; artifactregistry.mavenartifacts ' +
      'get list; artifactregistry.npmpackages get list; artifactregistry.packages get list update; ' +
      'artifactregistry.projectconfigs get; artifactregistry.projectsettings get; artifactregistry.pythonpackages ' +
      'get list; artifactregistry.repositories downloadArtifacts exportArtifacts get list listEffectiveTags ' +
      'listTagBindings readViaVirtualRepository uploadArtifacts; artifactregistry.rules get list; ' +
      'artifactregistry.tags create get list update; artifactregistry.versions get list; ' +
      'artifactregistry.yumartifacts create; resourcemanager.projects get',
  ],
]
