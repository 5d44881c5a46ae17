import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { isAccountId } from './arn.js'
import { objectField, objectsField, textField, textsField } from './fields.js'
import type { GrantStatement } from './resource-policy.js'

/**
 * Operations whose calls carry an encryption context, which the constraints of a grant bind.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
 */
const WITH_CONTEXT = new Set([
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
])

/** One grant on a key, as statements. */
export interface KeyGrant {
  id: string
  grants: GrantStatement[]
}

/** Names grants of which it cannot be told to whom they give something or what. */
export function damagedGrants(body: Json): string[] {
  return objectsField(body, 'Grants').flatMap((entry, at) => {
    const isWhole = granteeOf(entry) !== null && textsField(entry, 'Operations').length > 0
    return isWhole ? [] : [textField(entry, 'GrantId') ?? String(at + 1)]
  })
}

/**
 * The grants that an answer to `kms list-grants` holds. Who may retire a grant is named as such.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
 */
export function keyGrants(body: Json, arn: string): KeyGrant[] {
  return objectsField(body, 'Grants').flatMap((entry, at) => {
    const id = textField(entry, 'GrantId') ?? String(at + 1)
    const sid = textField(entry, 'Name')
    const operations = textsField(entry, 'Operations').filter((name) => /^[A-Za-z]{1,64}$/.test(name))
    const condition = contextCondition(objectField(entry, 'Constraints'))
    const bound = condition === null ? [] : operations.filter((name) => WITH_CONTEXT.has(name))
    const free = operations.filter((name) => !bound.includes(name))
    const grants: GrantStatement[] = []
    const add = (principal: JsonObject | null, names: readonly string[], only: JsonObject | null): void => {
      if (principal === null || names.length === 0) return
      grants.push({
        ...(sid === null ? {} : { sid }),
        principal,
        actions: names.map((name) => `kms:${name}`),
        resources: [arn],
        ...(only === null ? {} : { condition: only }),
      })
    }
    add(granteeOf(entry), bound, condition)
    add(granteeOf(entry), free, null)
    add(principalOf(textField(entry, 'RetiringPrincipal')), ['RetireGrant'], null)
    return [{ id, grants }]
  })
}

function granteeOf(entry: JsonObject): JsonObject | null {
  return principalOf(textField(entry, 'GranteePrincipal') ?? textField(entry, 'GranteeServicePrincipal'))
}

function principalOf(text: string | null): JsonObject | null {
  if (text === null) return null
  if (text.startsWith('arn:') || isAccountId(text)) return { AWS: text }
  return text.includes('.') ? { Service: text } : { AWS: text }
}

function contextCondition(constraints: JsonObject | null): JsonObject | null {
  const equals = objectField(constraints ?? undefined, 'EncryptionContextEquals')
  const subset = objectField(constraints ?? undefined, 'EncryptionContextSubset')
  const pairs = [subset, equals].flatMap((map) => (isObject(map) ? Object.entries(map) : []))
  if (pairs.length === 0) return null
  return {
    StringEquals: Object.fromEntries(pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
    ...(equals === null
      ? {}
      : { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': Object.keys(equals).sort() } }),
  }
}
