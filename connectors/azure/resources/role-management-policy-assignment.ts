import { attachToScope } from '../arm-document.js'
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
  lists: [{ path: LIST }],
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
