import type { Json } from '../../../src/model/index.js'
import { compareText, canonicalJson } from '../../../src/model/index.js'
import { guidField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'
import { addTenant, tenantId } from '../tree.js'

const PARTNERS = 'graph/policies/crossTenantAccessPolicy/partners'
const DEFAULT = 'graph/policies/crossTenantAccessPolicy/default'

/**
 * Which outside tenants may be invited, synchronized or trusted: what may come in, not who is in.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/crosstenantaccesspolicy-overview
 */
export const crossTenantAccess: ResourceType = {
  type: 'cross-tenant-access',
  lists: [
    {
      path: PARTNERS,
      same: ['graph/crossTenantAccessPolicy/partners'],
      collect: [
        {
          source: 'graph',
          per: 'tenant',
          api: '/policies/crossTenantAccessPolicy/partners',
          version: 'v1.0',
          needs: ['Policy.Read.All'],
        },
      ],
    },
    {
      path: DEFAULT,
      same: ['graph/crossTenantAccessPolicy/default'],
      collect: [
        {
          source: 'graph',
          per: 'tenant',
          api: '/policies/crossTenantAccessPolicy/default',
          version: 'v1.0',
          needs: ['Policy.Read.All'],
          isObject: true,
        },
      ],
    },
  ],
  normalize(records, facts) {
    const ofTenant = new Map<string, Json[]>()
    for (const list of [DEFAULT, PARTNERS])
      for (const { value, record } of records.entries(list)) {
        if (list === PARTNERS && guidField(value, 'tenantId') === null) {
          records.damaged(record, 'a partner without a tenant id')
          continue
        }
        const known = ofTenant.get(record.account) ?? []
        ofTenant.set(record.account, known)
        known.push(value)
      }
    for (const [tenant, policies] of ofTenant) {
      addTenant(facts, records, tenant)
      const sorted = policies.sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)))
      facts.node({
        kind: 'Scope',
        type: 'azure_tenant',
        id: tenantId(tenant),
        cloud: 'azure',
        scope: null,
        name: tenant,
        properties: { crossTenantAccess: sorted },
      })
    }
  },
}
