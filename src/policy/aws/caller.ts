import { accountOfArn, partitionOfArn, resourceOfArn, serviceOfArn } from './arn.js'
import type { PrincipalType } from './record.js'

/**
 * Who makes a request, as far as it is known.
 *
 * - `session`: a session of a role; `sessionName` null means any session.
 * - `root`: the root user of an account. `account`: some principal of the account, nobody in particular.
 * - `federated`: a login at an identity provider; `name` is the provider as a policy names it.
 */
export interface Caller {
  readonly kind: 'user' | 'session' | 'federated-user' | 'root' | 'account' | 'service' | 'federated' | 'anonymous'
  readonly text: string
  readonly account: string | null
  readonly partition: string
  /** Role, user or session name, provider or service. */
  readonly name: string
  /** The role's or user's ARN; for an ARN of a session the role's path is not known and taken as `/`. */
  readonly arn: string | null
  /** Can the path in `arn` be relied on? */
  readonly pathKnown: boolean
  readonly sessionName: string | null
  /** AROA.../AIDA... when the snapshot knows it. */
  readonly uniqueId: string | null
  /** Is the role of the kind that only AWS assumes and that no SCP or RCP restricts? */
  readonly serviceLinked: boolean
}

/** The account of a caller who may be of any account. */
export const ANY_ACCOUNT = '*'

/** The partition of an account number is not known from the number: `aws` stands for any. */
const DEFAULT_PARTITION = 'aws'

export function isAccountId(text: string): boolean {
  if (text.length !== 12) return false
  for (let i = 0; i < 12; i++) {
    const c = text.charCodeAt(i)
    if (c < 48 || c > 57) return false
  }
  return true
}

/** Unique ids of users and roles: what AWS shows in place of a principal that was deleted. */
export function isUniqueId(text: string): boolean {
  if (!text.startsWith('AROA') && !text.startsWith('AIDA')) return false
  if (text.length < 12 || text.length > 132) return false
  for (let i = 4; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (!((c >= 65 && c <= 90) || (c >= 48 && c <= 57))) return false
  }
  return true
}

const SERVICE_LINKED_PATH = 'aws-service-role/'

/**
 * The caller with what the context says of it: a given `aws:PrincipalArn` shows the path of a session's role, a
 * given `aws:userid` the unique id that policies may name.
 */
export function callerWith(caller: Caller, principalArn: string | null, userId: string | null): Caller {
  let known = caller
  if (caller.kind === 'session' && caller.sessionName !== null && principalArn?.includes(':role/')) {
    const path = resourceOfArn(principalArn).slice('role/'.length)
    known = { ...known, arn: principalArn, pathKnown: true, serviceLinked: path.startsWith(SERVICE_LINKED_PATH) }
  }
  const id = userId?.split(':', 1)[0]
  if (id !== undefined && caller.account !== null && isUniqueId(id)) known = { ...known, uniqueId: id }
  return known
}

/** The service as which certificates of a trust anchor ask for roles. */
export const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com'

/** How the canonical id of an account that nobody knows by its number stands in the graph. */
export const CANONICAL_USER = 'canonical-user:'

/** Reads a principal of the `decide` and `explain` contract. Null when the text is no principal. */
export function parseCaller(text: string, type?: PrincipalType, uniqueId: string | null = null): Caller | null {
  const base = {
    text,
    uniqueId,
    sessionName: null,
    arn: null,
    pathKnown: false,
    serviceLinked: false,
    partition: DEFAULT_PARTITION,
  }
  if (type === 'anonymous' || ((text === '*' || text === 'anonymous') && type === undefined)) {
    return { ...base, kind: 'anonymous', account: null, name: '*' }
  }
  if (type === undefined && text.startsWith('authority:')) {
    return { ...base, kind: 'service', account: null, name: ROLES_ANYWHERE }
  }
  if (type === 'service' || (type === undefined && isServicePrincipal(text))) {
    return { ...base, kind: 'service', account: null, name: text }
  }
  if (type === 'federated' || (type === undefined && isProvider(text))) {
    return { ...base, kind: 'federated', account: null, name: text, partition: partitionOf(text) }
  }
  if (text.startsWith(CANONICAL_USER)) return { ...somebodyOf(ANY_ACCOUNT), text: text.slice(CANONICAL_USER.length) }
  const account = text.startsWith('aws:') ? text.slice(4) : text
  if (isAccountId(account)) return { ...base, kind: 'account', account, name: account }
  return parsePrincipalArn(text, uniqueId)
}

function partitionOf(text: string): string {
  return text.startsWith('arn:') ? partitionOfArn(text) : DEFAULT_PARTITION
}

function parsePrincipalArn(text: string, uniqueId: string | null): Caller | null {
  const service = serviceOfArn(text)
  const account = accountOfArn(text)
  const resource = resourceOfArn(text)
  if (!text.startsWith('arn:') || (service !== 'iam' && service !== 'sts') || !isAccountId(account)) return null
  const partition = partitionOfArn(text)
  const base = { text, account, partition, uniqueId, sessionName: null, pathKnown: true, serviceLinked: false }
  if (resource === 'root') return { ...base, kind: 'root', name: 'root', arn: text }
  const slash = resource.indexOf('/')
  const word = slash < 0 ? resource : resource.slice(0, slash)
  const rest = slash < 0 ? '' : resource.slice(slash + 1)
  if (rest === '') return null
  const last = rest.slice(rest.lastIndexOf('/') + 1)
  switch (`${service}:${word}`) {
    case 'iam:user':
      return { ...base, kind: 'user', name: last, arn: text }
    case 'iam:role':
      return { ...base, kind: 'session', name: last, arn: text, serviceLinked: rest.startsWith(SERVICE_LINKED_PATH) }
    case 'sts:federated-user':
      return { ...base, kind: 'federated-user', name: rest, arn: text, sessionName: rest }
    case 'sts:assumed-role': {
      const at = rest.indexOf('/')
      if (at <= 0 || at === rest.length - 1) return null
      const role = rest.slice(0, at)
      const arn = `arn:${partition}:iam::${account}:role/${role}`
      return { ...base, kind: 'session', name: role, arn, pathKnown: false, sessionName: rest.slice(at + 1) }
    }
    default:
      return null
  }
}

/** Service principals: `s3.amazonaws.com`, `ec2.amazonaws.com.cn`, `logs.us-east-1.amazonaws.com`. */
function isServicePrincipal(text: string): boolean {
  if (text === 'cognito-identity.amazonaws.com' || text === 'www.amazon.com') return false
  return (
    !text.includes('/') &&
    !text.includes(':') &&
    (text.endsWith('.amazonaws.com') || text.endsWith('.amazonaws.com.cn') || text.endsWith('.amazon.com'))
  )
}

const PUBLIC_PROVIDERS = new Set([
  'accounts.google.com',
  'www.amazon.com',
  'graph.facebook.com',
  'cognito-identity.amazonaws.com',
])

function isProvider(text: string): boolean {
  if (PUBLIC_PROVIDERS.has(text)) return true
  const resource = serviceOfArn(text) === 'iam' ? resourceOfArn(text) : ''
  return resource.startsWith('saml-provider/') || resource.startsWith('oidc-provider/')
}

/** Is the provider one of web identity (`AssumeRoleWithWebIdentity`), not SAML? */
export function isWebIdentityProvider(name: string): boolean {
  return PUBLIC_PROVIDERS.has(name) || resourceOfArn(name).startsWith('oidc-provider/')
}

/** The host and path of an OIDC issuer as condition keys name it: `token.actions.githubusercontent.com`. */
export function issuerKeyOf(provider: string): string | null {
  if (PUBLIC_PROVIDERS.has(provider)) return provider
  const resource = resourceOfArn(provider)
  return resource.startsWith('oidc-provider/') ? resource.slice('oidc-provider/'.length) : null
}

/** Some principal of an account, nobody in particular; of any account with `ANY_ACCOUNT`. */
export function somebodyOf(account: string): Caller {
  return {
    kind: 'account',
    text: account,
    account,
    name: account,
    partition: DEFAULT_PARTITION,
    arn: null,
    pathKnown: false,
    sessionName: null,
    uniqueId: null,
    serviceLinked: false,
  }
}
