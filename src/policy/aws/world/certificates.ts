import { isObject, type FactNode, type OutsideIdentity } from '../../../model/index.js'
import { accountOfArn, regionOfArn } from '../arn.js'
import { ROLES_ANYWHERE, parseCaller } from '../caller.js'
import type { KeyState } from '../../condition/context.js'
import type { AwsWorld } from './aws-world.js'
import type { Door } from './door.js'
import { narrowedSession } from './narrowed-session.js'
import { outsideAccount, outsideIdentity } from './outside.js'

/** A door that certificates open, and what they become: the role, or a session of it that its profile narrows. */
export interface CertificateDoor {
  readonly door: Door
  readonly to: string
}

/**
 * What a trust policy must let `rolesanywhere.amazonaws.com` do for a certificate to become the role.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export const CERTIFICATE_ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] as const

/** Profiles that hand out roles, and the trust anchors beside them. */
interface CertificateIndex {
  readonly profiles: ReadonlyMap<string, readonly FactNode[]>
  readonly anchors: readonly FactNode[]
  /** Narrowed sessions by profile and role. */
  readonly sessions: ReadonlyMap<string, string>
}

const indexes = new WeakMap<AwsWorld, CertificateIndex>()

function certificateIndex(world: AwsWorld): CertificateIndex {
  const known = indexes.get(world)
  if (known !== undefined) return known
  const profiles = new Map<string, FactNode[]>()
  const anchors: FactNode[] = []
  const sessions = new Map<string, string>()
  for (const node of world.nodes.values()) {
    const { enabled, roles, profile } = node.properties
    if (node.type === 'aws_rolesanywhere_trust_anchor' && enabled === true) anchors.push(node)
    if (node.type === 'aws_rolesanywhere_profile' && enabled === true && Array.isArray(roles)) {
      for (const role of roles) {
        if (typeof role === 'string') profiles.set(role, [...(profiles.get(role) ?? []), node])
      }
    }
    const session = typeof profile === 'string' ? narrowedSession(node) : null
    if (typeof profile === 'string' && session !== null) sessions.set(`${profile} ${session.actsAs ?? ''}`, node.id)
  }
  const index = { profiles, anchors, sessions }
  indexes.set(world, index)
  return index
}

/**
 * The certificates of outside authorities that may ask for a role: an enabled trust anchor and an enabled profile that
 * lists the role stand in one Region of the role's account.
 *
 * LIMIT: whom an authority of ours (AWS Private CA in our accounts) gives certificates to is not known: they are taken
 * to be ours. Which tags a certificate's fields become is taken as AWS sets it at first, whatever the profile maps.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export function certificateDoors(world: AwsWorld, role: string): CertificateDoor[] {
  const index = certificateIndex(world)
  const caller = parseCaller(ROLES_ANYWHERE, 'service')
  const account = accountOfArn(role)
  if (caller === null) return []
  return (index.profiles.get(role) ?? []).flatMap((profile) => {
    if (accountOfArn(profile.id) !== account) return []
    const beside = index.anchors.filter(
      ({ id }) => accountOfArn(id) === account && regionOfArn(id) === regionOfArn(profile.id),
    )
    const to = index.sessions.get(`${profile.id} ${role}`) ?? role
    return beside.flatMap((anchor) =>
      authoritiesOf(anchor, world).map((identity) => ({
        door: { identity, caller, assumed: [], known: sourceKeys(anchor.id, world), action: 'sts:AssumeRole' as const },
        to,
      })),
    )
  })
}

/** The request names the trust anchor as its source. */
function sourceKeys(anchor: string, world: AwsWorld): Map<string, KeyState> {
  const one = (value: string): KeyState => ({ state: 'values', values: [value] })
  const account = accountOfArn(anchor)
  const place = world.accounts.get(account)
  const known = new Map([
    ['aws:sourcearn', one(anchor)],
    ['aws:sourceaccount', one(account)],
  ])
  if (typeof place?.organization === 'string') known.set('aws:sourceorgid', one(place.organization))
  if (typeof place?.path === 'string') known.set('aws:sourceorgpaths', one(place.path))
  return known
}

/** The outside authorities of a trust anchor: another account's private authority, or those of its bundle. */
function authoritiesOf(anchor: FactNode, world: AwsWorld): OutsideIdentity[] {
  const { authorityAccount, authorities } = anchor.properties
  if (typeof authorityAccount === 'string')
    return world.accounts.has(authorityAccount) ? [] : [outsideAccount(authorityAccount)]
  const read = (Array.isArray(authorities) ? authorities : []).flatMap((one) => {
    if (!isObject(one) || typeof one['fingerprint'] !== 'string') return []
    const { fingerprint, subject } = one
    return [outsideIdentity(`authority:${fingerprint}`, typeof subject === 'string' ? subject : fingerprint)]
  })
  return read.length > 0 ? read : [outsideIdentity(`authority:${anchor.id}`, anchor.name)]
}
