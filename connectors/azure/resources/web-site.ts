import { textField } from '../fields.js'
import { armResource } from '../resource-type.js'

/**
 * Web applications, function applications and standard logic applications, which one ARM type holds.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/list
 */
export const webSite = armResource({
  type: 'azurerm_app_service',
  arm: 'Microsoft.Web/sites',
  az: ['webapp list', 'webapp show', 'functionapp list', 'functionapp show'],
  keep: ['publicNetworkAccess', 'enabled', 'defaultHostName'],
  typeOf: ({ value }) => {
    const kind = textField(value, 'kind')?.toLowerCase() ?? null
    if (kind === null) return 'azurerm_app_service'
    const parts = kind.split(',')
    if (parts.includes('workflowapp')) return 'azurerm_logic_app_standard'
    const system = parts.includes('linux') ? 'linux' : 'windows'
    return `azurerm_${system}_${parts.includes('functionapp') ? 'function' : 'web'}_app`
  },
})
