import {
  canonicalJson,
  type AccessGrant,
  type Derived,
  type Facts,
  type Membership,
  type OutsideIdentity,
} from '../../../model/index.js'
import { accessPolicyGrants } from './key-vaults.js'
import { anonymousGrants } from './anonymous.js'
import { azureWorld, type AzureWorld } from './azure-world.js'
import { delegationGrants } from './delegations.js'
import { directoryGrants } from './directory.js'
import { federatedLogins, tokenSources } from './federated-credentials.js'
import { heldPrincipals } from './held.js'
import { publicIdentity } from './outside.js'
import { roleGrants } from './role-grants.js'

/**
 * Everything that follows from the Azure part of a snapshot's facts.
 *
 * LIMIT: eligible membership of groups (PIM for Groups) is not followed.
 * LIMIT: approval and multi-factor rules of eligible directory roles are not read: they are told as `activation`.
 * LIMIT: owners of groups and applications are facts (OWNS), and what they could make of that is not worked out.
 * LIMIT: what the publisher of a managed application may do in its resource group is not told.
 */
export function deriveAzure(facts: Facts): Derived {
  const world = azureWorld(facts)
  const beside = grantsBeside(world)
  const delegated = delegationGrants(world)
  const logins = federatedLogins(world)
  const outside = [...delegated.outside, ...beside.outside, ...logins.outside]
  const disabled = new Set(
    facts.nodes.flatMap(({ id, properties }) => (properties['accountEnabled'] === false ? [id] : [])),
  )
  return {
    outside: [...new Map(outside.map((identity) => [identity.id, identity])).values()],
    assumes: logins.assumes,
    accesses: [...roleGrants(world), ...delegated.grants, ...beside.grants].flatMap((grant) =>
      ofEnabled(grant, disabled),
    ),
    memberships: memberships(facts).filter(({ from }) => !disabled.has(from)),
    held: heldPrincipals(world),
    tokens: tokenSources(world),
  }
}

/** The grant without principals that may not sign in. */
function ofEnabled(grant: AccessGrant, disabled: ReadonlySet<string>): AccessGrant[] {
  if (!grant.principals.some((id) => disabled.has(id))) return [grant]
  const principals = grant.principals.filter((id) => !disabled.has(id))
  return principals.length === 0 ? [] : [{ ...grant, principals }]
}

const worked = new WeakMap<AzureWorld, { grants: AccessGrant[]; outside: OutsideIdentity[] }>()

/** What is granted beside Azure RBAC: anonymous access, access policies of vaults, power over the directory. */
export function grantsBeside(world: AzureWorld): { grants: AccessGrant[]; outside: OutsideIdentity[] } {
  const known = worked.get(world)
  if (known !== undefined) return known
  const anonymous = anonymousGrants(world)
  const policies = accessPolicyGrants(world)
  const directory = directoryGrants(world)
  const found = {
    grants: [...anonymous, ...policies.grants, ...directory.grants],
    outside: [...(anonymous.length > 0 ? [publicIdentity()] : []), ...policies.outside, ...directory.outside],
  }
  worked.set(world, found)
  return found
}

/** Who is in which group; nested groups are followed by whoever walks them. */
function memberships(facts: Facts): Membership[] {
  return facts.edges.flatMap(({ from, to, type }) => {
    if (type !== 'MEMBER_OF') return []
    const document = `${to}#members`
    const evidence = { id: `${document}/${from}`, kind: 'membership' as const, document, statement: null, sid: null }
    return [{ from, to, remaining: [], because: [{ ...evidence, text: canonicalJson({ group: to, member: from }) }] }]
  })
}
