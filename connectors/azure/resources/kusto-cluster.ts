import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/azurerekusto/clusters/list */
export const kustoCluster = armResource({
  type: 'azurerm_kusto_cluster',
  arm: 'Microsoft.Kusto/clusters',
  az: ['kusto cluster list'],
  keep: ['trustedExternalTenants', 'publicNetworkAccess'],
  isExposing: true,
})
