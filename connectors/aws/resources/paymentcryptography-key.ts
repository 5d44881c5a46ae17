import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { policyWithoutCall } from '../policy-without-call.js'

const { unreadOf, ...policy } = policyWithoutCall('payment-cryptography get-resource-policy', ['Policy'])

/**
 * Keys of AWS Payment Cryptography. That they may have resource policies is newer than the call that would read them.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awspaymentcryptography.html
 */
export const paymentcryptographyKey = listedResource({
  type: 'aws_paymentcryptography_key',
  list: { call: 'payment-cryptography list-keys', field: 'Keys', name: 'KeyArn' },
  arn: ownArn('KeyArn'),
  ...policy,
  properties: (found) => ({ status: textField(found.entry, 'KeyState'), unread: unreadOf(found) }),
  collect: {
    'payment-cryptography list-keys': { needs: 'payment-cryptography:ListKeys', input: { MaxResults: 100 } },
    'payment-cryptography get-resource-policy': {
      needs: 'payment-cryptography:GetResourcePolicy',
      input: ({ arn }) => ({ ResourceArn: arn }),
    },
  },
})
