import type { CallRecord, FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { accountOf, lastName, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { addDamagedGaps } from '../damaged-answers.js'
import { numberField, objectField, objectsField, textField } from '../fields.js'
import { policyDocument } from '../policy-text.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'transfer list-users'
const DESCRIBE = 'transfer describe-user'

/**
 * Users of AWS Transfer Family: logins by key that act as a role, narrowed by a session policy. Who holds the key no
 * call tells. Keys themselves are not kept.
 *
 * LIMIT: a live collection asks only servers that keep their users themselves.
 *
 * @see https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribedUser.html
 */
export const transferUser: ResourceType = {
  type: 'aws_transfer_user',
  calls: [LIST, DESCRIBE],
  collect: declared({
    [LIST]: {
      needs: 'transfer:ListUsers',
      of: 'transfer list-servers',
      each: (body) =>
        objectsField(body, 'Servers').flatMap((entry) => {
          const server = textField(entry, 'ServerId')
          return server !== null && keepsUsers(entry) ? [{ name: server, entry }] : []
        }),
      input: ({ name }) => ({ ServerId: name, MaxResults: 1000 }),
    },
    [DESCRIBE]: {
      needs: 'transfer:DescribeUser',
      of: LIST,
      each: (body) => {
        const server = textField(body, 'ServerId')
        return objectsField(body, 'Users').flatMap((user) => {
          const name = textField(user, 'UserName')
          return server === null || name === null ? [] : [{ name, entry: { server } }]
        })
      },
      input: ({ name, entry }) => ({ ServerId: textField(entry, 'server'), UserName: name }),
      subject: ({ name, entry }) => [textField(entry, 'server') ?? '', name],
    },
  }),
  normalize(records, facts) {
    addDamagedGaps(records, facts, [
      [LIST, 'Users', 'list', 'Arn'],
      [DESCRIBE, 'User', 'object'],
    ])
    for (const record of records.answered(DESCRIBE)) addUser(facts, objectField(record.body, 'User') ?? {}, record)
    for (const record of records.answered(LIST))
      for (const user of objectsField(record.body, 'Users')) addUser(facts, user, record)
  },
}

/** Users that a directory, a function or an outside service keeps cannot be listed. */
function keepsUsers(server: JsonObject): boolean {
  return ['SERVICE_MANAGED', null].includes(textField(server, 'IdentityProviderType'))
}

function addUser(facts: FactsBuilder, user: JsonObject, { account }: CallRecord): void {
  const arn = textField(user, 'Arn')
  const role = textField(user, 'Role')
  if (arn === null || accountOf(arn) !== account) return
  const keys = Array.isArray(user['SshPublicKeys']) ? user['SshPublicKeys'].length : null
  facts.node({
    id: arn,
    type: transferUser.type,
    cloud: 'aws',
    scope: scopeId(account),
    name: textField(user, 'UserName') ?? lastName(arn),
    kind: 'Resource',
    properties: {
      role,
      homeDirectory: textField(user, 'HomeDirectory'),
      homeDirectoryType: textField(user, 'HomeDirectoryType'),
      publicKeys: numberField(user, 'SshPublicKeyCount') ?? keys,
      sessionPolicy: policyDocument(textField(user, 'Policy') ?? undefined),
      unread: [],
    },
  })
  if (role !== null) facts.edge({ from: arn, to: role, type: 'RUNS_AS' })
}
