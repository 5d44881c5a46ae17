import type { CallRecord } from '../../src/connector/index.js'
import { isObject, type JsonObject } from '../../src/model/index.js'
import { isAccountId, lastName, parseArn, partitionOfRegion } from './arn.js'
import { AUTHORIZATION_DETAILS, principalArn, principalName } from './authorization-details.js'

import { objectsField, textField } from './fields.js'

/** The records of an import, found by call (`iam get-role`). */
export interface Records {
  all: readonly CallRecord[]
  /** Records of a call that hold an answer, an empty one included. */
  answered(call: string, account?: string): CallRecord[]
  /** Every record of a call, refused and failed ones included. */
  of(call: string, account?: string): CallRecord[]
  /** Entries of one list of the authorization details, over all pages and accounts, with the record they stand in. */
  details(list: string): { entry: JsonObject; record: CallRecord }[]
  /** Account numbers whose authorization details were read. */
  imported: ReadonlySet<string>
  /** Every account number under which there is a record. */
  accounts: ReadonlySet<string>
  /** ARN of a user by its name, which is unique within its account; null if the user was not seen. */
  userArn(account: string, name: string): string | null
  /** The partition in which an account lies. */
  partition(account: string): string
}

export function indexRecords(all: readonly CallRecord[]): Records {
  const byCall = new Map<string, CallRecord[]>()
  const add = (key: string, record: CallRecord): void => {
    const list = byCall.get(key)
    if (list === undefined) byCall.set(key, [record])
    else list.push(record)
  }
  for (const record of all) {
    const call = `${record.service} ${record.operation}`
    add(call, record)
    add(`${call} ${record.account}`, record)
  }
  const of = (call: string, account?: string): CallRecord[] =>
    byCall.get(account === undefined ? call : `${call} ${account}`) ?? []
  const answered = (call: string, account?: string): CallRecord[] =>
    of(call, account).filter(({ status }) => status === 'ok' || status === 'none')
  const pages = answered(AUTHORIZATION_DETAILS)
  const details = (list: string): { entry: JsonObject; record: CallRecord }[] =>
    pages.flatMap((record) => objectsField(record.body, list).map((entry) => ({ entry, record })))

  const imported = new Set(pages.map(({ account }) => account))
  const partitions = new Map<string, string>()
  for (const { entry } of ['UserDetailList', 'GroupDetailList', 'RoleDetailList'].flatMap(details)) {
    const arn = parseArn(textField(entry, 'Arn') ?? '')
    if (arn === null || !isAccountId(arn.account)) continue
    imported.add(arn.account)
    partitions.set(arn.account, arn.partition)
  }
  for (const { account, region } of all)
    if (region !== 'global' && !partitions.has(account)) partitions.set(account, partitionOfRegion(region))
  const users = new Map<string, string>()
  for (const { entry, record } of details('UserDetailList')) {
    const arn = principalArn(entry, record, 'user')
    if (arn !== null) users.set(`${parseArn(arn)?.account ?? ''} ${principalName(entry, 'user') ?? lastName(arn)}`, arn)
  }
  return {
    all,
    of,
    answered,
    details,
    imported,
    accounts: new Set(all.map(({ account }) => account)),
    userArn: (account, name) => users.get(`${account} ${name}`) ?? null,
    partition: (account) => partitions.get(account) ?? 'aws',
  }
}

/** Was the call made about this name or ARN? A file may be named by the ARN, or by the name that the ARN ends in. */
export function isAbout({ subject }: CallRecord, name: string): boolean {
  const [first = ''] = subject
  const whole = subject.join('--')
  if (first === name || whole === name) return true
  return name.startsWith('arn:') && first !== '' && (first === lastName(name) || whole === lastName(name))
}

/** How many entries the answer lists: the sum over its lists; 1 for an answer without any. */
export function entryCount({ status, body }: CallRecord): number {
  if (status === 'none') return 0
  if (Array.isArray(body)) return body.length
  const lists = isObject(body) ? Object.values(body).filter((value) => Array.isArray(value)) : []
  return lists.length === 0 ? 1 : lists.reduce((sum, list) => sum + list.length, 0)
}
