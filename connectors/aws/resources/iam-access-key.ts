import { AUTHORIZATION_DETAILS } from '../authorization-details.js'
import { declared } from '../collect/declaration.js'
import { dateField, objectField, objectsField, textField } from '../fields.js'
import { addGap, type ResourceType } from '../resource-type.js'

const LIST = 'iam list-access-keys'
const LAST_USED = 'iam get-access-key-last-used'

/**
 * Access keys of users. The key id is an identifier; the secret is in no answer of AWS.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html
 */
export const iamAccessKey: ResourceType = {
  type: 'aws_iam_access_key',
  calls: [LIST, LAST_USED],
  collect: declared(
    {
      [LIST]: { needs: 'iam:ListAccessKeys', of: AUTHORIZATION_DETAILS, input: ({ name }) => ({ UserName: name }) },
      [LAST_USED]: { needs: 'iam:GetAccessKeyLastUsed', of: LIST, input: ({ name }) => ({ AccessKeyId: name }) },
    },
    [
      { call: AUTHORIZATION_DETAILS, field: 'UserDetailList', name: 'UserName' },
      { call: LIST, field: 'AccessKeyMetadata', name: 'AccessKeyId' },
    ],
  ),
  normalize(records, facts) {
    const add = (
      account: string,
      userName: string,
      keyId: string,
      properties: { [name: string]: string | null },
    ): void => {
      const user = records.userArn(account, userName)
      if (user === null) {
        addGap(facts, {
          scope: account,
          call: LIST,
          reason: 'not-collected',
          message: `user \`${userName}\` of access key \`${keyId}\` is not in the dump`,
        })
        return
      }
      const id = `${user}#access-key/${keyId}`
      const scope = facts.get(user)?.scope ?? null
      facts.node({
        id,
        type: this.type,
        cloud: 'aws',
        scope,
        name: keyId,
        kind: 'Credential',
        properties: { accessKeyId: keyId, ...properties },
      })
      facts.edge({ from: user, to: id, type: 'HOLDS' })
    }
    for (const record of records.answered(LIST))
      for (const key of objectsField(record.body, 'AccessKeyMetadata')) {
        const keyId = textField(key, 'AccessKeyId')
        const userName = textField(key, 'UserName') ?? record.subject[0]
        if (keyId !== null && userName !== undefined)
          add(record.account, userName, keyId, {
            status: textField(key, 'Status'),
            createdAt: dateField(key, 'CreateDate'),
          })
      }
    for (const record of records.answered(LAST_USED)) {
      const userName = textField(record.body, 'UserName')
      const keyId = record.subject.find((part) => /^A[KS]IA[A-Z0-9]{4,124}$/.test(part))
      if (userName === null || keyId === undefined) continue
      const used = objectField(record.body, 'AccessKeyLastUsed') ?? {}
      add(record.account, userName, keyId, {
        status: null,
        createdAt: null,
        lastUsedAt: dateField(used, 'LastUsedDate'),
        lastUsedRegion: textField(used, 'Region'),
        lastUsedService: textField(used, 'ServiceName'),
      })
    }
  },
}
