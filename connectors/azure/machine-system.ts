import type { JsonObject } from '../../src/model/index.js'
import { fieldAt, objectField } from './fields.js'

/** The operating system of a machine, as Terraform's names have it; null if the machine does not say. */
export function machineSystem(of: JsonObject): 'linux' | 'windows' | null {
  const said = fieldAt(of, ['storageProfile', 'osDisk', 'osType'])
  const system = typeof said === 'string' ? said.toLowerCase() : ''
  if (system === 'linux' || system === 'windows') return system
  const profile = objectField(of, 'osProfile') ?? {}
  if (objectField(profile, 'linuxConfiguration') !== null) return 'linux'
  return objectField(profile, 'windowsConfiguration') === null ? null : 'windows'
}
