import type { CallRecord, FoundRecord, Malformed } from '../../src/connector/index.js'
import type { Json } from '../../src/model/index.js'
import { accountOf, isAccountId } from './arn.js'
import { textField } from './fields.js'

/**
 * Gives each record its account: from the folder's name, else from `sts-get-caller-identity` inside the folder, else
 * from the folder's own IAM ARNs. A record whose account stays unknown is an error that names its file.
 */
export function settle(found: FoundRecord[]): { records: CallRecord[]; malformed: Malformed[] } {
  const accounts = folderAccounts(found)
  const records: CallRecord[] = []
  const lost = new Set<string>()
  for (const { folder, ...record } of found) {
    const account = record.account !== '' ? record.account : (accounts.get(folder ?? '') ?? null)
    if (account === null) lost.add(record.file)
    else records.push({ ...record, account })
  }
  const message =
    'no account number in the path or in the folder: name the folder by its account number or add `sts-get-caller-identity.json`'
  return { records, malformed: [...lost].map((path) => ({ path, message })) }
}

function folderAccounts(found: FoundRecord[]): Map<string, string> {
  const said = new Map<string, string>()
  const ofIam = new Map<string, string>()
  for (const record of found) {
    if (record.folder === null) continue
    if (record.service === 'sts' && record.operation === 'get-caller-identity') {
      const account = textField(record.body, 'Account')
      if (account !== null && isAccountId(account)) said.set(record.folder, account)
    } else if (record.service === 'iam' && !ofIam.has(record.folder)) {
      const account = record.account !== '' ? record.account : iamAccount(record.body)
      if (account !== null) ofIam.set(record.folder, account)
    }
  }
  return new Map([...ofIam, ...said])
}

/** The account in the first ARN of our own that the answer holds (`Arn` of a role, user, provider ...). */
function iamAccount(body: Json): string | null {
  if (typeof body !== 'object' || body === null) return null
  const own = Array.isArray(body) ? null : accountOf(textField(body, 'Arn') ?? '')
  if (own !== null) return own
  for (const inner of Object.values(body)) {
    const account = iamAccount(inner)
    if (account !== null) return account
  }
  return null
}
