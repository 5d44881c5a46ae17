import { idKey } from '../arm-id.js'
import { listField, textField } from '../fields.js'
import { isObject } from '../../../src/model/index.js'
import type { ResourceType } from '../resource-type.js'

export const ROLE_DEFINITIONS = 'Microsoft.Authorization/roleDefinitions'

/**
 * What each role grants. A role has one id (the last part of its ARM id) wherever it is listed: the first text of it is
 * kept.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions
 */
export const roleDefinition: ResourceType = {
  type: 'role-definition',
  lists: [
    {
      path: ROLE_DEFINITIONS,
      az: ['role definition list', 'role definition show'],
      collect: [
        // Built-in roles are the same in each subscription: a thousand lists of them would be a gigabyte.
        {
          source: 'arm',
          per: 'tenant',
          api: '/providers/Microsoft.Authorization/roleDefinitions',
          version: '2022-04-01',
          needs: ['Microsoft.Authorization/roleDefinitions/read'],
        },
        {
          source: 'authorization',
          per: 'subscription',
          api: '{scope}/providers/Microsoft.Authorization/roleDefinitions',
          version: '2022-04-01',
          query: { $filter: "type eq 'CustomRole'" },
          needs: ['Microsoft.Authorization/roleDefinitions/read'],
        },
        {
          source: 'authorization',
          per: 'management-group',
          api: '{scope}/providers/Microsoft.Authorization/roleDefinitions',
          version: '2022-04-01',
          query: { $filter: "type eq 'CustomRole'" },
          needs: ['Microsoft.Authorization/roleDefinitions/read'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    const seen = new Set<string>()
    for (const { id: written, name, properties, value, record } of records.arm(ROLE_DEFINITIONS)) {
      const permissions = listField(properties, 'permissions')
      if (permissions === null || !permissions.every(isObject))
        records.damaged(record, 'a role without its permissions')
      if (permissions === null) continue
      const id = records.spelled(written)
      const key = idKey(id.slice(id.lastIndexOf('/') + 1))
      if (seen.has(key)) continue
      seen.add(key)
      facts.document({
        id,
        name: textField(properties, 'roleName') ?? name,
        document: { ...value, id, type: ROLE_DEFINITIONS },
      })
    }
  },
}
