import { objectField } from '../fields.js'
import { machineSystem } from '../machine-system.js'
import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/compute/virtual-machine-scale-sets/list-all */
export const virtualMachineScaleSet = armResource({
  type: 'azurerm_virtual_machine_scale_set',
  arm: 'Microsoft.Compute/virtualMachineScaleSets',
  az: ['vmss list', 'vmss show'],
  keep: ['orchestrationMode'],
  typeOf: ({ properties }) => {
    const system = machineSystem(objectField(properties, 'virtualMachineProfile') ?? {})
    return system === null ? 'azurerm_virtual_machine_scale_set' : `azurerm_${system}_virtual_machine_scale_set`
  },
})
