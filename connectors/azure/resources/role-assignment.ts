import { addAssignments, ASSIGNMENT_KINDS, ROLE_ASSIGNMENTS } from '../assignment.js'
import type { ResourceType } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/authorization/role-assignments/list-for-subscription */
export const roleAssignment: ResourceType = {
  type: 'role-assignment',
  lists: [{ path: ROLE_ASSIGNMENTS, az: ['role assignment list'], kinds: ASSIGNMENT_KINDS }],
  normalize(records, facts) {
    addAssignments(records, facts, ROLE_ASSIGNMENTS)
  },
}
