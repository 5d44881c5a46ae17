import { DATA_SERVICE_ROLES } from './data-role-data.js'

/**
 * What predefined roles on identities, projects, workloads and operations grant, in the form of `DATA_SERVICE_ROLES`.
 * Compiled from Google's own reference pages (`roles-permissions/<service>`, the service above each group), as stored
 * copies of these pages said, read on 2026-11-22; the copies bear no date, and Google adds permissions every week.
 *
 * @see https://docs.cloud.google.com/iam/docs/roles-permissions
 */
const OTHER_ROLES: readonly (readonly [role: string, permissions: string])[] = [
  // iam
  [
    'roles/iam.roleAdmin',
    'iam.roles create createTagBinding delete deleteTagBinding get list listEffectiveTags listTagBindings ' +
      'undelete update; resourcemanager.projects get getIamPolicy',
  ],
  [
    'roles/iam.roleViewer',
    'iam.roles get list listEffectiveTags listTagBindings; resourcemanager.projects get getIamPolicy',
  ],
  [
    'roles/iam.serviceAccountAdmin',
    'iam.serviceAccountApiKeyBindings create delete undelete; iam.serviceAccounts create createTagBinding delete ' +
      'deleteTagBinding disable enable get getIamPolicy list listEffectiveTags listTagBindings setIamPolicy ' +
      'undelete update; resourcemanager.projects get list',
  ],
  ['roles/iam.serviceAccountCreator', 'iam.serviceAccounts create get list; resourcemanager.projects get list'],
  [
    'roles/iam.serviceAccountKeyAdmin',
    'iam.serviceAccountKeys create delete disable enable get list; iam.serviceAccounts get list; ' +
      'resourcemanager.projects get list',
  ],
  ['roles/iam.serviceAccountOpenIdTokenCreator', 'iam.serviceAccounts getOpenIdToken'],
  [
    'roles/iam.serviceAccountTokenCreator',
    'iam.serviceAccounts get getAccessToken getOpenIdToken implicitDelegation list signBlob signJwt; ' +
      'resourcemanager.projects get list',
  ],
  ['roles/iam.serviceAccountUser', 'iam.serviceAccounts actAs get list; resourcemanager.projects get list'],
  [
    'roles/iam.serviceAccountViewer',
    'iam.serviceAccountKeys get list; iam.serviceAccounts get getIamPolicy list listEffectiveTags ' +
      'listTagBindings; resourcemanager.projects get list',
  ],
  [
    'roles/iam.workloadIdentityPoolAdmin',
    'iam.googleapis.com/workloadIdentityPoolManagedIdentities create delete get getAttestationRules list ' +
      'setAttestationRules undelete update; iam.googleapis.com/workloadIdentityPoolNamespaces create delete get ' +
      'list undelete update; iam.googleapis.com/workloadIdentityPoolProviderKeys create delete get list undelete; ' +
      'iam.googleapis.com/workloadIdentityPoolProviders create delete get list undelete update; ' +
      'iam.googleapis.com/workloadIdentityPools create delete get getAttestationRules getIamPolicy list ' +
      'setAttestationRules setIamPolicy undelete update; iam.workloadIdentityPools createPolicyBinding ' +
      'deletePolicyBinding searchPolicyBindings updatePolicyBinding; resourcemanager.projects get list',
  ],
  [
    'roles/iam.workloadIdentityPoolViewer',
    'iam.googleapis.com/workloadIdentityPoolManagedIdentities get getAttestationRules list; ' +
      'iam.googleapis.com/workloadIdentityPoolNamespaces get list; ' +
      'iam.googleapis.com/workloadIdentityPoolProviderKeys get list; ' +
      'iam.googleapis.com/workloadIdentityPoolProviders get list; iam.googleapis.com/workloadIdentityPools get ' +
      'getAttestationRules getIamPolicy list; resourcemanager.projects get list',
  ],
  ['roles/iam.workloadIdentityUser', 'iam.serviceAccounts get getAccessToken getOpenIdToken list'],
  // run
  ['roles/run.invoker', 'run.jobs run; run.routes invoke'],
  [
    'roles/run.viewer',
    'recommender.locations get list; recommender.runServiceCostInsights get list; ' +
      'recommender.runServiceCostRecommendations get list; recommender.runServiceIdentityInsights get list; ' +
      'recommender.runServiceIdentityRecommendations get list; recommender.runServicePerformanceInsights get list; ' +
      'recommender.runServicePerformanceRecommendations get list; recommender.runServiceSecurityInsights get list; ' +
      'recommender.runServiceSecurityRecommendations get list; resourcemanager.projects get list; ' +
      'run.configurations get list; run.executions get list; run.jobs get getIamPolicy list listEffectiveTags ' +
      'listTagBindings; run.locations list; run.operations get list; run.prompts get; run.revisions get list; ' +
      'run.routes get list; run.services get getIamPolicy list listEffectiveTags listTagBindings; run.tasks get ' +
      'list; run.workerpools get getIamPolicy list',
  ],
  // cloudfunctions
  ['roles/cloudfunctions.invoker', 'cloudfunctions.functions invoke'],
  // logging
  ['roles/logging.logWriter', 'logging.logEntries create route'],
  [
    'roles/logging.privateLogViewer',
    'logging.buckets get list; logging.exclusions get list; logging.links get list; logging.locations get list; ' +
      'logging.logEntries list; logging.logMetrics get list; logging.logServiceIndexes list; logging.logServices ' +
      'list; logging.logs list; logging.operations get list; logging.privateLogEntries list; logging.queries ' +
      'getShared listShared usePrivate; logging.sinks get list; logging.usage get; logging.views access get list; ' +
      'observability.scopes get; resourcemanager.projects get',
  ],
  [
    'roles/logging.viewAccessor',
    'logging.logEntries download; logging.views access listLogs listResourceKeys listResourceValues',
  ],
  [
    'roles/logging.viewer',
    'logging.buckets get list; logging.exclusions get list; logging.links get list; logging.locations get list; ' +
      'logging.logEntries list; logging.logMetrics get list; logging.logScopes get list; logging.logServiceIndexes ' +
      'list; logging.logServices list; logging.logs list; logging.operations get list; logging.queries getShared ' +
      'listShared usePrivate; logging.sinks get list; logging.usage get; logging.views get list; ' +
      'observability.scopes get; resourcemanager.projects get',
  ],
  // monitoring
  [
    'roles/monitoring.metricWriter',
    'monitoring.metricDescriptors create get list; monitoring.monitoredResourceDescriptors get list; ' +
      'monitoring.timeSeries create',
  ],
  [
    'roles/monitoring.viewer',
    'cloudnotifications.activities list; monitoring.alertPolicies get list listEffectiveTags listTagBindings; ' +
      'monitoring.alerts get list; monitoring.dashboards get list listEffectiveTags listTagBindings; ' +
      'monitoring.groups get list; monitoring.metricDescriptors get list; monitoring.monitoredResourceDescriptors ' +
      'get list; monitoring.notificationChannelDescriptors get list; monitoring.notificationChannels get list; ' +
      'monitoring.services get list; monitoring.slos get list; monitoring.snoozes get list; monitoring.timeSeries ' +
      'list; monitoring.uptimeCheckConfigs get list; opsconfigmonitoring.resourceMetadata list; ' +
      'resourcemanager.projects get list; stackdriver.projects get; stackdriver.resourceMetadata list',
  ],
  // cloudtrace
  ['roles/cloudtrace.agent', 'cloudtrace.traces patch; telemetry.traces write'],
  // browser
  [
    'roles/browser',
    'resourcemanager.folders get list; resourcemanager.organizations get; resourcemanager.projects get getIamPolicy ' +
      'list',
  ],
  // resourcemanager
  [
    'roles/resourcemanager.folderViewer',
    'essentialcontacts.contacts get list; orgpolicy.constraints list; orgpolicy.policies list; orgpolicy.policy ' +
      'get; resourcemanager.capabilities get; resourcemanager.folders get list; resourcemanager.projects get list',
  ],
  ['roles/resourcemanager.organizationViewer', 'resourcemanager.organizations get'],
  ['roles/resourcemanager.projectCreator', 'resourcemanager.organizations get; resourcemanager.projects create'],
  [
    'roles/resourcemanager.projectIamAdmin',
    'iam.policybindings get list; resourcemanager.projects createPolicyBinding deletePolicyBinding get ' +
      'getIamPolicy searchPolicyBindings setIamPolicy updatePolicyBinding',
  ],
  // serviceusage
  [
    'roles/serviceusage.serviceUsageConsumer',
    'monitoring.timeSeries list; serviceusage.consumerpolicy analyze get; serviceusage.contentsecuritypolicy get; ' +
      'serviceusage.effectivemcppolicy get; serviceusage.effectivepolicy get; serviceusage.groups list ' +
      'listExpandedMembers listMembers; serviceusage.mcppolicy get; serviceusage.operations get; ' +
      'serviceusage.quotas get; serviceusage.services get list use; serviceusage.values test',
  ],
  [
    'roles/serviceusage.serviceUsageViewer',
    'monitoring.timeSeries list; serviceusage.consumerpolicy analyze get; serviceusage.contentsecuritypolicy get; ' +
      'serviceusage.effectivemcppolicy get; serviceusage.effectivepolicy get; serviceusage.groups list ' +
      'listExpandedMembers listMembers; serviceusage.mcppolicy get; serviceusage.operations get; ' +
      'serviceusage.quotas get; serviceusage.services get list; serviceusage.values test',
  ],
  // billing
  [
    'roles/billing.user',
    'billing.accounts get getIamPolicy list redeemPromotion; billing.credits list; billing.resourceAssociations ' +
      'create',
  ],
  // iap
  ['roles/iap.httpsResourceAccessor', 'iap.webServiceVersions accessViaIAP'],
  ['roles/iap.tunnelResourceAccessor', 'iap.tunnelDestGroups accessViaIAP; iap.tunnelInstances accessViaIAP'],
  // orgpolicy
  [
    'roles/orgpolicy.policyViewer',
    'orgpolicy.constraints list; orgpolicy.customConstraints get list; orgpolicy.policies list; orgpolicy.policy ' +
      'get',
  ],
  // eventarc
  ['roles/eventarc.eventReceiver', 'eventarc.events receiveAuditLogWritten receiveEvent'],
  // workflows
  [
    'roles/workflows.invoker',
    'resourcemanager.projects get list; workflows.callbacks list send; workflows.executions cancel create get list; ' +
      'workflows.stepEntries get list',
  ],
  // dns
  [
    'roles/dns.reader',
    'compute.networks get; dns.changes get list; dns.dnsKeys get list; dns.managedZoneOperations get list; ' +
      'dns.managedZones get list; dns.policies get list listEffectiveTags listTagBindings; dns.projects get; ' +
      'dns.resourceRecordSets get list; dns.responsePolicies get list; dns.responsePolicyRules get list; ' +
      'resourcemanager.projects get list',
  ],
  // cloudbuild
  [
    'roles/cloudbuild.builds.viewer',
    'cloudbuild.builds get list; cloudbuild.locations get list; cloudbuild.operations get list; ' +
      'remotebuildexecution.blobs get; resourcemanager.projects get list',
  ],
]

/**
 * What predefined roles that are often met grant. Roles of a snapshot win over these.
 *
 * LIMIT: a role that is not here is not guessed: what it grants is unknown until the snapshot brings its permissions.
 */
export const PREDEFINED_ROLES: ReadonlyMap<string, string> = new Map([...DATA_SERVICE_ROLES, ...OTHER_ROLES])
