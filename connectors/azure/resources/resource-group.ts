import { parseArmId, RESOURCE_GROUPS } from '../arm-id.js'
import { objectField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'
import { addContainer } from '../tree.js'

/** @see https://learn.microsoft.com/en-us/rest/api/resources/resource-groups/list */
export const resourceGroup: ResourceType = {
  type: 'resource-group',
  lists: [
    {
      path: RESOURCE_GROUPS,
      same: ['Microsoft.Resources/subscriptions/resourceGroups'],
      az: ['group list', 'group show'],
      collect: [
        {
          source: 'arm',
          per: 'subscription',
          api: '{scope}/resourcegroups',
          version: '2021-04-01',
          needs: ['Microsoft.Resources/subscriptions/resourceGroups/read'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const { id: written, name, value, tenant } of records.arm(RESOURCE_GROUPS)) {
      const id = records.spelled(written)
      const parsed = parseArmId(id)
      if (parsed === null) continue
      facts.node({
        kind: 'Scope',
        type: 'azurerm_resource_group',
        id,
        cloud: 'azure',
        scope: addContainer(facts, records, parsed, tenant),
        name,
        properties: { tags: objectField(value, 'tags') ?? {} },
      })
    }
  },
}
