import type { DecisionRequest } from '../record.js'
import type { Caller } from './caller.js'
import { MANY, ONE, literal } from './wildcard.js'
import type { Token } from './wildcard.js'

/**
 * What is known of one key of the request.
 *
 * `present`: it is there, and its value is like the pattern `like`. `open`: not known whether it is there.
 * `key` is the name under which the missing knowledge is asked for.
 */
export type ContextValue =
  | { readonly state: 'given'; readonly values: readonly string[] }
  | { readonly state: 'absent' }
  | { readonly state: 'present'; readonly like: readonly Token[]; readonly key: string }
  | { readonly state: 'open'; readonly key: string }

/** Looks a key up; its case does not count. */
export type RequestContext = (key: string) => ContextValue

const ABSENT: ContextValue = { state: 'absent' }

/** Keys of the service that calls on behalf of a resource: only requests of service principals carry them. */
const SOURCE_KEYS = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:principalservicename',
  'aws:principalservicenameslist',
]

/** Keys of a principal that belongs to an account. */
const IAM_PRINCIPAL_KEYS = [
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'kms:calleraccount',
  'aws:multifactorauthpresent',
  'aws:multifactorauthage',
]

/**
 * The request context: what was given, what is said to be absent, what follows from the request, what is said to
 * be there, in this order. Everything else is open with `contextOpen`, else absent.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(
  request: DecisionRequest,
  caller: Caller,
  resourceAccount: string | null,
): RequestContext {
  const given = new Map(
    Object.entries(request.context ?? {}).map(([key, value]) => [
      key.toLowerCase(),
      (Array.isArray(value) ? value : [value]).map(String),
    ]),
  )
  const absent = new Set((request.contextAbsent ?? []).map((key) => key.toLowerCase()))
  const present = new Set((request.contextPresent ?? []).map((key) => key.toLowerCase()))
  const derived = derivedKeys(caller, resourceAccount)
  return (key) => {
    const name = key.toLowerCase()
    const values = given.get(name)
    if (values !== undefined) return { state: 'given', values }
    if (absent.has(name)) return ABSENT
    const known = derived.get(name)
    if (known !== undefined && known.state !== 'absent') return known
    if (present.has(name)) return { state: 'present', like: [MANY], key }
    if (known !== undefined) return known
    // Certificates of IAM Roles Anywhere bring their fields as tags of the principal.
    const ofCertificate = name.startsWith('aws:principaltag/x509') && caller.text === 'rolesanywhere.amazonaws.com'
    if (name.startsWith('aws:principaltag/') && caller.account === null && !ofCertificate) return ABSENT
    return request.contextOpen === true ? { state: 'open', key } : ABSENT
  }
}

/**
 * The keys that who calls, and what is called, decide.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function derivedKeys(caller: Caller, resourceAccount: string | null): Map<string, ContextValue> {
  const keys = new Map<string, ContextValue>()
  const set = (key: string, value: string): void => {
    keys.set(key, { state: 'given', values: [value] })
  }
  if (resourceAccount !== null) {
    set('aws:resourceaccount', resourceAccount)
    set('s3:resourceaccount', resourceAccount)
  }
  if (caller.kind === 'unrecognized') return keys
  if (caller.kind === 'service') {
    set('aws:principalisawsservice', 'true')
    set('aws:principalservicename', caller.text)
    // LIMIT: a service may carry regional names beside the one that calls; only that one is known.
    set('aws:principalservicenameslist', caller.text)
  } else {
    for (const key of SOURCE_KEYS) keys.set(key, ABSENT)
    if (caller.kind === 'anonymous') keys.set('aws:principalisawsservice', ABSENT)
    else set('aws:principalisawsservice', 'false')
  }
  if (caller.kind !== 'user') keys.set('aws:username', ABSENT)
  if (caller.account === null) for (const key of IAM_PRINCIPAL_KEYS) keys.set(key, ABSENT)
  if (caller.kind === 'anonymous') {
    set('aws:principalaccount', 'anonymous')
    set('aws:principaltype', 'Anonymous')
    set('aws:userid', 'anonymous')
  }
  if (caller.account === null) return keys
  set('aws:principalaccount', caller.account)
  set('kms:calleraccount', caller.account)
  set('aws:principalarn', caller.roleArn ?? caller.text)
  // A unique id (AIDA..., AROA...) is not in the ARN: something is there, and only its end is known.
  const uniqueId: readonly Token[] = [ONE, MANY]
  switch (caller.kind) {
    case 'root':
      set('aws:principaltype', 'Account')
      set('aws:userid', caller.account)
      break
    case 'user':
      set('aws:principaltype', 'User')
      set('aws:username', caller.name)
      keys.set('aws:userid', { state: 'present', like: uniqueId, key: 'aws:userid' })
      break
    case 'federated-user':
      set('aws:principaltype', 'FederatedUser')
      set('aws:userid', `${caller.account}:${caller.name}`)
      break
    case 'session':
      set('aws:principaltype', 'AssumedRole')
      keys.set('aws:userid', {
        state: 'present',
        like: [...uniqueId, ':', ...literal(caller.sessionName ?? '')],
        key: 'aws:userid',
      })
      break
    case 'role':
      set('aws:principaltype', 'AssumedRole')
      keys.set('aws:userid', { state: 'present', like: [...uniqueId, ':', ONE, MANY], key: 'sts:RoleSessionName' })
      break
  }
  return keys
}
