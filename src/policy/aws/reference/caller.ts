import type { DecisionRequest } from '../record.js'

/**
 * Who makes the request. `account` is null for whoever belongs to none (services, federated callers, anonymous).
 *
 * - `role` is any session of a role, `session` a certain one; `arn` is what the policy's principal would name.
 * - `roleArn` is the ARN that AWS puts into `aws:PrincipalArn`; `pathKnown` says whether its path can be relied on.
 */
export interface Caller {
  readonly kind:
    'root' | 'user' | 'role' | 'session' | 'federated-user' | 'service' | 'federated' | 'anonymous' | 'unrecognized'
  readonly text: string
  readonly partition: string
  readonly account: string | null
  readonly roleArn: string | null
  readonly pathKnown: boolean
  /** Name of the user, role, or federated user. */
  readonly name: string
  readonly sessionName: string | null
}

const WEB_IDENTITY_PROVIDERS = [
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
]

/** Is it a principal that IAM policies can be attached to, so that it has permissions of its own? */
export function isIamPrincipal(caller: Caller): boolean {
  return caller.account !== null
}

export function isAccountId(text: string): boolean {
  return /^[0-9]{12}$/.test(text)
}

/**
 * Reads the principal of a request.
 *
 * LIMIT: the ARN of a session does not tell the path of its role; a given `aws:PrincipalArn` does.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function callerOf(request: DecisionRequest): Caller {
  const text = request.principal
  const plain: Caller = {
    kind: 'unrecognized',
    text,
    partition: 'aws',
    account: null,
    roleArn: null,
    pathKnown: false,
    name: '',
    sessionName: null,
  }
  if (request.principalType === 'anonymous') return { ...plain, kind: 'anonymous' }
  if (request.principalType === 'service') return { ...plain, kind: 'service' }
  if (request.principalType === 'federated') return { ...plain, kind: 'federated' }
  if (isAccountId(text)) return { ...plain, kind: 'root', account: text, text: `arn:aws:iam::${text}:root` }
  const [arn = '', partition = '', service = '', , account = '', ...tail] = text.split(':')
  if (arn === 'arn') return { ...plain, partition, ...callerOfArn(service, account, tail.join(':'), request) }
  if (request.principalType === 'aws') return plain
  if (text === '*') return { ...plain, kind: 'anonymous' }
  if (WEB_IDENTITY_PROVIDERS.includes(text)) return { ...plain, kind: 'federated' }
  if (text.endsWith('.amazonaws.com') || text.endsWith('.amazonaws.com.cn')) return { ...plain, kind: 'service' }
  if (text.includes('.')) return { ...plain, kind: 'federated' }
  return plain
}

function callerOfArn(
  service: string,
  account: string,
  resource: string,
  request: DecisionRequest,
): Partial<Caller> & Pick<Caller, 'kind'> {
  const text = request.principal
  const [type = '', ...path] = resource.split('/')
  const name = path.at(-1) ?? ''
  if (type === 'saml-provider' || type === 'oidc-provider') return { kind: 'federated' }
  if (!isAccountId(account)) return { kind: 'unrecognized' }
  if (service === 'iam' && resource === 'root') return { kind: 'root', account }
  if (service === 'iam' && type === 'user' && name !== '') return { kind: 'user', account, name }
  if (service === 'iam' && type === 'role' && name !== '') {
    return { kind: 'role', account, name, roleArn: text, pathKnown: true }
  }
  if (service === 'sts' && type === 'federated-user' && name !== '') return { kind: 'federated-user', account, name }
  const [role = '', sessionName = '', ...more] = path
  if (service === 'sts' && type === 'assumed-role' && role !== '' && sessionName !== '' && more.length === 0) {
    const given = givenPrincipalArn(request)
    const partition = text.split(':')[1] ?? ''
    return {
      kind: 'session',
      account,
      name: role,
      sessionName,
      roleArn: given ?? `arn:${partition}:iam::${account}:role/${role}`,
      pathKnown: given !== null,
    }
  }
  return { kind: 'unrecognized' }
}

function givenPrincipalArn(request: DecisionRequest): string | null {
  for (const [key, value] of Object.entries(request.context ?? {})) {
    const text = typeof value === 'string' ? value : (value[0] ?? '')
    if (key.toLowerCase() === 'aws:principalarn' && text.includes(':role/')) return text
  }
  return null
}

/**
 * Is it a service-linked role, or a session of one?
 *
 * LIMIT: a session whose `aws:PrincipalArn` is not given does not show the path, and counts as an ordinary role's.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export function isServiceLinkedRole(caller: Caller): boolean {
  return caller.roleArn?.includes(':role/aws-service-role/') ?? false
}
