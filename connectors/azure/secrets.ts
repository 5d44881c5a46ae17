import type { Json } from '../../src/model/index.js'

/** Fields whose text is a secret wherever they stand in an answer of Azure or Entra; compared in lower case. */
const SECRET_FIELDS = new Set([
  'accesskey',
  'accesstoken',
  'adminpassword',
  'administratorloginpassword',
  'apikey',
  'clientsecret',
  'connectionstring',
  'customdata',
  'encryptedcredential',
  'hint',
  'idtoken',
  'jwt',
  'key',
  'key1',
  'key2',
  'password',
  'primaryconnectionstring',
  'primarykey',
  'primarymasterkey',
  'primaryreadonlymasterkey',
  'privatekey',
  'protectedsettings',
  'refreshtoken',
  'registrationtoken',
  'sastoken',
  'sasuri',
  'sasurl',
  'secondaryconnectionstring',
  'secondarykey',
  'secondarymasterkey',
  'secondaryreadonlymasterkey',
  'secrettext',
  'securevalue',
  'sharedaccesskey',
  'storageaccountaccesskey',
  'storagekey',
  'userdata',
  'workflowurl',
])

/** Fields below which only names are kept: settings, parameters and definitions in which people put secrets. */
const SECRET_TREES = new Set([
  'appsettings',
  'connectionstrings',
  'environmentvariables',
  'env',
  'hostkeys',
  'outputs',
  'parameters',
  'protectedparameters',
  'protectedsettings',
  'publishingprofiles',
  'runtimeconfiguration',
  'secureparameters',
  'typeproperties',
])

/** Answers that are secrets as a whole, by the words that stand beside the secret. */
const KEY_LIST_ENTRY = ['keyName', 'value'] as const

/** Texts that carry a key: connection strings and shared access signatures. */
const SECRET_TEXT = /(AccountKey|SharedAccessKey|SharedSecret|Password|Pwd)=|[?&]sig=|-----BEGIN [A-Z ]*PRIVATE KEY/i
const TEXT_LIMIT = 100_000

/**
 * The answer as a snapshot may keep it: null stands in place of each secret.
 *
 * LIMIT: a secret that someone typed into a free text field (a description, a tag) is not known for one, unless it is
 * a connection string, a signature or a private key.
 */
export function withoutSecrets(value: Json): Json {
  return scrub(value, false)
}

function scrub(value: Json, hide: boolean): Json {
  if (Array.isArray(value)) return value.map((item) => scrub(item, hide))
  if (typeof value === 'string') return hide || isSecretText(value) ? null : value
  if (typeof value !== 'object' || value === null) return value
  const isKey = KEY_LIST_ENTRY.every((name) => typeof value[name] === 'string')
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const plain = name.toLowerCase()
      if (typeof item === 'string' && (SECRET_FIELDS.has(plain) || (isKey && plain === 'value'))) return [name, null]
      return [name, scrub(item, (hide && plain !== 'name') || (SECRET_TREES.has(plain) && typeof item === 'object'))]
    }),
  )
}

function isSecretText(text: string): boolean {
  return text.length > TEXT_LIMIT || SECRET_TEXT.test(text)
}
