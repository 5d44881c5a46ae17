import { scopeId } from '../arn.js'
import { containerOf, readOrganizations } from '../organization-tree.js'
import type { ResourceType } from '../resource-type.js'

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
export const organizationalUnit: ResourceType = {
  type: 'aws_organizations_organizational_unit',
  calls: [
    'organizations list-organizational-units-for-parent',
    'organizations describe-organizational-unit',
    'organizations list-children',
    'organizations list-parents',
  ],
  normalize(records, facts) {
    const tree = readOrganizations(records)
    for (const [id, unit] of tree.units) {
      const container = containerOf(tree, id, unit.organization)
      facts.node({
        id: scopeId(id),
        type: this.type,
        cloud: 'aws',
        scope: container === null ? null : scopeId(container),
        name: unit.name ?? id,
        kind: 'Scope',
        properties: { arn: unit.arn },
      })
    }
  },
}
