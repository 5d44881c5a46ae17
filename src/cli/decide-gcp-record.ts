import { isObject, type Json, type JsonObject } from '../model/index.js'
import type { GcpDecideRecord, GcpDecisionRequest } from '../policy/gcp/record.js'
import { RecordError } from './record-error.js'

const REQUEST_KEYS = ['principal', 'memberOf', 'permission', 'resource', 'ancestors', 'attributes', 'contextOpen']
const RECORD_KEYS = ['id', 'cloud', 'request', 'roles', 'allow', 'deny', 'accessBoundaries']
/** More than a name or identifier of Google Cloud can be long. */
const LONGEST_TEXT = 8192

/**
 * Reads one Google Cloud record of `inroads decide` from its parsed JSON. Unknown keys of the record and inside
 * `request` are errors, because a misspelt layer would be an absent one and change the answer.
 *
 * INVARIANT: the caller has bounded the depth of the record.
 *
 * @throws RecordError that names the key and what it must be.
 */
export function gcpRecord(value: JsonObject): GcpDecideRecord {
  const unknown = Object.keys(value).find((key) => !RECORD_KEYS.includes(key))
  if (unknown !== undefined) {
    throw new RecordError(`\`${shown(unknown)}\` is not known; a record takes ${RECORD_KEYS.join(', ')}`)
  }
  const id = value['id']
  if (typeof id !== 'string') throw new RecordError('`id` must be a text')
  const out: GcpDecideRecord = { id, cloud: 'gcp', request: request(value['request']) }
  if (value['roles'] !== undefined) out.roles = roles(value['roles'])
  if (value['allow'] !== undefined) out.allow = allowPolicies(value['allow'])
  if (value['deny'] !== undefined) out.deny = denyPolicies(value['deny'])
  if (value['accessBoundaries'] !== undefined) out.accessBoundaries = accessBoundaries(value['accessBoundaries'])
  return out
}

function request(value: Json | undefined): GcpDecisionRequest {
  if (!isObject(value)) throw new RecordError('`request` must be an object')
  const unknown = Object.keys(value).find((key) => !REQUEST_KEYS.includes(key))
  if (unknown !== undefined) {
    throw new RecordError(`\`request.${shown(unknown)}\` is not known; it takes ${REQUEST_KEYS.join(', ')}`)
  }
  const permission = text(value['permission'], 'request.permission')
  if (permission.includes('*')) throw new RecordError('`request.permission` must be one permission, without `*`')
  const out: GcpDecisionRequest = {
    principal: text(value['principal'], 'request.principal'),
    permission,
    resource: text(value['resource'], 'request.resource'),
    ancestors: value['ancestors'] === undefined ? [] : texts(value['ancestors'], 'request.ancestors'),
  }
  if (value['memberOf'] !== undefined) out.memberOf = texts(value['memberOf'], 'request.memberOf')
  if (value['attributes'] !== undefined) out.attributes = attributes(value['attributes'])
  const open = value['contextOpen']
  if (open !== undefined) {
    if (typeof open !== 'boolean') throw new RecordError('`request.contextOpen` must be true or false')
    out.contextOpen = open
  }
  return out
}

function text(value: Json | undefined, where: string): string {
  if (typeof value !== 'string' || value === '') throw new RecordError(`\`${where}\` must be a text`)
  if (value.length > LONGEST_TEXT) throw new RecordError(`\`${where}\` is too long`)
  return value
}

function texts(value: Json | undefined, where: string): string[] {
  if (!Array.isArray(value)) throw new RecordError(`\`${where}\` must be a list of texts`)
  return value.map((item, at) => text(item, `${where}[${String(at)}]`))
}

/** Values are JSON as the expression language sees them. A key named `__proto__` is a key. */
function attributes(value: Json): { [attribute: string]: Json } {
  if (!isObject(value)) throw new RecordError('`request.attributes` must be an object')
  const time = value['request.time']
  if (time !== undefined && (typeof time !== 'string' || Number.isNaN(Date.parse(time)))) {
    throw new RecordError('`request.attributes`: `request.time` must be an RFC 3339 time, as `2026-01-01T00:00:00Z`')
  }
  return copied(value, (item) => item)
}

function roles(value: Json): { [role: string]: string[] } {
  if (!isObject(value)) throw new RecordError('`roles` must be an object: permissions by role name')
  return copied(value, (permissions, role) => texts(permissions, `roles.${shown(role)}`))
}

function allowPolicies(value: Json): { [resource: string]: Json } {
  if (!isObject(value)) throw new RecordError('`allow` must be an object: allow policies by resource')
  return copied(value, (policy, resource) => {
    const where = `allow.${shown(resource)}`
    if (!isObject(policy)) throw new RecordError(`\`${where}\` must be an allow policy (an object)`)
    if (policy['bindings'] !== undefined) objects(policy['bindings'], `${where}.bindings`)
    return policy
  })
}

function denyPolicies(value: Json): { [resource: string]: Json[] } {
  if (!isObject(value)) throw new RecordError('`deny` must be an object: lists of deny policies by resource')
  return copied(value, (policies, resource) => {
    const where = `deny.${shown(resource)}`
    const list = objects(policies, where)
    for (const [at, policy] of list.entries()) {
      if (policy['rules'] !== undefined) objects(policy['rules'], `${where}[${String(at)}].rules`)
    }
    return list
  })
}

function accessBoundaries(value: Json): { policy: Json; binding: Json }[] {
  return objects(value, 'accessBoundaries').map((pair, at) => {
    const where = `accessBoundaries[${String(at)}]`
    const unknown = Object.keys(pair).find((key) => key !== 'policy' && key !== 'binding')
    if (unknown !== undefined)
      throw new RecordError(`\`${where}.${shown(unknown)}\` is not known; it takes policy, binding`)
    const { policy, binding } = pair
    if (!isObject(policy)) throw new RecordError(`\`${where}.policy\` must be a policy (an object)`)
    if (!isObject(binding)) throw new RecordError(`\`${where}.binding\` must be a policy binding (an object)`)
    return { policy, binding }
  })
}

function objects(value: Json | undefined, where: string): JsonObject[] {
  if (!Array.isArray(value)) throw new RecordError(`\`${where}\` must be a list of objects`)
  return value.map((item, at) => {
    if (!isObject(item)) throw new RecordError(`\`${where}[${String(at)}]\` must be an object`)
    return item
  })
}

function copied<T>(value: JsonObject, of: (item: Json, key: string) => T): { [key: string]: T } {
  const out = Object.create(null) as { [key: string]: T }
  for (const [key, item] of Object.entries(value)) out[key] = of(item, key)
  return out
}

function shown(name: string): string {
  return name.slice(0, 200)
}
