import { globCovers, globsIntersect, type Cloud, type Node } from '../model/index.js'
import { awsServiceOfAccount } from './aws-owned-accounts.js'
import { generatedPartyId, parseIdentifier, tenantOfIssuer, type Identifier } from './identifier.js'
import { vendorOfAccount, type KnownVendor } from './known-vendors.js'
import type { Own } from './own.js'
import type { Party, PartyRegistry } from './registry.js'

/** Registry and own identities, indexed. Built once per question. */
export interface PartyDirectory {
  registry: PartyRegistry
  own: Own
  /** Registered parties by contract id of each of their identifiers (`key:` and `app:` for access keys and applications). */
  byId: ReadonlyMap<string, Party>
  oidc: readonly { issuer: string; subject: string; party: Party }[]
}

/**
 * To whom a door belongs.
 *
 * `match` is `overlaps` only where a registered subject pattern meets the door's without covering it: others may come
 * in by that door as well. `vendor` is set for an account that nobody registered and the built-in table knows.
 */
export interface Identified {
  party: Node
  registered: Party | null
  vendor: KnownVendor | null
  match: 'covers' | 'overlaps'
}

export function partyDirectory(registry: PartyRegistry, own: Own): PartyDirectory {
  const byId = new Map<string, Party>()
  const oidc: { issuer: string; subject: string; party: Party }[] = []
  for (const party of registry.parties) {
    const { aws, azure, gcp, domains, saml } = party.identifiers
    const ids = [
      ...aws.accounts.map((account) => `aws:${account}`),
      ...aws.organizations.map((organization) => `aws:${organization}`),
      ...aws.users,
      ...aws.accessKeys.map((key) => `key:${key}`),
      ...azure.tenants.map((tenant) => `azure:${tenant}`),
      ...azure.apps.map((app) => `app:${app}`),
      ...[...domains, ...gcp.domains].map((domain) => `domain:${domain}`),
      ...[...gcp.projects, ...gcp.customers].map((container) => `gcp:${container}`),
      ...gcp.serviceAccounts.map((mail) => `serviceAccount:${mail}`),
      ...saml.map((entity) => `saml:${entity}`),
    ]
    for (const id of ids) if (!byId.has(id)) byId.set(id, party)
    for (const { issuer, subject } of party.identifiers.oidc) oidc.push({ issuer, subject, party })
  }
  return { registry, own, byId, oidc }
}

/** The node of a registered party. */
export function registeredNode(party: Party): Node {
  return { id: party.id, type: 'external_party', cloud: null, scope: null, name: party.name }
}

/**
 * The party that an outside identity belongs to: the first of `partiesOfDoor`, null when it is not outside (ours, an AWS
 * service, an account of AWS).
 */
export function identify(directory: PartyDirectory, door: string): Identified | null {
  return partiesOfDoor(directory, door)[0] ?? null
}

/**
 * Every party that comes in by a door: the registered ones (those that cover it first), and, unless one of them covers
 * it, the party with the generated id, because others come in by it too. Empty for what is not outside.
 *
 * A registered identifier wins over everything else, so a user of ours that was handed to a contractor is outside.
 * INVARIANT: a text of no known shape is a party under its own id; nothing falls out because it was not understood.
 */
export function partiesOfDoor(directory: PartyDirectory, door: string): Identified[] {
  const identifier = parseIdentifier(door)
  if (identifier === null) return [{ ...unregistered(door, null), match: 'covers' }]
  const found = registeredParties(directory, identifier)
  const covered = found.some((each) => each.match === 'covers')
  if (covered || isInside(directory.own, identifier)) return found
  return [...found, { ...unregistered(generatedPartyId(identifier), identifier), match: 'covers' }]
}

/** The registered parties that an identifier belongs to, those that cover it first. */
export function registeredParties(directory: PartyDirectory, identifier: Identifier): Identified[] {
  if (identifier.kind === 'oidc') {
    const tenant = tenantOfIssuer(identifier.issuer)
    const owner = tenant === null ? undefined : directory.byId.get(`azure:${tenant}`)
    const found = registeredSubjects(directory, identifier.issuer, identifier.subject)
    return owner === undefined || found.some((each) => each.registered === owner)
      ? found
      : [registered(owner, 'covers'), ...found]
  }
  for (const id of lookupIds(identifier)) {
    const party = directory.byId.get(id)
    if (party !== undefined) return [registered(party, 'covers')]
  }
  return []
}

function registeredSubjects(directory: PartyDirectory, issuer: string, subject: string): Identified[] {
  const covering = new Set<Party>()
  const meeting = new Set<Party>()
  for (const known of directory.oidc) {
    if (known.issuer !== issuer || !globsIntersect(known.subject, subject)) continue
    if (globCovers(known.subject, subject)) covering.add(known.party)
    else meeting.add(known.party)
  }
  return [
    ...[...covering].map((party) => registered(party, 'covers')),
    ...[...meeting].filter((party) => !covering.has(party)).map((party) => registered(party, 'overlaps')),
  ]
}

/** The keys under which a registered party may know an identifier, the most exact first. */
function lookupIds(identifier: Identifier): string[] {
  switch (identifier.kind) {
    case 'aws-identity':
      return [identifier.arn, `aws:${identifier.account}`]
    case 'aws-unit': {
      const unit = `aws:${identifier.unit}`
      return identifier.organization === null ? [unit] : [unit, `aws:${identifier.organization}`]
    }
    case 'aws-access-key':
      return [`key:${identifier.key}`]
    case 'guid':
      return [`azure:${identifier.guid}`, `app:${identifier.guid}`]
    case 'azure-object':
      // An application of another tenant is known by its application id there.
      return [`app:${identifier.object}`, `azure:${identifier.tenant}`]
    case 'service-account': {
      const own = `serviceAccount:${identifier.mail}`
      return identifier.project === null ? [own] : [own, `gcp:${identifier.project}`]
    }
    case 'group':
    case 'mail':
      return [`domain:${identifier.domain}`]
    case 'gcp-member':
      return identifier.container === null ? [identifier.member] : [`gcp:${identifier.container}`]
    case 'url':
      return [`saml:${identifier.url}`]
    default:
      return [generatedPartyId(identifier)]
  }
}

/**
 * Ours, or of the cloud itself. Google's service agents and Microsoft's own applications are no doors to begin with: what
 * Azure and Google Cloud mean by them is decided where their policies are read.
 */
function isInside(own: Own, identifier: Identifier): boolean {
  switch (identifier.kind) {
    case 'public':
    case 'authenticated':
      return false
    case 'aws-service':
      return true
    case 'aws-account':
    case 'aws-identity':
      return own.ids.has(`aws:${identifier.account}`) || awsServiceOfAccount(identifier.account) !== null
    case 'arn':
      return isAwsOwnArn(identifier.arn)
    case 'oidc': {
      const tenant = tenantOfIssuer(identifier.issuer)
      return (
        (tenant !== null && own.ids.has(`azure:${tenant}`)) ||
        own.oidc.some((known) => known.issuer === identifier.issuer && globCovers(known.subject, identifier.subject))
      )
    }
    default:
      return lookupIds(identifier).some((id) => own.ids.has(id))
  }
}

/** Policies and identities that AWS itself publishes have `aws` where an account stands. */
function isAwsOwnArn(arn: string): boolean {
  return arn.split(':', 5)[4] === 'aws'
}

function registered(party: Party, match: Identified['match']): Identified {
  return { party: registeredNode(party), registered: party, vendor: null, match }
}

/** The party with a generated id. `identifier` null: the text has no known shape. */
export function unregistered(id: string, identifier: Identifier | null): Omit<Identified, 'match'> {
  const account = identifier !== null && 'account' in identifier ? identifier.account : null
  const vendor = account === null ? null : vendorOfAccount(account)
  const name = vendor?.name ?? plainName(id)
  return {
    party: { id, type: 'external_party', cloud: cloudOf(identifier), scope: null, name },
    registered: null,
    vendor,
  }
}

function plainName(id: string): string {
  if (id === 'public') return 'everyone'
  if (id === 'authenticated:aws') return 'every AWS account'
  if (id === 'authenticated:azure') return 'every Entra account'
  if (id === 'authenticated:gcp') return 'every Google account'
  for (const prefix of ['aws:', 'gcp:', 'domain:', 'user:', 'oidc:https://', 'saml:', 'authority:']) {
    if (id.startsWith(prefix) && id.length > prefix.length) return id.slice(prefix.length)
  }
  return id
}

function cloudOf(identifier: Identifier | null): Cloud | null {
  switch (identifier?.kind) {
    case 'authenticated':
      return identifier.cloud
    case 'aws-account':
    case 'aws-organization':
    case 'aws-unit':
    case 'aws-identity':
    case 'aws-service':
    case 'aws-access-key':
    case 'arn':
      return 'aws'
    case 'azure-tenant':
    case 'azure-object':
    case 'guid':
      return 'azure'
    case 'gcp-container':
    case 'gcp-member':
    case 'service-account':
      return 'gcp'
    default:
      return null
  }
}
