import { addMembers, MEMBERS } from '../membership.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Who is in which group, of any kind; members that no list holds become nodes.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/group-list-members
 */
export const groupMember: ResourceType = {
  type: 'group-member',
  lists: [{ path: MEMBERS, same: ['graph/groups/*/transitiveMembers'], az: ['ad group member list'] }],
  normalize(records, facts) {
    addMembers(records, facts)
  },
}
