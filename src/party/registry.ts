import { isIP } from 'node:net'
import { ACCESS_ORDER, canonicalIssuer, type Access } from '../model/index.js'
import { isAccessKey, isAwsAccount, isAwsOrganization, isDomain, isGuid, parseIdentifier } from './identifier.js'
import { flag, list, map, oneOf, positive, report, shown, text, type Read } from './positioned-fields.js'
import type { Place, Positioned, Problem } from './positioned.js'

export const PARTY_KINDS = ['vendor', 'contractor', 'customer', 'partner', 'subsidiary', 'tool'] as const
export type PartyKind = (typeof PARTY_KINDS)[number]

/** A login source and the subjects of it that are meant, a glob of `*` and `?`. */
export interface OidcIdentifier {
  issuer: string
  subject: string
}

/** By what somebody is recognised. `aws.users` and `aws.accessKeys` are users and keys of ours that were handed out. */
export interface PartyIdentifiers {
  aws: { accounts: string[]; organizations: string[]; users: string[]; accessKeys: string[] }
  azure: { tenants: string[]; apps: string[] }
  gcp: { domains: string[]; projects: string[]; serviceAccounts: string[]; customers: string[] }
  domains: string[]
  oidc: OidcIdentifier[]
  saml: string[]
}

/** What the party is meant to have; scopes are ids of the contract. */
export interface PartyAllowance {
  scopes: string[] | null
  access: Access[] | null
  data: boolean | null
}

/** What every way in must ask of the party. */
export interface PartyRequirements {
  externalId: boolean | null
  mfa: boolean | null
  sourceIp: string[]
  maxSessionHours: number | null
}

/** A party that somebody registered. Dates are ISO days (`2027-03-31`); `ranges` are its networks in CIDR form. */
export interface Party {
  id: string
  name: string
  kind: PartyKind | null
  identifiers: PartyIdentifiers
  owner: string | null
  justification: string | null
  approvedBy: string | null
  contractEnd: string | null
  reviewBy: string | null
  allow: PartyAllowance | null
  require: PartyRequirements | null
  ranges: string[]
}

/** What is ours by declaration; `aws` holds account and organization ids, the rest as in `PartyIdentifiers`. */
export interface OwnDeclaration {
  aws: string[]
  azure: string[]
  domains: string[]
  gcp: string[]
  oidc: OidcIdentifier[]
  saml: string[]
}

export interface PartyRegistry {
  own: OwnDeclaration
  parties: Party[]
}

export function emptyRegistry(): PartyRegistry {
  return { own: { aws: [], azure: [], domains: [], gcp: [], oidc: [], saml: [] }, parties: [] }
}

/** An identifier as claimed in the text; two owners of one identifier are an error. */
interface Claim extends Place {
  key: string
  shown: string
}

type Claims = Claim[]

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const PARTY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

const isoDay = text('a date like `2027-03-31`', (value) => {
  const found = ISO_DAY.exec(value)
  if (found === null) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
})

const network = text('a network like `203.0.113.0/24` or one address', (value) => {
  const slash = value.indexOf('/')
  const version = isIP(slash < 0 ? value : value.slice(0, slash))
  const bits = slash < 0 ? '0' : value.slice(slash + 1)
  return version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
})

/**
 * A 12-digit account id. INVARIANT: what is accepted was written with all its digits: YAML and JSON drop the leading
 * zeros of a number, so a number is taken only where none can have been lost.
 */
const accountId: Read<string> = (value, problems) => {
  if (value.kind === 'scalar' && typeof value.value === 'number') {
    if (/^[1-9]\d{11}$/.test(value.source)) return value.source
    const digits = /^\d{1,12}$/.test(value.source) ? `"${value.source.padStart(12, '0')}"` : 'all 12 digits'
    const message = `\`${shown(value.source)}\` is a number, which loses leading zeros: write the account id in quotes, ${digits}`
    return report(problems, value, message)
  }
  return text('an AWS account id of 12 digits', isAwsAccount)(value, problems)
}

function claimed(
  read: Read<string>,
  family: string,
  claims: Claims,
  spell = (value: string): string => value,
): Read<string> {
  return (value, problems) => {
    const got = read(value, problems)
    if (got === undefined) return undefined
    const id = spell(got)
    claims.push({ line: value.line, column: value.column, key: `${family} ${id}`, shown: got })
    return id
  }
}

const lower = (value: string): string => value.toLowerCase()

function oidcReader(claims: Claims): Read<OidcIdentifier> {
  const fields = map<OidcIdentifier>(
    {
      issuer: text('an issuer like `https://token.actions.githubusercontent.com`'),
      subject: text('a subject pattern'),
    },
    ['issuer', 'subject'],
  )
  return (value, problems) => {
    const got = fields(value, problems)
    if (got?.issuer === undefined || got.subject === undefined) return undefined
    const issuer = canonicalIssuer(got.issuer)
    const claim = `${issuer}#${got.subject}`
    claims.push({ line: value.line, column: value.column, key: `oidc ${claim}`, shown: claim })
    return { issuer, subject: got.subject }
  }
}

function identifiersReader(claims: Claims): Read<PartyIdentifiers> {
  const many = (read: Read<string>, family: string, of: string, spell?: (value: string) => string): Read<string[]> =>
    list(claimed(read, family, claims, spell), of)
  const domain = text('a domain like `example.com`', isDomain)
  const guid = text('an id like `00000000-0000-0000-0000-000000000000`', isGuid)
  const user = text('the ARN of an IAM user', (value) => {
    const found = parseIdentifier(value)
    return found?.kind === 'aws-identity' && value.split(':')[5]?.startsWith('user/') === true
  })
  const fields = map<{
    [K in keyof PartyIdentifiers]: PartyIdentifiers[K] extends unknown[]
      ? PartyIdentifiers[K]
      : Partial<PartyIdentifiers[K]>
  }>({
    aws: map<PartyIdentifiers['aws']>({
      accounts: many(accountId, 'aws', 'account ids'),
      organizations: many(
        text('an organization id like `o-exampleorgid`', isAwsOrganization),
        'aws',
        'organization ids',
      ),
      users: many(user, 'arn', 'ARNs'),
      accessKeys: many(text('an access key id like `AKIAIOSFODNN7EXAMPLE`', isAccessKey), 'key', 'access key ids'),
    }),
    azure: map<PartyIdentifiers['azure']>({
      tenants: many(guid, 'azure', 'tenant ids', lower),
      apps: many(guid, 'app', 'application ids', lower),
    }),
    gcp: map<PartyIdentifiers['gcp']>({
      domains: many(domain, 'domain', 'domains', lower),
      projects: many(text('a project id'), 'gcp', 'project ids'),
      serviceAccounts: many(
        text('a service account address', (value) => value.includes('@')),
        'sa',
        'addresses',
        lower,
      ),
      customers: many(text('a customer id'), 'gcp', 'customer ids'),
    }),
    domains: many(domain, 'domain', 'domains', lower),
    oidc: list(oidcReader(claims), 'issuers with subjects'),
    saml: many(text('a SAML entity id'), 'saml', 'entity ids'),
  })
  return (value, problems) => {
    const got = fields(value, problems)
    if (got === undefined) return undefined
    return {
      aws: { accounts: [], organizations: [], users: [], accessKeys: [], ...got.aws },
      azure: { tenants: [], apps: [], ...got.azure },
      gcp: { domains: [], projects: [], serviceAccounts: [], customers: [], ...got.gcp },
      domains: got.domains ?? [],
      oidc: got.oidc ?? [],
      saml: got.saml ?? [],
    }
  }
}

function partyReader(claims: Claims): Read<Party> {
  const networks = list(network, 'networks')
  const fields = map<
    Omit<Party, 'allow' | 'require'> & { allow: Partial<PartyAllowance>; require: Partial<PartyRequirements> }
  >(
    {
      id: text('an id of letters, digits, `.`, `_` and `-`', (value) => PARTY_ID.test(value)),
      name: text('a name'),
      kind: oneOf(PARTY_KINDS),
      identifiers: identifiersReader(claims),
      owner: text(),
      justification: text(),
      approvedBy: text(),
      contractEnd: isoDay,
      reviewBy: isoDay,
      allow: map<PartyAllowance>({
        scopes: list(text('an id such as `aws:111122223333`'), 'scopes'),
        access: list(oneOf(ACCESS_ORDER), 'access words'),
        data: flag(),
      }),
      require: map<PartyRequirements>({
        externalId: flag(),
        mfa: flag(),
        sourceIp: networks,
        maxSessionHours: positive('a number of hours'),
      }),
      ranges: networks,
    },
    ['id'],
  )
  return (value, problems) => {
    const got = fields(value, problems)
    if (got?.id === undefined) return undefined
    const { allow, require } = got
    return {
      id: got.id,
      name: got.name ?? got.id,
      kind: got.kind ?? null,
      identifiers: got.identifiers ?? emptyIdentifiers(),
      owner: got.owner ?? null,
      justification: got.justification ?? null,
      approvedBy: got.approvedBy ?? null,
      contractEnd: got.contractEnd ?? null,
      reviewBy: got.reviewBy ?? null,
      allow: allow ? { scopes: allow.scopes ?? null, access: allow.access ?? null, data: allow.data ?? null } : null,
      require: require ? { externalId: null, mfa: null, sourceIp: [], maxSessionHours: null, ...require } : null,
      ranges: got.ranges ?? [],
    }
  }
}

function emptyIdentifiers(): PartyIdentifiers {
  return {
    aws: { accounts: [], organizations: [], users: [], accessKeys: [] },
    azure: { tenants: [], apps: [] },
    gcp: { domains: [], projects: [], serviceAccounts: [], customers: [] },
    domains: [],
    oidc: [],
    saml: [],
  }
}

const ownAws: Read<string> = (value, problems) => {
  if (value.kind === 'scalar' && typeof value.value === 'string' && isAwsOrganization(value.value)) return value.value
  return accountId(value, problems)
}

function ownReader(claims: Claims): Read<Partial<OwnDeclaration>> {
  const domain = text('a domain like `example.com`', isDomain)
  const guid = text('a tenant id', isGuid)
  return map<OwnDeclaration>({
    aws: list(claimed(ownAws, 'aws', claims), 'account and organization ids'),
    azure: list(claimed(guid, 'azure', claims, lower), 'tenant ids'),
    domains: list(claimed(domain, 'domain', claims, lower), 'domains'),
    gcp: list(claimed(text('a number or id'), 'gcp', claims), 'organization numbers, project ids and customer ids'),
    oidc: list(oidcReader(claims), 'issuers with subjects'),
    saml: list(claimed(text('a SAML entity id'), 'saml', claims), 'entity ids'),
  })
}

/**
 * Checks a parsed registry whole and builds it; with problems (in the order of the text) there is no registry.
 *
 * Unknown keys, ids that are no ids, and an id, name or identifier that two owners share are problems.
 */
export function readRegistry(root: Positioned): { registry: PartyRegistry | null; problems: Problem[] } {
  const problems: Problem[] = []
  const claimants = new Map<string, { owner: string; line: number }>()
  const settle = (claims: Claims, owner: string): void => {
    for (const claim of claims) {
      const first = claimants.get(claim.key)
      if (first === undefined) claimants.set(claim.key, { owner, line: claim.line })
      else if (first.owner !== owner) {
        report(problems, claim, `\`${shown(claim.shown)}\` already belongs to ${first.owner} (line ${first.line})`)
      }
    }
  }
  const names = new Map<string, number>()
  const readParty: Read<Party> = (value, into) => {
    const claims: Claims = []
    const party = partyReader(claims)(value, into)
    settle(claims, party === undefined ? `the party at line ${value.line}` : `\`${party.id}\``)
    if (party === undefined) return undefined
    const clash = parseIdentifier(party.id)
    if (clash !== null && clash.kind !== 'domain') {
      report(into, value, `\`${party.id}\` cannot be the id of a party: it reads as an identifier of another kind`)
    }
    for (const name of new Set([party.id.toLowerCase(), party.name.toLowerCase()])) {
      const line = names.get(name)
      if (line === undefined) names.set(name, value.line)
      else report(into, value, `a party called \`${shown(name)}\` stands already at line ${line}`)
    }
    return party
  }
  const readOwn: Read<Partial<OwnDeclaration>> = (value, into) => {
    const claims: Claims = []
    const own = ownReader(claims)(value, into)
    settle(claims, '`own`')
    return own
  }
  const file = map<{ own: Partial<OwnDeclaration>; parties: Party[] }>({
    own: readOwn,
    parties: list(readParty, 'parties'),
  })
  const got = file(root, problems)
  problems.sort((a, b) => a.line - b.line || a.column - b.column)
  if (got === undefined || problems.length > 0) return { registry: null, problems }
  return { registry: { own: { ...emptyRegistry().own, ...got.own }, parties: got.parties ?? [] }, problems }
}
