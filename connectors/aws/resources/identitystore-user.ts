import { addDamagedGaps } from '../damaged-answers.js'
import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { DESCRIBE_USER, identityOf, LIST_USERS, readUsers, storeArn } from '../identity-center.js'
import type { ResourceType } from '../resource-type.js'
import { LIST_INSTANCES } from './ssoadmin-instance.js'

/**
 * Users of IAM Identity Center. `identity` is how an outside party is told by them: `user:<mail>`.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_User.html
 */
export const identitystoreUser: ResourceType = {
  type: 'aws_identitystore_user',
  calls: [LIST_USERS, DESCRIBE_USER],
  collect: declared(
    {
      [LIST_USERS]: {
        needs: 'identitystore:ListUsers',
        input: ({ name }) => ({ IdentityStoreId: name, MaxResults: 100 }),
        byCaller: true,
      },
    },
    [{ call: LIST_INSTANCES, field: 'Instances', name: 'IdentityStoreId' }],
  ),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [[LIST_USERS, 'Users', 'list', 'UserId']])
    for (const user of readUsers(records).values())
      facts.node({
        id: storeArn(records.partition(user.account), 'user', user.id),
        type: this.type,
        cloud: 'aws',
        scope: scopeId(user.account),
        name: user.displayName ?? user.userName ?? user.id,
        kind: 'Principal',
        properties: {
          identity: identityOf(user),
          mail: user.mail,
          userName: user.userName,
          identityStore: user.store,
          externalIssuers: user.issuers,
        },
      })
  },
}
