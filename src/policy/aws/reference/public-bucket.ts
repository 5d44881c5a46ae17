import { isObject } from '../../../model/index.js'
import type { Json, JsonObject } from '../../../model/index.js'
import { isAccountId } from './caller.js'
import { ipRangeContains } from './ip-range.js'

/** Keys whose fixed values make a grant one that is not public. */
const FIXING_KEYS = [
  'aws:principalorgid',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]

/** Operators that hold only for the values they name. */
const NAMING_OPERATORS = [
  'stringequals',
  'stringequalsignorecase',
  'stringlike',
  'arnequals',
  'arnlike',
  'ipaddress',
  'foranyvalue:stringequals',
  'foranyvalue:stringequalsignorecase',
  'foranyvalue:stringlike',
  'foranyvalue:arnequals',
  'foranyvalue:arnlike',
  'foranyvalue:ipaddress',
]

/**
 * Is the bucket policy public? It is, unless every Allow grants to fixed values only.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicBucketPolicy(document: Json, canBeStored: (statement: JsonObject) => boolean): boolean {
  if (!isObject(document)) return false
  const statements = Array.isArray(document['Statement']) ? document['Statement'] : [document['Statement'] ?? null]
  const variables = document['Version'] === '2012-10-17'
  return statements.some(
    (statement) =>
      isObject(statement) &&
      statement['Effect'] === 'Allow' &&
      canBeStored(statement) &&
      !namesFixedPrincipals(statement['Principal'] ?? null) &&
      !hasFixedCondition(statement['Condition'] ?? null, variables),
  )
}

function namesFixedPrincipals(principal: Json): boolean {
  if (!isObject(principal)) return false
  return Object.entries(principal).every(([type, value]) =>
    (Array.isArray(value) ? value : [value]).every(
      (name) => type !== 'Federated' && typeof name === 'string' && name !== '*',
    ),
  )
}

function hasFixedCondition(condition: Json, variables: boolean): boolean {
  if (!isObject(condition)) return false
  return Object.entries(condition).some(([operator, keys]) => {
    const name = operator.toLowerCase()
    if (!NAMING_OPERATORS.includes(name) || !isObject(keys)) return false
    return Object.entries(keys).some(([key, value]) => {
      const values = (Array.isArray(value) ? value : [value]).map(String)
      const fixed = (text: string): boolean => isFixedValue(name, key.toLowerCase(), text, variables)
      return FIXING_KEYS.includes(key.toLowerCase()) && values.every(fixed)
    })
  })
}

function isFixedValue(operator: string, key: string, value: string, variables: boolean): boolean {
  if (variables && value.includes('${')) return false
  if (operator.endsWith('ipaddress') !== (key === 'aws:sourceip')) return false
  if (key === 'aws:sourceip') return isNarrowPublicRange(value)
  if (key === 's3:dataaccesspointarn') return isAccountId(value.split(':')[4] ?? '')
  if (key === 'aws:userid' && value.endsWith(':*')) return false
  const wildcards = operator.endsWith('like') || operator.endsWith('arnequals')
  return !wildcards || !/[*?]/.test(value)
}

function isNarrowPublicRange(value: string): boolean {
  const [address = '', length] = value.split('/')
  if (!ipRangeContains(address, address) || !ipRangeContains(value, address)) return false
  const isV6 = address.includes(':')
  if (length !== undefined && Number(length) < (isV6 ? 32 : 8)) return false
  const bits = Number(length ?? 128)
  const withinPrivate = (range: string, least: number): boolean => bits >= least && ipRangeContains(range, address)
  return !(withinPrivate('10.0.0.0/8', 8) || withinPrivate('172.16.0.0/12', 12) || withinPrivate('192.168.0.0/16', 16))
}
