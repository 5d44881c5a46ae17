import { accountOf, parseArn, scopeId } from '../arn.js'
import { dateField, objectsField, textField, textsField } from '../fields.js'
import { declared } from '../collect/declaration.js'
import { isAbout } from '../records.js'
import { addGap, type ResourceType } from '../resource-type.js'

const LIST = 'iam list-open-id-connect-providers'
const GET = 'iam get-open-id-connect-provider'

/**
 * OpenID Connect providers. The ARN ends in the issuer without its scheme; the audiences it fixes come from the get call.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html
 */
export const iamOidcProvider: ResourceType = {
  type: 'aws_iam_openid_connect_provider',
  calls: [LIST, GET],
  collect: declared({
    [LIST]: 'iam:ListOpenIDConnectProviders',
    [GET]: {
      needs: 'iam:GetOpenIDConnectProvider',
      of: LIST,
      each: (body) =>
        objectsField(body, 'OpenIDConnectProviderList').flatMap((entry) => {
          const arn = textField(entry, 'Arn')
          return arn === null ? [] : [{ name: arn, entry }]
        }),
      input: ({ name }) => ({ OpenIDConnectProviderArn: name }),
    },
  }),
  normalize(records, facts) {
    const add = (arn: string, clientIds: string[] | null, createdAt: string | null): void => {
      const account = accountOf(arn)
      if (account === null) return
      const issuer = issuerOf(arn)
      facts.node({
        id: arn,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(account),
        name: issuer,
        kind: 'IdentityProvider',
        properties: { issuer: `https://${issuer}`, clientIds, entityId: null, createdAt },
      })
    }
    const listed = records
      .answered(LIST)
      .flatMap(({ body }) =>
        objectsField(body, 'OpenIDConnectProviderList').flatMap((item) => textField(item, 'Arn') ?? []),
      )
    const read = new Set<string>()
    for (const record of records.answered(GET)) {
      const url = textField(record.body, 'Url')?.replace(/^https:\/\//, '') ?? null
      const arn =
        url !== null
          ? `arn:${records.partition(record.account)}:iam::${record.account}:oidc-provider/${url}`
          : listed.find((candidate) => accountOf(candidate) === record.account && isAbout(record, candidate))
      if (arn === undefined) continue
      read.add(arn)
      add(arn, textsField(record.body, 'ClientIDList'), dateField(record.body, 'CreateDate'))
    }
    for (const arn of listed) {
      add(arn, null, null)
      if (!read.has(arn))
        addGap(facts, {
          scope: accountOf(arn) ?? '',
          call: GET,
          reason: 'not-collected',
          message: `the audiences of provider \`${arn}\` were not read`,
        })
    }
  },
}

function issuerOf(arn: string): string {
  const resource = parseArn(arn)?.resource ?? ''
  return resource.slice(resource.indexOf('/') + 1)
}
