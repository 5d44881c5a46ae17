import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/loganalytics/workspaces/list */
export const logAnalyticsWorkspace = armResource({
  type: 'azurerm_log_analytics_workspace',
  arm: 'Microsoft.OperationalInsights/workspaces',
  az: ['monitor log-analytics workspace list'],
  keep: [
    'disableLocalAuth=features.disableLocalAuth',
    'publicNetworkAccessForQuery',
    'publicNetworkAccessForIngestion',
  ],
  isExposing: true,
})
