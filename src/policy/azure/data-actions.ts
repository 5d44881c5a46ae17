import { matchesAction } from './action-list.js'

/**
 * Well-known actions on content, as Microsoft's own pages name them under `DataActions`, in versions of their sources
 * that were read on 2026-11-22 (in MicrosoftDocs/azure-docs where no other repository is named):
 *
 * - the built-in role pages (`articles/role-based-access-control/built-in-roles/`) that `built-in-roles.ts` names, and
 *   containers c0b7e64, internet-of-things 03adcc3, and ai-machine-learning (a copy without date)
 * - `articles/role-based-access-control/permissions/security.md` 03adcc3 (2024-03-01) for Key Vault; copies of the same
 *   reference, without date, for Maps, SignalR, Monitor accounts, Purview and key-values of App Configuration
 * - `articles/cosmos-db/how-to-setup-rbac.md` 0a87d3e (2023-07-12) of MicrosoftDocs/azure-databases-docs
 *
 * LIMIT: an action on content that is not here counts as one of the control plane until a role of the snapshot names
 * it.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions-reference
 */
const DATA_ACTIONS: readonly string[] = [
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*',
  'Microsoft.Storage/storageAccounts/queueServices/queues/messages/*',
  'Microsoft.Storage/storageAccounts/tableServices/tables/entities/*',
  'Microsoft.Storage/storageAccounts/fileServices/fileshares/files/*',
  'Microsoft.Storage/storageAccounts/fileServices/readFileBackupSemantics/action',
  'Microsoft.Storage/storageAccounts/fileServices/writeFileBackupSemantics/action',
  'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  'Microsoft.KeyVault/vaults/secrets/setSecret/action',
  'Microsoft.KeyVault/vaults/secrets/update/action',
  'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  'Microsoft.KeyVault/vaults/secrets/delete',
  'Microsoft.KeyVault/vaults/secrets/backup/action',
  'Microsoft.KeyVault/vaults/secrets/restore/action',
  'Microsoft.KeyVault/vaults/secrets/recover/action',
  'Microsoft.KeyVault/vaults/secrets/purge/action',
  'Microsoft.KeyVault/vaults/keys/*/action',
  'Microsoft.KeyVault/vaults/keys/delete',
  'Microsoft.KeyVault/vaults/keyrotationpolicies/*',
  'Microsoft.KeyVault/vaults/certificates/*',
  'Microsoft.KeyVault/vaults/certificatecas/*',
  'Microsoft.KeyVault/vaults/certificatecontacts/*',
  'Microsoft.Compute/virtualMachines/login/action',
  'Microsoft.Compute/virtualMachines/loginAsAdmin/action',
  'Microsoft.HybridCompute/machines/login/action',
  'Microsoft.HybridCompute/machines/loginAsAdmin/action',
  'Microsoft.ServiceBus/*/receive/action',
  'Microsoft.ServiceBus/*/send/action',
  'Microsoft.EventHub/*/receive/action',
  'Microsoft.EventHub/*/send/action',
  'Microsoft.EventGrid/events/send/action',
  'Microsoft.AppConfiguration/configurationStores/keyValues/*',
  'Microsoft.Search/searchServices/indexes/documents/*',
  'Microsoft.SignalRService/SignalR/*/send/action',
  'Microsoft.Devices/IotHubs/devices/*',
  'Microsoft.Devices/IotHubs/twins/*',
  'Microsoft.Devices/IotHubs/fileUpload/notifications/action',
  'Microsoft.DigitalTwins/digitaltwins/*',
  'Microsoft.DigitalTwins/query/action',
  'Microsoft.CognitiveServices/accounts/OpenAI/*',
  'Microsoft.OperationalInsights/workspaces/tables/data/read',
  'Microsoft.Insights/Metrics/Write',
  'Microsoft.Insights/Telemetry/Write',
  'Microsoft.ContainerService/managedClusters/pods/*',
  'Microsoft.ContainerService/managedClusters/secrets/*',
  'Microsoft.ContainerService/managedClusters/configmaps/*',
  'Microsoft.HealthcareApis/services/fhir/resources/*',
  'Microsoft.HealthcareApis/workspaces/fhirservices/resources/*',
  'Microsoft.Monitor/accounts/data/*',
  'Microsoft.Purview/accounts/data/*',
  'Microsoft.DocumentDB/databaseAccounts/readMetadata',
  'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/*',
  'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery',
  'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/readChangeFeed',
  'Microsoft.Maps/accounts/services/*',
  'Microsoft.DesktopVirtualization/applicationGroups/useApplications/action',
]

/** Actions of the control plane that a broad pattern of data actions would cover, as the page of Key Vault says. */
const CONTROL_ACTIONS: readonly string[] = [
  'Microsoft.KeyVault/vaults/keys/read',
  'Microsoft.KeyVault/vaults/keys/write',
  'Microsoft.KeyVault/vaults/secrets/read',
  'Microsoft.KeyVault/vaults/secrets/write',
]

/** Is it an action on content? `named`: patterns of data actions that roles of the snapshot have. */
export function isDataAction(action: string, named: readonly string[] = []): boolean {
  if (CONTROL_ACTIONS.some((pattern) => matchesAction(pattern, action))) return false
  return (
    DATA_ACTIONS.some((pattern) => matchesAction(pattern, action)) ||
    named.some((pattern) => matchesAction(pattern, action))
  )
}
