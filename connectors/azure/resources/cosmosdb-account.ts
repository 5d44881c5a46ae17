import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/cosmos-db-resource-provider/database-accounts/list */
export const cosmosdbAccount = armResource({
  type: 'azurerm_cosmosdb_account',
  arm: 'Microsoft.DocumentDB/databaseAccounts',
  az: ['cosmosdb list', 'cosmosdb show'],
  keep: ['disableLocalAuth', 'disableKeyBasedMetadataWriteAccess', 'publicNetworkAccess'],
  isExposing: true,
})
