import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/sql/databases/list-by-server */
export const sqlDatabase = armResource({
  type: 'azurerm_mssql_database',
  arm: 'Microsoft.Sql/servers/databases',
  az: ['sql db list', 'sql db show'],
  keep: ['status'],
})
