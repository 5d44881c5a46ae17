import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/resource-manager/containerapps/jobs/list-by-subscription */
export const containerAppJob = armResource({
  type: 'azurerm_container_app_job',
  arm: 'Microsoft.App/jobs',
  az: ['containerapp job list'],
  keep: ['triggerType=configuration.triggerType'],
})
