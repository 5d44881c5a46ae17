import { accountOf, lastName, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { dateField, objectsField, textField } from '../fields.js'
import { isAbout, type Records } from '../records.js'
import { addGap, type ResourceType } from '../resource-type.js'

const LIST = 'iam list-saml-providers'
const GET = 'iam get-saml-provider'
const ENTITY_ID_LIMIT = 1024

/**
 * SAML providers with the entity id of the identity provider behind them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html
 */
export const iamSamlProvider: ResourceType = {
  type: 'aws_iam_saml_provider',
  calls: [LIST, GET],
  collect: declared(
    {
      [LIST]: 'iam:ListSAMLProviders',
      [GET]: { needs: 'iam:GetSAMLProvider', input: ({ name }) => ({ SAMLProviderArn: name }) },
    },
    [{ call: LIST, field: 'SAMLProviderList', name: 'Arn' }],
  ),
  normalize(records, facts) {
    const listed = records
      .answered(LIST)
      .flatMap(({ body }) => objectsField(body, 'SAMLProviderList').flatMap((item) => textField(item, 'Arn') ?? []))
    const read = new Map<string, { entityId: string | null; createdAt: string | null }>()
    for (const record of records.answered(GET)) {
      const arn =
        arnOf(records, record.account, record.subject) ?? listed.find((candidate) => isAbout(record, candidate))
      if (arn === undefined) continue
      const metadata = textField(record.body, 'SAMLMetadataDocument')
      read.set(arn, {
        entityId: metadata === null ? null : entityIdOf(metadata),
        createdAt: dateField(record.body, 'CreateDate'),
      })
    }
    for (const arn of new Set([...listed, ...read.keys()])) {
      const account = accountOf(arn)
      if (account === null) continue
      const { entityId = null, createdAt = null } = read.get(arn) ?? {}
      facts.node({
        id: arn,
        type: this.type,
        cloud: 'aws',
        scope: scopeId(account),
        name: lastName(arn),
        kind: 'IdentityProvider',
        properties: { issuer: null, clientIds: null, entityId, createdAt },
      })
      if (entityId === null)
        addGap(facts, {
          scope: account,
          call: GET,
          reason: read.has(arn) ? 'failed' : 'not-collected',
          message: `the entity id of provider \`${arn}\` was not read`,
        })
    }
  },
}

function arnOf(records: Records, account: string, subject: string[]): string | undefined {
  const name = subject.join('--')
  if (name.startsWith('arn:')) return name
  return name === '' ? undefined : `arn:${records.partition(account)}:iam::${account}:saml-provider/${name}`
}

/** The `entityID` attribute of the metadata, by text search: the XML itself is not trusted to a parser. */
export function entityIdOf(metadata: string): string | null {
  const at = metadata.indexOf('entityID')
  const rest = at < 0 ? '' : metadata.slice(at + 'entityID'.length, at + ENTITY_ID_LIMIT).trimStart()
  const value = rest.startsWith('=') ? rest.slice(1).trimStart() : ''
  const quote = value.charAt(0)
  const end = quote === '"' || quote === "'" ? value.indexOf(quote, 1) : -1
  if (end < 0) return null
  return value
    .slice(1, end)
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
