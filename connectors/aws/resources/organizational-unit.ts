import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { containerOf, readOrganizations } from '../organization-tree.js'
import type { ResourceType } from '../resource-type.js'

const UNITS = 'organizations list-organizational-units-for-parent'

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
export const organizationalUnit: ResourceType = {
  type: 'aws_organizations_organizational_unit',
  calls: [
    UNITS,
    'organizations describe-organizational-unit',
    'organizations list-children',
    'organizations list-parents',
  ],
  // Asked of the root and of every unit that an answer names.
  collect: declared(
    {
      [UNITS]: {
        needs: 'organizations:ListOrganizationalUnitsForParent',
        input: ({ name }) => ({ ParentId: name }),
        byCaller: true,
      },
    },
    [
      { call: 'organizations list-roots', field: 'Roots', name: 'Id' },
      { call: UNITS, field: 'OrganizationalUnits', name: 'Id' },
    ],
  ),
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
