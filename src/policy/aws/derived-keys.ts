import { ANY_ACCOUNT, type Caller } from './caller.js'
import { ABSENT, OPEN, type KeyState } from './condition/context.js'

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
    case 'kms:calleraccount':
      return caller.account === ANY_ACCOUNT ? OPEN : orAbsent(caller.account)
    case 'aws:principaltype':
      return principalType(caller)
    case 'aws:username':
      return caller.kind === 'user' ? one(caller.name) : caller.kind === 'account' ? OPEN : ABSENT
    case 'aws:userid':
      return userId(caller)
    case 'aws:principalisawsservice':
      return one(caller.kind === 'service' ? 'true' : 'false')
    case 'aws:principalservicename':
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
      if (lowerKey.startsWith('aws:principaltag/') && caller.account === null) return ABSENT
      return undefined
  }
}

function principalArn(caller: Caller): KeyState {
  if (caller.kind === 'account') return OPEN
  return orAbsent(caller.arn)
}

function principalType(caller: Caller): KeyState {
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
      return OPEN
    case 'service':
    case 'federated':
      return ABSENT
  }
}

/** `AIDA...` for users, `AROA...:session` for role sessions, `account:name` for federated users. */
function userId(caller: Caller): KeyState {
  if (caller.kind === 'anonymous') return one('anonymous')
  if (caller.kind === 'root') return orAbsent(caller.account)
  if (caller.kind === 'federated-user') return one(`${caller.account ?? ''}:${caller.name}`)
  if (caller.kind === 'user') return caller.uniqueId === null ? OPEN : one(caller.uniqueId)
  if (caller.kind === 'session' && caller.uniqueId !== null && caller.sessionName !== null) {
    return one(`${caller.uniqueId}:${caller.sessionName}`)
  }
  return caller.kind === 'service' || caller.kind === 'federated' ? ABSENT : OPEN
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
