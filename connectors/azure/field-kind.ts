import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { fieldAt } from './fields.js'
import { callKey, callOf, isGraphPath, type AzureList, type FieldKind } from './list-name.js'

/** What every ARM entry is checked for. */
const OF_ARM: Readonly<Record<string, FieldKind>> = {
  properties: 'object',
  identity: 'object',
  'identity.principalId': 'text',
  'identity.userAssignedIdentities': 'object',
}

/** Fields that decide and are of another kind than the vendor documents, by call. */
export function fieldChecks(lists: readonly AzureList[]): (call: string, entry: JsonObject) => string[] {
  const checks = new Map<string, (readonly [path: readonly string[], kind: FieldKind])[]>()
  for (const { path, kinds = {} } of lists)
    checks.set(
      callKey(callOf(path)),
      Object.entries({ ...(isGraphPath(path) ? {} : OF_ARM), ...kinds }).map(([name, kind]) => [name.split('.'), kind]),
    )
  return (call, entry) =>
    (checks.get(call) ?? []).flatMap(([path, kind]) => {
      const value = fieldAt(entry, path)
      return value === undefined || value === null || isOfKind(value, kind)
        ? []
        : [`\`${path.join('.')}\` is no ${NAMES[kind]}`]
    })
}

const NAMES: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  texts: 'list of texts',
  object: 'object',
  objects: 'list of objects',
}

function isOfKind(value: Json, kind: FieldKind): boolean {
  if (kind === 'text') return typeof value === 'string' && value !== ''
  if (kind === 'object') return isObject(value)
  return Array.isArray(value) && value.every((item) => (kind === 'texts' ? typeof item === 'string' : isObject(item)))
}
