import { canonicalIssuer, type Cloud } from '../model/index.js'
import { CONSUMER_MAIL_DOMAINS } from './consumer-mail-domains.js'

/** An identifier of somebody, taken apart. Every text that has one of these shapes is well formed. */
export type Identifier =
  | { kind: 'public' }
  | { kind: 'authenticated'; cloud: Cloud }
  | { kind: 'aws-account'; account: string }
  | { kind: 'aws-organization'; organization: string }
  | { kind: 'aws-unit'; unit: string; organization: string | null }
  | { kind: 'aws-identity'; account: string; arn: string }
  | { kind: 'aws-service'; service: string }
  | { kind: 'aws-access-key'; key: string }
  | { kind: 'arn'; arn: string }
  | { kind: 'azure-tenant'; tenant: string }
  | { kind: 'azure-object'; tenant: string; object: string }
  | { kind: 'guid'; guid: string }
  | { kind: 'gcp-container'; container: string }
  /** `container`: the project, folder or organization all of whose service accounts are meant. */
  | { kind: 'gcp-member'; member: string; container: string | null }
  | { kind: 'service-account'; mail: string; project: string | null }
  | { kind: 'group'; mail: string; domain: string }
  | { kind: 'mail'; mail: string; domain: string }
  | { kind: 'domain'; domain: string }
  | { kind: 'oidc'; issuer: string; subject: string }
  | { kind: 'saml'; entity: string }
  /** Who signs certificates: a SHA-256 fingerprint, or the ARN of a trust anchor whose certificate cannot be read. */
  | { kind: 'authority'; authority: string }
  | { kind: 'url'; url: string }

const ACCOUNT = /^[0-9]{12}$/
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/
const UNIT = /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/
const ROOT = /^r-[0-9a-z]{4,32}$/
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const DOMAIN = /^[\p{L}\p{N}_-]{1,63}(\.[\p{L}\p{N}_-]{1,63})+$/u
const ACCESS_KEY = /^(AKIA|ASIA)[A-Z0-9]{12,124}$/
const LONGEST = 4096

/** Twelve digits: an AWS account, in any partition. */
export function isAwsAccount(text: string): boolean {
  return ACCOUNT.test(text)
}

/**
 * An AWS organization id, `o-` and 10 to 32 characters.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
 */
export function isAwsOrganization(text: string): boolean {
  return ORGANIZATION.test(text)
}

export function isGuid(text: string): boolean {
  return GUID.test(text.toLowerCase())
}

export function isDomain(text: string): boolean {
  return text.length <= 253 && DOMAIN.test(text)
}

export function isAccessKey(text: string): boolean {
  return ACCESS_KEY.test(text)
}

/**
 * Reads an id of the contract, or one of the plain forms that people type (an account number, an ARN, a mail address,
 * a domain, a tenant, `issuer#subject`); null for a word that has no such shape.
 *
 * Issuers, mail addresses, domains and tenants come back in one spelling; ARNs, subjects and entity ids as given.
 */
export function parseIdentifier(given: string): Identifier | null {
  const text = given.trim()
  if (text === '' || text.length > LONGEST) return null
  return parseWord(text) ?? parsePrefixed(text) ?? parseArn(text) ?? parsePlain(text)
}

function parseWord(text: string): Identifier | null {
  switch (text) {
    case 'public':
    case 'allUsers':
      return { kind: 'public' }
    case 'allAuthenticatedUsers':
    case 'authenticated:gcp':
      return { kind: 'authenticated', cloud: 'gcp' }
    case 'authenticated:aws':
      return { kind: 'authenticated', cloud: 'aws' }
    case 'authenticated:azure':
      return { kind: 'authenticated', cloud: 'azure' }
    default:
      return null
  }
}

function parsePrefixed(text: string): Identifier | null {
  const colon = text.indexOf(':')
  if (colon < 0) return null
  const rest = text.slice(colon + 1)
  if (rest === '') return null
  switch (text.slice(0, colon).toLowerCase()) {
    case 'aws':
      return parseAwsContainer(rest)
    case 'azure':
      return parseAzure(rest.toLowerCase())
    case 'gcp':
      return { kind: 'gcp-container', container: rest }
    case 'domain':
      return isDomain(rest) ? { kind: 'domain', domain: rest.toLowerCase() } : null
    case 'user':
      return parseMail(rest)
    case 'group': {
      const mail = parseMail(rest)
      return mail?.kind === 'mail' ? { ...mail, kind: 'group' } : null
    }
    case 'serviceaccount':
      return rest.includes('@') ? serviceAccount(rest) : null
    case 'oidc':
      return parseOidc(rest)
    case 'saml':
      return { kind: 'saml', entity: rest }
    case 'authority':
      return { kind: 'authority', authority: rest }
    case 'principal':
    case 'principalset':
      return rest.startsWith('//') ? { kind: 'gcp-member', member: text, container: serviceAccountSet(rest) } : null
    default:
      return null
  }
}

/**
 * The container in `//cloudresourcemanager.googleapis.com/projects/<number>/type/ServiceAccount`.
 * @see https://cloud.google.com/iam/docs/principal-identifiers
 */
function serviceAccountSet(rest: string): string | null {
  const [, , host, , container, type] = rest.split('/')
  return host === 'cloudresourcemanager.googleapis.com' && type === 'type' ? (container ?? null) : null
}

/**
 * The Entra tenant that an issuer is the token service of.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#token-formats
 */
export function tenantOfIssuer(issuer: string): string | null {
  for (const host of ['https://sts.windows.net/', 'https://login.microsoftonline.com/']) {
    if (!issuer.startsWith(host)) continue
    const [tenant = ''] = issuer.slice(host.length).split('/')
    if (isGuid(tenant)) return tenant.toLowerCase()
  }
  return null
}

function parseAwsContainer(rest: string): Identifier | null {
  if (ACCOUNT.test(rest)) return { kind: 'aws-account', account: rest }
  if (ORGANIZATION.test(rest)) return { kind: 'aws-organization', organization: rest }
  return UNIT.test(rest) || ROOT.test(rest) ? { kind: 'aws-unit', unit: rest, organization: null } : null
}

function parseAzure(rest: string): Identifier | null {
  const [tenant = '', object, ...more] = rest.split('/')
  if (tenant === '' || more.length > 0) return null
  return object === undefined ? { kind: 'azure-tenant', tenant } : { kind: 'azure-object', tenant, object }
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function parseArn(text: string): Identifier | null {
  if (!text.startsWith('arn:')) return null
  const [, , service = '', , account = '', ...rest] = text.split(':')
  const resource = rest.join(':')
  if (resource === '') return null
  if (service === 'organizations') {
    const parts = resource.split('/')
    const organization = parts[1] ?? ''
    if (ORGANIZATION.test(organization)) {
      const unit = parts[2] ?? ''
      if (resource.startsWith('account/') && ACCOUNT.test(unit)) return { kind: 'aws-account', account: unit }
      if (resource.startsWith('ou/') && UNIT.test(unit)) return { kind: 'aws-unit', unit, organization }
      return { kind: 'aws-organization', organization }
    }
  }
  if ((service === 'iam' || service === 'sts') && ACCOUNT.test(account)) {
    return resource === 'root' ? { kind: 'aws-account', account } : { kind: 'aws-identity', account, arn: text }
  }
  return { kind: 'arn', arn: text }
}

function parsePlain(text: string): Identifier | null {
  const container = parseAwsContainer(text)
  if (container !== null) return container
  if (isGuid(text)) return { kind: 'guid', guid: text.toLowerCase() }
  if (isAccessKey(text)) return { kind: 'aws-access-key', key: text }
  if (text.includes('#')) return parseOidc(text)
  if (text.includes('://')) return { kind: 'url', url: text }
  if (text.startsWith('urn:')) return { kind: 'saml', entity: text }
  if (text.includes('@')) return parseMail(text)
  const lower = text.toLowerCase()
  const cloudService = lower.endsWith('.amazonaws.com') || lower.endsWith('.amazonaws.com.cn')
  if (cloudService && isDomain(lower)) return { kind: 'aws-service', service: lower }
  if (isDomain(text)) return { kind: 'domain', domain: lower }
  return lower.includes('.') && lower.includes('/') && isDomain(lower.slice(0, lower.indexOf('/')))
    ? { kind: 'url', url: text }
    : null
}

function parseOidc(text: string): Identifier | null {
  const hash = text.indexOf('#')
  const issuer = hash < 0 ? text : text.slice(0, hash)
  if (issuer === '') return null
  return { kind: 'oidc', issuer: canonicalIssuer(issuer), subject: hash < 0 ? '*' : text.slice(hash + 1) }
}

function parseMail(text: string): Identifier | null {
  const mail = text.toLowerCase()
  const at = mail.lastIndexOf('@')
  const domain = mail.slice(at + 1)
  if (at < 1 || !isDomain(domain)) return null
  return domain.endsWith('.gserviceaccount.com') ? serviceAccount(mail) : { kind: 'mail', mail, domain }
}

/** @see https://cloud.google.com/iam/docs/service-account-types */
function serviceAccount(text: string): Identifier {
  const mail = text.toLowerCase()
  const at = mail.lastIndexOf('@')
  const domain = mail.slice(at + 1)
  const userManaged = '.iam.gserviceaccount.com'
  if (domain.endsWith(userManaged)) {
    const owner = domain.slice(0, -userManaged.length)
    const dot = owner.indexOf('.')
    return {
      kind: 'service-account',
      mail,
      project: dot < 0 ? owner : `${owner.slice(dot + 1)}:${owner.slice(0, dot)}`,
    }
  }
  const name = mail.slice(0, at)
  if (domain === 'appspot.gserviceaccount.com') return { kind: 'service-account', mail, project: name }
  if (domain === 'developer.gserviceaccount.com') {
    const dash = name.indexOf('-')
    return { kind: 'service-account', mail, project: dash < 0 ? name : name.slice(0, dash) }
  }
  return { kind: 'service-account', mail, project: null }
}

/** The id under which the contract knows the identity itself. */
export function identityId(identifier: Identifier): string {
  switch (identifier.kind) {
    case 'aws-identity':
    case 'arn':
      return identifier.arn
    case 'aws-access-key':
      return identifier.key
    case 'azure-object':
      return `azure:${identifier.tenant}/${identifier.object}`
    case 'gcp-member':
      return identifier.member
    case 'service-account':
      return `serviceAccount:${identifier.mail}`
    case 'group':
      return `group:${identifier.mail}`
    case 'mail':
      return `user:${identifier.mail}`
    default:
      return generatedPartyId(identifier)
  }
}

/** The id of the party that somebody nobody registered belongs to, as the contract generates it. */
export function generatedPartyId(identifier: Identifier): string {
  switch (identifier.kind) {
    case 'public':
      return 'public'
    case 'authenticated':
      return `authenticated:${identifier.cloud}`
    case 'aws-account':
    case 'aws-identity':
      return `aws:${identifier.account}`
    case 'aws-organization':
      return `aws:${identifier.organization}`
    case 'aws-unit':
      return `aws:${identifier.unit}`
    case 'aws-service':
      return identifier.service
    case 'aws-access-key':
      return identifier.key
    case 'arn':
      return identifier.arn
    case 'azure-tenant':
    case 'azure-object':
      return `azure:${identifier.tenant}`
    case 'guid':
      return `azure:${identifier.guid}`
    case 'gcp-container':
      return `gcp:${identifier.container}`
    case 'gcp-member':
      return identifier.container === null ? identifier.member : `gcp:${identifier.container}`
    case 'service-account':
      return identifier.project === null ? `serviceAccount:${identifier.mail}` : `gcp:${identifier.project}`
    case 'group':
    case 'mail':
      return CONSUMER_MAIL_DOMAINS.has(identifier.domain)
        ? `${identifier.kind === 'mail' ? 'user' : 'group'}:${identifier.mail}`
        : `domain:${identifier.domain}`
    case 'domain':
      return `domain:${identifier.domain}`
    case 'oidc':
      return `oidc:${identifier.issuer}#${identifier.subject}`
    case 'saml':
      return `saml:${identifier.entity}`
    case 'authority':
      return `authority:${identifier.authority}`
    case 'url':
      return `oidc:${canonicalIssuer(identifier.url)}#*`
  }
}
