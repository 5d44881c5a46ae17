// What it is: the list of Azure and Entra resource types that are read, in the order in which they are normalized.
// May import: the resource types beside it.
// Never does: anything else; a type that is not listed here is not read.
import type { ResourceType } from '../resource-type.js'
import { apiManagement } from './api-management.js'
import { appConfiguration } from './app-configuration.js'
import { appRoleAssignment } from './app-role-assignment.js'
import { application } from './application.js'
import { arcMachine } from './arc-machine.js'
import { automationAccount } from './automation-account.js'
import { batchAccount } from './batch-account.js'
import { classicAdministrator } from './classic-administrator.js'
import { cognitiveAccount } from './cognitive-account.js'
import { containerApp } from './container-app.js'
import { containerAppJob } from './container-app-job.js'
import { containerGroup } from './container-group.js'
import { containerRegistry } from './container-registry.js'
import { cosmosdbAccount } from './cosmosdb-account.js'
import { crossTenantAccess } from './cross-tenant-access.js'
import { dataFactory } from './data-factory.js'
import { databricksWorkspace } from './databricks-workspace.js'
import { delegatedAdminRelationship } from './delegated-admin-relationship.js'
import { denyAssignment } from './deny-assignment.js'
import { directoryRoleAssignment } from './directory-role-assignment.js'
import { diskEncryptionSet } from './disk-encryption-set.js'
import { eventgridTopic } from './eventgrid-topic.js'
import { eventhubNamespace } from './eventhub-namespace.js'
import { group } from './group.js'
import { groupMember } from './group-member.js'
import { imageGallery } from './image-gallery.js'
import { iothub } from './iothub.js'
import { keyVault } from './key-vault.js'
import { kubernetesCluster } from './kubernetes-cluster.js'
import { kustoCluster } from './kusto-cluster.js'
import { logAnalyticsWorkspace } from './log-analytics-workspace.js'
import { logicAppWorkflow } from './logic-app-workflow.js'
import { machineLearningWorkspace } from './machine-learning-workspace.js'
import { managedApplication } from './managed-application.js'
import { managedDisk } from './managed-disk.js'
import { managedHsm } from './managed-hsm.js'
import { managementGroup } from './management-group.js'
import { mysqlServer } from './mysql-server.js'
import { oauth2PermissionGrant } from './oauth2-permission-grant.js'
import { organization } from './organization.js'
import { otherResource } from './other-resource.js'
import { owner } from './owner.js'
import { postgresqlServer } from './postgresql-server.js'
import { recoveryServicesVault } from './recovery-services-vault.js'
import { redisCache } from './redis-cache.js'
import { registrationAssignment } from './registration-assignment.js'
import { resourceGroup } from './resource-group.js'
import { roleAssignment } from './role-assignment.js'
import { roleAssignmentSchedule } from './role-assignment-schedule.js'
import { roleDefinition } from './role-definition.js'
import { roleEligibilitySchedule } from './role-eligibility-schedule.js'
import { roleManagementPolicyAssignment } from './role-management-policy-assignment.js'
import { searchService } from './search-service.js'
import { servicePrincipal } from './service-principal.js'
import { servicebusNamespace } from './servicebus-namespace.js'
import { signalrService } from './signalr-service.js'
import { snapshot } from './snapshot.js'
import { sqlDatabase } from './sql-database.js'
import { sqlServer } from './sql-server.js'
import { storageAccount } from './storage-account.js'
import { storageContainer } from './storage-container.js'
import { subscription } from './subscription.js'
import { synapseWorkspace } from './synapse-workspace.js'
import { user } from './user.js'
import { userAssignedIdentity } from './user-assigned-identity.js'
import { virtualMachine } from './virtual-machine.js'
import { virtualMachineScaleSet } from './virtual-machine-scale-set.js'
import { webSite } from './web-site.js'

/**
 * INVARIANT: whatever lists somebody or something stands before what merely names it, and a type that owns a plain list
 * name (`vaults`) before others with the same one.
 */
export const resourceTypes: readonly ResourceType[] = [
  organization,
  managementGroup,
  subscription,
  resourceGroup,
  user,
  group,
  servicePrincipal,
  keyVault,
  userAssignedIdentity,
  apiManagement,
  appConfiguration,
  arcMachine,
  automationAccount,
  batchAccount,
  cognitiveAccount,
  containerApp,
  containerAppJob,
  containerGroup,
  containerRegistry,
  cosmosdbAccount,
  dataFactory,
  databricksWorkspace,
  diskEncryptionSet,
  eventgridTopic,
  eventhubNamespace,
  imageGallery,
  iothub,
  kubernetesCluster,
  kustoCluster,
  logAnalyticsWorkspace,
  logicAppWorkflow,
  machineLearningWorkspace,
  managedApplication,
  managedDisk,
  managedHsm,
  mysqlServer,
  postgresqlServer,
  recoveryServicesVault,
  redisCache,
  searchService,
  servicebusNamespace,
  signalrService,
  snapshot,
  sqlDatabase,
  sqlServer,
  storageAccount,
  storageContainer,
  synapseWorkspace,
  virtualMachine,
  virtualMachineScaleSet,
  webSite,
  otherResource,
  groupMember,
  owner,
  application,
  roleDefinition,
  roleAssignment,
  roleAssignmentSchedule,
  roleEligibilitySchedule,
  roleManagementPolicyAssignment,
  denyAssignment,
  classicAdministrator,
  registrationAssignment,
  directoryRoleAssignment,
  appRoleAssignment,
  oauth2PermissionGrant,
  delegatedAdminRelationship,
  crossTenantAccess,
]
