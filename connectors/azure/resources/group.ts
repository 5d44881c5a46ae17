import { guidField, listField, textField } from '../fields.js'
import { kept } from '../kept.js'
import { addMemberOf, GROUPS, membershipsOf } from '../membership.js'
import { addPrincipal, GROUP, principalId } from '../principal.js'
import type { ResourceType } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/graph/api/resources/group */
export const group: ResourceType = {
  type: 'group',
  lists: [
    {
      path: GROUPS,
      az: ['ad group list', 'ad group show'],
      kinds: { members: 'objects', transitiveMembers: 'objects', owners: 'objects', memberOf: 'objects' },
      collect: [
        {
          source: 'graph',
          per: 'tenant',
          api: '/groups',
          version: 'v1.0',
          query: {
            $select: 'id,displayName,isAssignableToRole,securityEnabled,mail,membershipRule,groupTypes',
            $expand: 'members($select=id,displayName)',
          },
          needs: ['GroupMember.Read.All', 'Member.Read.Hidden'],
          isStreamed: true,
        },
      ],
    },
  ],
  normalize(records, facts) {
    const memberships = membershipsOf(records)
    for (const { value, record } of records.entries(GROUPS)) {
      const objectId = guidField(value, 'id')
      if (objectId === null) {
        records.damaged(record, 'a group without an id')
        continue
      }
      const tenant = record.account
      const id = addPrincipal(facts, records, {
        tenant,
        objectId,
        type: GROUP,
        name: textField(value, 'displayName'),
        properties: {
          ...kept(value, ['isAssignableToRole', 'securityEnabled', 'mail', 'membershipRule']),
          groupTypes: listField(value, 'groupTypes') ?? [],
          membersRead: memberships.get(principalId(tenant, objectId))?.isRead ?? false,
        },
      })
      addMemberOf(facts, { value, record }, id)
    }
  },
}
