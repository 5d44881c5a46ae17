import type { JsonObject } from '../../../src/model/index.js'
import { objectsField, textField } from '../fields.js'
import { listedResource, type FoundResource } from '../listed-resource.js'
import { addGap, type ResourceType } from '../resource-type.js'
import { ACCEPTED, arnRegion, attachShares, type Share } from '../shared-with.js'
import { wholeNames } from '../whole-list.js'

const PERMISSIONS = 'ec2 describe-vpc-endpoint-service-permissions'
const CONNECTIONS = 'ec2 describe-vpc-endpoint-connections'
const CONNECT = ['ec2:CreateVpcEndpoint']

/**
 * Services that others reach over PrivateLink: principals that may connect (after acceptance where the service asks for
 * it), and endpoints of others that are connected already.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
 */
export const vpcEndpointService: ResourceType = {
  ...listedResource({
    type: 'aws_vpc_endpoint_service',
    list: {
      call: 'ec2 describe-vpc-endpoint-service-configurations',
      field: 'ServiceConfigurations',
      name: 'ServiceId',
    },
    arn: (item) => `arn:${item.partition}:ec2:${arnRegion(item)}:${item.account}:vpc-endpoint-service/${item.name}`,
    names: ({ entry }) => [textField(entry, 'ServiceName') ?? ''].filter((name) => name !== ''),
    asks: [
      {
        call: PERMISSIONS,
        named: [['ServiceId']],
        bears: 'access',
        read: (bodies, found, facts) => {
          const lists = bodies.map((body) => wholeNames(body, 'AllowedPrincipals', ['Principal']))
          const names = lists.flatMap((list) => list ?? [])
          const needsAcceptance = found.entry['AcceptanceRequired'] !== false
          const wrong = attachShares(facts, found.arn, [
            { names, actions: CONNECT, ...(needsAcceptance ? { condition: ACCEPTED } : {}) },
          ])
          return lists.includes(null) ? 'holds no list `AllowedPrincipals` of principals' : wrong
        },
      },
    ],
    readEntry: (found, facts) => {
      const { asked, understood, owners } = connections(found)
      if (!asked)
        addGap(facts, {
          scope: found.account,
          region: found.record.region,
          call: CONNECTIONS,
          reason: 'not-collected',
          message: `which endpoints are connected to \`${found.arn}\` was not read`,
        })
      const connected: Share = { names: owners.get('available') ?? [], actions: CONNECT }
      const wrong = attachShares(facts, found.arn, [connected], {
        id: `${found.arn}#share/connections`,
        name: 'accepted connections',
      })
      return understood ? wrong : 'has connections that cannot be understood'
    },
    properties: (found) => ({
      serviceName: textField(found.entry, 'ServiceName'),
      status: textField(found.entry, 'ServiceState'),
      acceptanceRequired: found.entry['AcceptanceRequired'] ?? null,
      connections: Object.fromEntries(connections(found).owners) as JsonObject,
    }),
    collect: {
      'ec2 describe-vpc-endpoint-service-configurations': 'ec2:DescribeVpcEndpointServiceConfigurations',
      [PERMISSIONS]: {
        needs: 'ec2:DescribeVpcEndpointServicePermissions',
        input: ({ name }) => ({ ServiceId: name }),
      },
      [CONNECTIONS]: 'ec2:DescribeVpcEndpointConnections',
    },
  }),
  calls: ['ec2 describe-vpc-endpoint-service-configurations', PERMISSIONS, CONNECTIONS],
}

/** Accounts that own endpoints of the service, by the state of their connection (`available`, `pendingAcceptance`). */
function connections(found: FoundResource): { asked: boolean; understood: boolean; owners: Map<string, string[]> } {
  const owners = new Map<string, string[]>()
  const answers = found.records.of(CONNECTIONS, found.account).filter(({ region }) => region === found.record.region)
  let understood = true
  for (const { body, status } of answers) {
    const names = wholeNames(body, 'VpcEndpointConnections', ['VpcEndpointOwner'])
    if (status === 'ok' && names === null) understood = false
    for (const entry of objectsField(body, 'VpcEndpointConnections')) {
      const owner = textField(entry, 'VpcEndpointOwner')
      if (textField(entry, 'ServiceId') !== found.name || owner === null) continue
      const said = textField(entry, 'VpcEndpointState') ?? 'unknown'
      const state = said.charAt(0).toLowerCase() + said.slice(1)
      const known = owners.get(state) ?? []
      if (!known.includes(owner)) owners.set(state, [...known, owner])
    }
  }
  return { asked: answers.length > 0, understood, owners }
}
