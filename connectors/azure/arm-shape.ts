import type { CallRecord } from '../../src/connector/index.js'
import type { Json, JsonObject } from '../../src/model/index.js'
import { parseArmId, trimmedId } from './arm-id.js'
import { guidField, isGuid, objectField, textField } from './fields.js'

interface Shape {
  id: string
  name: string
  type: string
  properties: JsonObject
  /** The whole entry in canonical shape. */
  value: JsonObject
}

/** Names that stand beside `properties` in ARM; in the flat output of the Azure CLI everything else belongs inside. */
const ENVELOPE = new Set([
  'apiVersion',
  'etag',
  'extendedLocation',
  'id',
  'identity',
  'kind',
  'location',
  'managedBy',
  'name',
  'plan',
  'properties',
  'resourceGroup',
  'sku',
  'subscriptionId',
  'systemData',
  'tags',
  'type',
  'zones',
])

/** Calls whose flat form has names of its own for some properties. */
const RENAMED: ReadonlyMap<string, readonly (readonly [flat: string, arm: string])[]> = new Map([
  ['microsoft.authorization role-definitions', [['roleType', 'type']]],
  [
    'microsoft.authorization classic-administrators',
    [
      ['principalName', 'emailAddress'],
      ['roleDefinitionName', 'role'],
    ],
  ],
  ['microsoft.storage storage-accounts', [['networkRuleSet', 'networkAcls']]],
])

const CONTAINERS = 'microsoft.storage storage-accounts-blob-services-containers'
const STORAGE_ACCOUNTS = 'microsoft.storage storage-accounts'

type Lists = ReadonlyMap<string, readonly { value: JsonObject }[]>

/**
 * An entry in ARM's own shape, also where the Azure CLI printed it flat or Resource Graph added columns; null if it has
 * no ARM id and none can be made.
 */
export function armShape(call: string, value: JsonObject, record: CallRecord, lists: Lists): Shape | null {
  const id = idOf(call, value, record, lists)
  const parsed = id === null ? null : parseArmId(id)
  if (parsed === null) return null
  const properties = objectField(value, 'properties') ?? flatProperties(call, value)
  const name = textField(value, 'name') ?? parsed.name
  const shape: JsonObject = { ...envelope(value), id: parsed.id, name, type: parsed.type, properties }
  return { id: parsed.id, name, type: parsed.type, properties, value: shape }
}

function idOf(call: string, value: JsonObject, record: CallRecord, lists: Lists): string | null {
  const id = textField(value, 'id')
  if (id !== null && trimmedId(id) !== null) return id
  if (call === 'microsoft.resources subscriptions') {
    const own = guidField(value, 'subscriptionId') ?? guidField(value, 'id')
    return own === null ? null : `/subscriptions/${own}`
  }
  const name = textField(value, 'name')
  if (call === 'microsoft.authorization role-definitions')
    return name !== null && isGuid(name) ? `/providers/Microsoft.Authorization/roleDefinitions/${name}` : null
  const scope = textField(value, 'scope')
  const principal = textField(value, 'principalName')
  if (call === 'microsoft.authorization classic-administrators' && scope !== null && principal !== null)
    return `${trimmedId(scope) ?? ''}/providers/Microsoft.Authorization/classicAdministrators/${principal.replaceAll('/', '_')}`
  if (call === CONTAINERS && name !== null && !name.includes('/')) {
    const account = storageAccount(record.subject[record.subject.length - 1] ?? '', lists)
    return account === null ? null : `${account}/blobServices/default/containers/${name}`
  }
  return null
}

/** ARM id of a storage account by its name, which is unique in all of Azure. */
function storageAccount(name: string, lists: Lists): string | null {
  for (const { value } of lists.get(STORAGE_ACCOUNTS) ?? [])
    if (textField(value, 'name')?.toLowerCase() === name.toLowerCase()) return trimmedId(textField(value, 'id') ?? '')
  return null
}

function envelope(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => ENVELOPE.has(name) && name !== 'properties'))
}

function flatProperties(call: string, value: JsonObject): JsonObject {
  const renamed = new Map(RENAMED.get(call))
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]): [string, Json][] =>
      ENVELOPE.has(name) ? [] : [[renamed.get(name) ?? name, item]],
    ),
  )
}
