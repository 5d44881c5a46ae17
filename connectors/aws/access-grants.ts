import { isObject, type JsonObject } from '../../src/model/index.js'
import { accountOf } from './arn.js'
import { objectField, textField } from './fields.js'
import { identityOf, readMembers, readUsers, type StoreUser } from './identity-center.js'
import type { Records } from './records.js'

/**
 * What a grant's permission lets the grantee do with the credentials that it fetches.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-location.html
 */
const READ = [
  's3:GetObject',
  's3:GetObjectVersion',
  's3:GetObjectAcl',
  's3:GetObjectVersionAcl',
  's3:ListMultipartUploadParts',
]
const WRITE = [
  's3:PutObject',
  's3:PutObjectAcl',
  's3:PutObjectVersionAcl',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:AbortMultipartUpload',
]

/** The objects that a grant speaks about, and the bucket they are in. */
export interface GrantScope {
  bucket: string
  objects: string
  /** What a listing has to ask for; null for the whole bucket. */
  prefix: string | null
}

/** Reads `s3://bucket/prefix*`, or `s3://*` with each of the buckets given. Empty for anything else. */
export function grantScopes(text: string | null, partition: string, buckets: readonly string[]): GrantScope[] {
  if (text === null || !text.startsWith('s3://')) return []
  const path = text.slice('s3://'.length)
  const slash = path.indexOf('/')
  const name = slash < 0 ? path.replace(/\*$/, '') : path.slice(0, slash)
  const rest = slash < 0 ? '' : path.slice(slash + 1)
  const prefix = rest === '' ? '*' : rest
  const names = name === '' ? buckets : name.includes('*') ? [] : [name]
  return names.map((each) => ({
    bucket: `arn:${partition}:s3:::${each}`,
    objects: `arn:${partition}:s3:::${each}/${prefix}`,
    prefix: prefix === '*' ? null : prefix,
  }))
}

/** What a grant's permission allows on the objects of its scope, and on the bucket that they are in. */
export function grantActions(permission: string | null): { objects: string[]; bucket: string[] } {
  if (permission === 'WRITE') return { objects: WRITE, bucket: [] }
  if (permission !== 'READ' && permission !== 'READWRITE') return { objects: [], bucket: [] }
  return { objects: permission === 'READ' ? READ : [...READ, ...WRITE], bucket: ['s3:ListBucket'] }
}

/** Users of the directory and members of its groups, by their ids. */
export interface Directory {
  users: ReadonlyMap<string, StoreUser>
  members: ReadonlyMap<string, ReadonlySet<string>>
}

export function readDirectory(records: Records): Directory {
  return { users: readUsers(records), members: readMembers(records) }
}

/**
 * The principals that a grantee is: an IAM principal, a user of the directory, or the members of one of its groups. Null
 * if that cannot be told.
 */
export function granteePrincipals(entry: JsonObject, { users, members }: Directory): JsonObject[] | null {
  const grantee = objectField(entry, 'Grantee') ?? {}
  const id = textField(grantee, 'GranteeIdentifier')
  const type = textField(grantee, 'GranteeType')
  if (id === null) return null
  if (type === 'IAM') return [{ AWS: id }]
  const ids = type === 'DIRECTORY_USER' ? new Set([id]) : type === 'DIRECTORY_GROUP' ? members.get(id) : undefined
  if (ids === undefined) return null
  const found = [...ids].flatMap((member) => users.get(member) ?? [])
  return found.length < ids.size ? null : found.map((user) => ({ Identity: identityOf(user) }))
}

/**
 * May a principal of another account ask the instance for credentials? Its resource policy has to name it; a policy that
 * was not read or not understood may.
 */
export function instanceAdmits(policy: JsonObject | null, principal: string, account: string): boolean {
  const owner = accountOf(principal)
  if (owner === null || owner === account || policy === null) return true
  const statements = Array.isArray(policy['Statement']) ? policy['Statement'] : [policy['Statement'] ?? null]
  return statements.some((statement) => {
    if (!isObject(statement) || statement['Effect'] !== 'Allow') return false
    const named = JSON.stringify(statement['Principal'] ?? null)
    return named.includes('*') || named.includes(owner)
  })
}
