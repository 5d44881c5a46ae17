import { textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { policyDocument } from '../policy-text.js'

const GET = 'iot get-policy'
const TARGETS = 'iot list-targets-for-policy'

/**
 * Policies of AWS IoT: what devices may do, and the certificates and identities that carry them.
 *
 * LIMIT: devices are no principals of IAM: their policies are kept as posture and give no rows.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html
 */
export const iotPolicy = listedResource({
  type: 'aws_iot_policy',
  list: { call: 'iot list-policies', field: 'policies', name: 'policyName' },
  arn: ownArn('policyArn'),
  asks: [
    { call: GET, bears: 'nothing', named: [['policyArn']] },
    { call: TARGETS, bears: 'nothing' },
  ],
  properties: ({ body, answer }) => ({
    devicePolicy: policyDocument(textField(body(GET), 'policyDocument') ?? undefined),
    targets: answer(TARGETS) === null ? null : textsField(body(TARGETS), 'targets').sort(),
  }),
  // Which certificates carry a policy is not asked: there may be millions, and they bear on no access to AWS.
  collect: {
    'iot list-policies': { needs: 'iot:ListPolicies', input: { pageSize: 250 } },
    [GET]: { needs: 'iot:GetPolicy', input: ({ name }) => ({ policyName: name }) },
  },
})
