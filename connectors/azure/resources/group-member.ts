import { isCutOff } from '../collect/declaration.js'
import { addMembers, GROUPS, MEMBERS } from '../membership.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Who is in which group, of any kind; members that no list holds become nodes.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/group-list-members
 */
export const groupMember: ResourceType = {
  type: 'group-member',
  lists: [
    {
      path: MEMBERS,
      same: ['graph/groups/*/transitiveMembers'],
      az: ['ad group member list'],
      collect: [
        // Version 1.0 leaves out members that are service principals; expanded members and the beta version do not.
        {
          source: 'graph',
          per: 'entry',
          of: GROUPS,
          when: (group) => isCutOff(group, 'members'),
          api: '/groups/{id}/members',
          version: 'beta',
          query: { $select: 'id,displayName', $top: '999' },
          needs: ['GroupMember.Read.All', 'Member.Read.Hidden'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    addMembers(records, facts)
  },
}
