import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Core networks of Cloud WAN, shared by a resource policy.
 *
 * @see https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_GetResourcePolicy.html
 */
export const networkmanagerCoreNetwork = listedResource({
  type: 'aws_networkmanager_core_network',
  list: { call: 'networkmanager list-core-networks', field: 'CoreNetworks', name: 'CoreNetworkId' },
  arn: ownArn('CoreNetworkArn'),
  policy: { call: 'networkmanager get-resource-policy', path: ['PolicyDocument'], mayLack: true },
  acrossRegions: true,
  properties: ({ entry }) => ({ status: textField(entry, 'State') }),
  collect: {
    'networkmanager list-core-networks': {
      needs: 'networkmanager:ListCoreNetworks',
      input: { MaxResults: 500 },
    },
    'networkmanager get-resource-policy': {
      needs: 'networkmanager:GetResourcePolicy',
      input: ({ arn }) => ({ ResourceArn: arn }),
    },
  },
})
