import {
  canonicalIssuer,
  globMatches,
  type AccessGrant,
  type AssumeGrant,
  type Derived,
  type Facts,
  type Membership,
  type Remaining,
  type TokenSource,
} from '../model/index.js'
import { remainingAs } from './resolve-remaining.js'

// One key joins the clouds: a token's issuer and subject. Whoever of ours can get such a token is, wherever a trust
// names that issuer and subject, whom the trust means.

/**
 * What principals of one cloud are in another: by tokens that they can get, and by the AWS roles that they are.
 *
 * LIMIT: clusters issue tokens too: the issuer of a cluster of ours is outside unless `own: oidc` names it, and which
 * workload gets which token is not known.
 * LIMIT: token issuers of Microsoft's sovereign clouds are not recognised as our tenant's.
 */
export function federated(facts: Facts, derived: readonly Derived[]): Derived {
  const doors = doorsByIssuer(derived)
  const tokens = derived.flatMap((cloud) => cloud.tokens ?? [])
  const found = tokens.flatMap((token) => {
    const known = doors.get(canonicalIssuer(token.issuer)) ?? []
    return known.flatMap((door) => (globMatches(door.subject, token.subject) ? [joined(token, door)] : []))
  })
  return {
    outside: [],
    assumes: found.flatMap((one) => one.assumes),
    accesses: found.flatMap((one) => one.accesses),
    memberships: [...found.flatMap((one) => one.memberships), ...awsMembers(facts, derived)],
  }
}

/**
 * Without logins that are exactly those of principals of ours, and without accounts of ours as a whole: each of these
 * principals has what they lead to, and nobody outside has.
 */
export function withoutOwnLogins(facts: Facts, derived: readonly Derived[]): Derived[] {
  const ours = new Set(
    derived.flatMap((cloud) =>
      (cloud.tokens ?? []).map(({ issuer, subject }) => `${canonicalIssuer(issuer)}#${subject}`),
    ),
  )
  // Only where principals of the account are there to have it: an account that is merely named keeps what it has.
  const accounts = new Set(awsNames(facts).map(({ account }) => `aws:${account}`))
  const isOurs = (id: string): boolean => {
    if (accounts.has(id)) return true
    const hash = id.indexOf('#')
    return id.startsWith('oidc:') && ours.has(`${canonicalIssuer(id.slice(5, hash))}${id.slice(hash)}`)
  }
  return derived.map((cloud) => ({
    ...cloud,
    outside: cloud.outside.filter(({ id }) => !isOurs(id)),
    assumes: cloud.assumes.filter(({ from }) => !isOurs(from)),
    memberships: (cloud.memberships ?? []).filter(({ from }) => !isOurs(from)),
    accesses: cloud.accesses.flatMap((grant) => {
      if (!grant.principals.some(isOurs)) return [grant]
      const principals = grant.principals.filter((id) => !isOurs(id))
      return principals.length === 0 ? [] : [{ ...grant, principals }]
    }),
  }))
}

/** A login that trusts name, with everything that it leads to. */
interface Door {
  readonly id: string
  readonly subject: string
  readonly assumes: AssumeGrant[]
  readonly accesses: AccessGrant[]
  readonly memberships: Membership[]
}

function doorsByIssuer(derived: readonly Derived[]): ReadonlyMap<string, readonly Door[]> {
  const byId = new Map<string, Door>()
  const byIssuer = new Map<string, Door[]>()
  const doorNamed = (id: string): Door | null => {
    const known = byId.get(id)
    if (known !== undefined) return known
    const hash = id.indexOf('#')
    if (!id.startsWith('oidc:') || hash < 0) return null
    const door: Door = { id, subject: id.slice(hash + 1), assumes: [], accesses: [], memberships: [] }
    byId.set(id, door)
    const issuer = canonicalIssuer(id.slice('oidc:'.length, hash))
    const there = byIssuer.get(issuer)
    if (there === undefined) byIssuer.set(issuer, [door])
    else there.push(door)
    return door
  }
  for (const cloud of derived) {
    for (const grant of cloud.assumes) doorNamed(grant.from)?.assumes.push(grant)
    for (const grant of cloud.memberships ?? []) doorNamed(grant.from)?.memberships.push(grant)
    for (const grant of cloud.accesses)
      for (const principal of grant.principals) doorNamed(principal)?.accesses.push(grant)
  }
  return byIssuer
}

/** What a door leads to, for the one of ours that has the token: its subject decides what asks for a subject. */
function joined(token: TokenSource, door: Door): Pick<Door, 'assumes' | 'accesses' | 'memberships'> {
  const asker = { door: door.id, identity: `oidc:${canonicalIssuer(token.issuer)}#${token.subject}` }
  const left = (remaining: Remaining): Remaining | null => remainingAs(remaining, asker)
  const { principal } = token
  const from = <T extends { remaining: Remaining }>(grants: readonly T[], change: Partial<T>): T[] =>
    grants.flatMap((grant) => {
      const remaining = left(grant.remaining)
      return remaining === null ? [] : [{ ...grant, ...change, remaining }]
    })
  return {
    assumes: from<AssumeGrant>(door.assumes, { from: principal }),
    accesses: from<AccessGrant>(door.accesses, { principals: [principal] }),
    memberships: from<Membership>(door.memberships, { from: principal }),
  }
}

/** An AWS principal as another cloud's trust can name it: its account, kind and name, without a path. */
interface AwsName {
  readonly id: string
  readonly account: string
  readonly short: string
}

function awsNames(facts: Facts): AwsName[] {
  return facts.nodes.flatMap((node): AwsName[] => {
    if (node.kind !== 'Principal' || !node.id.startsWith('arn:')) return []
    const [, , , , account = '', ...rest] = node.id.split(':')
    const parts = rest.join(':').split('/')
    return [{ id: node.id, account, short: `${parts[0] ?? ''}/${parts.at(-1) ?? ''}` }]
  })
}

/**
 * Principals of our AWS accounts that another cloud's trust names: by account, or as a role without its path, which is
 * all that a session's ARN shows.
 * @see https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds
 */
function awsMembers(facts: Facts, derived: readonly Derived[]): Membership[] {
  const named = derived
    .flatMap((cloud) => cloud.memberships ?? [])
    .filter(({ from }) => from.startsWith('arn:') || from.startsWith('aws:'))
  if (named.length === 0) return []
  const principals = awsNames(facts)
  return named.flatMap((membership) => {
    const { from } = membership
    const [, , , , account = from.slice('aws:'.length), ...rest] = from.split(':')
    const name = from.startsWith('aws:') ? '*' : rest.join(':')
    return principals
      .filter((p) => p.account === account && p.id !== from && globMatches(name, p.short))
      .map((p) => ({ ...membership, from: p.id }))
  })
}
