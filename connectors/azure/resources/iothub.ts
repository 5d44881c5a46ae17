import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/iothub/iot-hub-resource/list-by-subscription */
export const iothub = armResource({
  type: 'azurerm_iothub',
  arm: 'Microsoft.Devices/IotHubs',
  az: ['iot hub list'],
  keep: ['disableLocalAuth', 'publicNetworkAccess'],
  isExposing: true,
})
