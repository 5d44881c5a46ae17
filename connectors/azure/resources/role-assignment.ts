import { addAssignments, ASSIGNMENT_KINDS, ROLE_ASSIGNMENTS } from '../assignment.js'
import type { ResourceType } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/authorization/role-assignments/list-for-subscription */
export const roleAssignment: ResourceType = {
  type: 'role-assignment',
  lists: [
    {
      path: ROLE_ASSIGNMENTS,
      az: ['role assignment list'],
      kinds: ASSIGNMENT_KINDS,
      collect: [
        {
          source: 'authorization',
          per: 'subscription',
          api: '{scope}/providers/Microsoft.Authorization/roleAssignments',
          version: '2022-04-01',
          needs: ['Microsoft.Authorization/roleAssignments/read'],
        },
        {
          source: 'authorization',
          per: 'management-group',
          api: '{scope}/providers/Microsoft.Authorization/roleAssignments',
          version: '2022-04-01',
          query: { $filter: 'atScope()' },
          needs: ['Microsoft.Authorization/roleAssignments/read'],
        },
        {
          source: 'arm',
          per: 'root',
          api: '/providers/Microsoft.Authorization/roleAssignments',
          version: '2022-04-01',
          query: { $filter: 'atScope()' },
          needs: ['Microsoft.Authorization/roleAssignments/read'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    addAssignments(records, facts, ROLE_ASSIGNMENTS)
  },
}
