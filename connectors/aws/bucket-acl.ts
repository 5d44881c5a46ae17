import type { Json, JsonObject } from '../../src/model/index.js'
import { objectField, objectsField, textField } from './fields.js'
import { AUTHENTICATED, type GrantStatement } from './resource-policy.js'

/**
 * What an entry of a bucket's ACL permits, on the bucket and on its objects. Who is neither the owner of the bucket nor
 * of an object may add objects with `WRITE`, not replace or delete those of others.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */
const PERMITS: Record<string, { bucket: readonly string[]; objects: readonly string[] }> = {
  READ: { bucket: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'], objects: [] },
  WRITE: { bucket: [], objects: ['s3:PutObject'] },
  READ_ACP: { bucket: ['s3:GetBucketAcl'], objects: [] },
  WRITE_ACP: { bucket: ['s3:PutBucketAcl'], objects: [] },
}

const EACH = ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP']

const GROUPS: Record<string, { principal: Json; condition?: JsonObject }> = {
  'global/AllUsers': { principal: '*' },
  'global/AuthenticatedUsers': AUTHENTICATED,
  's3/LogDelivery': { principal: { Service: 'logging.s3.amazonaws.com' } },
}

/**
 * The entries of a bucket's ACL as statements: of everybody but the owner, who has no need of them.
 *
 * LIMIT: ACLs of single objects are not read; a grantee by e-mail address is not known for an account.
 */
export function bucketAclGrants(acl: Json, arn: string): { grants: GrantStatement[]; unknown: string[] } {
  const owner = textField(objectField(acl, 'Owner') ?? undefined, 'ID')
  const grants: GrantStatement[] = []
  const unknown: string[] = []
  objectsField(acl, 'Grants').forEach((entry, at) => {
    const grantee = objectField(entry, 'Grantee') ?? {}
    const id = textField(grantee, 'ID')
    if (id !== null && id === owner) return
    const permission = textField(entry, 'Permission') ?? ''
    const names = permission === 'FULL_CONTROL' ? EACH : [permission]
    const permits = names.flatMap((name) => (Object.hasOwn(PERMITS, name) ? [PERMITS[name]] : []))
    const to = id !== null ? { principal: { CanonicalUser: id } } : groupOf(textField(grantee, 'URI'))
    if (to === null || permits.length === 0) {
      unknown.push(
        `${textField(grantee, 'URI') ?? textField(grantee, 'EmailAddress') ?? id ?? 'nobody'}: ${permission}`,
      )
      return
    }
    const add = (part: 'bucket' | 'objects', resource: string): void => {
      const actions = permits.flatMap((permit) => permit?.[part] ?? [])
      if (actions.length > 0)
        grants.push({ sid: `${permission} ${part} ${at + 1}`, ...to, actions, resources: [resource] })
    }
    add('bucket', arn)
    add('objects', `${arn}/*`)
  })
  return { grants, unknown }
}

function groupOf(uri: string | null): { principal: Json; condition?: JsonObject } | null {
  const name = uri === null ? '' : uri.split('/').slice(-2).join('/')
  return Object.hasOwn(GROUPS, name) ? (GROUPS[name] ?? null) : null
}
