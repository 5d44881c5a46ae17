import { attachToScope } from '../arm-document.js'
import { ELIGIBLE_SCHEDULES } from '../assignment.js'
import { listField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'Microsoft.Authorization/roleManagementPolicyAssignments'

/**
 * What activating an eligible role asks for.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/authorization/role-management-policy-assignments/list-for-scope
 */
export const roleManagementPolicyAssignment: ResourceType = {
  type: 'role-management-policy-assignment',
  lists: [
    {
      path: LIST,
      collect: [
        // Each scope has one for each of some hundred roles: asked only for those that somebody may activate.
        {
          source: 'arm',
          per: 'eligible-role',
          of: ELIGIBLE_SCHEDULES,
          api: '{scope}/providers/Microsoft.Authorization/roleManagementPolicyAssignments',
          version: '2020-10-01',
          needs: ['Microsoft.Authorization/roleManagementPolicyAssignments/read'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const entry of records.arm(LIST)) {
      const to = attachToScope(records, facts, entry, {
        list: LIST,
        as: 'role-assignment',
        name: 'roleManagementPolicyAssignment',
      })
      if (to === null || listField(entry.properties, 'effectiveRules') === null)
        records.damaged(entry.record, 'an activation policy without scope or rules')
    }
  },
}
