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
    { path: ELIGIBLE_INSTANCES, kinds: ASSIGNMENT_KINDS },
    { path: ELIGIBLE_SCHEDULES, kinds: ASSIGNMENT_KINDS },
  ],
  normalize(records, facts) {
    addAssignments(records, facts, ELIGIBLE_INSTANCES)
    addAssignments(records, facts, ELIGIBLE_SCHEDULES)
  },
}
