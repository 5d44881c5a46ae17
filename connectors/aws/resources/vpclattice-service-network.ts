import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Service networks of VPC Lattice. The resource policy says who may attach to one; its auth policy is asked as well as that of the service behind it.
 *
 * LIMIT: the auth policy of a network narrows what those of its services allow; it is not joined with them.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_GetResourcePolicy.html
 */
export const vpclatticeServiceNetwork = listedResource({
  type: 'aws_vpclattice_service_network',
  list: { call: 'vpc-lattice list-service-networks', field: 'items', name: 'name' },
  arn: ownArn('arn'),
  policy: { call: 'vpc-lattice get-resource-policy', path: ['policy'], mayLack: true },
  collect: {
    'vpc-lattice list-service-networks': { needs: 'vpc-lattice:ListServiceNetworks', input: { maxResults: 100 } },
    'vpc-lattice get-resource-policy': {
      needs: 'vpc-lattice:GetResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
