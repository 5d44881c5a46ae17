import { compareText } from '../../../src/model/index.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { textField } from '../fields.js'
import {
  DESCRIBE_GROUP,
  LIST_GROUPS,
  LIST_MEMBERSHIPS,
  LIST_MEMBERSHIPS_OF_USER,
  readGroups,
  readMembers,
  storeArn,
} from '../identity-center.js'
import type { ResourceType } from '../resource-type.js'
import { LIST_INSTANCES } from './ssoadmin-instance.js'

/**
 * Groups of IAM Identity Center and who is in them (`membersRead` says whether that was asked).
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_Group.html
 */
export const identitystoreGroup: ResourceType = {
  type: 'aws_identitystore_group',
  calls: [LIST_GROUPS, DESCRIBE_GROUP, LIST_MEMBERSHIPS, LIST_MEMBERSHIPS_OF_USER],
  collect: declared(
    {
      [LIST_GROUPS]: {
        needs: 'identitystore:ListGroups',
        of: LIST_INSTANCES,
        input: ({ name }) => ({ IdentityStoreId: name, MaxResults: 100 }),
        byCaller: true,
      },
      [LIST_MEMBERSHIPS]: {
        needs: 'identitystore:ListGroupMemberships',
        of: LIST_GROUPS,
        input: ({ name, entry }) => ({
          IdentityStoreId: textField(entry, 'IdentityStoreId'),
          GroupId: name,
          MaxResults: 100,
        }),
        byCaller: true,
      },
    },
    [
      { call: LIST_INSTANCES, field: 'Instances', name: 'IdentityStoreId' },
      { call: LIST_GROUPS, field: 'Groups', name: 'GroupId' },
    ],
  ),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [LIST_GROUPS, 'Groups', 'list', 'GroupId'],
      [LIST_MEMBERSHIPS, 'GroupMemberships', 'list'],
      [LIST_MEMBERSHIPS_OF_USER, 'GroupMemberships', 'list'],
    ])
    const members = readMembers(records)
    for (const group of readGroups(records).values()) {
      const partition = records.partition(group.account)
      const id = storeArn(partition, 'group', group.id)
      const found = members.get(group.id)
      facts.node({
        id,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(group.account),
        name: group.name ?? group.id,
        kind: 'Principal',
        properties: {
          identityStore: group.store,
          externalIssuers: group.issuers,
          membersRead: found !== undefined,
        },
      })
      for (const user of [...(found ?? [])].sort(compareText))
        facts.edge({ from: storeArn(partition, 'user', user), to: id, type: 'MEMBER_OF' })
    }
  },
}
