import type { JsonObject } from '../../../src/model/index.js'
import { isAccountId } from '../arn.js'
import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ACCEPTED, arnRegion, attachShares } from '../shared-with.js'

/** What the owner of the gateway, and of what is attached to it, can do with an attachment that stands. */
const GATEWAY_SIDE = ['ec2:AssociateTransitGatewayRouteTable', 'ec2:DeleteTransitGatewayVpcAttachment']
const NETWORK_SIDE = ['ec2:DeleteTransitGatewayVpcAttachment', 'ec2:ModifyTransitGatewayVpcAttachment']

/**
 * Attachments of networks to transit gateways, where gateway and network belong to two accounts.
 *
 * LIMIT: which addresses routes and security groups then let through is not modelled.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachment.html
 */
export const ec2TransitGatewayAttachment = listedResource({
  type: 'aws_ec2_transit_gateway_vpc_attachment',
  list: {
    call: 'ec2 describe-transit-gateway-attachments',
    field: 'TransitGatewayAttachments',
    name: 'TransitGatewayAttachmentId',
  },
  arn: (item) => `arn:${item.partition}:ec2:${arnRegion(item)}:${item.account}:transit-gateway-attachment/${item.name}`,
  readEntry({ entry, arn, account }, facts) {
    const other = otherAccount(entry, account)
    if (other === null) return null
    const isGatewayOurs = textField(entry, 'TransitGatewayOwnerId') === account
    const state = textField(entry, 'State')
    if (state === 'available')
      return attachShares(facts, arn, [{ names: [other], actions: isGatewayOurs ? NETWORK_SIDE : GATEWAY_SIDE }])
    if (state !== 'pendingAcceptance' || isGatewayOurs) return null
    return attachShares(facts, arn, [
      { names: [other], actions: ['ec2:AcceptTransitGatewayVpcAttachment'], condition: ACCEPTED },
    ])
  },
  properties: ({ entry, account }) => ({
    otherAccount: otherAccount(entry, account),
    status: textField(entry, 'State'),
    attachedType: textField(entry, 'ResourceType'),
    attached: textField(entry, 'ResourceId'),
    transitGateway: textField(entry, 'TransitGatewayId'),
  }),
  collect: { 'ec2 describe-transit-gateway-attachments': 'ec2:DescribeTransitGatewayAttachments' },
})

/** The account on the other side; null where both are ours or it is not told. */
function otherAccount(entry: JsonObject, account: string): string | null {
  const owners = [textField(entry, 'TransitGatewayOwnerId'), textField(entry, 'ResourceOwnerId')]
  return owners.find((owner) => owner !== null && owner !== account && isAccountId(owner)) ?? null
}
