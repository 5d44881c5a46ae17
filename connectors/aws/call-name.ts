import { serviceCommand } from './services.js'

/** A call of the AWS CLI: its command and its operation in kebab case. */
export interface CallName {
  service: string
  operation: string
}

/** Words that operations which only read begin with. Other files beside a dump are not taken for calls. */
const VERBS = new Set(
  'admin-get admin-list batch-describe batch-get check decode describe detect download estimate evaluate export filter generate get head list lookup ls poll preview query read retrieve scan search select simulate validate view'.split(
    ' ',
  ),
)

const NAME_LIMIT = 256

/**
 * The call that `<service>-<operation>` names: the longest known service wins, else the name is parted before its first
 * verb. SDK spellings are accepted (`S3-GetBucketPolicy`).
 */
export function parseCallName(name: string): CallName | null {
  if (name.length > NAME_LIMIT || !/^[A-Za-z0-9._-]+$/.test(name)) return null
  const dashes = [...name].flatMap((char, at) => (char === '-' ? [at] : []))
  for (const at of [...dashes].reverse()) {
    const service = serviceCommand(name.slice(0, at))
    const operation = kebabCase(name.slice(at + 1))
    if (service !== null && startsWithVerb(operation)) return { service, operation }
  }
  for (const at of dashes) {
    const operation = kebabCase(name.slice(at + 1))
    if (at > 0 && startsWithVerb(operation)) return { service: name.slice(0, at).toLowerCase(), operation }
  }
  return null
}

function startsWithVerb(operation: string): boolean {
  const [first = '', second = ''] = operation.split('-')
  return VERBS.has(first) || VERBS.has(`${first}-${second}`)
}

/** `GetOpenIDConnectProvider` and `get-open-id-connect-provider` alike. */
function kebabCase(name: string): string {
  if (!/[A-Z]/.test(name)) return name
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
}

const CAPITALS = new Map([
  ['acls', 'ACLs'],
  ['db', 'DB'],
  ['mfa', 'MFA'],
  ['saml', 'SAML'],
  ['ssh', 'SSH'],
  ['aws', 'AWS'],
])

/** The operation as the vendor's API reference writes it: `get-bucket-policy` is `GetBucketPolicy`. */
export function apiName(operation: string): string {
  return operation
    .split('-')
    .map((word) => CAPITALS.get(word) ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .replace('OpenIdConnect', 'OpenIDConnect')
}

/** The service as the vendor's API reference names it: the CLI's `s3api` is `s3`. */
export function apiService(command: string): string {
  return command === 's3api' ? 's3' : command
}

/** The key of a call in registries and indexes: `iam get-role`. */
export function callKey({ service, operation }: CallName): string {
  return `${service} ${operation}`
}
