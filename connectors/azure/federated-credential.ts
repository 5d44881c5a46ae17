import type { FactsBuilder } from '../../src/connector/index.js'
import type { Json, JsonObject } from '../../src/model/index.js'
import { field, textField } from './fields.js'
import type { FieldKind } from './list-name.js'

/** Kinds of what decides in a credential. */
export const CREDENTIAL_KINDS: Readonly<Record<string, FieldKind>> = {
  subject: 'text',
  audiences: 'texts',
  'properties.subject': 'text',
  'properties.audiences': 'texts',
}

/**
 * Attaches a federated identity credential to the principal that its tokens sign in as.
 *
 * @returns false if it names no issuer.
 * @see https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredential
 */
export function addFederatedCredential(facts: FactsBuilder, principal: string, said: JsonObject): boolean {
  if (textField(said, 'issuer') === null) return false
  const name = textField(said, 'name') ?? textField(said, 'id') ?? textField(said, 'issuer') ?? ''
  const id = `${principal}#federatedIdentityCredential/${name}`
  const document = Object.fromEntries(
    ['name', 'issuer', 'subject', 'audiences', 'claimsMatchingExpression'].flatMap((key): [string, Json][] => {
      const value = field(said, key)
      return value === undefined ? [] : [[key, value]]
    }),
  )
  facts.document({ id, name, document })
  facts.attach({ document: id, to: principal, as: 'trust' })
  return true
}
