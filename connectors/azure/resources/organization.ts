import { guidField, objectsField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'
import { addTenant } from '../tree.js'

/**
 * Our tenants, with the domains that are theirs.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/organization
 */
export const organization: ResourceType = {
  type: 'organization',
  lists: [
    {
      path: 'graph/organization',
      same: ['graph/organizations'],
      collect: [
        {
          source: 'graph',
          per: 'tenant',
          api: '/organization',
          version: 'v1.0',
          query: { $select: 'id,displayName,verifiedDomains' },
          needs: ['Organization.Read.All'],
        },
      ],
    },
    { path: 'graph/domains' },
  ],
  normalize(records, facts) {
    const named = new Map<string, { name: string | null; domains: Set<string> }>()
    const of = (tenant: string): { name: string | null; domains: Set<string> } => {
      const known = named.get(tenant) ?? { name: null, domains: new Set<string>() }
      named.set(tenant, known)
      return known
    }
    for (const { value, record } of records.entries('graph/organization')) {
      const tenant = guidField(value, 'id')
      if (tenant === null) {
        records.damaged(record, 'an organization without an id')
        continue
      }
      const known = of(tenant)
      known.name ??= textField(value, 'displayName')
      for (const domain of objectsField(value, 'verifiedDomains')) {
        const name = textField(domain, 'name')
        if (name !== null) known.domains.add(name.toLowerCase())
      }
    }
    for (const { value, record } of records.entries('graph/domains')) {
      const domain = textField(value, 'id')
      if (domain === null) records.damaged(record, 'a domain without an id')
      else if (value['isVerified'] !== false) of(record.account).domains.add(domain.toLowerCase())
    }
    for (const [tenant, { name, domains }] of named) addTenant(facts, records, tenant, name ?? tenant, [...domains])
    for (const tenant of records.tenants) addTenant(facts, records, tenant)
  },
}
