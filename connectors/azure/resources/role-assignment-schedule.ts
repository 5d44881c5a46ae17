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
    { path: ASSIGNED_INSTANCES, kinds: ASSIGNMENT_KINDS },
    { path: ASSIGNED_SCHEDULES, kinds: ASSIGNMENT_KINDS },
  ],
  normalize(records, facts) {
    addAssignments(records, facts, ASSIGNED_INSTANCES)
    addAssignments(records, facts, ASSIGNED_SCHEDULES)
  },
}
