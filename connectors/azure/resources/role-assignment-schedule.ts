import { addAssignments, ASSIGNMENT_KINDS, ASSIGNED_INSTANCES, ASSIGNED_SCHEDULES } from '../assignment.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Roles that are held for a time, those that were activated among them.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/authorization/role-assignment-schedule-instances/list-for-scope
 */
export const roleAssignmentSchedule: ResourceType = {
  type: 'role-assignment-schedule',
  lists: [
    {
      path: ASSIGNED_INSTANCES,
      kinds: ASSIGNMENT_KINDS,
      collect: [
        {
          source: 'authorization',
          per: 'subscription',
          api: '{scope}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances',
          version: '2020-10-01',
          needs: ['Microsoft.Authorization/roleAssignmentScheduleInstances/read'],
        },
        {
          source: 'authorization',
          per: 'management-group',
          api: '{scope}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances',
          version: '2020-10-01',
          query: { $filter: 'atScope()' },
          needs: ['Microsoft.Authorization/roleAssignmentScheduleInstances/read'],
        },
      ],
    },
    {
      path: ASSIGNED_SCHEDULES,
      kinds: ASSIGNMENT_KINDS,
      collect: [
        {
          source: 'authorization',
          per: 'subscription',
          api: '{scope}/providers/Microsoft.Authorization/roleAssignmentSchedules',
          version: '2020-10-01',
          needs: ['Microsoft.Authorization/roleAssignmentSchedules/read'],
        },
        {
          source: 'authorization',
          per: 'management-group',
          api: '{scope}/providers/Microsoft.Authorization/roleAssignmentSchedules',
          version: '2020-10-01',
          query: { $filter: 'atScope()' },
          needs: ['Microsoft.Authorization/roleAssignmentSchedules/read'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    addAssignments(records, facts, ASSIGNED_INSTANCES)
    addAssignments(records, facts, ASSIGNED_SCHEDULES)
  },
}
