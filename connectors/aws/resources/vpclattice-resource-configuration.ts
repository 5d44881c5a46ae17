import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Resource configurations of VPC Lattice: addresses in our networks that others may attach to, shared by a resource policy.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_GetResourcePolicy.html
 */
export const vpclatticeResourceConfiguration = listedResource({
  type: 'aws_vpclattice_resource_configuration',
  list: { call: 'vpc-lattice list-resource-configurations', field: 'items', name: 'name' },
  arn: ownArn('arn'),
  policy: { call: 'vpc-lattice get-resource-policy', path: ['policy'], mayLack: true },
  collect: {
    'vpc-lattice list-resource-configurations': {
      needs: 'vpc-lattice:ListResourceConfigurations',
      input: { maxResults: 100 },
    },
    'vpc-lattice get-resource-policy': {
      needs: 'vpc-lattice:GetResourcePolicy',
      input: ({ arn }) => ({ resourceArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
