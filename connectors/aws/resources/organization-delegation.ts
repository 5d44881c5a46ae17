import { isAccountId, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { objectsField, textField } from '../fields.js'
import { readOrganizations } from '../organization-tree.js'
import type { ResourceType } from '../resource-type.js'

const ADMINISTRATORS = 'organizations list-delegated-administrators'
const SERVICES = 'organizations list-delegated-services-for-account'
const TRUSTED = 'organizations list-aws-service-access-for-organization'

/**
 * Accounts that run a service for the whole organization, and the services that it trusts. Both are kept on the
 * organization; an account knows its own services (`delegatedServices`).
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 */
export const organizationDelegation: ResourceType = {
  type: 'aws_organizations_delegated_administrator',
  calls: [ADMINISTRATORS, SERVICES, TRUSTED],
  collect: declared(
    {
      [ADMINISTRATORS]: { needs: 'organizations:ListDelegatedAdministrators', byCaller: true },
      [SERVICES]: {
        needs: 'organizations:ListDelegatedServicesForAccount',
        input: ({ name }) => ({ AccountId: name }),
        byCaller: true,
      },
      [TRUSTED]: { needs: 'organizations:ListAWSServiceAccessForOrganization', byCaller: true },
    },
    [{ call: ADMINISTRATORS, field: 'DelegatedAdministrators', name: 'Id' }],
  ),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [ADMINISTRATORS, 'DelegatedAdministrators', 'list', 'Id'],
      [SERVICES, 'DelegatedServices', 'list', 'ServicePrincipal'],
      [TRUSTED, 'EnabledServicePrincipals', 'list', 'ServicePrincipal'],
    ])
    const tree = readOrganizations(records)
    const services = new Map<string, Set<string>>()
    const organizations = new Map<string, { administrators: Set<string>; trusted: Set<string> | null }>()
    const organizationOf = (account: string): { administrators: Set<string>; trusted: Set<string> | null } | null => {
      const id = tree.accounts.get(account)?.organization ?? null
      if (id === null) return null
      const known = organizations.get(id) ?? { administrators: new Set<string>(), trusted: null }
      organizations.set(id, known)
      return known
    }
    for (const record of records.answered(SERVICES)) {
      const account = record.subject.find(isAccountId)
      if (account === undefined) continue
      const known = services.get(account) ?? new Set<string>()
      services.set(account, known)
      for (const entry of objectsField(record.body, 'DelegatedServices')) {
        const service = textField(entry, 'ServicePrincipal')
        if (service !== null) known.add(service)
      }
    }
    for (const record of records.answered(ADMINISTRATORS)) {
      const filter = record.subject.find((part) => part.endsWith('.amazonaws.com'))
      for (const entry of objectsField(record.body, 'DelegatedAdministrators')) {
        const account = textField(entry, 'Id')
        if (account === null || !isAccountId(account)) continue
        organizationOf(record.account)?.administrators.add(account)
        const known = services.get(account) ?? new Set<string>()
        services.set(account, known)
        if (filter !== undefined) known.add(filter)
      }
    }
    for (const record of records.answered(TRUSTED)) {
      const organization = organizationOf(record.account)
      if (organization === null) continue
      organization.trusted ??= new Set()
      for (const entry of objectsField(record.body, 'EnabledServicePrincipals')) {
        const service = textField(entry, 'ServicePrincipal')
        if (service !== null) organization.trusted.add(service)
      }
    }
    for (const [account, found] of services) {
      const node = facts.get(scopeId(account))
      if (node !== undefined) node.properties['delegatedServices'] = [...found].sort()
    }
    for (const [id, { administrators, trusted }] of organizations) {
      const node = facts.get(scopeId(id))
      if (node === undefined) continue
      node.properties['delegatedAdministrators'] = [...administrators].sort()
      if (trusted !== null) node.properties['trustedServices'] = [...trusted].sort()
    }
  },
}
