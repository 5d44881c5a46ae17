import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { publicAccessBlock } from '../public-access-block.js'
import { textAt } from '../answers.js'

const GET = 's3control get-access-point-for-object-lambda'
const CONFIGURATION = 's3control get-access-point-configuration-for-object-lambda'

/**
 * Object Lambda access points, which answer through a function and a supporting access point.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPointPolicyForObjectLambda.html
 */
export const s3ObjectLambdaAccessPoint = listedResource({
  type: 'aws_s3control_object_lambda_access_point',
  list: {
    call: 's3control list-access-points-for-object-lambda',
    field: 'ObjectLambdaAccessPointList',
    name: 'Name',
  },
  arn: ({ partition, region, account, name, entry }) =>
    textField(entry, 'ObjectLambdaAccessPointArn') ??
    `arn:${partition}:s3-object-lambda:${region}:${account}:accesspoint/${name}`,
  policy: { call: 's3control get-access-point-policy-for-object-lambda', path: ['Policy'] },
  asks: [
    { call: GET, bears: 'limits' },
    { call: CONFIGURATION, bears: 'nothing' },
  ],
  covers: (arn) => [arn, `${arn}/*`],
  properties({ body }) {
    const block = publicAccessBlock(body(GET))
    return {
      supportingAccessPoint: textAt(body(CONFIGURATION), ['Configuration', 'SupportingAccessPoint']),
      ...(block === null ? {} : { publicAccessBlock: block }),
    }
  },
  collect: {
    's3control list-access-points-for-object-lambda': {
      needs: 's3:ListAccessPointsForObjectLambda',
      of: null,
      input: ({ account }) => ({ AccountId: account, MaxResults: 1000 }),
    },
    [GET]: {
      needs: 's3:GetAccessPointForObjectLambda',
      input: ({ account, name }) => ({ AccountId: account, Name: name }),
    },
    's3control get-access-point-policy-for-object-lambda': {
      needs: 's3:GetAccessPointPolicyForObjectLambda',
      input: ({ account, name }) => ({ AccountId: account, Name: name }),
    },
    [CONFIGURATION]: {
      needs: 's3:GetAccessPointConfigurationForObjectLambda',
      input: ({ account, name }) => ({ AccountId: account, Name: name }),
    },
  },
})
