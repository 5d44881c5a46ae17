import type { JsonObject } from '../../../src/model/index.js'
import { isAccountId } from '../arn.js'
import { objectField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ACCEPTED, arnRegion, attachShares } from '../shared-with.js'

/**
 * Peering connections of networks. The account on the other side can accept, change or end one.
 *
 * LIMIT: which addresses routes and security groups then let through is not modelled.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html
 */
export const vpcPeeringConnection = listedResource({
  type: 'aws_vpc_peering_connection',
  list: {
    call: 'ec2 describe-vpc-peering-connections',
    field: 'VpcPeeringConnections',
    name: 'VpcPeeringConnectionId',
  },
  arn: (item) =>
    sides(item.entry, item.account) === null
      ? null
      : `arn:${item.partition}:ec2:${arnRegion(item)}:${item.account}:vpc-peering-connection/${item.name}`,
  readEntry({ entry, arn, account }, facts) {
    const found = sides(entry, account)
    if (found === null || found.other === account) return null
    if (found.status === 'active')
      return attachShares(facts, arn, [
        { names: [found.other], actions: ['ec2:DeleteVpcPeeringConnection', 'ec2:ModifyVpcPeeringConnectionOptions'] },
      ])
    if (found.status !== 'pending-acceptance' || !found.requested) return null
    return attachShares(facts, arn, [
      { names: [found.other], actions: ['ec2:AcceptVpcPeeringConnection'], condition: ACCEPTED },
    ])
  },
  properties({ entry, account }) {
    const { other = null, status = null, requested = null } = sides(entry, account) ?? {}
    return { otherAccount: other, status, requestedByUs: requested }
  },
  collect: { 'ec2 describe-vpc-peering-connections': 'ec2:DescribeVpcPeeringConnections' },
})

/** The account on the other side, and whether ours asked for the connection; null if ours is on neither. */
function sides(
  entry: JsonObject,
  account: string,
): { other: string; requested: boolean; status: string | null } | null {
  const requester = textField(objectField(entry, 'RequesterVpcInfo') ?? undefined, 'OwnerId')
  const accepter = textField(objectField(entry, 'AccepterVpcInfo') ?? undefined, 'OwnerId')
  const requested = requester === account
  const other = requested ? accepter : requester
  if (other === null || !isAccountId(other) || (!requested && accepter !== account)) return null
  return { other, requested, status: textField(objectField(entry, 'Status') ?? undefined, 'Code') }
}
