import { isObject, type Json } from '../../model/index.js'
import { accountOfArn, hasWildcard, resourceOfArn, serviceOfArn } from './arn.js'
import { isAccountId, type Caller } from './caller.js'
import { atomOf, type Atom } from './condition/atom.js'
import { operatorNamed } from './condition/operators.js'

/**
 * How a resource policy names the caller. It decides what else must allow:
 * `direct` forms need nothing more in the same account; `role` still answers to the boundary and session policy;
 * `account` only delegates to the account's own policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export type GrantForm = 'direct' | 'role' | 'account'

/** One principal of a policy, read once. */
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
}

/** The Principal or NotPrincipal element of a statement. */
export interface PrincipalElement {
  readonly negated: boolean
  readonly names: readonly PrincipalName[]
}

/** Undecided exemption by NotPrincipal: AWS may or may not count the caller in. */
export const NOT_PRINCIPAL_KEY = 'NotPrincipal'

export interface PrincipalMatch {
  readonly form: GrantForm
  /** What must also hold for the names to mean this caller. */
  readonly atoms: readonly Atom[]
}

const DIRECT: PrincipalMatch = { form: 'direct', atoms: [] }
const ROLE: PrincipalMatch = { form: 'role', atoms: [] }
const ACCOUNT: PrincipalMatch = { form: 'account', atoms: [] }

/**
 * Reads a Principal element; null when AWS would not store it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipalElement(element: Json, negated: boolean): PrincipalElement | null {
  if (element === '*') return { negated, names: [{ kind: 'everyone', text: '*', account: null, name: '*' }] }
  if (!isObject(element)) return null
  const names: PrincipalName[] = []
  for (const type of Object.keys(element)) {
    const value = element[type]
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text !== 'string') continue
      const name = nameOf(type, text)
      if (name !== null) names.push(name)
    }
  }
  return { negated, names }
}

function nameOf(type: string, text: string): PrincipalName | null {
  const named = (kind: PrincipalName['kind'], account: string | null, name: string): PrincipalName => ({
    kind,
    text,
    account,
    name,
  })
  switch (type) {
    case 'Service':
      return named('service', null, text)
    case 'Federated':
      return text === '*' ? named('everyone', null, text) : named('federated', accountOfArn(text) || null, text)
    case 'CanonicalUser':
      return named('canonical', null, text)
    case 'AWS':
      return awsName(text, named)
    default:
      return null
  }
}

function awsName(
  text: string,
  named: (kind: PrincipalName['kind'], account: string | null, name: string) => PrincipalName,
): PrincipalName | null {
  if (text === '*') return named('everyone', null, text)
  if (isAccountId(text)) return named('account', text, text)
  if (!text.startsWith('arn:')) return isUniqueId(text) ? named('unique-id', null, text) : null
  const account = accountOfArn(text)
  const resource = resourceOfArn(text)
  // Wildcards inside a principal's ARN are no patterns: such a name means nobody.
  if (!isAccountId(account) || hasWildcard(resource)) return null
  if (resource === 'root') return named('account', account, account)
  const slash = resource.indexOf('/')
  const word = resource.slice(0, Math.max(0, slash))
  const rest = resource.slice(slash + 1)
  const last = rest.slice(rest.lastIndexOf('/') + 1)
  switch (`${serviceOfArn(text)}:${word}`) {
    case 'iam:role':
      return named('role', account, last)
    case 'iam:user':
      return named('user', account, last)
    case 'sts:assumed-role':
      return named('session', account, rest)
    case 'sts:federated-user':
      return named('federated-user', account, rest)
    default:
      return null
  }
}

/** Unique ids of principals (AROA..., AIDA...): what AWS shows in place of a deleted principal. */
function isUniqueId(text: string): boolean {
  return text.length >= 16 && text.length <= 128 && text.startsWith('A') && text === text.toUpperCase()
}

/** Does the element mean the caller? Null: no. */
export function matchPrincipal(element: PrincipalElement, caller: Caller): PrincipalMatch | null {
  if (element.negated) return matchAllBut(element.names, caller)
  let best: PrincipalMatch | null = null
  for (const name of element.names) {
    const match = matchName(name, caller)
    if (match !== null && (best === null || rank(match) < rank(best))) best = match
  }
  return best
}

/** The most generous form first; names that hold without an "if" before those with one. */
function rank(match: PrincipalMatch): number {
  return (match.form === 'direct' ? 0 : match.form === 'role' ? 1 : 2) + (match.atoms.length > 0 ? 3 : 0)
}

function matchName(name: PrincipalName, caller: Caller): PrincipalMatch | null {
  switch (name.kind) {
    case 'everyone':
      return DIRECT
    case 'account':
      return caller.account === name.account ? ACCOUNT : null
    case 'role':
      return caller.kind === 'session' && sameNamed(name, caller) ? ROLE : null
    case 'user':
      return caller.kind === 'user' && sameNamed(name, caller) ? DIRECT : null
    case 'session':
      return matchSession(name, caller)
    case 'federated-user':
      return caller.kind === 'federated-user' && sameNamed(name, caller) ? DIRECT : null
    case 'service':
      return caller.kind === 'service' && caller.name === name.text ? DIRECT : null
    case 'federated':
      return caller.kind === 'federated' && caller.name === name.text ? DIRECT : null
    case 'unique-id':
      return caller.uniqueId === name.text ? (caller.kind === 'session' ? ROLE : DIRECT) : null
    case 'canonical':
      // LIMIT: canonical user ids are not joined with accounts here; S3 reads them with its ACLs.
      return null
  }
}

/** Names of roles and users are unique in an account, whatever their path; sessions do not show the path. */
function sameNamed(name: PrincipalName, caller: Caller): boolean {
  return caller.account === name.account && caller.name === name.name
}

function matchSession(name: PrincipalName, caller: Caller): PrincipalMatch | null {
  if (caller.kind !== 'session' || caller.account !== name.account) return null
  const slash = name.name.indexOf('/')
  const session = name.name.slice(slash + 1)
  if (name.name.slice(0, slash) !== caller.name) return null
  if (caller.sessionName !== null) return caller.sessionName === session ? DIRECT : null
  return { form: 'direct', atoms: [sessionNamed(session)] }
}

function sessionNamed(session: string): Atom {
  return equalsAtom('sts:RoleSessionName', [session])
}

export function equalsAtom(key: string, values: readonly string[]): Atom {
  const operator = operatorNamed('StringEquals')
  if (operator === undefined) throw new Error('operator table lacks `StringEquals`')
  return atomOf({ key, operator, quantifier: '', missing: false, values })
}

/**
 * NotPrincipal: everyone whom the list does not exempt. A session is exempt for certain only if its account, its
 * role and the session itself are listed, a user only with its account; partly listed is undecided.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function matchAllBut(names: readonly PrincipalName[], caller: Caller): PrincipalMatch | null {
  const forms = neededForExemption(caller)
  const listed = forms.filter((form) => names.some((name) => name.kind === 'everyone' || form(name)))
  if (listed.length === 0) return DIRECT
  if (listed.length === forms.length) return null
  return { form: 'direct', atoms: [equalsAtom(NOT_PRINCIPAL_KEY, [caller.text])] }
}

type NameTest = (name: PrincipalName) => boolean

function neededForExemption(caller: Caller): NameTest[] {
  const account: NameTest = (n) => n.kind === 'account' && n.account === caller.account
  const own: NameTest = (n) => n.kind !== 'account' && n.kind !== 'everyone' && matchName(n, caller) !== null
  switch (caller.kind) {
    case 'session':
      return [
        account,
        (n) => n.kind === 'role' && sameNamed(n, caller),
        (n) => n.kind === 'session' && matchSession(n, caller)?.atoms.length === 0,
      ]
    case 'user':
    case 'federated-user':
      return [account, own]
    case 'account':
      // Somebody of the account: the account's listing alone leaves its users and roles undecided.
      return [account, () => false]
    case 'root':
      return [account]
    case 'service':
    case 'federated':
      return [own]
    case 'anonymous':
      return [() => false]
  }
}
