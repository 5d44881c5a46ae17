// What it is: which AWS actions read or change content that a resource holds, by service; curated by hand.
// May import: nothing.
// Never does: say who may call an action, or classify it (that is the vendor's access level, in the catalogue).

// What counts: reading, writing or deleting what a container holds (objects, items, messages, secrets, parameters,
// images, log events, records, files, mail, code), queries that return it, cryptography on it, copies and restores
// that carry it elsewhere, and data-plane logins and credentials that open all of it.
// What does not: running something (functions, workflows, models), settings, names, tags, ACLs and policies, and
// making or deleting a whole container (a table, a bucket, a queue).
// LIMIT: settings that let content flow later (replication, subscription filters, exports by a rule) do not count.
// LIMIT: metrics, traces, findings and directory entries (Cognito and Identity Center users) do not count.

/** Service prefix -> names and `*` patterns, separated by spaces; `!` takes away again. Names ignore case. */
const PATTERNS: Readonly<Record<string, string>> = {
  // objects, files, volumes
  s3: `GetObject GetObjectVersion GetObject*Torrent GetObjectVersionForReplication GetObject*Annotation*
    PutObject PutObject*Annotation DeleteObject DeleteObjectVersion DeleteObject*Annotation
    ReplicateObject ReplicateObjectAnnotation ReplicateDelete GetDataAccess`,
  's3-object-lambda': 'GetObject GetObjectVersion PutObject DeleteObject DeleteObjectVersion WriteGetObjectResponse',
  's3-outposts': `GetObject GetObjectVersion GetObjectVersionForReplication PutObject DeleteObject DeleteObjectVersion
    ReplicateObject ReplicateDelete`,
  s3express: 'CreateSession',
  s3files: 'Client*',
  s3tables: 'GetTableData PutTableData',
  s3vectors: '*Vectors',
  glacier: 'InitiateJob GetJobOutput *Archive *MultipartUpload UploadMultipartPart !Abort*',
  mediastore: 'GetObject PutObject DeleteObject',
  elasticfilesystem: 'Client* ReplicationRead ReplicationWrite Restore',
  fsx: 'CopyBackup CopySnapshotAndUpdateVolume CreateFileSystemFromBackup CreateVolumeFromBackup RestoreVolumeFromSnapshot',
  backup: 'StartRestoreJob StartCopyJob CopyFromBackupVault CopyIntoBackupVault DeleteRecoveryPoint',
  'backup-search': 'ListSearchJobResults StartSearchResultExportJob',
  'backup-storage': '*Chunk *Object* Get*BaseBackup !GetObjectMetadata !ListObjects',
  ebs: 'GetSnapshotBlock PutSnapshotBlock',
  ec2: `CreateVolume CopyVolumes CopySnapshot CopyImage CopyFpgaImage ExportImage CreateStoreImageTask
    CreateInstanceExportTask GetConsoleOutput GetConsoleScreenshot GetPasswordData`,
  lightsail: `CreateDiskFromSnapshot CreateInstancesFromSnapshot CreateRelationalDatabaseFromSnapshot CopySnapshot
    ExportSnapshot GetInstanceAccessDetails DownloadDefaultKeyPair GetRelationalDatabaseMasterUserPassword
    GetRelationalDatabaseLogEvents GetContainerLog CreateBucketAccessKey`,
  transfer: 'StartFileTransfer StartRemoteDelete StartRemoteMove',

  // images, packages, code
  ecr: `BatchGetImage GetDownloadUrlForLayer PutImage BatchDeleteImage BatchImportUpstreamImage ReplicateImage
    InitiateLayerUpload UploadLayerPart CompleteLayerUpload`,
  'ecr-public': 'PutImage BatchDeleteImage InitiateLayerUpload UploadLayerPart CompleteLayerUpload',
  codeartifact: `ReadFromRepository GetPackageVersionAsset GetPackageVersionReadme PublishPackageVersion
    CopyPackageVersions DisposePackageVersions DeletePackage DeletePackageVersions`,
  codecommit: `GitPull GitPush GetBlob GetBlobDifferences GetFile PutFile DeleteFile CreateCommit
    CreateUnreferencedMergeCommit Merge* GetComment* PostComment* UpdateComment DeleteCommentContent UploadArchive`,

  // tables and databases
  dynamodb: `BatchGetItem BatchWriteItem ConditionCheckItem GetItem PutItem UpdateItem DeleteItem Query Scan SearchVectors
    PartiQL* GetRecords ExportTableToPointInTime RestoreTable* ReadDataForReplication WriteDataForReplication`,
  dax: '*Item Query Scan',
  cassandra: 'Select SelectMultiRegionResource Modify ModifyMultiRegionResource GetRecords Restore*',
  timestream: 'Select WriteRecords Unload ExecuteScheduledQuery',
  qldb: `GetBlock GetRevision ExecuteStatement SendCommand PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete
    PartiQLRedact PartiQLHistoryFunction ExportJournalToS3 StreamJournalToKinesis`,
  sdb: 'GetAttributes PutAttributes DeleteAttributes Batch*Attributes Select StartDomainExport',
  'neptune-db': 'connect *DataViaQuery GetStreamRecords StartLoaderJob ResetDatabase',
  'neptune-graph': '*DataViaQuery ResetGraph RestoreGraphFromSnapshot StartExportTask StartImportTask',
  rds: `RestoreDB* CopyDBSnapshot CopyDBClusterSnapshot StartExportTask CreateDBInstanceReadReplica
    DownloadCompleteDBLogFile DownloadDBLogFilePortion !RestoreDB*FromS3`,
  'rds-data': '*',
  'rds-db': 'connect',
  dsql: 'DbConnect*',
  'docdb-elastic': 'CopyClusterSnapshot RestoreClusterFromSnapshot',
  redshift: `GetClusterCredentials* ExecuteQuery FetchResults CopyClusterSnapshot RestoreFromClusterSnapshot
    RestoreTableFromClusterSnapshot`,
  'redshift-data': 'ExecuteStatement BatchExecuteStatement GetStatementResult',
  'redshift-serverless': 'GetCredentials Restore*',
  sqlworkbench: 'DriverExecute',
  athena: `GetQueryResults GetQueryResultsStream GetCalculationExecutionCode ExportNotebook ImportNotebook
    UpdateNotebook`,
  elasticache: 'Connect CopySnapshot CopyServerlessCacheSnapshot ExportServerlessCacheSnapshot',
  memorydb: 'Connect CopySnapshot',
  es: 'ESHttp* ESCrossClusterGet',
  aoss: 'APIAccessAll DashboardsAccessAll',
  opensearch: 'ApplicationAccessAll StartDirectQuery GetDirectQueryResult',
  lakeformation: 'GetDataAccess GetTemporaryGlue* GetWorkUnitResults',
  glue: 'GetEntityRecords GetStatement GetDataPreviewStatement',
  cleanrooms: 'StartProtectedQuery GetProtectedQuery',
  quicksight: `GenerateEmbedUrl* GetAnonymousUserEmbedUrl GetDashboardEmbedUrl GetSessionEmbedUrl PredictQAResults
    StartDashboardSnapshotJob DescribeDashboardSnapshotJobResult`,
  sagemaker: 'GetRecord BatchGetRecord ListRecords PutRecord BatchWriteRecord DeleteRecord',
  honeycode: 'Batch*TableRows ListTableRows QueryTableRows GetScreenData StartTableDataImportJob',
  clouddirectory: `BatchRead BatchWrite CreateObject DeleteObject GetObjectAttributes ListObjectAttributes
    UpdateObjectAttributes GetLinkAttributes UpdateLinkAttributes`,
  'cognito-sync': 'ListRecords QueryRecords UpdateRecords',
  'finspace-api': 'GetProgrammaticAccessCredentials',
  'cloudfront-keyvaluestore': 'GetKey ListKeys PutKey DeleteKey UpdateKeys',

  // secrets, parameters, keys
  secretsmanager: 'GetSecretValue BatchGetSecretValue PutSecretValue UpdateSecret DeleteSecret',
  ssm: 'GetParameter GetParameters GetParametersByPath GetParameterHistory PutParameter DeleteParameter DeleteParameters',
  appconfig: 'GetConfiguration GetLatestConfiguration GetHostedConfigurationVersion CreateHostedConfigurationVersion',
  kms: 'Decrypt Encrypt ReEncrypt* GenerateDataKey* DeriveSharedSecret',
  'payment-cryptography': 'DecryptData EncryptData ReEncryptData TranslatePinData TranslateKeyMaterial ExportKey',
  acm: 'ExportCertificate',
  'bedrock-agentcore': `GetResourceApiKey GetResourceOauth2Token *MemoryRecord*
    GetEvent ListEvents CreateEvent DeleteEvent`,

  // messages, streams, logs, mail
  sqs: 'SendMessage ReceiveMessage DeleteMessage PurgeQueue StartMessageMoveTask',
  sns: 'Publish Subscribe',
  events: 'PutEvents PutPartnerEvents PutRawEvents StartReplay RetrieveConnectionCredentials',
  kinesis: 'GetRecords SubscribeToShard PutRecord PutRecords',
  firehose: 'PutRecord PutRecordBatch',
  kinesisvideo: `GetMedia GetMediaForFragmentList GetClip GetImages Get*StreamingSessionURL PutMedia ConnectAs*
    JoinStorageSession*`,
  'kafka-cluster': 'ReadData WriteData',
  iot: `Publish RetainPublish Receive Subscribe SendDirectMessage GetRetainedMessage GetThingShadow UpdateThingShadow
    DeleteThingShadow`,
  iotanalytics: 'BatchPutMessage GetDatasetContent DeleteDatasetContent SampleChannelData',
  iotevents: 'BatchPutMessage',
  iotsitewise: `*AssetPropertyValue* *AssetPropertyAggregates GetInterpolatedAssetPropertyValues ExecuteQuery
    GetQueryResults`,
  geo: '*DevicePosition* *Geofence ListGeofences BatchEvaluateGeofences !VerifyDevicePosition',
  appsync: 'EventPublish EventSubscribe',
  ivschat: 'SendEvent DeleteMessage',
  chime: '*ChannelMessage Redact*Message ListChannelMessages',
  'social-messaging': 'SendWhatsAppMessage *WhatsAppMessageMedia',
  'sms-voice': 'Send*Message',
  ses: `SendEmail SendRawEmail SendTemplatedEmail SendBulk* SendBounce GetArchiveMessage GetArchiveMessageContent
    GetArchiveSearchResults StartArchiveExport *Contact ListContacts`,
  mobiletargeting: 'SendMessages SendUsersMessages GetInAppMessages PutEvents *Endpoint *Endpoints*',
  workmail: 'AssumeImpersonationRole DeliverToMailbox StartMailboxExportJob',
  workmailmessageflow: '*',
  logs: `GetLogEvents FilterLogEvents GetLogRecord StartQuery GetQueryResults StartLiveTail PutLogEvents Unmask
    CreateExportTask`,
  cloudtrail: 'LookupEvents StartQuery GetQueryResults GetEventDataStoreData',
  'cloudtrail-data': 'PutAuditEvents',
  macie2: 'GetSensitiveDataOccurrences',

  // documents, health, people, knowledge
  workdocs: `DownloadDocumentVersion GetDocumentVersion InitiateDocumentVersionUpload UpdateDocumentVersion
    RestoreDocumentVersions DeleteDocument DeleteDocumentVersion DeleteFolderContents *Comment DescribeComments`,
  healthlake: `CreateResource ReadResource VersionReadResource UpdateResource PatchResource DeleteResource Search*
    GetHistoryByResourceId ProcessBundle GenerateDocument* GetExportedFile StartFHIRExportJob* StartFHIRImportJob
    StartFHIRBulk*`,
  'medical-imaging': `GetDICOM* !GetDICOMImportJob GetImage* SearchDICOM* SearchImageSets StoreDICOM*
    StartDICOMImportJob CopyImageSet DeleteImageSet UpdateImageSetMetadata`,
  omics: `GetReadSet GetReference UploadReadSetPart CompleteMultipartReadSetUpload BatchDeleteReadSet DeleteReference
    StartReadSetExportJob StartReadSetImportJob StartReferenceImportJob StartAnnotationImportJob StartVariantImportJob`,
  dataexchange: 'SendApiAsset StartJob',
  connect: `GetAttachedFile StartAttachedFileUpload DeleteAttachedFile GetContactAttributes UpdateContactAttributes
    GetPromptFile MonitorContact ListRealtimeContactAnalysisSegments* SendOutbound* Batch*DataTableValue
    ListDataTableValues EvaluateDataTableValues`,
  profile: `CreateProfile BatchGetProfile UpdateProfile DeleteProfile SearchProfiles MergeProfiles *ProfileObject
    ListProfileObjects *ProfileKey *ProfileHistoryRecord* GetSegmentMembership GetSimilarProfiles
    ListProfileAttributeValues`,
  cases: 'CreateCase GetCase UpdateCase DeleteCase SearchCases *RelatedItem Search*RelatedItems GetCaseAuditEvents',
  wisdom:
    'GetContent CreateContent UpdateContent DeleteContent StartContentUpload Retrieve QueryAssistant SendMessage ListMessages GetNextMessage',
  qbusiness: `BatchPutDocument BatchDeleteDocument GetDocumentContent GetMedia ListMessages SearchRelevantContent Chat
    ChatSync`,
  kendra: 'Query Retrieve BatchPutDocument BatchDeleteDocument',
  bedrock: `Retrieve RetrieveAndGenerate AgenticRetrieveStream GetDocumentContent GetAgentMemory DeleteAgentMemory
    *InvocationStep IngestKnowledgeBaseDocuments DeleteKnowledgeBaseDocuments`,
  rekognition: 'IndexFaces ListFaces DeleteFaces SearchFaces* SearchUsers* ListDatasetEntries UpdateDatasetEntries',
  personalize: 'PutEvents PutItems PutUsers PutActions PutActionInteractions',
  frauddetector: 'SendEvent GetEvent DeleteEvent DeleteEventsByEventType GetListElements',
}

/** Service prefix -> patterns of action names without the prefix; one that starts with `!` takes away again. */
export const DATA_ACTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(PATTERNS).map(([service, patterns]) => [service, patterns.split(/\s+/)]),
)
