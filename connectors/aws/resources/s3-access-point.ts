import type { JsonObject } from '../../../src/model/index.js'
import { valueAt } from '../answers.js'
import { dateField, objectField, textField } from '../fields.js'
import { listedResource, type FoundResource } from '../listed-resource.js'
import { publicAccessBlock } from '../public-access-block.js'

const GET = 's3control get-access-point'
const STATUS = 's3control get-access-point-policy-status'

/**
 * Access points: `bucket` is behind them, and its policy has to allow what theirs allows. Block public access of an
 * access point cannot be changed after it was made, and counts together with the bucket's and the account's.
 * `bucketAccount` tells whose bucket it is: others may make access points to it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPoint.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export const s3AccessPoint = listedResource({
  type: 'aws_s3_access_point',
  list: { call: 's3control list-access-points', field: 'AccessPointList', name: 'Name' },
  arn: ({ partition, region, account, name, entry }) =>
    textField(entry, 'AccessPointArn') ?? `arn:${partition}:s3:${region}:${account}:accesspoint/${name}`,
  policy: { call: 's3control get-access-point-policy', path: ['Policy'] },
  asks: [
    { call: GET, bears: 'limits', named: [['AccessPointArn'], ['Name']] },
    { call: STATUS, bears: 'nothing' },
  ],
  covers: (arn) => [arn, `${arn}/object/*`],
  properties: accessPointProperties,
  collect: {
    's3control list-access-points': {
      needs: 's3:ListAccessPoints',
      of: null,
      input: ({ account }) => ({ AccountId: account, MaxResults: 1000 }),
    },
    [GET]: { needs: 's3:GetAccessPoint', input: ({ account, name }) => ({ AccountId: account, Name: name }) },
    's3control get-access-point-policy': {
      needs: 's3:GetAccessPointPolicy',
      input: ({ account, name }) => ({ AccountId: account, Name: name }),
    },
    [STATUS]: {
      needs: 's3:GetAccessPointPolicyStatus',
      input: ({ account, name }) => ({ AccountId: account, Name: name }),
    },
  },
})

function accessPointProperties({ partition, account, entry, body }: FoundResource): JsonObject {
  const about = body(GET)
  const bucket = textField(about, 'Bucket') ?? textField(entry, 'Bucket')
  const block = publicAccessBlock(about)
  const isPublic = valueAt(body(STATUS), ['PolicyStatus', 'IsPublic'])
  return {
    createdAt: dateField(about, 'CreationDate'),
    bucket: bucket === null || bucket.startsWith('arn:') ? bucket : `arn:${partition}:s3:::${bucket}`,
    bucketAccount: textField(about, 'BucketAccountId') ?? textField(entry, 'BucketAccountId') ?? account,
    networkOrigin: textField(about, 'NetworkOrigin') ?? textField(entry, 'NetworkOrigin'),
    vpc: textField(objectField(about, 'VpcConfiguration') ?? entry['VpcConfiguration'], 'VpcId'),
    alias: textField(about, 'Alias') ?? textField(entry, 'Alias'),
    ...(block === null ? {} : { publicAccessBlock: block }),
    ...(typeof isPublic === 'boolean' ? { policyStatusPublic: isPublic } : {}),
  }
}
