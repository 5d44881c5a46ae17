import type { CallRecord } from '../../src/connector/index.js'
import type { JsonObject } from '../../src/model/index.js'
import { AUTHORIZATION_DETAILS, principalArn, principalName } from './authorization-details.js'
import { accountOf, isAccountId, lastName } from './arn.js'
import { dateField, objectField, objectsField, textField } from './fields.js'
import type { Records } from './records.js'

export const LIST_USERS = 'identitystore list-users'
export const DESCRIBE_USER = 'identitystore describe-user'
export const LIST_GROUPS = 'identitystore list-groups'
export const DESCRIBE_GROUP = 'identitystore describe-group'
export const LIST_MEMBERSHIPS = 'identitystore list-group-memberships'
export const LIST_MEMBERSHIPS_OF_USER = 'identitystore list-group-memberships-for-member'
export const LIST_PERMISSION_SETS = 'sso-admin list-permission-sets'
export const DESCRIBE_PERMISSION_SET = 'sso-admin describe-permission-set'
export const LIST_ASSIGNMENTS = 'sso-admin list-account-assignments'
export const LIST_ASSIGNMENTS_OF_PRINCIPAL = 'sso-admin list-account-assignments-for-principal'

/** Where IAM Identity Center puts the roles that it makes in an account. */
const ROLE_PATH = '/aws-reserved/sso.amazonaws.com/'
const ROLE_PREFIX = 'AWSReservedSSO_'

/** A user of an identity store. */
export interface StoreUser {
  id: string
  store: string | null
  userName: string | null
  displayName: string | null
  /** The primary address, else the first. */
  mail: string | null
  /** Issuers of the outside directories that it came from. */
  issuers: string[]
  account: string
}

export interface StoreGroup {
  id: string
  store: string | null
  name: string | null
  issuers: string[]
  account: string
}

/** One page or entry, with the record that it stands in. */
interface Entry {
  entry: JsonObject
  record: CallRecord
}

/**
 * ARN of a user or group of an identity store; it names neither account nor store, ids are unique without them.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentitystore.html
 */
export function storeArn(partition: string, kind: 'user' | 'group', id: string): string {
  return `arn:${partition}:identitystore:::${kind}/${id}`
}

/** The identity by which a party knows the user: its mail address, else its name in the store. */
export function identityOf({ mail, userName, id, store }: StoreUser): string {
  const name = mail ?? userName ?? id
  return name.includes('@') ? `user:${name.toLowerCase()}` : `user:${name}@${store ?? 'identitystore'}`
}

/** @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_User.html */
export function readUsers(records: Records): Map<string, StoreUser> {
  const users = new Map<string, StoreUser>()
  for (const { entry, record } of entriesOf(records, LIST_USERS, 'Users', DESCRIBE_USER)) {
    const id = textField(entry, 'UserId')
    if (id === null || users.has(id)) continue
    const mails = objectsField(entry, 'Emails')
    const primary = mails.find((mail) => mail['Primary'] === true) ?? mails[0]
    users.set(id, {
      id,
      store: textField(entry, 'IdentityStoreId'),
      userName: textField(entry, 'UserName'),
      displayName: textField(entry, 'DisplayName'),
      mail: textField(primary, 'Value'),
      issuers: issuersOf(entry),
      account: record.account,
    })
  }
  return users
}

/** @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_Group.html */
export function readGroups(records: Records): Map<string, StoreGroup> {
  const groups = new Map<string, StoreGroup>()
  for (const { entry, record } of entriesOf(records, LIST_GROUPS, 'Groups', DESCRIBE_GROUP)) {
    const id = textField(entry, 'GroupId')
    if (id === null || groups.has(id)) continue
    groups.set(id, {
      id,
      store: textField(entry, 'IdentityStoreId'),
      name: textField(entry, 'DisplayName'),
      issuers: issuersOf(entry),
      account: record.account,
    })
  }
  return groups
}

/**
 * Members by group id; a group without an entry was not asked about.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_GroupMembership.html
 */
export function readMembers(records: Records): Map<string, Set<string>> {
  const members = new Map<string, Set<string>>()
  const membersOf = (group: string): Set<string> => {
    const known = members.get(group) ?? new Set<string>()
    members.set(group, known)
    return known
  }
  for (const record of records.answered(LIST_MEMBERSHIPS)) {
    const asked = record.subject[record.subject.length - 1]
    if (record.status === 'none' && asked !== undefined) membersOf(asked)
    for (const entry of objectsField(record.body, 'GroupMemberships')) {
      const group = textField(entry, 'GroupId') ?? asked
      const user = textField(objectField(entry, 'MemberId') ?? undefined, 'UserId')
      if (group !== undefined && user !== null) membersOf(group).add(user)
    }
  }
  const wholeGroups = new Set(members.keys())
  for (const record of records.answered(LIST_MEMBERSHIPS_OF_USER))
    for (const entry of objectsField(record.body, 'GroupMemberships')) {
      const group = textField(entry, 'GroupId')
      const user = textField(objectField(entry, 'MemberId') ?? undefined, 'UserId')
      if (group !== null && user !== null && wholeGroups.has(group)) membersOf(group).add(user)
    }
  return members
}

export interface PermissionSet {
  arn: string
  name: string | null
  sessionDuration: string | null
  createdAt: string | null
  account: string
}

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html */
export function readPermissionSets(records: Records): Map<string, PermissionSet> {
  const sets = new Map<string, PermissionSet>()
  for (const record of records.answered(DESCRIBE_PERMISSION_SET)) {
    const entry = objectField(record.body, 'PermissionSet') ?? {}
    const arn = textField(entry, 'PermissionSetArn')
    if (arn === null) continue
    sets.set(arn, {
      arn,
      name: textField(entry, 'Name'),
      sessionDuration: textField(entry, 'SessionDuration'),
      createdAt: dateField(entry, 'CreatedDate'),
      account: record.account,
    })
  }
  for (const record of records.answered(LIST_PERMISSION_SETS)) {
    const listed = typeof record.body === 'object' && !Array.isArray(record.body) ? record.body?.['PermissionSets'] : []
    for (const arn of Array.isArray(listed) ? listed : [])
      if (typeof arn === 'string' && !sets.has(arn))
        sets.set(arn, { arn, name: null, sessionDuration: null, createdAt: null, account: record.account })
  }
  return sets
}

export interface Assignment {
  account: string
  permissionSet: string
  kind: 'USER' | 'GROUP'
  principal: string
}

/** What is known of who is assigned where; `asked` says which pairs of account and permission set were answered. */
export interface Assignments {
  all: Assignment[]
  asked(account: string, permissionSet: string): boolean
}

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListAccountAssignments.html */
export function readAssignments(records: Records): Assignments {
  const all = new Map<string, Assignment>()
  const asked = new Set<string>()
  const read = (record: CallRecord): Assignment[] =>
    objectsField(record.body, 'AccountAssignments').flatMap((entry) => {
      const account = textField(entry, 'AccountId') ?? record.subject.find(isAccountId)
      const permissionSet = textField(entry, 'PermissionSetArn')
      const principal = textField(entry, 'PrincipalId')
      const kind = textField(entry, 'PrincipalType')
      if (account === undefined || permissionSet === null || principal === null) return []
      if (kind !== 'USER' && kind !== 'GROUP') return []
      const assignment: Assignment = { account, permissionSet, kind, principal }
      all.set([account, permissionSet, principal].join('\n'), assignment)
      return [assignment]
    })
  for (const record of records.answered(LIST_ASSIGNMENTS)) {
    for (const { account, permissionSet } of read(record)) asked.add(`${account} ${lastName(permissionSet)}`)
    if (record.status !== 'none') continue
    const account = record.subject.find(isAccountId) ?? '*'
    const set = record.subject.map(lastName).find((part) => part.startsWith('ps-'))
    if (set !== undefined) asked.add(`${account} ${set}`)
  }
  for (const record of records.answered(LIST_ASSIGNMENTS_OF_PRINCIPAL)) read(record)
  return {
    all: [...all.values()],
    asked: (account, permissionSet) => [account, '*'].some((scope) => asked.has(`${scope} ${lastName(permissionSet)}`)),
  }
}

/** A role that Identity Center made in an account, with the name of the permission set that it stands for. */
export interface CenterRole {
  arn: string
  account: string
  permissionSetName: string
}

/**
 * Roles named `AWSReservedSSO_<permission set>_<16 hexadecimal digits>` under the reserved path.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function centerRoles(records: Records): CenterRole[] {
  return records.details('RoleDetailList').flatMap(({ entry, record }) => {
    const arn = principalArn(entry, record, 'role')
    const account = accountOf(arn ?? '')
    const name = principalName(entry, 'role') ?? lastName(arn ?? '')
    if (arn === null || account === null || !name.startsWith(ROLE_PREFIX)) return []
    if (textField(entry, 'Path')?.startsWith(ROLE_PATH) !== true) return []
    const end = name.lastIndexOf('_')
    return end < ROLE_PREFIX.length ? [] : [{ arn, account, permissionSetName: name.slice(ROLE_PREFIX.length, end) }]
  })
}

/** Calls that `readUsers` to `centerRoles` read. */
export const CENTER_CALLS = [
  LIST_USERS,
  DESCRIBE_USER,
  LIST_GROUPS,
  DESCRIBE_GROUP,
  LIST_MEMBERSHIPS,
  LIST_MEMBERSHIPS_OF_USER,
  LIST_PERMISSION_SETS,
  DESCRIBE_PERMISSION_SET,
  LIST_ASSIGNMENTS,
  LIST_ASSIGNMENTS_OF_PRINCIPAL,
  AUTHORIZATION_DETAILS,
] as const

function entriesOf(records: Records, list: string, field: string, describe: string): Entry[] {
  return [
    ...records.answered(list).flatMap((record) => objectsField(record.body, field).map((entry) => ({ entry, record }))),
    ...records
      .answered(describe)
      .flatMap((record) =>
        typeof record.body === 'object' && record.body !== null && !Array.isArray(record.body)
          ? [{ entry: record.body, record }]
          : [],
      ),
  ]
}

function issuersOf(entry: JsonObject): string[] {
  return objectsField(entry, 'ExternalIds').flatMap((id) => textField(id, 'Issuer') ?? [])
}
