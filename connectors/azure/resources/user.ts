import { addMemberOf } from '../membership.js'
import { guidField, listField, textField } from '../fields.js'
import { kept } from '../kept.js'
import { addPrincipal, USER } from '../principal.js'
import type { ResourceType } from '../resource-type.js'

/**
 * Users of the directory, guests among them.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/user
 */
export const user: ResourceType = {
  type: 'user',
  lists: [
    {
      path: 'graph/users',
      az: ['ad user list', 'ad user show', 'ad signed-in-user show'],
      kinds: { userPrincipalName: 'text', identities: 'objects', memberOf: 'objects' },
      collect: [
        {
          source: 'graph',
          per: 'tenant',
          api: '/users',
          version: 'v1.0',
          query: {
            $select:
              'id,displayName,userPrincipalName,mail,userType,creationType,externalUserState,accountEnabled,identities',
            $top: '999',
          },
          needs: ['User.Read.All'],
          isStreamed: true,
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const { value, record } of records.entries('graph/users')) {
      const objectId = guidField(value, 'id')
      if (objectId === null) {
        records.damaged(record, 'a user without an id')
        continue
      }
      const id = addPrincipal(facts, records, {
        tenant: record.account,
        objectId,
        type: USER,
        name: textField(value, 'displayName') ?? textField(value, 'userPrincipalName'),
        properties: {
          ...kept(value, [
            'userPrincipalName',
            'mail',
            'userType',
            'creationType',
            'externalUserState',
            'accountEnabled',
          ]),
          ...(listField(value, 'identities') === null ? {} : { identities: listField(value, 'identities') }),
        },
      })
      addMemberOf(facts, { value, record }, id)
    }
  },
}
