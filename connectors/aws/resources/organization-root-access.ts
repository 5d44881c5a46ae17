import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { textField, textsField } from '../fields.js'
import { readOrganizations } from '../organization-tree.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'iam list-organizations-features'

/**
 * Whether the root users of member accounts are managed, and may be acted as, from the middle of the organization
 * (`rootAccess`: `RootCredentialsManagement`, `RootSessions`).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html
 */
export const organizationRootAccess: ResourceType = {
  type: 'aws_iam_organizations_features',
  calls: [LIST],
  collect: declared({ [LIST]: { needs: 'iam:ListOrganizationsFeatures', byCaller: true } }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [[LIST, 'EnabledFeatures', 'list']])
    const tree = readOrganizations(records)
    for (const { account, body } of records.answered(LIST)) {
      const id = textField(body, 'OrganizationId') ?? tree.accounts.get(account)?.organization ?? null
      const node = id === null ? undefined : facts.get(scopeId(id))
      if (node !== undefined) node.properties['rootAccess'] = textsField(body, 'EnabledFeatures').sort()
    }
  },
}
