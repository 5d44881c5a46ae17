import type { JsonObject } from '../../../src/model/index.js'
import { lastName } from '../arn.js'
import { dateField, objectField, textField } from '../fields.js'
import { damagedGrants, keyGrants } from '../key-grants.js'
import { keyAliases } from '../key-reference.js'
import { listedResource, type FoundResource } from '../listed-resource.js'
import type { Records } from '../records.js'
import { attachGrants } from '../resource-policy.js'
import { addGap, someOf } from '../resource-type.js'

const DESCRIBE = 'kms describe-key'
const GRANTS = 'kms list-grants'
const ALIASES = 'kms list-aliases'

/**
 * Keys with policy and grants. Keys that AWS manages (`keyManager: AWS`) serve their own account alone: what is not
 * known of their policies leaves nothing open.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export const kmsKey = listedResource({
  type: 'aws_kms_key',
  list: { call: 'kms list-keys', field: 'Keys', name: 'KeyId' },
  arn: ({ partition, region, account, name, entry }) =>
    textField(entry, 'KeyArn') ?? `arn:${partition}:kms:${region}:${account}:key/${name}`,
  policy: { call: 'kms get-key-policy', path: ['Policy'], when: (found) => !isByAws(found) },
  asks: [
    { call: GRANTS, bears: 'access', holds: 'Grants', when: (found) => !isByAws(found) },
    { call: DESCRIBE, bears: 'nothing', named: [['KeyMetadata', 'Arn']] },
  ],
  twoParameters: true,
  reads: [ALIASES],
  properties(found, facts) {
    const { arn, body } = found
    for (const { id, grants } of keyGrants(body(GRANTS), arn))
      attachGrants(facts, { id: `${arn}#grant/${id}`, name: `grant ${id}`, to: arn, as: 'grant', grants })
    const damaged = damagedGrants(body(GRANTS))
    if (damaged.length > 0)
      addGap(facts, {
        scope: found.account,
        region: found.region,
        call: GRANTS,
        reason: 'failed',
        message: `grants ${someOf(damaged)} on \`${arn}\` name no grantee or no operation`,
      })
    const about = objectField(body(DESCRIBE), 'KeyMetadata')
    return {
      aliases: aliasesOf(found),
      ...(about === null ? {} : described(about)),
    }
  },
  collect: {
    'kms list-keys': 'kms:ListKeys',
    [ALIASES]: 'kms:ListAliases',
    [DESCRIBE]: { needs: 'kms:DescribeKey', input: ({ name }) => ({ KeyId: name }) },
    'kms get-key-policy': {
      needs: 'kms:GetKeyPolicy',
      input: ({ name }) => ({ KeyId: name, PolicyName: 'default' }),
    },
    [GRANTS]: { needs: 'kms:ListGrants', input: ({ name }) => ({ KeyId: name }) },
  },
})

function described(about: JsonObject): JsonObject {
  const deletion = dateField(about, 'DeletionDate')
  return {
    createdAt: dateField(about, 'CreationDate'),
    keyManager: textField(about, 'KeyManager'),
    keyState: textField(about, 'KeyState'),
    keyUsage: textField(about, 'KeyUsage'),
    multiRegion: about['MultiRegion'] === true,
    ...(deletion === null ? {} : { deletionAt: deletion }),
  }
}

function isByAws(found: FoundResource): boolean {
  if (textField(objectField(found.body(DESCRIBE), 'KeyMetadata') ?? undefined, 'KeyManager') === 'AWS') return true
  return aliasesOf(found).some((alias) => alias.startsWith('alias/aws/'))
}

/** Names of a key by `<account> <region> <key id>`. */
const NAMES = new WeakMap<Records, ReadonlyMap<string, readonly string[]>>()

function aliasesOf({ records, account, region, name }: FoundResource): string[] {
  let names = NAMES.get(records)
  if (names === undefined) {
    const made = new Map<string, string[]>()
    for (const [alias, target] of keyAliases(records)) {
      const [owner = '', at = '', text = ''] = alias.split(' ')
      const key = `${owner} ${at} ${target}`
      const list = made.get(key)
      if (list === undefined) made.set(key, [text])
      else list.push(text)
    }
    NAMES.set(records, (names = made))
  }
  return [...(names.get(`${account} ${region} ${lastName(name)}`) ?? [])].sort()
}
