import type { Json } from '../../model/index.js'
import { roleOf, type Role } from './role.js'

/** The day on which the vendor's pages were read; each role is as its page said in the version that is named below. */
export const BUILT_IN_ROLES_DATE = '2026-11-22'

interface BuiltInRole {
  readonly id: string
  readonly name: string
  /** Patterns, between spaces. */
  readonly actions?: string
  readonly notActions?: string
  readonly dataActions?: string
}

/**
 * The built-in roles that are met most often, for snapshots without their definitions; one of the snapshot wins.
 * Compiled from Microsoft's own pages, as their sources in MicrosoftDocs/azure-docs said in stored versions that were
 * read on 2026-11-22 (`articles/role-based-access-control/built-in-roles/<page>.md`; the commit, and the page's date
 * where it was seen):
 *
 * - privileged 0b8729e (2026-07-01), general 03e5750 (2026-02-23), security 03e5750 (2026-02-23)
 * - compute 1b4e136, storage 1b4e136, identity 1b4e136, management-and-governance 1b4e136 (2026-07-01)
 * - databases 04d6449 (2026-07-01), analytics 03e5750 (2026-02-23), monitor 03e5750
 * - containers 0088bfa (2025-06-30), integration 03adcc3, networking 03adcc3, web-and-mobile 085b64e
 *
 * LIMIT: a role that is not here is not guessed: what it grants is unknown until the snapshot brings its definition.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles
 */
const TABLE: readonly BuiltInRole[] = [
  // privileged.md
  {
    id: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
    name: 'Contributor',
    actions: `*`,
    notActions: `Microsoft.Authorization/*/Delete Microsoft.Authorization/*/Write
      Microsoft.Authorization/elevateAccess/Action Microsoft.Blueprint/blueprintAssignments/write
      Microsoft.Blueprint/blueprintAssignments/delete Microsoft.Compute/galleries/share/action
      Microsoft.Purview/consents/write Microsoft.Purview/consents/delete
      Microsoft.Resources/deploymentStacks/manageDenySetting/action Microsoft.Subscription/cancel/action
      Microsoft.Subscription/enable/action`,
  },
  {
    id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    name: 'Owner',
    actions: `*`,
  },
  {
    id: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    name: 'Role Based Access Control Administrator',
    actions: `Microsoft.Authorization/roleAssignments/write Microsoft.Authorization/roleAssignments/delete */read
      Microsoft.Support/*`,
  },
  {
    id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    name: 'User Access Administrator',
    actions: `*/read Microsoft.Authorization/* Microsoft.Support/*`,
  },
  // general.md
  {
    id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    name: 'Reader',
    actions: `*/read`,
  },
  // compute.md
  {
    id: '7efff54f-a5b4-42b5-a1c5-5411624893ce',
    name: 'Disk Snapshot Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.Resources/subscriptions/resourceGroups/read
      Microsoft.Compute/snapshots/delete Microsoft.Compute/snapshots/write Microsoft.Compute/snapshots/read
      Microsoft.Compute/snapshots/beginGetAccess/action Microsoft.Compute/snapshots/endGetAccess/action
      Microsoft.Compute/disks/beginGetAccess/action Microsoft.Storage/storageAccounts/listkeys/action
      Microsoft.Storage/storageAccounts/write Microsoft.Storage/storageAccounts/read
      Microsoft.Storage/storageAccounts/delete`,
  },
  {
    id: '1c0163c0-47e6-4577-8991-ea5c82e286e4',
    name: 'Virtual Machine Administrator Login',
    actions: `Microsoft.Network/publicIPAddresses/read Microsoft.Network/virtualNetworks/read
      Microsoft.Network/loadBalancers/read Microsoft.Network/networkInterfaces/read
      Microsoft.Compute/virtualMachines/*/read Microsoft.HybridCompute/machines/*/read
      Microsoft.HybridConnectivity/endpoints/listCredentials/action`,
    dataActions: `Microsoft.Compute/virtualMachines/login/action Microsoft.Compute/virtualMachines/loginAsAdmin/action
      Microsoft.HybridCompute/machines/login/action Microsoft.HybridCompute/machines/loginAsAdmin/action`,
  },
  {
    id: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
    name: 'Virtual Machine Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.Compute/availabilitySets/* Microsoft.Compute/locations/*
      Microsoft.Compute/virtualMachines/* Microsoft.Compute/virtualMachineScaleSets/*
      Microsoft.Compute/cloudServices/* Microsoft.Compute/disks/write Microsoft.Compute/disks/read
      Microsoft.Compute/disks/delete Microsoft.Compute/hostgroups/write Microsoft.Compute/hostgroups/hosts/write
      Microsoft.DevTestLab/schedules/* Microsoft.Insights/alertRules/*
      Microsoft.Network/applicationGateways/backendAddressPools/join/action
      Microsoft.Network/loadBalancers/backendAddressPools/join/action
      Microsoft.Network/loadBalancers/inboundNatPools/join/action
      Microsoft.Network/loadBalancers/inboundNatRules/join/action Microsoft.Network/loadBalancers/probes/join/action
      Microsoft.Network/loadBalancers/read Microsoft.Network/locations/* Microsoft.Network/networkInterfaces/*
      Microsoft.Network/networkSecurityGroups/join/action Microsoft.Network/networkSecurityGroups/read
      Microsoft.Network/publicIPAddresses/join/action Microsoft.Network/publicIPAddresses/read
      Microsoft.Network/virtualNetworks/read Microsoft.Network/virtualNetworks/subnets/join/action
      Microsoft.RecoveryServices/locations/*
      Microsoft.RecoveryServices/Vaults/backupFabrics/backupProtectionIntent/write
      Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/*/read
      Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/read
      Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write
      Microsoft.RecoveryServices/Vaults/backupPolicies/read Microsoft.RecoveryServices/Vaults/backupPolicies/write
      Microsoft.RecoveryServices/Vaults/read Microsoft.RecoveryServices/Vaults/usages/read
      Microsoft.RecoveryServices/Vaults/write Microsoft.ResourceHealth/availabilityStatuses/read
      Microsoft.Resources/deployments/* Microsoft.Resources/subscriptions/resourceGroups/read
      Microsoft.SerialConsole/serialPorts/connect/action Microsoft.SqlVirtualMachine/*
      Microsoft.Storage/storageAccounts/listKeys/action Microsoft.Storage/storageAccounts/read Microsoft.Support/*`,
  },
  {
    id: 'fb879df8-f326-4884-b1cf-06f3ad86be52',
    name: 'Virtual Machine User Login',
    actions: `Microsoft.Network/publicIPAddresses/read Microsoft.Network/virtualNetworks/read
      Microsoft.Network/loadBalancers/read Microsoft.Network/networkInterfaces/read
      Microsoft.Compute/virtualMachines/*/read Microsoft.HybridCompute/machines/*/read
      Microsoft.HybridConnectivity/endpoints/listCredentials/action`,
    dataActions: `Microsoft.Compute/virtualMachines/login/action Microsoft.HybridCompute/machines/login/action`,
  },
  // networking.md
  {
    id: 'befefa01-2a29-4197-83a8-272ff33ce314',
    name: 'DNS Zone Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.Network/dnsZones/*
      Microsoft.ResourceHealth/availabilityStatuses/read Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*`,
  },
  {
    id: '4d97b98b-1d4f-4787-a291-c67834d212e7',
    name: 'Network Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.Network/*
      Microsoft.ResourceHealth/availabilityStatuses/read Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*`,
  },
  // storage.md
  {
    id: 'c12c1c16-33a1-487b-954d-41c89c60f349',
    name: 'Reader and Data Access',
    actions: `Microsoft.Storage/storageAccounts/listKeys/action
      Microsoft.Storage/storageAccounts/ListAccountSas/action Microsoft.Storage/storageAccounts/read`,
  },
  {
    id: '17d1049b-9a84-46fb-8f53-869881c3d3ab',
    name: 'Storage Account Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.Insights/diagnosticSettings/*
      Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action
      Microsoft.ResourceHealth/availabilityStatuses/read Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Storage/storageAccounts/* Microsoft.Support/*`,
  },
  {
    id: '81a9662b-bebf-436f-a333-f67b29880f12',
    name: 'Storage Account Key Operator Service Role',
    actions: `Microsoft.Storage/storageAccounts/listkeys/action Microsoft.Storage/storageAccounts/regeneratekey/action`,
  },
  {
    id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    name: 'Storage Blob Data Contributor',
    actions: `Microsoft.Storage/storageAccounts/blobServices/containers/delete
      Microsoft.Storage/storageAccounts/blobServices/containers/read
      Microsoft.Storage/storageAccounts/blobServices/containers/write
      Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action`,
    dataActions: `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete
      Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read
      Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write
      Microsoft.Storage/storageAccounts/blobServices/containers/blobs/move/action
      Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action`,
  },
  {
    id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    name: 'Storage Blob Data Owner',
    actions: `Microsoft.Storage/storageAccounts/blobServices/containers/*
      Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action`,
    dataActions: `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*`,
  },
  {
    id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
    name: 'Storage Blob Data Reader',
    actions: `Microsoft.Storage/storageAccounts/blobServices/containers/read
      Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action`,
    dataActions: `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read`,
  },
  {
    id: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a',
    name: 'Storage Blob Delegator',
    actions: `Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action`,
  },
  {
    id: '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
    name: 'Storage Queue Data Contributor',
    actions: `Microsoft.Storage/storageAccounts/queueServices/queues/delete
      Microsoft.Storage/storageAccounts/queueServices/queues/read
      Microsoft.Storage/storageAccounts/queueServices/queues/write`,
    dataActions: `Microsoft.Storage/storageAccounts/queueServices/queues/messages/delete
      Microsoft.Storage/storageAccounts/queueServices/queues/messages/read
      Microsoft.Storage/storageAccounts/queueServices/queues/messages/write
      Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action`,
  },
  {
    id: '19e7f393-937e-4f77-808e-94535e297925',
    name: 'Storage Queue Data Reader',
    actions: `Microsoft.Storage/storageAccounts/queueServices/queues/read`,
    dataActions: `Microsoft.Storage/storageAccounts/queueServices/queues/messages/read`,
  },
  {
    id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
    name: 'Storage Table Data Contributor',
    actions: `Microsoft.Storage/storageAccounts/tableServices/tables/read
      Microsoft.Storage/storageAccounts/tableServices/tables/write
      Microsoft.Storage/storageAccounts/tableServices/tables/delete`,
    dataActions: `Microsoft.Storage/storageAccounts/tableServices/tables/entities/read
      Microsoft.Storage/storageAccounts/tableServices/tables/entities/write
      Microsoft.Storage/storageAccounts/tableServices/tables/entities/delete
      Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action
      Microsoft.Storage/storageAccounts/tableServices/tables/entities/update/action`,
  },
  {
    id: '76199698-9eea-4c19-bc75-cec21354c6b6',
    name: 'Storage Table Data Reader',
    actions: `Microsoft.Storage/storageAccounts/tableServices/tables/read`,
    dataActions: `Microsoft.Storage/storageAccounts/tableServices/tables/entities/read`,
  },
  // web-and-mobile.md
  {
    id: 'de139f84-1756-47ae-9be6-808fbbe84772',
    name: 'Website Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.Insights/components/*
      Microsoft.ResourceHealth/availabilityStatuses/read Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/* Microsoft.Web/certificates/*
      Microsoft.Web/listSitesAssignedToHostName/read Microsoft.Web/serverFarms/join/action
      Microsoft.Web/serverFarms/read Microsoft.Web/sites/*`,
  },
  // containers.md
  {
    id: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
    name: 'AcrPull',
    actions: `Microsoft.ContainerRegistry/registries/pull/read`,
  },
  {
    id: '8311e382-0749-4cb8-b61a-304f252e45ec',
    name: 'AcrPush',
    actions: `Microsoft.ContainerRegistry/registries/pull/read Microsoft.ContainerRegistry/registries/push/write`,
  },
  {
    id: '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
    name: 'Azure Kubernetes Service Cluster Admin Role',
    actions: `Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action
      Microsoft.ContainerService/managedClusters/accessProfiles/listCredential/action
      Microsoft.ContainerService/managedClusters/read Microsoft.ContainerService/managedClusters/runcommand/action`,
  },
  {
    id: '4abbcc35-e782-43d8-92c5-2d3f1bd2253f',
    name: 'Azure Kubernetes Service Cluster User Role',
    actions: `Microsoft.ContainerService/managedClusters/listClusterUserCredential/action
      Microsoft.ContainerService/managedClusters/read`,
  },
  // databases.md
  {
    id: 'fbdf93bf-df7d-467e-a4d2-9458aa1360c8',
    name: 'Cosmos DB Account Reader Role',
    actions: `Microsoft.Authorization/*/read Microsoft.DocumentDB/*/read
      Microsoft.DocumentDB/databaseAccounts/readonlykeys/action Microsoft.Insights/MetricDefinitions/read
      Microsoft.Insights/Metrics/read Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*`,
  },
  {
    id: '5bd9cd88-fe45-4216-938b-f97437e15450',
    name: 'DocumentDB Account Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.DocumentDb/databaseAccounts/* Microsoft.Insights/alertRules/*
      Microsoft.ResourceHealth/availabilityStatuses/read Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*
      Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action`,
  },
  // analytics.md
  {
    id: 'f526a384-b230-433a-b45c-95f59c4a2dec',
    name: 'Azure Event Hubs Data Owner',
    actions: `Microsoft.EventHub/*`,
    dataActions: `Microsoft.EventHub/*`,
  },
  {
    id: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde',
    name: 'Azure Event Hubs Data Receiver',
    actions: `Microsoft.EventHub/*/eventhubs/consumergroups/read`,
    dataActions: `Microsoft.EventHub/*/receive/action`,
  },
  {
    id: '2b629674-e913-4c01-ae53-ef4638d8f975',
    name: 'Azure Event Hubs Data Sender',
    actions: `Microsoft.EventHub/*/eventhubs/read`,
    dataActions: `Microsoft.EventHub/*/send/action`,
  },
  {
    id: '673868aa-7521-48a0-acc6-0f60742d39f5',
    name: 'Data Factory Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.DataFactory/dataFactories/* Microsoft.DataFactory/factories/*
      Microsoft.Insights/alertRules/* Microsoft.ResourceHealth/availabilityStatuses/read
      Microsoft.Resources/deployments/* Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*
      Microsoft.EventGrid/eventSubscriptions/write`,
  },
  // integration.md
  {
    id: '5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b',
    name: 'App Configuration Data Owner',
    dataActions: `Microsoft.AppConfiguration/configurationStores/*/read
      Microsoft.AppConfiguration/configurationStores/*/write Microsoft.AppConfiguration/configurationStores/*/delete
      Microsoft.AppConfiguration/configurationStores/*/action`,
  },
  {
    id: '516239f1-63e1-4d78-a4de-a74fb236a071',
    name: 'App Configuration Data Reader',
    dataActions: `Microsoft.AppConfiguration/configurationStores/*/read`,
  },
  {
    id: '090c5cfd-751d-490a-894a-3ce6f1109419',
    name: 'Azure Service Bus Data Owner',
    actions: `Microsoft.ServiceBus/*`,
    dataActions: `Microsoft.ServiceBus/*`,
  },
  {
    id: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0',
    name: 'Azure Service Bus Data Receiver',
    actions: `Microsoft.ServiceBus/*/queues/read Microsoft.ServiceBus/*/topics/read
      Microsoft.ServiceBus/*/topics/subscriptions/read`,
    dataActions: `Microsoft.ServiceBus/*/receive/action`,
  },
  {
    id: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39',
    name: 'Azure Service Bus Data Sender',
    actions: `Microsoft.ServiceBus/*/queues/read Microsoft.ServiceBus/*/topics/read
      Microsoft.ServiceBus/*/topics/subscriptions/read`,
    dataActions: `Microsoft.ServiceBus/*/send/action`,
  },
  {
    id: '87a39d53-fc1b-424a-814c-f7e04687dc9e',
    name: 'Logic App Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.ClassicStorage/storageAccounts/listKeys/action
      Microsoft.ClassicStorage/storageAccounts/read Microsoft.Insights/alertRules/* Microsoft.Insights/metricAlerts/*
      Microsoft.Insights/diagnosticSettings/* Microsoft.Insights/logdefinitions/*
      Microsoft.Insights/metricDefinitions/* Microsoft.Logic/* Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/operationresults/read Microsoft.Resources/subscriptions/resourceGroups/read
      Microsoft.Storage/storageAccounts/listkeys/action Microsoft.Storage/storageAccounts/read Microsoft.Support/*
      Microsoft.Web/connectionGateways/* Microsoft.Web/connections/* Microsoft.Web/customApis/*
      Microsoft.Web/serverFarms/join/action Microsoft.Web/serverFarms/read
      Microsoft.Web/sites/functions/listSecrets/action`,
  },
  // identity.md
  {
    id: 'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59',
    name: 'Managed Identity Contributor',
    actions: `Microsoft.ManagedIdentity/userAssignedIdentities/read
      Microsoft.ManagedIdentity/userAssignedIdentities/write Microsoft.ManagedIdentity/userAssignedIdentities/delete
      Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/read
      Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write
      Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/delete
      Microsoft.ManagedIdentity/userAssignedIdentities/revokeTokens/action Microsoft.Authorization/*/read
      Microsoft.Insights/alertRules/* Microsoft.Resources/subscriptions/resourceGroups/read
      Microsoft.Resources/deployments/* Microsoft.Support/*`,
  },
  {
    id: 'f1a07417-d97a-45cb-824c-7a7467783830',
    name: 'Managed Identity Operator',
    actions: `Microsoft.ManagedIdentity/userAssignedIdentities/*/read
      Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action Microsoft.Authorization/*/read
      Microsoft.Insights/alertRules/* Microsoft.Resources/subscriptions/resourceGroups/read
      Microsoft.Resources/deployments/* Microsoft.Support/*`,
  },
  // security.md
  {
    id: '00482a5a-887f-4fb3-b363-3b7fe8e74483',
    name: 'Key Vault Administrator',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*
      Microsoft.KeyVault/checkNameAvailability/read Microsoft.KeyVault/deletedVaults/read
      Microsoft.KeyVault/locations/*/read Microsoft.KeyVault/vaults/*/read Microsoft.KeyVault/operations/read`,
    dataActions: `Microsoft.KeyVault/vaults/*`,
  },
  {
    id: 'a4417e6f-fecd-4de8-b567-7b0420556985',
    name: 'Key Vault Certificates Officer',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*
      Microsoft.KeyVault/checkNameAvailability/read Microsoft.KeyVault/deletedVaults/read
      Microsoft.KeyVault/locations/*/read Microsoft.KeyVault/vaults/*/read Microsoft.KeyVault/operations/read`,
    dataActions: `Microsoft.KeyVault/vaults/certificatecas/* Microsoft.KeyVault/vaults/certificates/*
      Microsoft.KeyVault/vaults/certificatecontacts/write`,
  },
  {
    id: 'f25e0fa2-a7c8-4377-a976-54943a77a395',
    name: 'Key Vault Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.KeyVault/*
      Microsoft.Resources/deployments/* Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*`,
    notActions: `Microsoft.KeyVault/locations/deletedVaults/purge/action Microsoft.KeyVault/hsmPools/*
      Microsoft.KeyVault/managedHsms/*`,
  },
  {
    id: '14b46e9e-c2b7-41b4-b07b-48a6ebf60603',
    name: 'Key Vault Crypto Officer',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*
      Microsoft.KeyVault/checkNameAvailability/read Microsoft.KeyVault/deletedVaults/read
      Microsoft.KeyVault/locations/*/read Microsoft.KeyVault/vaults/*/read Microsoft.KeyVault/operations/read`,
    dataActions: `Microsoft.KeyVault/vaults/keys/* Microsoft.KeyVault/vaults/keyrotationpolicies/*`,
  },
  {
    id: '12338af0-0e69-4776-bea7-57ae8d297424',
    name: 'Key Vault Crypto User',
    dataActions: `Microsoft.KeyVault/vaults/keys/read Microsoft.KeyVault/vaults/keys/update/action
      Microsoft.KeyVault/vaults/keys/backup/action Microsoft.KeyVault/vaults/keys/encrypt/action
      Microsoft.KeyVault/vaults/keys/decrypt/action Microsoft.KeyVault/vaults/keys/wrap/action
      Microsoft.KeyVault/vaults/keys/unwrap/action Microsoft.KeyVault/vaults/keys/sign/action
      Microsoft.KeyVault/vaults/keys/verify/action`,
  },
  {
    id: '21090545-7ca7-4776-b22c-e363652d74d2',
    name: 'Key Vault Reader',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*
      Microsoft.KeyVault/checkNameAvailability/read Microsoft.KeyVault/deletedVaults/read
      Microsoft.KeyVault/locations/*/read Microsoft.KeyVault/vaults/*/read Microsoft.KeyVault/operations/read`,
    dataActions: `Microsoft.KeyVault/vaults/*/read Microsoft.KeyVault/vaults/secrets/readMetadata/action`,
  },
  {
    id: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
    name: 'Key Vault Secrets Officer',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/* Microsoft.Resources/deployments/*
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*
      Microsoft.KeyVault/checkNameAvailability/read Microsoft.KeyVault/deletedVaults/read
      Microsoft.KeyVault/locations/*/read Microsoft.KeyVault/vaults/*/read Microsoft.KeyVault/operations/read`,
    dataActions: `Microsoft.KeyVault/vaults/secrets/*`,
  },
  {
    id: '4633458b-17de-408a-b874-0445c86b69e6',
    name: 'Key Vault Secrets User',
    dataActions: `Microsoft.KeyVault/vaults/secrets/getSecret/action
      Microsoft.KeyVault/vaults/secrets/readMetadata/action`,
  },
  {
    id: 'fb1c8493-542b-48eb-b624-b4c8fea62acd',
    name: 'Security Admin',
    actions: `Microsoft.Authorization/*/read Microsoft.Authorization/policyAssignments/*
      Microsoft.Authorization/policyDefinitions/* Microsoft.Authorization/policyExemptions/*
      Microsoft.Authorization/policySetDefinitions/* Microsoft.Insights/alertRules/*
      Microsoft.Management/managementGroups/read Microsoft.operationalInsights/workspaces/*/read
      Microsoft.Resources/deployments/* Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Security/*
      Microsoft.IoTSecurity/* Microsoft.IoTFirmwareDefense/* Microsoft.Support/*`,
  },
  {
    id: '39bc4728-0917-49c7-9d2c-d95423bc2eb4',
    name: 'Security Reader',
    actions: `Microsoft.Authorization/*/read Microsoft.Insights/alertRules/read
      Microsoft.operationalInsights/workspaces/*/read Microsoft.Resources/deployments/*/read
      Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Security/*/read Microsoft.IoTSecurity/*/read
      Microsoft.Support/*/read Microsoft.Security/iotDefenderSettings/packageDownloads/action
      Microsoft.Security/iotDefenderSettings/downloadManagerActivation/action
      Microsoft.Security/iotSensors/downloadResetPassword/action
      Microsoft.IoTSecurity/defenderSettings/packageDownloads/action
      Microsoft.IoTSecurity/defenderSettings/downloadManagerActivation/action
      Microsoft.Management/managementGroups/read`,
  },
  // monitor.md
  {
    id: '92aaf0da-9dab-42b6-94a3-d43ce8d16293',
    name: 'Log Analytics Contributor',
    actions: `*/read Microsoft.ClassicCompute/virtualMachines/extensions/*
      Microsoft.ClassicStorage/storageAccounts/listKeys/action Microsoft.Compute/virtualMachines/extensions/*
      Microsoft.HybridCompute/machines/extensions/write Microsoft.Insights/alertRules/*
      Microsoft.Insights/diagnosticSettings/* Microsoft.OperationalInsights/* Microsoft.OperationsManagement/*
      Microsoft.Resources/deployments/* Microsoft.Resources/subscriptions/resourcegroups/deployments/*
      Microsoft.Storage/storageAccounts/listKeys/action Microsoft.Support/*`,
  },
  {
    id: '73c42c96-874c-492b-b04d-ab87d138a893',
    name: 'Log Analytics Reader',
    actions: `*/read Microsoft.OperationalInsights/workspaces/analytics/query/action
      Microsoft.OperationalInsights/workspaces/search/action Microsoft.Support/*`,
    notActions: `Microsoft.OperationalInsights/workspaces/sharedKeys/read`,
  },
  {
    id: '43d0d8ad-25c7-4714-9337-8ba259a9fe05',
    name: 'Monitoring Reader',
    actions: `*/read Microsoft.OperationalInsights/workspaces/search/action Microsoft.Support/*`,
  },
  // management-and-governance.md
  {
    id: 'f353d9bd-d4a6-484e-a77a-8050b599b867',
    name: 'Automation Contributor',
    actions: `Microsoft.Automation/automationAccounts/* Microsoft.Authorization/*/read
      Microsoft.Resources/deployments/* Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*
      Microsoft.Insights/ActionGroups/* Microsoft.Insights/ActivityLogAlerts/* Microsoft.Insights/MetricAlerts/*
      Microsoft.Insights/ScheduledQueryRules/* Microsoft.Insights/diagnosticSettings/*
      Microsoft.OperationalInsights/workspaces/sharedKeys/action`,
  },
  {
    id: 'fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64',
    name: 'Billing Reader',
    actions: `Microsoft.Authorization/*/read Microsoft.Billing/*/read Microsoft.Commerce/*/read
      Microsoft.Consumption/*/read Microsoft.Management/managementGroups/read Microsoft.CostManagement/*/read
      Microsoft.Support/*`,
  },
  {
    id: '72fafb9e-0641-4937-9268-a91bfd8191a3',
    name: 'Cost Management Reader',
    actions: `Microsoft.Consumption/*/read Microsoft.CostManagement/*/read Microsoft.Billing/billingPeriods/read
      Microsoft.Resources/subscriptions/read Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*
      Microsoft.Advisor/configurations/read Microsoft.Advisor/recommendations/read
      Microsoft.Management/managementGroups/read Microsoft.Billing/billingProperty/read`,
  },
  {
    id: '91c1777a-f3dc-4fae-b103-61d183457e46',
    name: 'Managed Services Registration assignment Delete Role',
    actions: `Microsoft.ManagedServices/registrationAssignments/read
      Microsoft.ManagedServices/registrationAssignments/delete Microsoft.ManagedServices/operationStatuses/read`,
  },
  {
    id: '36243c78-bf99-498c-9df9-86d9f8d28608',
    name: 'Resource Policy Contributor',
    actions: `*/read Microsoft.Authorization/policyassignments/* Microsoft.Authorization/policydefinitions/*
      Microsoft.Authorization/policyexemptions/* Microsoft.Authorization/policyenrollments/*
      Microsoft.Authorization/policysetdefinitions/* Microsoft.PolicyInsights/* Microsoft.Resources/deployments/*
      Microsoft.Support/*`,
  },
  {
    id: 'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e',
    name: 'Support Request Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.Resources/subscriptions/resourceGroups/read Microsoft.Support/*`,
  },
  {
    id: '4a9ae827-6dc8-4573-8ac7-8239d42aa03f',
    name: 'Tag Contributor',
    actions: `Microsoft.Authorization/*/read Microsoft.Resources/subscriptions/resourceGroups/read
      Microsoft.Resources/subscriptions/resourceGroups/resources/read Microsoft.Resources/subscriptions/resources/read
      Microsoft.Resources/deployments/* Microsoft.Insights/alertRules/* Microsoft.Support/* Microsoft.Resources/tags/*`,
  },
]

const words = (text: string | undefined): string[] => text?.split(/\s+/).filter((word) => word !== '') ?? []

function definitionOf(role: BuiltInRole): Json {
  const permission = {
    actions: words(role.actions),
    notActions: words(role.notActions),
    dataActions: words(role.dataActions),
    notDataActions: [],
  }
  return { name: role.id, properties: { roleName: role.name, permissions: [permission] } }
}

let roles: Map<string, Role> | null = null

/** A built-in role by its GUID in lower case. */
export function builtInRole(id: string): Role | undefined {
  roles ??= new Map(
    TABLE.flatMap((entry) => {
      const role = roleOf(definitionOf(entry))
      return role === null ? [] : [[entry.id, role] as const]
    }),
  )
  return roles.get(id)
}
