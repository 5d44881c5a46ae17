import { isAwsAccount } from './identifier.js'
import { list, map, text, flag, type Read } from './positioned-fields.js'
import type { Positioned, Problem } from './positioned.js'
import type { PartyRegistry } from './registry.js'
import { idMaker, stubsText, type PartyStub } from './stub-text.js'

/**
 * What became of a list of known accounts. `yaml` holds the stubs; entries are counted once each: `imported`,
 * `awsServices` (accounts of AWS itself are no party), `disabled`, `registered` (every account already has a party).
 */
export interface KnownAccountsImport {
  yaml: string
  imported: number
  awsServices: number
  disabled: number
  registered: number
  problems: Problem[]
}

interface Entry {
  name: string
  source: string[]
  accounts: string[]
  type: string
  enabled: boolean
}

/**
 * Turns a parsed list of `{ name, source[], accounts[], type?, enabled? }` into stubs of kind `vendor`, in the order of
 * the list; entries of one name become one stub.
 *
 * Only the fields read here are checked; fields that the list has besides are left alone.
 * @see https://github.com/fwdcloudsec/known_aws_accounts
 */
export function importKnownAccounts(root: Positioned, registry: PartyRegistry): KnownAccountsImport {
  const problems: Problem[] = []
  const read: Read<Partial<Entry>> = (value, into) => entryFields(onlyKnownKeys(value), into)
  const entries = list(read, '`name`, `source` and `accounts`')(root, problems) ?? []
  const result: KnownAccountsImport = { yaml: '', imported: 0, awsServices: 0, disabled: 0, registered: 0, problems }
  if (problems.length > 0) return result
  const taken = new Set(registry.parties.flatMap((party) => party.identifiers.aws.accounts))
  const vendors = new Map<string, { accounts: string[]; sources: Set<string> }>()
  for (const { name = '', source = [], accounts = [], type, enabled } of entries) {
    if (type === 'aws') {
      result.awsServices++
    } else if (enabled === false) {
      result.disabled++
    } else {
      const fresh = accounts.filter((account) => !taken.has(account))
      if (fresh.length === 0) {
        result.registered++
        continue
      }
      result.imported++
      for (const account of fresh) taken.add(account)
      const vendor = vendors.get(name) ?? { accounts: [], sources: new Set<string>() }
      vendor.accounts.push(...fresh)
      for (const page of source) vendor.sources.add(page.trim())
      vendors.set(name, vendor)
    }
  }
  const nextId = idMaker(registry)
  const stubs = [...vendors].map(([name, { accounts, sources }]): PartyStub => {
    const comments = sources.size > 0 ? [...sources] : ['the list gives no source for this one']
    return { id: nextId(name), name, kind: 'vendor', aws: { accounts }, comments, open: false }
  })
  return { ...result, yaml: stubsText(stubs) }
}

const account = text('an AWS account id of 12 digits in quotes', isAwsAccount)

const entryFields = map<Entry>(
  {
    name: text('a name'),
    source: list(text('a page'), 'pages'),
    accounts: list(account, 'account ids'),
    type: text('a type'),
    enabled: flag(),
  },
  ['name', 'accounts'],
)

function onlyKnownKeys(value: Positioned): Positioned {
  const known = new Set(['name', 'source', 'accounts', 'type', 'enabled'])
  return value.kind === 'map' ? { ...value, entries: value.entries.filter(({ key }) => known.has(key)) } : value
}
