import { dateField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { policyDocument } from '../policy-text.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

/**
 * VPC endpoints. Their policy grants nothing to anybody, it bounds what passes through: `policy` is posture.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export const vpcEndpoint: ResourceType = listedResource({
  type: 'aws_vpc_endpoint',
  list: { call: 'ec2 describe-vpc-endpoints', field: 'VpcEndpoints', name: 'VpcEndpointId' },
  arn: (item) => `arn:${item.partition}:ec2:${arnRegion(item)}:${item.account}:vpc-endpoint/${item.name}`,
  properties: ({ entry }) => ({
    createdAt: dateField(entry, 'CreationTimestamp'),
    vpcId: textField(entry, 'VpcId'),
    serviceName: textField(entry, 'ServiceName'),
    endpointType: textField(entry, 'VpcEndpointType'),
    status: textField(entry, 'State'),
    policy: policyDocument(entry['PolicyDocument']),
  }),
  collect: { 'ec2 describe-vpc-endpoints': 'ec2:DescribeVpcEndpoints' },
})
