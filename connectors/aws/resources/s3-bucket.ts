import type { FactsBuilder } from '../../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { scopeId } from '../arn.js'
import { valueAt } from '../answers.js'
import { bucketAclGrants } from '../bucket-acl.js'
import { objectField, objectsField, textField } from '../fields.js'
import { keyProperties } from '../key-reference.js'
import { isDirectoryBucket } from '../bucket-name.js'
import { listedResource, type FoundResource } from '../listed-resource.js'
import { NOTHING_BLOCKED, publicAccessBlock } from '../public-access-block.js'
import { attachGrants } from '../resource-policy.js'
import { addGap, someOf, type ResourceType } from '../resource-type.js'

const LIST = 's3api list-buckets'
const ACL = 's3api get-bucket-acl'
const BLOCK = 's3api get-public-access-block'
const OWNERSHIP = 's3api get-bucket-ownership-controls'
const STATUS = 's3api get-bucket-policy-status'
const LOCATION = 's3api get-bucket-location'
const ENCRYPTION = 's3api get-bucket-encryption'

const buckets = listedResource({
  type: 'aws_s3_bucket',
  list: { call: LIST, field: 'Buckets', name: 'Name' },
  arn: ({ partition, name }) => (isDirectoryBucket(name) ? null : `arn:${partition}:s3:::${name}`),
  acrossRegions: true,
  policy: { call: 's3api get-bucket-policy', path: ['Policy'] },
  asks: [
    { call: ACL, bears: 'access', holds: 'Grants', when: (found) => objectOwnership(found) !== 'BucketOwnerEnforced' },
    { call: BLOCK, bears: 'limits', holds: 'PublicAccessBlockConfiguration' },
    { call: OWNERSHIP, bears: 'nothing' },
    { call: STATUS, bears: 'nothing' },
    { call: LOCATION, bears: 'nothing' },
    { call: ENCRYPTION, bears: 'nothing' },
  ],
  covers: (arn) => [arn, `${arn}/*`],
  properties: bucketProperties,
  collect: {
    // Only then Regions of buckets are told, and the answer comes in pages.
    [LIST]: { needs: 's3:ListAllMyBuckets', input: { MaxBuckets: 1000 } },
    's3api get-bucket-policy': { needs: 's3:GetBucketPolicy', input: ({ name }) => ({ Bucket: name }) },
    [ACL]: { needs: 's3:GetBucketAcl', input: ({ name }) => ({ Bucket: name }) },
    [BLOCK]: { needs: 's3:GetBucketPublicAccessBlock', input: ({ name }) => ({ Bucket: name }) },
    [OWNERSHIP]: { needs: 's3:GetBucketOwnershipControls', input: ({ name }) => ({ Bucket: name }) },
    [STATUS]: { needs: 's3:GetBucketPolicyStatus', input: ({ name }) => ({ Bucket: name }) },
    [LOCATION]: {
      needs: 's3:GetBucketLocation',
      input: ({ name, entry }) => (textField(entry, 'BucketRegion') === null ? { Bucket: name } : null),
    },
    [ENCRYPTION]: { needs: 's3:GetEncryptionConfiguration', input: ({ name }) => ({ Bucket: name }) },
  },
})

/**
 * Buckets with policy, ACL, object ownership, public access block and default encryption. A bucket's ARN does not name
 * its account: who lists it owns it.
 *
 * Where object ownership is `BucketOwnerEnforced`, ACLs have no effect and no statement is made of them.
 *
 * LIMIT: ACLs of single objects are not read (a gap names the buckets in which they have effect). Default encryption is
 * taken for the key of the content; objects that were written with another key are not seen.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export const s3Bucket: ResourceType = {
  ...buckets,
  normalize(records, facts) {
    buckets.normalize(records, facts)
    for (const record of records.answered(LIST)) {
      const owner = textField(objectField(record.body, 'Owner') ?? undefined, 'ID')
      const node = facts.get(scopeId(record.account))
      if (node !== undefined && owner !== null) node.properties['canonicalUserId'] = owner
    }
    const withAcls = new Map<string, string[]>()
    for (const record of records.answered(LIST))
      for (const name of objectsField(record.body, 'Buckets').map((entry) => textField(entry, 'Name') ?? '')) {
        const node = facts.get(`arn:${records.partition(record.account)}:s3:::${name}`)
        const ownership = node?.properties['objectOwnership']
        if (node === undefined || ownership === 'BucketOwnerEnforced') continue
        const names = withAcls.get(record.account)
        if (names === undefined) withAcls.set(record.account, [name])
        else names.push(name)
      }
    for (const [account, names] of withAcls)
      addGap(facts, {
        scope: account,
        call: 's3api get-object-acl',
        reason: 'not-modelled',
        message: `objects may have ACLs of their own, which are not read, in ${someOf(names.sort())}`,
      })
  },
}

/** Buckets without ownership controls are those in which ACLs have effect. Null if not known. */
function objectOwnership({ answer, body }: FoundResource): string | null {
  if (answer(OWNERSHIP)?.status === 'none') return 'ObjectWriter'
  const [rule] = objectsField(objectField(body(OWNERSHIP), 'OwnershipControls') ?? undefined, 'Rules')
  return textField(rule, 'ObjectOwnership')
}

function bucketProperties(found: FoundResource, facts: FactsBuilder): JsonObject {
  const { body, answer } = found
  const ownership = objectOwnership(found)
  const block = answer(BLOCK)?.status === 'none' ? NOTHING_BLOCKED : publicAccessBlock(body(BLOCK))
  const isPublic = valueAt(body(STATUS), ['PolicyStatus', 'IsPublic'])
  if (ownership !== 'BucketOwnerEnforced') addAcl(found, facts)
  const region = bucketRegion(found)
  return {
    ...(region === null ? {} : { region }),
    ...(ownership === null ? {} : { objectOwnership: ownership }),
    ...(block === null ? {} : { publicAccessBlock: block }),
    ...(typeof isPublic === 'boolean' ? { policyStatusPublic: isPublic } : {}),
    ...encryption(found, region),
  }
}

function addAcl({ arn, body, answer }: FoundResource, facts: FactsBuilder): void {
  const { grants, unknown } = bucketAclGrants(body(ACL), arn)
  attachGrants(facts, { id: `${arn}#acl`, name: 'bucket ACL', to: arn, as: 'acl', grants })
  const record = answer(ACL)
  if (record === null || unknown.length === 0) return
  addGap(facts, {
    scope: record.account,
    region: record.region,
    call: ACL,
    reason: 'failed',
    message: `\`${record.file}\` grants what is not understood: ${someOf(unknown)}`,
  })
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html (no constraint is us-east-1) */
function bucketRegion({ entry, answer }: FoundResource): string | null {
  const listed = textField(entry, 'BucketRegion')
  const located = answer(LOCATION)
  if (listed !== null || located === null || (located.status !== 'ok' && located.status !== 'none')) return listed
  const constraint = textField(located.body, 'LocationConstraint') ?? 'us-east-1'
  return constraint === 'EU' ? 'eu-west-1' : constraint
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
function encryption({ partition, account, records, body, answer }: FoundResource, region: string | null): JsonObject {
  if (answer(ENCRYPTION)?.status === 'none') return { encryptedBy: null }
  const rules: Json[] = objectsField(
    objectField(body(ENCRYPTION), 'ServerSideEncryptionConfiguration') ?? undefined,
    'Rules',
  )
  const [rule] = rules
  const chosen = isObject(rule) ? objectField(rule, 'ApplyServerSideEncryptionByDefault') : null
  if (chosen === null) return {}
  const algorithm = textField(chosen, 'SSEAlgorithm')
  if (algorithm === 'AES256') return { encryption: algorithm, encryptedBy: null }
  const key = textField(chosen, 'KMSMasterKeyID') ?? 'alias/aws/s3'
  const at = { partition, account, region: region ?? '' }
  const isComplete = region !== null || key.startsWith('arn:') || key.startsWith('alias/aws/')
  return { encryption: algorithm, ...(isComplete ? keyProperties(key, at, records) : {}) }
}
