import { canonicalIssuer, compareText, globsIntersect, type Node } from '../model/index.js'
import { partiesOfDoor, registeredNode, registeredParties, unregistered, type PartyDirectory } from './identify.js'
import { generatedPartyId, identityId, parseIdentifier, tenantOfIssuer, type Identifier } from './identifier.js'
import { KNOWN_VENDORS } from './known-vendors.js'
import { nearNames } from './near-names.js'
import type { Party } from './registry.js'

/**
 * Whom a question is about.
 *
 * `matches` tells whether a door of the graph lets that somebody in by name; doors for everybody (`public`,
 * `authenticated:<cloud>`) match only where they were asked for. `identity` is the contract id of the single identity
 * that was asked about, null for a whole party.
 */
export interface AskedParty {
  kind: 'party'
  id: string
  node: Node
  identity: string | null
  matches: (door: string) => boolean
}

/** A word that names nobody. `hint` says what to do next. */
export interface AskedNobody {
  kind: 'error'
  message: string
  hint: string
  near: string[]
}

export interface AskedOptions {
  /** The organization of an account, as far as it is known: a door for the organization is one for the account. */
  organizationOf?: (account: string) => string | null
}

/**
 * What the party argument of a command means. A registered id or name comes first, then every shape of identifier:
 * accounts, organizations, tenants and domains mean the whole party, single identities themselves. A well-formed
 * identifier is always answered, whether or not a door knows it.
 */
export function resolveAsked(
  text: string,
  directory: PartyDirectory,
  doors: Iterable<string>,
  options: AskedOptions = {},
): AskedParty | AskedNobody {
  const word = text.trim()
  const named = registeredByName(directory, word)
  if (named !== null) return wholeRegistered(directory, named, options)
  const identifier = parseIdentifier(word)
  if (identifier !== null) return resolveIdentifier(identifier, directory, options)
  return byVendorName(word, directory, options) ?? nobody(word, directory, doors)
}

function registeredByName(directory: PartyDirectory, word: string): Party | null {
  const { parties } = directory.registry
  const lower = word.toLowerCase()
  return (
    parties.find((party) => party.id === word) ??
    parties.find((party) => party.id.toLowerCase() === lower || party.name.toLowerCase() === lower) ??
    null
  )
}

function resolveIdentifier(identifier: Identifier, directory: PartyDirectory, options: AskedOptions): AskedParty {
  const [first] = registeredParties(directory, identifier)
  const owner = first?.match === 'covers' ? first.registered : null
  if (!isSingleIdentity(identifier)) {
    return owner === null
      ? wholeUnregistered(identifier, directory, options)
      : wholeRegistered(directory, owner, options)
  }
  const id = generatedPartyId(identifier)
  const node = owner === null ? unregistered(id, identifier).party : registeredNode(owner)
  const includes = identityTest(identifier, owner, options)
  return {
    kind: 'party',
    id: node.id,
    node,
    identity: identityId(identifier),
    matches: (door) => {
      const found = parseIdentifier(door)
      return found !== null && includes(found)
    },
  }
}

function isSingleIdentity({ kind }: Identifier): boolean {
  switch (kind) {
    case 'aws-identity':
    case 'arn':
    case 'azure-object':
    case 'gcp-member':
    case 'service-account':
    case 'group':
    case 'mail':
    case 'oidc':
    case 'aws-service':
      return true
    default:
      return false
  }
}

function wholeRegistered(directory: PartyDirectory, party: Party, options: AskedOptions): AskedParty {
  const node = registeredNode(party)
  const organizations = organizationsOf(party.identifiers.aws.accounts, options)
  return {
    kind: 'party',
    id: node.id,
    node,
    identity: null,
    matches: (door) =>
      organizations.has(door) || partiesOfDoor(directory, door).some((each) => each.registered === party),
  }
}

/** The ids (`aws:o-...`) of the organizations that accounts are known to be in. */
function organizationsOf(accounts: readonly string[], options: AskedOptions): ReadonlySet<string> {
  const found = accounts.map((account) => options.organizationOf?.(account) ?? null)
  return new Set(found.filter((id) => id !== null).map((id) => (id.startsWith('aws:') ? id : `aws:${id}`)))
}

function wholeUnregistered(identifier: Identifier, directory: PartyDirectory, options: AskedOptions): AskedParty {
  const { party: node } = unregistered(generatedPartyId(identifier), identifier)
  const test = wholeTest(identifier, node.id, options)
  const ours = directory.own.ids.has(node.id)
  return {
    kind: 'party',
    id: node.id,
    node,
    identity: null,
    matches: (door) => {
      const found = parseIdentifier(door)
      if (found === null) return door === node.id
      return test(found) && !(ours && registeredParties(directory, found).length > 0)
    },
  }
}

/** Which doors are the whole party's. An account of ours keeps what it did not hand out. */
function wholeTest(identifier: Identifier, id: string, options: AskedOptions): (door: Identifier) => boolean {
  switch (identifier.kind) {
    case 'public':
      return (door) => door.kind === 'public' || door.kind === 'authenticated'
    case 'domain':
      return (door) =>
        (door.kind === 'domain' || door.kind === 'mail' || door.kind === 'group') && door.domain === identifier.domain
    case 'url': {
      const issuer = canonicalIssuer(identifier.url)
      return (door) =>
        (door.kind === 'oidc' && door.issuer === issuer) || (door.kind === 'saml' && door.entity === identifier.url)
    }
    case 'aws-account': {
      const organizations = organizationsOf([identifier.account], options)
      return (door) => generatedPartyId(door) === id || organizations.has(generatedPartyId(door))
    }
    case 'azure-tenant':
      return (door) =>
        generatedPartyId(door) === id || (door.kind === 'oidc' && tenantOfIssuer(door.issuer) === identifier.tenant)
    default:
      return (door) => generatedPartyId(door) === id
  }
}

/** Which doors a single identity comes in by: its own, and those of what contains it. */
function identityTest(
  identifier: Identifier,
  owner: Party | null,
  options: AskedOptions,
): (door: Identifier) => boolean {
  switch (identifier.kind) {
    case 'aws-identity': {
      const organizations = new Set([
        ...(owner?.identifiers.aws.organizations ?? []).map((organization) => `aws:${organization}`),
        ...organizationsOf([identifier.account], options),
      ])
      return (door) => {
        if (door.kind === 'aws-identity') return sameAwsIdentity(identifier.arn, door.arn)
        if (door.kind === 'aws-account') return door.account === identifier.account
        return door.kind === 'aws-organization' && organizations.has(`aws:${door.organization}`)
      }
    }
    case 'oidc':
      return (door) =>
        door.kind === 'oidc' && door.issuer === identifier.issuer && globsIntersect(door.subject, identifier.subject)
    case 'mail':
    case 'group':
      return (door) =>
        identityId(door) === identityId(identifier) || (door.kind === 'domain' && door.domain === identifier.domain)
    case 'azure-object':
      return (door) =>
        identityId(door) === identityId(identifier) ||
        (door.kind === 'azure-tenant' && door.tenant === identifier.tenant)
    default: {
      const id = identityId(identifier)
      return (door) => identityId(door) === id
    }
  }
}

/**
 * Can the two ARNs stand for the same caller? A role and its sessions can: a session's ARN has the role's name without
 * its path.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function sameAwsIdentity(asked: string, door: string): boolean {
  if (globsIntersect(asked, door)) return true
  const one = roleOf(asked)
  const other = roleOf(door)
  if (one === null || other === null || one.session === other.session) return false
  return one.owner === other.owner && globsIntersect(one.name, other.name)
}

/** Partition, account and name of the role that an ARN is, or is a session of. */
function roleOf(arn: string): { owner: string; name: string; session: boolean } | null {
  const [, partition = '', service = '', , account = '', ...rest] = arn.split(':')
  const parts = rest.join(':').split('/')
  const owner = `${partition}:${account}`
  if (service === 'iam' && parts[0] === 'role') return { owner, name: parts.at(-1) ?? '', session: false }
  if (service === 'sts' && parts[0] === 'assumed-role') return { owner, name: parts[1] ?? '', session: true }
  return null
}

/** A vendor of the built-in table, asked for by its name: all its accounts, under the id of the first. */
function byVendorName(word: string, directory: PartyDirectory, options: AskedOptions): AskedParty | null {
  const lower = word.toLowerCase()
  const vendor = KNOWN_VENDORS.find((each) => each.name.toLowerCase() === lower)
  const asked = (vendor?.accounts ?? []).map((account) =>
    resolveIdentifier({ kind: 'aws-account', account }, directory, options),
  )
  const [first] = asked
  if (first === undefined) return null
  return { ...first, matches: (door) => asked.some((each) => each.matches(door)) }
}

function nobody(word: string, directory: PartyDirectory, doors: Iterable<string>): AskedNobody {
  const names = new Set<string>()
  for (const { id, name } of directory.registry.parties) names.add(id).add(name)
  for (const { name } of KNOWN_VENDORS) names.add(name)
  for (const door of doors) {
    for (const { party } of partiesOfDoor(directory, door)) names.add(party.id)
  }
  const near = nearNames(word, [...names].sort(compareText))
  const quoted = near.map((name) => `\`${name}\``).join(' or ')
  const list =
    'run `inroads parties` to list everyone who is in the snapshot, or give an AWS account number, an ARN, a domain, a mail address or `issuer#subject`'
  return {
    kind: 'error',
    message: `no party is called \`${printable(word)}\`${near.length > 0 ? `: did you mean ${quoted}?` : ''}`,
    hint: list,
    near,
  }
}

function printable(word: string): string {
  const clean = word.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
  return clean.length > 80 ? `${clean.slice(0, 80)}...` : clean
}
