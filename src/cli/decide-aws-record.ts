import { isObject, type Json, type JsonObject } from '../model/index.js'
import type { AwsDecideRecord, DecisionRequest, PolicyLayers, PublicAccessBlock } from '../policy/aws/record.js'
import { RecordError } from './record-error.js'

const PRINCIPAL_TYPES = ['aws', 'service', 'federated', 'anonymous'] as const
const REQUEST_KEYS = [
  'principal',
  'principalType',
  'action',
  'resource',
  'resourceAccount',
  'context',
  'contextOpen',
  'contextAbsent',
  'contextPresent',
]
const DOCUMENT_LISTS = ['identity', 'boundary', 'session', 'endpoint'] as const
const LEVEL_LISTS = ['serviceControl', 'resourceControl'] as const
const POLICY_KEYS = [...DOCUMENT_LISTS, 'resource', ...LEVEL_LISTS, 'publicAccessBlock']
const BLOCK_SETTINGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const

/**
 * Reads one AWS record of `inroads decide` from its parsed JSON. Unknown keys inside `request` and `policies` are
 * errors, because a misspelt layer would be an absent one and change the answer.
 *
 * INVARIANT: the caller has bounded the depth of the record.
 *
 * @throws RecordError that names the key and what it must be.
 */
export function awsRecord(id: string, value: JsonObject): AwsDecideRecord {
  return { id, cloud: 'aws', request: request(value['request']), policies: policies(value['policies']) }
}

function known(value: JsonObject, keys: readonly string[], where: string): void {
  const unknown = Object.keys(value).find((key) => !keys.includes(key))
  if (unknown !== undefined) throw new RecordError(`\`${where}.${unknown}\` is not known; it takes ${keys.join(', ')}`)
}

function request(value: Json | undefined): DecisionRequest {
  if (!isObject(value)) throw new RecordError('`request` must be an object')
  known(value, REQUEST_KEYS, 'request')
  const out: DecisionRequest = {
    principal: textAt(value, 'principal'),
    action: textAt(value, 'action'),
    resource: textAt(value, 'resource'),
  }
  const type = value['principalType']
  if (type !== undefined) {
    const one = PRINCIPAL_TYPES.find((name) => name === type)
    if (one === undefined)
      throw new RecordError(`\`request.principalType\` must be one of ${PRINCIPAL_TYPES.join(', ')}`)
    out.principalType = one
  }
  if (value['resourceAccount'] !== undefined) out.resourceAccount = textAt(value, 'resourceAccount')
  if (value['context'] !== undefined) out.context = contextValues(value['context'])
  if (value['contextOpen'] !== undefined) out.contextOpen = switchAt(value, 'contextOpen', 'request')
  if (value['contextAbsent'] !== undefined) out.contextAbsent = textsAt(value, 'contextAbsent')
  if (value['contextPresent'] !== undefined) out.contextPresent = textsAt(value, 'contextPresent')
  return out
}

function textAt(value: JsonObject, key: string): string {
  const text = value[key]
  if (typeof text !== 'string' || text === '') throw new RecordError(`\`request.${key}\` must be a text`)
  return text
}

function switchAt(value: JsonObject, key: string, where: string): boolean {
  const on = value[key]
  if (typeof on !== 'boolean') throw new RecordError(`\`${where}.${key}\` must be true or false`)
  return on
}

function textsAt(value: JsonObject, key: string): string[] {
  const list = value[key]
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) {
    throw new RecordError(`\`request.${key}\` must be a list of texts`)
  }
  return list
}

/** Context values are texts or lists of texts; numbers and booleans are taken as the text that AWS compares. */
function contextValues(value: Json): { [key: string]: string | string[] } {
  if (!isObject(value)) throw new RecordError('`request.context` must be an object')
  const out = Object.create(null) as { [key: string]: string | string[] }
  for (const [key, given] of Object.entries(value)) {
    out[key] = Array.isArray(given) ? given.map((item) => contextText(item, key)) : contextText(given, key)
  }
  return out
}

function contextText(value: Json, key: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new RecordError(`\`request.context\`: \`${key}\` must be a text or a list of texts`)
}

function policies(value: Json | undefined): PolicyLayers {
  if (!isObject(value)) throw new RecordError('`policies` must be an object')
  known(value, POLICY_KEYS, 'policies')
  const out: PolicyLayers = {}
  for (const key of DOCUMENT_LISTS) if (value[key] !== undefined) out[key] = documents(value[key], `policies.${key}`)
  for (const key of LEVEL_LISTS) {
    const levels = value[key]
    if (levels === undefined) continue
    if (!Array.isArray(levels)) throw new RecordError(`\`policies.${key}\` must be a list with one list per level`)
    out[key] = levels.map((level, i) => documents(level, `policies.${key}[${String(i)}]`))
  }
  if (value['resource'] !== undefined) out.resource = policyDocument(value['resource'], 'policies.resource')
  if (value['publicAccessBlock'] !== undefined) out.publicAccessBlock = publicAccessBlock(value['publicAccessBlock'])
  return out
}

function documents(value: Json | undefined, where: string): Json[] {
  if (!Array.isArray(value)) throw new RecordError(`\`${where}\` must be a list of policy documents`)
  return value.map((document, i) => policyDocument(document, `${where}[${String(i)}]`))
}

function policyDocument(value: Json, where: string): Json {
  if (!isObject(value)) throw new RecordError(`\`${where}\` must be a policy document (an object, not its text)`)
  return value
}

function publicAccessBlock(value: Json): { account?: PublicAccessBlock; bucket?: PublicAccessBlock } {
  const where = 'policies.publicAccessBlock'
  if (!isObject(value)) throw new RecordError(`\`${where}\` must be an object`)
  known(value, ['account', 'bucket'], where)
  const out: { account?: PublicAccessBlock; bucket?: PublicAccessBlock } = {}
  for (const level of ['account', 'bucket'] as const) {
    const given = value[level]
    if (given === undefined) continue
    if (!isObject(given)) throw new RecordError(`\`${where}.${level}\` must be an object`)
    known(given, BLOCK_SETTINGS, `${where}.${level}`)
    const block: PublicAccessBlock = {}
    for (const setting of BLOCK_SETTINGS) {
      if (given[setting] !== undefined) block[setting] = switchAt(given, setting, `${where}.${level}`)
    }
    out[level] = block
  }
  return out
}
