import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { readOrganizations } from '../organization-tree.js'
import type { ResourceType } from '../resource-type.js'

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const organization: ResourceType = {
  type: 'aws_organizations_organization',
  calls: ['organizations describe-organization'],
  // Every account may ask, and so tells of itself whether it is in one.
  collect: declared({ 'organizations describe-organization': 'organizations:DescribeOrganization' }),
  normalize(records, facts) {
    for (const [id, { arn, management, featureSet }] of readOrganizations(records).organizations)
      facts.node({
        id: scopeId(id),
        type: this.type,
        cloud: 'aws',
        scope: null,
        name: id,
        kind: 'Scope',
        properties: { arn, managementAccount: management, featureSet },
      })
  },
}
