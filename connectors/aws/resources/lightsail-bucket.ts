import { dateField, objectField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { attachGrants } from '../resource-policy.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { attachShares } from '../shared-with.js'

const LIST = 'lightsail get-buckets'
const READ = ['s3:GetObject', 's3:ListBucket']

/**
 * Lightsail buckets: objects open to everybody, and accounts that may read. Their content is reached through S3.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-understanding-bucket-permissions.html
 */
export const lightsailBucket: ResourceType = listedResource({
  type: 'aws_lightsail_bucket',
  list: { call: LIST, field: 'buckets', name: 'name' },
  arn: (item) => textField(item.entry, 'arn'),
  readEntry: (found, facts) => {
    const bucket = `arn:${found.partition}:s3:::${found.name}`
    const rules = objectField(found.entry, 'accessRules')
    if (textField(rules ?? {}, 'getObject') === 'public')
      attachGrants(facts, {
        id: `${found.arn}#acl`,
        name: 'access rules',
        to: found.arn,
        as: 'acl',
        grants: [{ principal: '*', actions: ['s3:GetObject'], resources: [`${bucket}/*`] }],
      })
    else if (rules?.['allowPublicOverrides'] === true)
      addGap(facts, {
        scope: found.account,
        region: found.record.region,
        call: LIST,
        reason: 'not-modelled',
        message: `single objects of \`${found.arn}\` may be public: which ones is in none of the calls`,
      })
    const wrong = attachShares(facts, found.arn, [
      {
        names: textsField(found.entry, 'readonlyAccessAccounts'),
        actions: READ,
        resources: [bucket, `${bucket}/*`],
      },
    ])
    return rules === null ? 'holds no `accessRules`' : wrong
  },
  properties: (found) => {
    const bucket = `arn:${found.partition}:s3:::${found.name}`
    return {
      createdAt: dateField(found.entry, 'createdAt'),
      policyCovers: [found.arn, bucket, `${bucket}/*`],
      allowPublicOverrides: objectField(found.entry, 'accessRules')?.['allowPublicOverrides'] === true,
    }
  },
  collect: { [LIST]: 'lightsail:GetBuckets' },
})
