import { matchesAction } from './action-list.js'

/**
 * Well-known actions on content (`DataActions`), as the built-in roles name them.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions-reference (read 2026-11)
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
  'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  'Microsoft.KeyVault/vaults/secrets/delete',
  'Microsoft.KeyVault/vaults/secrets/backup/action',
  'Microsoft.KeyVault/vaults/secrets/restore/action',
  'Microsoft.KeyVault/vaults/secrets/recover/action',
  'Microsoft.KeyVault/vaults/secrets/purge/action',
  'Microsoft.KeyVault/vaults/keys/*/action',
  'Microsoft.KeyVault/vaults/certificates/*/action',
  'Microsoft.KeyVault/vaults/certificatecas/*',
  'Microsoft.Compute/virtualMachines/login/action',
  'Microsoft.Compute/virtualMachines/loginAsAdmin/action',
  'Microsoft.HybridCompute/machines/login/action',
  'Microsoft.HybridCompute/machines/loginAsAdmin/action',
  'Microsoft.ServiceBus/namespaces/messages/*',
  'Microsoft.ServiceBus/*/receive/action',
  'Microsoft.ServiceBus/*/send/action',
  'Microsoft.EventHub/namespaces/messages/*',
  'Microsoft.EventHub/*/receive/action',
  'Microsoft.EventHub/*/send/action',
  'Microsoft.EventGrid/events/send/action',
  'Microsoft.AppConfiguration/configurationStores/*/keyValues/*',
  'Microsoft.AppConfiguration/configurationStores/keyValues/*',
  'Microsoft.Search/searchServices/indexes/documents/*',
  'Microsoft.SignalRService/SignalR/*/send/action',
  'Microsoft.Devices/IotHubs/*/action',
  'Microsoft.DigitalTwins/digitaltwins/*',
  'Microsoft.DigitalTwins/query/action',
  'Microsoft.CognitiveServices/accounts/OpenAI/*',
  'Microsoft.OperationalInsights/workspaces/tables/data/read',
  'Microsoft.Insights/logs/data/read',
  'Microsoft.Insights/Metrics/Write',
  'Microsoft.Insights/Telemetry/Write',
  'Microsoft.ContainerRegistry/registries/repositories/content/*',
  'Microsoft.ContainerRegistry/registries/repositories/metadata/*',
  'Microsoft.ContainerRegistry/registries/catalog/read',
  'Microsoft.ContainerService/managedClusters/pods/*',
  'Microsoft.ContainerService/managedClusters/secrets/*',
  'Microsoft.ContainerService/managedClusters/configmaps/*',
  'Microsoft.HealthcareApis/services/fhir/resources/*',
  'Microsoft.HealthcareApis/workspaces/fhirservices/resources/*',
  'Microsoft.Kusto/clusters/databases/*',
  'Microsoft.Monitor/accounts/data/*',
  'Microsoft.Purview/accounts/data/*',
  'Microsoft.DocumentDB/databaseAccounts/readMetadata',
  'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/*',
  'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery',
  'Microsoft.Maps/accounts/data/*',
  'Microsoft.Maps/accounts/services/data/*',
  'Microsoft.DesktopVirtualization/applicationGroups/useApplications/action',
  'Microsoft.CodeSigning/certificateProfiles/Sign/action',
]

/** Actions of the control plane that lie under a pattern above. */
const CONTROL_ACTIONS: readonly string[] = [
  'Microsoft.KeyVault/vaults/keys/read',
  'Microsoft.KeyVault/vaults/keys/write',
  'Microsoft.KeyVault/vaults/secrets/read',
  'Microsoft.KeyVault/vaults/secrets/write',
  'Microsoft.Kusto/clusters/databases/read',
  'Microsoft.Kusto/clusters/databases/write',
  'Microsoft.Kusto/clusters/databases/delete',
]

/** Is it an action on content? `named`: patterns of data actions that roles of the snapshot have. */
export function isDataAction(action: string, named: readonly string[] = []): boolean {
  if (CONTROL_ACTIONS.some((pattern) => matchesAction(pattern, action))) return false
  return (
    DATA_ACTIONS.some((pattern) => matchesAction(pattern, action)) ||
    named.some((pattern) => matchesAction(pattern, action))
  )
}
