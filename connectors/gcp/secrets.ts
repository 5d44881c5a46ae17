import type { Json } from '../../src/model/index.js'

/** Fields whose values are secrets wherever Google prints them, without regard to case and underscores. */
const SECRET_FIELDS = new Set([
  'accesstoken',
  'authtoken',
  'clientkey',
  'clientsecret',
  'csekkey',
  'keystring',
  'oauth2clientsecret',
  'password',
  'plaintext',
  'privatekey',
  'privatekeydata',
  'rawkey',
  'refreshtoken',
  'rootpassword',
  'rsaencryptedkey',
  'secret',
  'sharedsecret',
])

/** Fields below which every plain value is one that somebody set: names stay, values go. */
const SECRET_MAPS = new Set(['environmentvariables', 'buildenvironmentvariables', 'env', 'metadata', 'payload'])
const NAMES = new Set(['name', 'key', 'kind', 'fingerprint'])

/**
 * The answer as a snapshot may keep it: null stands in place of secrets.
 *
 * LIMIT: a secret that someone typed into a free text field (a description, a label) is not known for one.
 */
export function withoutSecrets(value: Json, hideValues = false): Json {
  if (Array.isArray(value)) {
    let changed: Json[] | null = null
    value.forEach((item, at) => {
      const clean = withoutSecrets(item, hideValues)
      if (clean !== item) (changed ??= [...value])[at] = clean
    })
    return changed ?? value
  }
  if (typeof value !== 'object' || value === null) return value
  let changed: [string, Json][] | null = null
  const entries = Object.entries(value)
  entries.forEach(([name, item], at) => {
    const plain = name.replaceAll('_', '').toLowerCase()
    const isSecret =
      typeof item === 'string' && item !== '' && (SECRET_FIELDS.has(plain) || (hideValues && !NAMES.has(plain)))
    const clean = isSecret ? null : withoutSecrets(item, hideValues || SECRET_MAPS.has(plain))
    if (clean !== item) (changed ??= [...entries])[at] = [name, clean]
  })
  return changed === null ? value : Object.fromEntries(changed)
}
