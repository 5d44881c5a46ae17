import { ownersOf } from '../collect/owners.js'
import { guidField, isGuid, objectsField } from '../fields.js'
import { addOwners } from '../membership.js'
import { addNamedPrincipal, principalId } from '../principal.js'
import type { ResourceType } from '../resource-type.js'

/** Lists of owned things, each with the list of its owners. */
const OWNED: readonly (readonly [list: string, owners: string, principalType: string])[] = [
  ['graph/groups', 'graph/groups/*/owners', 'Group'],
  ['graph/servicePrincipals', 'graph/servicePrincipals/*/owners', 'ServicePrincipal'],
]

/**
 * Who owns groups and service principals, and so may add members and credentials.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/group-list-owners
 * @see https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-owners
 */
export const owner: ResourceType = {
  type: 'owner',
  lists: [
    {
      path: 'graph/groups/*/owners',
      az: ['ad group owner list'],
      collect: ownersOf('groups', 'GroupMember.Read.All'),
    },
    {
      path: 'graph/servicePrincipals/*/owners',
      az: ['ad sp owner list'],
      collect: ownersOf('servicePrincipals', 'Application.Read.All'),
    },
  ],
  normalize(records, facts) {
    for (const [list, owners, principalType] of OWNED) {
      for (const { value, record } of records.entries(list)) {
        const objectId = guidField(value, 'id')
        if (objectId === null) continue
        const owned = principalId(record.account, objectId)
        addOwners(records, facts, record.account, objectsField(value, 'owners'), [owned])
      }
      for (const { value, record } of records.entries(owners)) {
        const about = record.subject[record.subject.length - 1] ?? ''
        if (guidField(value, 'id') === null || !isGuid(about)) {
          records.damaged(record, 'an owner of what is not named')
          continue
        }
        const owned = addNamedPrincipal(facts, records, record.account, about, { principalType })
        addOwners(records, facts, record.account, [value], [owned])
      }
    }
  },
}
