import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/mysql/flexibleserver/servers/list */
export const mysqlServer = armResource({
  type: 'azurerm_mysql_flexible_server',
  arm: 'Microsoft.DBforMySQL/flexibleServers',
  az: ['mysql flexible-server list'],
  keep: ['publicNetworkAccess=network.publicNetworkAccess'],
})
