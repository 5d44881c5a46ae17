import { MANAGEMENT_GROUPS, parseArmId } from '../arm-id.js'
import { guidField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'
import { addContainer } from '../tree.js'

/**
 * Management groups; what stands below what is read for the whole tree.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/managementgroups/entities/list
 */
export const managementGroup: ResourceType = {
  type: 'management-group',
  lists: [
    {
      path: MANAGEMENT_GROUPS,
      az: ['account management-group list', 'account management-group show', 'account management-group entities list'],
      kinds: { children: 'objects', 'properties.children': 'objects', 'properties.parent': 'object' },
      collect: [
        {
          source: 'arm',
          per: 'tenant',
          api: '/providers/Microsoft.Management/managementGroups',
          version: '2020-05-01',
          needs: ['Microsoft.Management/managementGroups/read'],
        },
        // Group by group, so that the tree is there also for somebody who does not see its root.
        {
          source: 'arm',
          per: 'management-group',
          api: '{scope}',
          version: '2020-05-01',
          query: { $expand: 'children' },
          needs: ['Microsoft.Management/managementGroups/read'],
          isObject: true,
        },
      ],
    },
    { path: `${MANAGEMENT_GROUPS}/subscriptions`, az: ['account management-group subscription show-sub-under-mg'] },
  ],
  names: [[MANAGEMENT_GROUPS, 'azure_management_group']],
  normalize(records, facts) {
    for (const { id: written, name, properties, value, tenant } of records.arm(MANAGEMENT_GROUPS)) {
      const id = records.spelled(written)
      const parsed = parseArmId(id)
      if (parsed === null) continue
      const own = guidField(properties, 'tenantId') ?? tenant
      facts.node({
        kind: 'Scope',
        type: 'azure_management_group',
        id,
        cloud: 'azure',
        scope: addContainer(facts, records, parsed, own),
        name: textField(properties, 'displayName') ?? textField(value, 'displayName') ?? name,
        properties: {},
      })
    }
  },
}
