import { objectField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'
import { addTenant, tenantId } from '../tree.js'

const LIST = 'graph/tenantRelationships/delegatedAdminRelationships'

/**
 * Granular delegated admin privileges: roles of a directory that a partner holds.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/delegatedadminrelationship
 */
export const delegatedAdminRelationship: ResourceType = {
  type: 'delegated-admin-relationship',
  lists: [
    {
      path: LIST,
      same: ['graph/delegatedAdminRelationships'],
      collect: [
        {
          source: 'graph',
          per: 'tenant',
          api: '/tenantRelationships/delegatedAdminRelationships',
          version: 'v1.0',
          needs: ['DelegatedAdminRelationship.Read.All'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const { value, record } of records.entries(LIST)) {
      const own = textField(value, 'id')
      if (own === null || objectField(value, 'accessDetails') === null) {
        records.damaged(record, 'a relationship without id or access')
        continue
      }
      addTenant(facts, records, record.account)
      const to = tenantId(record.account)
      const id = `${to}#delegatedAdminRelationship/${own}`
      facts.document({
        id,
        name: textField(value, 'displayName') ?? own,
        document: { ...value, type: 'delegatedAdminRelationship' },
      })
      facts.attach({ document: id, to, as: 'lighthouse' })
    }
  },
}
