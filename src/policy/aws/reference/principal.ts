import { isObject } from '../../../model/index.js'
import type { Json } from '../../../model/index.js'
import { isAccountId } from './caller.js'
import type { Caller } from './caller.js'
import type { RequestContext } from './context.js'
import { DOUBT, FALSE, TRUE, openOn, some, verdictOf } from './verdict.js'
import type { Verdict } from './verdict.js'

/**
 * In which form a statement's principal names the caller. The form decides which other policies still limit a
 * grant inside the account:
 *
 * - `itself` (`*`, the user, the session, a service, a federated principal): none.
 * - `role`: permissions boundary and session policies.
 * - `account`: the grant only delegates; identity policies decide.
 */
export type PrincipalForm = 'itself' | 'role' | 'account'

export type PrincipalMatch = Readonly<Record<PrincipalForm, Verdict>>

const NOBODY: PrincipalMatch = { itself: FALSE, role: FALSE, account: FALSE }

/** Names the caller in any form? */
export function isNamed(match: PrincipalMatch): Verdict {
  return some([match.itself, match.role, match.account])
}

/**
 * How a `Principal` element names the caller; null when AWS would refuse to store it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function matchPrincipal(principal: Json, caller: Caller, context: RequestContext): PrincipalMatch | null {
  const entries = principalEntries(principal)
  if (entries === null) return null
  const matches = entries.map(({ type, name }) => matchEntry(type, name, caller, context))
  return {
    itself: some(matches.map((match) => match.itself)),
    role: some(matches.map((match) => match.role)),
    account: some(matches.map((match) => match.account)),
  }
}

/** Is the element everyone, and nothing but everyone? */
export function isEveryone(principal: Json): boolean {
  return principalEntries(principal)?.every(({ type, name }) => type === 'AWS' && name === '*') ?? false
}

interface Entry {
  readonly type: string
  readonly name: string
}

const TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser']

function principalEntries(principal: Json): Entry[] | null {
  if (principal === '*') return [{ type: 'AWS', name: '*' }]
  if (!isObject(principal)) return null
  const entries: Entry[] = []
  for (const [type, value] of Object.entries(principal)) {
    if (!TYPES.includes(type)) return null
    for (const name of Array.isArray(value) ? value : [value]) {
      if (typeof name !== 'string') return null
      entries.push({ type, name })
    }
  }
  return entries.length === 0 ? null : entries
}

function matchEntry(type: string, name: string, caller: Caller, context: RequestContext): PrincipalMatch {
  switch (type) {
    case 'Service':
      return { ...NOBODY, itself: matchName(name, caller, 'service') }
    case 'Federated':
      return { ...NOBODY, itself: matchName(name, caller, 'federated') }
    case 'CanonicalUser':
      // LIMIT: which account a canonical user id belongs to is not in the record.
      return { ...NOBODY, itself: verdictOf(name === caller.text) }
    default:
      return matchAwsEntry(name, caller, context)
  }
}

/** LIMIT: AWS does not document what `*` means as a service or a federated principal; it stays in doubt. */
function matchName(name: string, caller: Caller, kind: Caller['kind']): Verdict {
  if (caller.kind !== kind) return FALSE
  return name === '*' ? DOUBT : verdictOf(name === caller.text)
}

function matchAwsEntry(name: string, caller: Caller, context: RequestContext): PrincipalMatch {
  if (name === '*') return { ...NOBODY, itself: TRUE }
  if (namesAccountOf(name, caller)) return { ...NOBODY, account: TRUE }
  const byId = matchUniqueId(name, caller, context)
  if (byId !== null) return byId
  switch (caller.kind) {
    case 'role':
      return { ...NOBODY, role: verdictOf(name === caller.roleArn), itself: matchAnySession(name, caller) }
    case 'session':
      return { ...NOBODY, role: verdictOf(namesRoleOfSession(name, caller)), itself: verdictOf(name === caller.text) }
    case 'federated-user':
      // LIMIT: whose federated session it is does not show in its ARN, so any user of the account may be meant.
      return { ...NOBODY, itself: verdictOf(name === caller.text), role: isUserOf(name, caller) ? DOUBT : FALSE }
    default:
      return { ...NOBODY, itself: verdictOf(name === caller.text && caller.kind !== 'root') }
  }
}

function namesAccountOf(name: string, caller: Caller): boolean {
  if (caller.account === null) return false
  if (isAccountId(name)) return name === caller.account
  return name === `arn:${caller.partition}:iam::${caller.account}:root`
}

/**
 * A unique id (`AROA...`, `AIDA...`) stands where a named principal was deleted.
 *
 * LIMIT: without a given `aws:userid` the caller's own id is not known, and the entry is taken for such a relic.
 */
function matchUniqueId(name: string, caller: Caller, context: RequestContext): PrincipalMatch | null {
  if (!/^A(ROA|IDA)[A-Z0-9]{8,128}$/.test(name)) return null
  if (caller.account === null) return NOBODY
  const userId = context('aws:userid')
  const [id = ''] = userId.state === 'given' ? (userId.values[0] ?? '').split(':') : []
  if (id !== name) return NOBODY
  return caller.kind === 'user' ? { ...NOBODY, itself: TRUE } : { ...NOBODY, role: TRUE }
}

/** Role names are unique in an account whatever their path, which the session's ARN does not show. */
function namesRoleOfSession(name: string, caller: Caller): boolean {
  if (caller.pathKnown) return name === caller.roleArn
  const prefix = `arn:${caller.partition}:iam::${caller.account}:role/`
  return name.startsWith(prefix) && name.split('/').at(-1) === caller.name
}

/** A session of the role is named: is it this one? */
function matchAnySession(name: string, caller: Caller): Verdict {
  const prefix = `arn:${caller.partition}:sts::${caller.account}:assumed-role/${caller.name}/`
  return name.startsWith(prefix) && name.length > prefix.length ? openOn(['sts:RoleSessionName']) : FALSE
}

function isUserOf(name: string, caller: Caller): boolean {
  return name.startsWith(`arn:${caller.partition}:iam::${caller.account}:user/`)
}

/**
 * Is the caller one of those that a `NotPrincipal` element lists, so that the statement passes it by?
 * True only when account and principal (for sessions: account, role and session) are all listed; when only some
 * are, what happens depends on the service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isExcepted(notPrincipal: Json, caller: Caller, context: RequestContext): Verdict | null {
  const entries = principalEntries(notPrincipal)
  const match = matchPrincipal(notPrincipal, caller, context)
  if (entries === null || match === null) return null
  if (entries.some(({ type, name }) => type === 'AWS' && name === '*')) return TRUE
  if (caller.account === null) return match.itself
  if (caller.kind === 'root') return match.account
  const parts =
    caller.kind === 'session' || caller.kind === 'role'
      ? [match.account, match.role, match.itself]
      : [match.account, match.itself]
  if (parts.every((part) => part.truth === 'true')) return TRUE
  if (isNamed(match).truth === 'false') return FALSE
  return parts.some((part) => part.truth === 'false') ? DOUBT : openOn(parts.flatMap((part) => part.keys))
}
