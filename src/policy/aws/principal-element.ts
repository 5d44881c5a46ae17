import { isObject, type Json } from '../../model/index.js'
import { accountOfArn, hasWildcard, partitionOfArn, resourceOfArn, serviceOfArn } from './arn.js'
import { ANY_ACCOUNT, isAccountId, isUniqueId, type Caller } from './caller.js'
import { atomNamed, type Atom } from '../condition/atom.js'

/**
 * How a resource policy names the caller. It decides what else must allow:
 * `direct` forms need nothing more in the same account; `role` still answers to the boundary and session policy;
 * `account` only delegates to the account's own policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export type GrantForm = 'direct' | 'role' | 'account'

/** One principal of a policy, read once. `partition` is null where the text does not name one. */
export interface PrincipalName {
  readonly kind:
    | 'everyone'
    | 'account'
    | 'role'
    | 'session'
    | 'user'
    | 'federated-user'
    | 'service'
    | 'federated'
    | 'canonical'
    | 'unique-id'
  readonly text: string
  readonly account: string | null
  readonly name: string
  readonly partition: string | null
}

/** The Principal or NotPrincipal element of a statement. */
export interface PrincipalElement {
  readonly negated: boolean
  /** Stored where AWS takes no such element any more: what it means is not documented. */
  readonly doubtful?: boolean
  readonly names: readonly PrincipalName[]
}

/** Keys of doubts: AWS does not document whether the element means the caller, and no request can settle it. */
export const NOT_PRINCIPAL_KEY = 'NotPrincipal'
export const PRINCIPAL_KEY = 'Principal'

/** A form in which an element names the caller, and what must also hold for it to mean this caller. */
export interface PrincipalMatch {
  readonly form: GrantForm
  readonly atoms: readonly Atom[]
}

const NOBODY: readonly PrincipalMatch[] = []
const DIRECT: readonly PrincipalMatch[] = [{ form: 'direct', atoms: [] }]
const ROLE: PrincipalMatch = { form: 'role', atoms: [] }
const ACCOUNT: PrincipalMatch = { form: 'account', atoms: [] }

/**
 * Reads a Principal element; null when AWS would not store it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipalElement(element: Json, negated: boolean): PrincipalElement | null {
  if (element === '*') return { negated, names: [nameOf('AWS', '*')].filter((n) => n !== null) }
  if (!isObject(element)) return null
  const names: PrincipalName[] = []
  let entries = 0
  for (const type of Object.keys(element)) {
    if (!TYPES.has(type)) return null
    const value = element[type]
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text !== 'string') return null
      entries++
      const name = nameOf(type, text)
      if (name !== null) names.push(name)
    }
  }
  return entries === 0 ? null : { negated, names }
}

const TYPES = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser', 'Identity'])

/** Is the element everyone, and nothing but everyone? */
export function isEveryone(element: PrincipalElement): boolean {
  return !element.negated && element.names.length > 0 && element.names.every((name) => name.kind === 'everyone')
}

function nameOf(type: string, text: string): PrincipalName | null {
  const plain = { text, name: text, account: null, partition: null }
  switch (type) {
    case 'Service':
      return { ...plain, kind: 'service' }
    case 'Federated':
      return { ...plain, kind: 'federated', account: accountOfArn(text) || null }
    case 'CanonicalUser':
      return { ...plain, kind: 'canonical' }
    case 'Identity':
      // Not AWS's: a person or login that a connector wrote into a grant, by its id of the contract.
      return { ...plain, kind: 'federated' }
    default:
      return awsName(text)
  }
}

function awsName(text: string): PrincipalName | null {
  const plain = { text, name: text, account: null, partition: null }
  if (text === '*') return { ...plain, kind: 'everyone' }
  if (isAccountId(text)) return { ...plain, kind: 'account', account: text }
  if (!text.startsWith('arn:')) return isUniqueId(text) ? { ...plain, kind: 'unique-id' } : null
  const account = accountOfArn(text)
  const resource = resourceOfArn(text)
  // Wildcards inside a principal's ARN are no patterns: such a name means nobody.
  if (!isAccountId(account) || hasWildcard(resource)) return null
  const named = { text, account, partition: partitionOfArn(text) }
  const service = serviceOfArn(text)
  if (service === 'iam' && resource === 'root') return { ...named, kind: 'account', name: account }
  const slash = resource.indexOf('/')
  const word = resource.slice(0, Math.max(0, slash))
  const rest = resource.slice(slash + 1)
  const last = rest.slice(rest.lastIndexOf('/') + 1)
  switch (`${service}:${word}`) {
    case 'iam:role':
      return { ...named, kind: 'role', name: last }
    case 'iam:user':
      return { ...named, kind: 'user', name: last }
    case 'sts:assumed-role':
      return { ...named, kind: 'session', name: rest }
    case 'sts:federated-user':
      return { ...named, kind: 'federated-user', name: rest }
    default:
      return null
  }
}

/**
 * The forms in which the element means the caller; none: it does not.
 *
 * @param exempts false where a NotPrincipal spares nobody: a Deny hits every principal that has a permissions boundary
 */
export function matchPrincipal(element: PrincipalElement, caller: Caller, exempts: boolean): readonly PrincipalMatch[] {
  if (element.negated) {
    const matches = exempts ? matchAllBut(element.names, caller) : DIRECT
    if (element.doubtful !== true) return matches
    const because = doubt(NOT_PRINCIPAL_KEY, element.names)
    return matches.map(({ form, atoms }) => ({ form, atoms: atoms.includes(because) ? atoms : [...atoms, because] }))
  }
  const only = element.names.length === 1 ? element.names[0] : undefined
  if (only?.kind === 'everyone') return DIRECT
  const { direct, role, account, sessions, accounts, principals, doubtful } = mentionsOf(element.names, caller)
  if (direct) return DIRECT
  const found: PrincipalMatch[] = []
  if (role) found.push(ROLE)
  else if (account) found.push(ACCOUNT)
  if (sessions.length > 0) found.push({ form: 'direct', atoms: [sessionAtom(sessions, true)] })
  if (accounts.length > 0) found.push({ form: 'account', atoms: [accountAtom(accounts)] })
  if (principals.length > 0) found.push({ form: 'direct', atoms: [principalAtom(principals)] })
  if (doubtful !== null) found.push({ form: doubtful, atoms: [doubt(PRINCIPAL_KEY, element.names)] })
  return found.length === 0 ? NOBODY : found
}

/** How the names mention the caller. */
interface Mentions {
  direct: boolean
  role: boolean
  account: boolean
  /** Sessions of the caller's role, where it is not known which one it is. */
  sessions: string[]
  /** Accounts, where the caller is somebody of any. */
  accounts: string[]
  /** Roles and users of the account, where the caller is somebody of it. */
  principals: string[]
  doubtful: GrantForm | null
}

function mentionsOf(names: readonly PrincipalName[], caller: Caller): Mentions {
  const found: Mentions = {
    direct: false,
    role: false,
    account: false,
    sessions: [],
    accounts: [],
    principals: [],
    doubtful: null,
  }
  for (const name of names) mention(name, caller, found)
  return found
}

function mention(name: PrincipalName, caller: Caller, found: Mentions): void {
  switch (name.kind) {
    case 'everyone':
      found.direct = true
      return
    case 'account':
      if (caller.account === name.account && inPartition(name, caller)) found.account = true
      if (caller.account === ANY_ACCOUNT && name.account !== null) found.accounts.push(name.account)
      return
    case 'role':
      if (caller.kind === 'session' && namesRole(name, caller)) found.role = true
      if (isSomebodyOf(name, caller)) found.principals.push(name.text)
      return
    case 'user':
      if (isSomebodyOf(name, caller)) found.principals.push(name.text)
      if (caller.kind === 'user' && name.text === caller.text) found.direct = true
      // LIMIT: whose session a federated user is does not show in its ARN: any user of the account may be meant.
      if (caller.kind === 'federated-user' && inAccount(name, caller)) found.doubtful ??= 'role'
      return
    case 'session':
      mentionSession(name, caller, found)
      return
    case 'federated-user':
      if (caller.kind === 'federated-user' && name.text === caller.text) found.direct = true
      return
    case 'service':
    case 'federated':
      if (caller.kind !== name.kind) return
      // LIMIT: AWS does not document what `*` means as a service or a federated principal.
      if (name.text === '*') found.doubtful = 'direct'
      else if (caller.name === name.text) found.direct = true
      return
    case 'unique-id':
      if (caller.uniqueId !== name.text) return
      if (caller.kind === 'user') found.direct = true
      else found.role = true
      return
    case 'canonical':
      // Canonical ids of our own accounts are read as account numbers before; any other means one account outside.
      found.direct ||= caller.kind === 'account' && caller.text === name.text
      return
  }
}

/** The partition of somebody of an account is not known from the account's number. */
function inPartition(name: PrincipalName, caller: Caller): boolean {
  return name.partition === null || caller.kind === 'account' || name.partition === caller.partition
}

function inAccount(name: PrincipalName, caller: Caller): boolean {
  return caller.account === name.account && inPartition(name, caller)
}

/** Is the caller nobody in particular, of the account (or any account) that the name lies in? */
function isSomebodyOf(name: PrincipalName, caller: Caller): boolean {
  return caller.kind === 'account' && (caller.account === name.account || caller.account === ANY_ACCOUNT)
}

/** "It is of one of these accounts." */
function accountAtom(accounts: readonly string[]): Atom {
  return atomNamed('aws:PrincipalAccount', 'StringEquals', accounts)
}

/** "It is one of these roles and users." */
function principalAtom(arns: readonly string[]): Atom {
  return atomNamed('aws:PrincipalArn', 'ArnEquals', arns)
}

/** Role names are unique in an account whatever their path, which a session's ARN does not show. */
function namesRole(name: PrincipalName, caller: Caller): boolean {
  if (caller.pathKnown) return name.text === caller.arn
  return inAccount(name, caller) && caller.name === name.name
}

function mentionSession(name: PrincipalName, caller: Caller, found: Mentions): void {
  if (caller.kind !== 'session' || !inAccount(name, caller)) return
  const slash = name.name.indexOf('/')
  const session = name.name.slice(slash + 1)
  if (slash < 0 || session === '' || name.name.slice(0, slash) !== caller.name) return
  if (caller.sessionName === null) found.sessions.push(session)
  else if (caller.sessionName === session) found.direct = true
}

function textAtom(key: string, values: readonly string[], equal: boolean): Atom {
  return atomNamed(key, equal ? 'StringEquals' : 'StringNotEquals', values, { opaque: true })
}

/**
 * "It is one of these sessions." Opaque: the name of the session that calls is not the key `sts:RoleSessionName` of
 * the request, which names the session that an assumption would start.
 */
function sessionAtom(sessions: readonly string[], equal: boolean): Atom {
  return textAtom('sts:RoleSessionName', sessions, equal)
}

const MOST_NAMED = 20

/** Other names, another doubt: what AWS makes of one list says nothing of what it makes of the next. */
function doubt(key: string, names: readonly PrincipalName[]): Atom {
  const texts = names.slice(0, MOST_NAMED).map((name) => name.text)
  return textAtom(key, names.length > MOST_NAMED ? [...texts, `${String(names.length)} names`] : texts, true)
}

/**
 * NotPrincipal: everyone whom the list does not exempt. A session is exempt for certain only if its account, its
 * role and the session itself are listed, a user only with its account; partly listed is undecided.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function matchAllBut(names: readonly PrincipalName[], caller: Caller): readonly PrincipalMatch[] {
  if (names.some((name) => name.kind === 'everyone')) return NOBODY
  const { direct, role, account, sessions, doubtful } = mentionsOf(names, caller)
  const partly = (): readonly PrincipalMatch[] => [{ form: 'direct', atoms: [doubt(NOT_PRINCIPAL_KEY, names)] }]
  switch (caller.kind) {
    case 'anonymous':
      return DIRECT
    case 'service':
    case 'federated':
      return direct ? NOBODY : doubtful === null ? DIRECT : partly()
    case 'root':
      return account ? NOBODY : DIRECT
    case 'account':
      // Somebody of the account: it may be one of those listed.
      return names.some((name) => mayBe(name, caller)) ? partly() : DIRECT
    case 'user':
    case 'federated-user':
      if (direct && account) return NOBODY
      return direct || account || doubtful !== null ? partly() : DIRECT
    case 'session':
      if (account && role && direct) return NOBODY
      if (account && role && sessions.length > 0) return [{ form: 'direct', atoms: [sessionAtom(sessions, false)] }]
      return account || role || direct || sessions.length > 0 ? partly() : DIRECT
  }
}

function mayBe(name: PrincipalName, caller: Caller): boolean {
  if (name.kind === 'unique-id') return true
  return name.account !== null && (caller.account === ANY_ACCOUNT || caller.account === name.account)
}
