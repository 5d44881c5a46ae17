import { isObject, type Json } from '../../../src/model/index.js'
import { lastName } from '../arn.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { objectField, objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { Records } from '../records.js'
import { attachGrants } from '../resource-policy.js'
import type { ResourceType } from '../resource-type.js'

const AUTHORIZATIONS = 'route53 list-vpc-association-authorizations'
const VPCS = 'ec2 describe-vpcs'

const zones = listedResource({
  type: 'aws_route53_zone',
  list: { call: 'route53 list-hosted-zones', field: 'HostedZones', name: 'Name' },
  arn: ({ partition, entry }) => {
    const id = textField(entry, 'Id')
    return id === null ? null : `arn:${partition}:route53:::hostedzone/${id.slice(id.lastIndexOf('/') + 1)}`
  },
  acrossRegions: true,
  asks: [
    {
      call: AUTHORIZATIONS,
      bears: 'access',
      when: ({ entry }) => isPrivate(entry),
      holds: 'VPCs',
      read(bodies, { arn, records }, facts) {
        const own = ownNetworks(records)
        const offered = bodies.flatMap((body) => objectsField(body, 'VPCs'))
        const networks = offered.flatMap((vpc) => {
          const id = textField(vpc, 'VPCId')
          return id === null || own.has(id) ? [] : [`VPCId=${id},VPCRegion=${textField(vpc, 'VPCRegion') ?? '*'}`]
        })
        const grants =
          networks.length === 0
            ? []
            : [
                {
                  principal: { AWS: '*' },
                  actions: ['route53:AssociateVPCWithHostedZone'],
                  resources: [arn],
                  condition: { 'ForAnyValue:StringLike': { 'route53:VPCs': networks.sort() } },
                },
              ]
        attachGrants(facts, { id: `${arn}#share`, name: 'association authorizations', to: arn, as: 'share', grants })
        return offered.every((vpc) => textField(vpc, 'VPCId') !== null) ? null : 'holds a network without `VPCId`'
      },
    },
  ],
  properties: ({ entry }) => ({ private: isPrivate(entry) }),
  collect: {
    'route53 list-hosted-zones': 'route53:ListHostedZones',
    // Names are not unique: a public and a private zone often have the same one.
    [AUTHORIZATIONS]: {
      needs: 'route53:ListVPCAssociationAuthorizations',
      input: ({ entry, arn }) => (isPrivate(entry) ? { HostedZoneId: lastName(arn) } : null),
      subject: ({ arn }) => [lastName(arn)],
    },
    [VPCS]: 'ec2:DescribeVpcs',
  },
})

/**
 * Hosted zones, and the networks of other accounts that a private one was offered to. The API names the network, not
 * its account: the grant is to whoever owns it.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListVPCAssociationAuthorizations.html
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
 */
export const route53Zone: ResourceType = {
  ...zones,
  calls: [...zones.calls, VPCS],
  normalize(records, facts) {
    addDamagedGaps(records, facts, [[VPCS, 'Vpcs', 'list', 'VpcId']])
    zones.normalize(records, facts)
  },
}

function isPrivate(entry: Json): boolean {
  const settings = objectField(entry, 'Config')
  return isObject(settings) && settings['PrivateZone'] === true
}

/** Networks of the accounts that were read. */
function ownNetworks(records: Records): Set<string> {
  return new Set(
    records
      .answered(VPCS)
      .flatMap(({ account, body }) =>
        objectsField(body, 'Vpcs').flatMap((vpc) =>
          (textField(vpc, 'OwnerId') ?? account) === account ? (textField(vpc, 'VpcId') ?? []) : [],
        ),
      ),
  )
}
