import { addAssignments, ASSIGNMENT_KINDS, ELIGIBLE_INSTANCES, ELIGIBLE_SCHEDULES } from '../assignment.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Roles that somebody may activate.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/authorization/role-eligibility-schedule-instances/list-for-scope
 */
export const roleEligibilitySchedule: ResourceType = {
  type: 'role-eligibility-schedule',
  lists: [
    {
      path: ELIGIBLE_INSTANCES,
      kinds: ASSIGNMENT_KINDS,
      collect: [
        {
          source: 'authorization',
          per: 'subscription',
          api: '{scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances',
          version: '2020-10-01',
          needs: ['Microsoft.Authorization/roleEligibilityScheduleInstances/read'],
        },
        {
          source: 'authorization',
          per: 'management-group',
          api: '{scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances',
          version: '2020-10-01',
          query: { $filter: 'atScope()' },
          needs: ['Microsoft.Authorization/roleEligibilityScheduleInstances/read'],
        },
      ],
    },
    {
      path: ELIGIBLE_SCHEDULES,
      kinds: ASSIGNMENT_KINDS,
      collect: [
        {
          source: 'authorization',
          per: 'subscription',
          api: '{scope}/providers/Microsoft.Authorization/roleEligibilitySchedules',
          version: '2020-10-01',
          needs: ['Microsoft.Authorization/roleEligibilitySchedules/read'],
        },
        {
          source: 'authorization',
          per: 'management-group',
          api: '{scope}/providers/Microsoft.Authorization/roleEligibilitySchedules',
          version: '2020-10-01',
          query: { $filter: 'atScope()' },
          needs: ['Microsoft.Authorization/roleEligibilitySchedules/read'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    addAssignments(records, facts, ELIGIBLE_INSTANCES)
    addAssignments(records, facts, ELIGIBLE_SCHEDULES)
  },
}
