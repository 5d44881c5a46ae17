import { literalText } from './arn.js'
import { ANY_ACCOUNT, ROLES_ANYWHERE, type Caller } from './caller.js'
import { ABSENT, PRESENT, type KeyState } from '../condition/context.js'

/** What of a request decides the keys that follow from it. */
export interface RequestFacts {
  readonly caller: Caller
  readonly resourceAccount: string | null
  /** Lower-case key to value: what the snapshot knows besides (tags, organizations, ...). */
  readonly known: ReadonlyMap<string, KeyState>
}

const one = (value: string): KeyState => ({ state: 'values', values: [value] })
const orAbsent = (value: string | null): KeyState => (value === null ? ABSENT : one(value))

/** Keys that only requests by AWS services carry. */
const SERVICE_ONLY = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:principalservicename',
  'aws:principalservicenameslist',
])

/**
 * The state of a key that follows from who asks and what about; undefined where nothing follows.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function derivedState(lowerKey: string, facts: RequestFacts): KeyState | undefined {
  const known = knownState(facts.known, lowerKey)
  if (known !== undefined) return known
  const { caller } = facts
  if (SERVICE_ONLY.has(lowerKey) && caller.kind !== 'service') return ABSENT
  switch (lowerKey) {
    case 'aws:principalarn':
      return principalArn(caller)
    case 'aws:principalaccount':
      return principalAccount(caller)
    case 'kms:calleraccount':
      return caller.account === ANY_ACCOUNT ? PRESENT : orAbsent(caller.account)
    case 'aws:principaltype':
      return principalType(caller)
    case 'aws:username':
      return caller.kind === 'user' ? one(caller.name) : caller.kind === 'account' ? undefined : ABSENT
    case 'aws:userid':
      return userId(caller)
    case 'aws:principalisawsservice':
      return caller.kind === 'anonymous' ? ABSENT : one(caller.kind === 'service' ? 'true' : 'false')
    case 'aws:principalservicename':
    case 'aws:principalservicenameslist':
      // LIMIT: a service may carry regional names beside the one that calls; only that one is known.
      return one(caller.name)
    case 'aws:resourceaccount':
    case 's3:resourceaccount':
      return facts.resourceAccount === null ? undefined : one(facts.resourceAccount)
    case 'aws:principalorgid':
    case 'aws:principalorgpaths':
      return caller.account === null ? ABSENT : undefined
    case 'aws:multifactorauthpresent':
    case 'aws:multifactorauthage':
      return multiFactor(caller)
    default:
      if (lowerKey.startsWith('aws:principaltag/x509') && caller.name === ROLES_ANYWHERE) return undefined
      if (lowerKey.startsWith('aws:principaltag/') && caller.account === null) return ABSENT
      return undefined
  }
}

function principalArn(caller: Caller): KeyState {
  if (caller.kind === 'account') return PRESENT
  return orAbsent(caller.arn)
}

/** Every request has the key, also an anonymous one; what services and logins carry is not documented. */
function principalAccount(caller: Caller): KeyState | undefined {
  if (caller.kind === 'anonymous') return one('anonymous')
  if (caller.account === null) return undefined
  return caller.account === ANY_ACCOUNT ? PRESENT : one(caller.account)
}

function principalType(caller: Caller): KeyState | undefined {
  switch (caller.kind) {
    case 'user':
      return one('User')
    case 'session':
      return one('AssumedRole')
    case 'federated-user':
      return one('FederatedUser')
    case 'root':
      return one('Account')
    case 'anonymous':
      return one('Anonymous')
    case 'account':
      return PRESENT
    case 'service':
    case 'federated':
      return undefined
  }
}

/** Something is there: a unique id is never empty. */
const SOME_ID = '?*'

/**
 * `AIDA...` for users, `AROA...:session` for role sessions, `account:name` for federated users. Where the unique id
 * is not known the shape of the value is.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function userId(caller: Caller): KeyState | undefined {
  switch (caller.kind) {
    case 'anonymous':
      return one('anonymous')
    case 'root':
      return orAbsent(caller.account)
    case 'federated-user':
      return one(`${caller.account ?? ''}:${caller.name}`)
    case 'user':
      return caller.uniqueId === null ? { state: 'present', like: SOME_ID } : one(caller.uniqueId)
    case 'session': {
      const { uniqueId, sessionName } = caller
      if (uniqueId !== null && sessionName !== null) return one(`${uniqueId}:${sessionName}`)
      const session = sessionName === null ? SOME_ID : literalText(sessionName)
      return { state: 'present', like: `${uniqueId ?? SOME_ID}:${session}` }
    }
    case 'account':
      return PRESENT
    case 'service':
    case 'federated':
      return undefined
  }
}

/** Logins at an identity provider, services and anonymous callers never carry AWS's MFA keys. */
function multiFactor(caller: Caller): KeyState | undefined {
  return caller.account === null ? ABSENT : undefined
}

/** Stands for every tag that `known` does not name: a principal without session tags has no others. */
export const OTHER_TAGS = 'aws:principaltag/*'

/** The state of a key among those known, counting "every other tag". */
export function knownState(known: ReadonlyMap<string, KeyState>, lowerKey: string): KeyState | undefined {
  const exact = known.get(lowerKey)
  if (exact !== undefined || !lowerKey.startsWith('aws:principaltag/')) return exact
  return known.get(OTHER_TAGS)
}
