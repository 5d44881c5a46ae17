import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { readOrganizations } from '../organization-tree.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Roots. `policyTypes` are the types enabled there (null if not read): a type that is not enabled has no effect.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html
 */
export const organizationRoot: ResourceType = {
  type: 'aws_organizations_root',
  calls: ['organizations list-roots'],
  collect: declared({ 'organizations list-roots': { needs: 'organizations:ListRoots', byCaller: true } }),
  normalize(records, facts) {
    const tree = readOrganizations(records)
    for (const [id, root] of tree.roots) {
      const isBillingOnly = tree.organizations.get(root.organization ?? '')?.featureSet === 'CONSOLIDATED_BILLING'
      facts.node({
        id: scopeId(id),
        type: this.type,
        cloud: 'aws',
        scope: root.organization === null ? null : scopeId(root.organization),
        name: root.name,
        kind: 'Scope',
        properties: { arn: root.arn, policyTypes: root.policyTypes ?? (isBillingOnly ? [] : null) },
      })
    }
  },
}
