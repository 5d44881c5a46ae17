import type { FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import {
  grantActions,
  granteePrincipals,
  grantScopes,
  instanceAdmits,
  readDirectory,
  type Directory,
} from '../access-grants.js'
import { valueAt } from '../answers.js'
import { scopeId } from '../arn.js'
import { objectsField, textField } from '../fields.js'
import { LIST_MEMBERSHIPS, LIST_USERS } from '../identity-center.js'
import { listedResource, type FoundResource } from '../listed-resource.js'
import { policyDocument } from '../policy-text.js'
import { attachGrants } from '../resource-policy.js'
import { addGap, type ResourceType } from '../resource-type.js'

const POLICY = 's3control get-access-grants-instance-resource-policy'
const GRANTS = 's3control list-access-grants'

/**
 * S3 Access Grants: the instance of an account and Region with its policy, which says who of other accounts may ask for
 * credentials, and the grants, each of which becomes statements on the bucket of its scope.
 *
 * LIMIT: the role of a location, with whose rights grantees act, is taken for allowing what its grants give.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListAccessGrants.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-cross-accounts.html
 */
export const s3AccessGrantsInstance: ResourceType = listedResource({
  type: 'aws_s3control_access_grants_instance',
  list: {
    call: 's3control list-access-grants-instances',
    field: 'AccessGrantsInstancesList',
    name: 'AccessGrantsInstanceId',
  },
  arn: ({ partition, region, account, entry }) =>
    textField(entry, 'AccessGrantsInstanceArn') ?? `arn:${partition}:s3:${region}:${account}:access-grants/default`,
  names: () => ['', 'default'],
  policy: { call: POLICY, path: ['Policy'] },
  asks: [{ call: GRANTS, bears: 'access', holds: 'AccessGrantsList' }],
  covers: (arn) => [arn, `${arn}/*`],
  properties(found, facts) {
    const pages = found.records.answered(GRANTS, found.account).filter(({ region }) => region === found.region)
    const entries = pages.flatMap(({ body }) => objectsField(body, 'AccessGrantsList'))
    const buckets = found.records
      .answered('s3api list-buckets', found.account)
      .flatMap((record) => objectsField(record.body, 'Buckets'))
      .flatMap((bucket) => textField(bucket, 'Name') ?? [])
    const known = { directory: readDirectory(found.records), buckets: [...new Set(buckets)] }
    for (const entry of entries) addGrant(entry, found, known, facts)
    return { identityCenter: textField(found.entry, 'IdentityCenterArn'), grants: entries.length }
  },
  collect: {
    's3control list-access-grants-instances': {
      needs: 's3:ListAccessGrantsInstances',
      of: null,
      input: ({ account }) => ({ AccountId: account }),
    },
    [POLICY]: {
      needs: 's3:GetAccessGrantsInstanceResourcePolicy',
      input: ({ account }) => ({ AccountId: account }),
    },
    [GRANTS]: { needs: 's3:ListAccessGrants', input: ({ account }) => ({ AccountId: account, MaxResults: 1000 }) },
  },
})

function addGrant(
  entry: JsonObject,
  found: FoundResource,
  { directory, buckets }: { directory: Directory; buckets: readonly string[] },
  facts: FactsBuilder,
): void {
  const { partition, account, region, answer, body } = found
  const arn = textField(entry, 'AccessGrantArn') ?? `${found.arn}/grant/${textField(entry, 'AccessGrantId') ?? ''}`
  const notUnderstood = (call: string, message: string): void => {
    addGap(facts, { scope: account, region, call, reason: 'not-collected', message })
  }
  const principals = granteePrincipals(entry, directory)
  if (principals === null) {
    const isGroup = textField(entry['Grantee'], 'GranteeType') === 'DIRECTORY_GROUP'
    notUnderstood(isGroup ? LIST_MEMBERSHIPS : LIST_USERS, `it cannot be told who the grantee of \`${arn}\` is`)
    return
  }
  const scopes = grantScopes(textField(entry, 'GrantScope'), partition, buckets)
  const actions = grantActions(textField(entry, 'Permission'))
  if (scopes.length === 0 || actions.objects.length === 0)
    notUnderstood(GRANTS, `the scope of \`${arn}\` is not understood`)
  const policy = answer(POLICY)?.status === 'none' ? {} : policyDocument(valueAt(body(POLICY), ['Policy']))
  const admitted = principals.filter(
    (principal) => typeof principal['AWS'] !== 'string' || instanceAdmits(policy, principal['AWS'], account),
  )
  for (const scope of scopes) {
    if (facts.get(scope.bucket) === undefined) addBucket(scope.bucket, found, facts)
    attachGrants(facts, {
      id: `${scope.bucket}#grant/${arn}`,
      name: `access grant ${textField(entry, 'AccessGrantId') ?? ''}`,
      to: scope.bucket,
      as: 'grant',
      grants: admitted.flatMap((principal) => [
        { principal, actions: actions.objects, resources: [scope.objects] },
        ...(actions.bucket.length === 0
          ? []
          : [
              {
                principal,
                actions: actions.bucket,
                resources: [scope.bucket],
                ...(scope.prefix === null ? {} : { condition: { StringLike: { 's3:prefix': scope.prefix } } }),
              },
            ]),
      ]),
    })
  }
}

/** A bucket that no list names: what else is on it is not known. */
function addBucket(arn: string, { account, region }: FoundResource, facts: FactsBuilder): void {
  facts.node({
    id: arn,
    type: 'aws_s3_bucket',
    cloud: 'aws',
    scope: scopeId(account),
    name: arn.slice(arn.lastIndexOf(':') + 1),
    kind: 'Resource',
    properties: { unread: ['GetBucketPolicy', 'GetBucketAcl'], policyCovers: [arn, `${arn}/*`] },
  })
  addGap(facts, {
    scope: account,
    region,
    call: 's3api list-buckets',
    reason: 'not-collected',
    message: `no list names \`${arn}\`, on which there are access grants`,
  })
}
