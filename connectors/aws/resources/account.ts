import { scopeId } from '../arn.js'
import { containerOf, isManagement, readOrganizations } from '../organization-tree.js'
import { textField } from '../fields.js'
import { declared } from '../collect/declaration.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Accounts of ours: members of the organization, and every account that the dump holds answers of.
 * `imported` says whether its own IAM was read.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
 */
export const account: ResourceType = {
  type: 'aws_account',
  calls: [
    'organizations list-accounts',
    'organizations describe-account',
    'organizations list-accounts-for-parent',
    'organizations list-children',
    'organizations list-parents',
    'sts get-caller-identity',
    'iam list-account-aliases',
  ],
  collect: declared(
    {
      'organizations list-accounts': { needs: 'organizations:ListAccounts', byCaller: true },
      'organizations list-accounts-for-parent': {
        needs: 'organizations:ListAccountsForParent',
        input: ({ name }) => ({ ParentId: name }),
        byCaller: true,
      },
      'sts get-caller-identity': 'sts:GetCallerIdentity',
      'iam list-account-aliases': 'iam:ListAccountAliases',
    },
    [
      { call: 'organizations list-roots', field: 'Roots', name: 'Id' },
      {
        call: 'organizations list-organizational-units-for-parent',
        field: 'OrganizationalUnits',
        name: 'Id',
      },
    ],
  ),
  normalize(records, facts) {
    const tree = readOrganizations(records)
    const aliases = new Map<string, string>()
    for (const record of records.answered('iam list-account-aliases')) {
      const list =
        typeof record.body === 'object' && !Array.isArray(record.body) ? record.body?.['AccountAliases'] : null
      const [alias] = Array.isArray(list) ? list : []
      if (typeof alias === 'string') aliases.set(record.account, alias)
    }
    for (const id of new Set([...records.accounts, ...records.imported, ...tree.accounts.keys()])) {
      const { name = null, status = null, organization = null } = tree.accounts.get(id) ?? {}
      const container = containerOf(tree, id, organization)
      facts.node({
        id: scopeId(id),
        type: this.type,
        cloud: 'aws',
        scope: container === null ? null : scopeId(container),
        name: name ?? aliases.get(id) ?? id,
        kind: 'Scope',
        properties: {
          name,
          alias: aliases.get(id) ?? null,
          status,
          management: isManagement(tree, id),
          organization,
          imported: records.imported.has(id),
        },
      })
    }
    for (const record of records.answered('sts get-caller-identity')) {
      const node = facts.get(scopeId(record.account))
      if (node !== undefined) node.properties['collectedAs'] = textField(record.body, 'Arn')
    }
  },
}
