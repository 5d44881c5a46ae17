import type { CallRecord } from '../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { accountOf, isAccountId } from './arn.js'
import { textField } from './fields.js'

/** The call whose answer is recognised wherever it stands. */
export const AUTHORIZATION_DETAILS = 'iam get-account-authorization-details'

export const DETAIL_LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList'] as const

/**
 * Is it an answer of GetAccountAuthorizationDetails, or one page of it?
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export function isAuthorizationDetails(document: Json): document is JsonObject {
  if (!isObject(document)) return false
  if (DETAIL_LISTS.some((name) => Object.hasOwn(document, name))) return true
  const policies = document['Policies']
  return Array.isArray(policies) && policies.some((item) => isObject(item) && Array.isArray(item['PolicyVersionList']))
}

/** What is wrong with the page, or null: a list that is none would otherwise read as an empty one. */
export function detailsProblem(page: JsonObject): string | null {
  const wrong = [...DETAIL_LISTS, 'Policies'].find((name) => {
    const value = page[name]
    return value !== undefined && value !== null && !Array.isArray(value)
  })
  return wrong === undefined ? null : `\`${wrong}\` is not a list`
}

/** The account that the page's own ARNs name. */
export function detailsAccount(page: JsonObject): string | null {
  for (const name of [...DETAIL_LISTS, 'Policies']) {
    const list = page[name]
    if (!Array.isArray(list)) continue
    for (const item of list) {
      const account = accountOf(textField(item, 'Arn') ?? '')
      if (account !== null) return account
    }
  }
  return null
}

const KINDS = { user: 'UserName', group: 'GroupName', role: 'RoleName' } as const

/**
 * ARN of a user, group or role: its own, or, where that names no account, the one that path and name give (a dump may be
 * edited before it is handed on). Null without either.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function principalArn(entry: JsonObject, record: CallRecord, kind: keyof typeof KINDS): string | null {
  const arn = textField(entry, 'Arn')
  if (arn !== null && accountOf(arn) !== null) return arn
  const name = textField(entry, KINDS[kind])
  if (name === null || !isAccountId(record.account)) return null
  const partition = arn?.split(':')[1] ?? 'aws'
  return `arn:${partition}:iam::${record.account}:${kind}${textField(entry, 'Path') ?? '/'}${name}`
}

/** Name of a user, group or role. */
export function principalName(entry: JsonObject, kind: keyof typeof KINDS): string | null {
  return textField(entry, KINDS[kind])
}

export type PrincipalKind = keyof typeof KINDS
