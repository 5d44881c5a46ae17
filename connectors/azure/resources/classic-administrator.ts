import { attachToScope } from '../arm-document.js'
import { textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'Microsoft.Authorization/classicAdministrators'

/** @see https://learn.microsoft.com/en-us/rest/api/authorization/classic-administrators/list */
export const classicAdministrator: ResourceType = {
  type: 'classic-administrator',
  lists: [
    {
      path: LIST,
      collect: [
        {
          source: 'authorization',
          per: 'subscription',
          api: '{scope}/providers/Microsoft.Authorization/classicAdministrators',
          version: '2015-07-01',
          needs: ['Microsoft.Authorization/classicAdministrators/read'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const entry of records.arm(LIST)) {
      const name = textField(entry.properties, 'emailAddress')
      const to = attachToScope(records, facts, entry, { list: LIST, as: 'role-assignment', name })
      if (to === null || name === null || textField(entry.properties, 'role') === null)
        records.damaged(entry.record, 'a classic administrator without an address or role')
    }
  },
}
