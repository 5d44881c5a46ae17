import { machineSystem } from '../machine-system.js'
import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/compute/virtual-machines/list-all */
export const virtualMachine = armResource({
  type: 'azurerm_virtual_machine',
  arm: 'Microsoft.Compute/virtualMachines',
  az: ['vm list', 'vm show'],
  keep: ['vmId', 'allowExtensionOperations=osProfile.allowExtensionOperations'],
  typeOf: ({ properties }) => {
    const system = machineSystem(properties)
    return system === null ? 'azurerm_virtual_machine' : `azurerm_${system}_virtual_machine`
  },
})
