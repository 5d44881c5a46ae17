import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { attachResourcePolicy } from '../resource-policy.js'

const AUTH = 'vpc-lattice get-auth-policy'

/**
 * Services of VPC Lattice. The auth policy says who may call one and speaks about its paths too; the resource policy
 * says who may attach it to a network. An auth policy is inactive while the service has no authentication.
 *
 * LIMIT: without authentication whoever reaches the network may call the service; who that is no policy tells.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html
 */
export const vpclatticeService = listedResource({
  type: 'aws_vpclattice_service',
  list: { call: 'vpc-lattice list-services', field: 'items', name: 'name' },
  arn: ownArn('arn'),
  policy: { call: 'vpc-lattice get-resource-policy', path: ['policy'], mayLack: true },
  asks: [
    {
      call: AUTH,
      bears: 'access',
      read(bodies, { arn, answer }, facts) {
        const [body] = bodies
        const record = answer(AUTH)
        if (record === null || body === undefined || textField(body, 'state') === 'Inactive') return null
        const place = { call: AUTH, path: ['policy'], mayLack: true }
        const of = { id: `${arn}#auth-policy`, name: 'auth policy' }
        return attachResourcePolicy(facts, record, arn, place, of) ? null : 'holds an auth policy that cannot be read'
      },
    },
  ],
  covers: (arn) => [arn, `${arn}/*`],
  properties: ({ entry, body }) => ({
    status: textField(entry, 'status'),
    authPolicyState: textField(body(AUTH), 'state'),
  }),
  collect: {
    'vpc-lattice list-services': { needs: 'vpc-lattice:ListServices', input: { maxResults: 100 } },
    'vpc-lattice get-resource-policy': {
      needs: 'vpc-lattice:GetResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
    [AUTH]: {
      needs: 'vpc-lattice:GetAuthPolicy',
      input: ({ arn }) => ({ resourceIdentifier: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
