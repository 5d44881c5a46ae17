import { ANY_ADDRESS, parseRange, rangeContains, type IpRange } from '../condition/ip-range.js'
import type { Atom } from '../condition/atom.js'
import { hasWildcard } from './arn.js'
import { isAccountId } from './caller.js'
import type { Statement } from './statement.js'

/**
 * Does S3 call the bucket policy public? It takes a policy to be public unless each Allow is limited to fixed values
 * (without wildcards and policy variables) of a principal or of one of a list of condition keys.
 *
 * LIMIT: of the keys that tell who asks only `aws:PrincipalOrgID`, `aws:PrincipalAccount` and `aws:PrincipalArn` count.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicPolicy(statements: readonly Statement[]): boolean {
  return statements.some((s) => s.allow && !namesFixedPrincipals(s) && !hasFixedCondition(s))
}

/** Logins at an identity provider count as anyone. */
function namesFixedPrincipals({ principal }: Statement): boolean {
  if (principal === null || principal.negated) return false
  return principal.names.every((name) => {
    if (name.kind === 'everyone' || name.kind === 'federated') return false
    return name.kind !== 'service' || !hasWildcard(name.text)
  })
}

function hasFixedCondition(statement: Statement): boolean {
  return statement.conditions.some((test) => test.kind === 'atom' && isFixed(test.atom))
}

function isFixed(atom: Atom): boolean {
  if (atom.missing || atom.quantifier === 'ForAllValues' || atom.operator.negated) return false
  const { family, patterns, name } = atom.operator
  if (atom.lowerKey === 'aws:sourceip') return family === 'ip' && atom.values.every(isFixedAddress)
  if (family !== 'arn' && !name.startsWith('String')) return false
  if (atom.lowerKey === 's3:dataaccesspointarn') return atom.values.every(hasFixedAccount)
  if (atom.lowerKey === 'aws:userid' && atom.values.some((v) => v.endsWith(':*'))) return false
  return FIXING_KEYS.has(atom.lowerKey) && (!patterns || !atom.values.some(hasWildcard))
}

const FIXING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointaccount',
])

/** An access point's name may be a wildcard as long as the account is fixed. */
function hasFixedAccount(value: string): boolean {
  return isAccountId(value.split(':')[4] ?? '')
}

const PRIVATE: readonly IpRange[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
  .map(parseRange)
  .filter((range) => range !== null)

/** Ranges broader than /8 (IPv4) or /32 (IPv6) and private addresses limit nobody. */
function isFixedAddress(value: string): boolean {
  const range = parseRange(value)
  const all = ANY_ADDRESS.find((any) => any.version === range?.version)
  if (range === null || all === undefined || PRIVATE.some((p) => rangeContains(p, range))) return false
  const size = range.high - range.low + 1n
  const most = (all.high - all.low + 1n) >> (range.version === 4 ? 8n : 32n)
  return size <= most
}
