import { isAccountId, lastName, parseArn } from './arn.js'
import { objectsField, textField } from './fields.js'
import type { Records } from './records.js'

/** How services name the KMS key that protects something. */
export interface KeyReference {
  /** ARN of a key, or of the alias by which AWS names the key that it manages; undefined if it cannot be told. */
  arn: string | undefined
  /** A key that AWS manages serves only its own account. */
  awsManaged: boolean
}

const ALIASES = new WeakMap<Records, ReadonlyMap<string, string>>()

/** Key id by `<account> <region> <alias>`, from every answer to `kms list-aliases`. */
export function keyAliases(records: Records): ReadonlyMap<string, string> {
  const known = ALIASES.get(records)
  if (known !== undefined) return known
  const aliases = new Map<string, string>()
  for (const { account, region, body } of records.answered('kms list-aliases'))
    for (const entry of objectsField(body, 'Aliases')) {
      const name = textField(entry, 'AliasName')
      const target = textField(entry, 'TargetKeyId')
      if (name !== null && target !== null) aliases.set(`${account} ${region} ${name}`, lastName(target))
    }
  ALIASES.set(records, aliases)
  return aliases
}

/**
 * The key that an ARN, a key id or an alias means. Aliases are looked up in what `kms list-aliases` said.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
export function keyReference(
  text: string,
  at: { partition: string; region: string; account: string },
  records: Records,
): KeyReference {
  const arn = parseArn(text)
  const resource = arn === null ? text : arn.resource
  const region = arn?.region ?? at.region
  const account = arn !== null && isAccountId(arn.account) ? arn.account : at.account
  if (resource.startsWith('alias/aws/'))
    return { arn: `arn:${at.partition}:kms:${region}:${account}:${resource}`, awsManaged: true }
  if (!resource.startsWith('alias/')) {
    const id = resource.startsWith('key/') ? resource : `key/${resource}`
    return { arn: arn === null ? `arn:${at.partition}:kms:${region}:${account}:${id}` : text, awsManaged: false }
  }
  const target = keyAliases(records).get(`${account} ${region} ${resource}`)
  if (target !== undefined)
    return { arn: `arn:${at.partition}:kms:${region}:${account}:key/${target}`, awsManaged: false }
  return { arn: undefined, awsManaged: false }
}

/**
 * The properties that say which key protects the content: `encryptedBy` (absent if it cannot be told), and
 * `awsManagedKey` where it is one that AWS manages, with which nobody outside the account can read.
 */
export function keyProperties(
  text: string | null,
  at: { partition: string; region: string; account: string },
  records: Records,
): { encryptedBy?: string | null; awsManagedKey?: true } {
  if (text === null) return { encryptedBy: null }
  const { arn, awsManaged } = keyReference(text, at, records)
  return { ...(arn === undefined ? {} : { encryptedBy: arn }), ...(awsManaged ? { awsManagedKey: true } : {}) }
}
