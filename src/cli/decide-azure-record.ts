import { isObject, type Json, type JsonObject } from '../model/index.js'
import type { AttributeValue, AzureDecideRecord, AzureDecisionRequest } from '../policy/azure/record.js'
import { RecordError } from './record-error.js'

const REQUEST_KEYS = [
  'principalIds',
  'action',
  'dataAction',
  'scope',
  'parents',
  'attributes',
  'contextOpen',
  'time',
] as const
const DOCUMENT_LISTS = ['roleDefinitions', 'roleAssignments', 'denyAssignments'] as const
const ATTRIBUTE = /^@(Resource|Request|Principal|Environment)\[.+\]$/is
/** More than a condition can be long: no attribute or action has that many characters. */
const LONGEST_TEXT = 8192

/**
 * Reads one Azure record of `inroads decide` from its parsed JSON. Unknown keys inside `request` are errors, because a
 * misspelt one would be an absent one and change the answer; so are lists of documents in the wrong place.
 *
 * INVARIANT: the caller has bounded the depth of the record.
 *
 * @throws RecordError that names the key and what it must be.
 */
export function azureRecord(value: JsonObject): AzureDecideRecord {
  const misplaced = DOCUMENT_LISTS.find((key) => isObject(value['request']) && key in value['request'])
  if (misplaced !== undefined) throw new RecordError(`\`${misplaced}\` belongs beside \`request\`, not inside it`)
  notMisspelt(value)
  const id = value['id']
  if (typeof id !== 'string') throw new RecordError('`id` must be a text')
  const out: AzureDecideRecord = { id, cloud: 'azure', request: request(value['request']) }
  for (const key of DOCUMENT_LISTS) if (value[key] !== undefined) out[key] = documents(value[key], key)
  return out
}

/** Keys beside the request that look like a list of documents and are none would leave that list out unnoticed. */
function notMisspelt(value: JsonObject): void {
  const lists: readonly string[] = DOCUMENT_LISTS
  const other = Object.keys(value).find((key) => /role|deny|assi|defini/i.test(key) && !lists.includes(key))
  if (other !== undefined) throw new RecordError(`\`${other}\` is not known; a record takes ${lists.join(', ')}`)
}

function known(value: JsonObject, keys: readonly string[], where: string): void {
  const unknown = Object.keys(value).find((key) => !keys.includes(key))
  if (unknown !== undefined) throw new RecordError(`\`${where}.${unknown}\` is not known; it takes ${keys.join(', ')}`)
}

function request(value: Json | undefined): AzureDecisionRequest {
  if (!isObject(value)) throw new RecordError('`request` must be an object')
  known(value, REQUEST_KEYS, 'request')
  const out: AzureDecisionRequest = {
    principalIds: texts(value, 'principalIds'),
    action: action(value),
    scope: scopeId(value['scope'], 'scope'),
  }
  if (value['dataAction'] !== undefined) out.dataAction = flag(value, 'dataAction')
  if (value['contextOpen'] !== undefined) out.contextOpen = flag(value, 'contextOpen')
  if (value['parents'] !== undefined) {
    out.parents = texts(value, 'parents').map((id, at) => scopeId(id, `parents[${String(at)}]`))
  }
  if (value['attributes'] !== undefined) out.attributes = attributes(value['attributes'])
  if (value['time'] !== undefined) out.time = time(value['time'])
  return out
}

function action(value: JsonObject): string {
  const given = value['action']
  if (typeof given !== 'string' || given === '') throw new RecordError('`request.action` must be a text')
  if (given.length > LONGEST_TEXT) throw new RecordError('`request.action` is too long')
  if (given.includes('*')) throw new RecordError('`request.action` must be one action, without `*`')
  return given
}

function scopeId(given: Json | undefined, key: string): string {
  if (typeof given !== 'string' || !given.startsWith('/')) {
    throw new RecordError(`\`request.${key}\` must be an ARM id that begins with \`/\``)
  }
  if (given.length > LONGEST_TEXT) throw new RecordError(`\`request.${key}\` is too long`)
  return given
}

function texts(value: JsonObject, key: string): string[] {
  const list = value[key]
  const isTexts = (given: Json | undefined): given is string[] =>
    Array.isArray(given) && given.every((item) => typeof item === 'string' && item !== '')
  if (!isTexts(list)) throw new RecordError(`\`request.${key}\` must be a list of texts`)
  return list
}

function flag(value: JsonObject, key: string): boolean {
  const on = value[key]
  if (typeof on !== 'boolean') throw new RecordError(`\`request.${key}\` must be true or false`)
  return on
}

/** Values are texts, numbers, true or false, or lists of these. A key named `__proto__` is a key. */
function attributes(value: Json): { [attribute: string]: AttributeValue } {
  if (!isObject(value)) throw new RecordError('`request.attributes` must be an object')
  const out = Object.create(null) as { [attribute: string]: AttributeValue }
  for (const [name, given] of Object.entries(value)) {
    if (!ATTRIBUTE.test(name)) {
      const form = '`@Resource[...]`, `@Request[...]`, `@Principal[...]` or `@Environment[...]`'
      throw new RecordError(`\`request.attributes\`: \`${name.slice(0, 200)}\` is no attribute; write ${form}`)
    }
    out[name] = Array.isArray(given) ? given.map((item) => scalar(item, name)) : scalar(given, name)
  }
  return out
}

function scalar(value: Json, name: string): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new RecordError(`\`request.attributes\`: \`${name}\` must be a text, a number, true, false or a list of these`)
}

function time(given: Json): string | number {
  const at = typeof given === 'number' || typeof given === 'string' ? new Date(given).getTime() : Number.NaN
  if (Number.isNaN(at)) {
    throw new RecordError('`request.time` must be an ISO date or milliseconds since 1970')
  }
  return given as string | number
}

function documents(value: Json, key: string): Json[] {
  const isDocuments = Array.isArray(value) && value.every((each) => isObject(each))
  if (!isDocuments) throw new RecordError(`\`${key}\` must be a list of ARM objects`)
  return value
}
