import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/sql/servers/list */
export const sqlServer = armResource({
  type: 'azurerm_mssql_server',
  arm: 'Microsoft.Sql/servers',
  az: ['sql server list', 'sql server show'],
  keep: [
    'publicNetworkAccess',
    'azureADOnlyAuthentication=administrators.azureADOnlyAuthentication',
    'administratorType=administrators.administratorType',
    'administratorObjectId=administrators.sid',
    'administratorTenantId=administrators.tenantId',
    'administratorLogin',
  ],
  isExposing: true,
})
