import { attachToScope } from '../arm-document.js'
import { listField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

export const DENY_ASSIGNMENTS = 'Microsoft.Authorization/denyAssignments'

/** @see https://learn.microsoft.com/en-us/azure/role-based-access-control/deny-assignments */
export const denyAssignment: ResourceType = {
  type: 'deny-assignment',
  lists: [
    {
      path: DENY_ASSIGNMENTS,
      kinds: {
        'properties.scope': 'text',
        'properties.permissions': 'objects',
        'properties.principals': 'objects',
        'properties.excludePrincipals': 'objects',
      },
      collect: [
        {
          source: 'authorization',
          per: 'subscription',
          api: '{scope}/providers/Microsoft.Authorization/denyAssignments',
          version: '2022-04-01',
          needs: ['Microsoft.Authorization/denyAssignments/read'],
        },
      ],
    },
  ],
  normalize(records, facts) {
    for (const entry of records.arm(DENY_ASSIGNMENTS)) {
      const name = textField(entry.properties, 'denyAssignmentName')
      const to = attachToScope(records, facts, entry, { list: DENY_ASSIGNMENTS, as: 'deny-assignment', name })
      const lists = ['permissions', 'principals'].map((part) => listField(entry.properties, part))
      if (to === null || lists.includes(null))
        records.damaged(entry.record, 'a deny assignment without scope, permissions or principals')
    }
  },
}
