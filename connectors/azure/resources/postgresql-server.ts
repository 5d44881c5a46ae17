import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/postgresql/servers/list-by-subscription */
export const postgresqlServer = armResource({
  type: 'azurerm_postgresql_flexible_server',
  arm: 'Microsoft.DBforPostgreSQL/flexibleServers',
  az: ['postgres flexible-server list'],
  keep: [
    'passwordAuth=authConfig.passwordAuth',
    'activeDirectoryAuth=authConfig.activeDirectoryAuth',
    'publicNetworkAccess=network.publicNetworkAccess',
  ],
  isExposing: true,
})
