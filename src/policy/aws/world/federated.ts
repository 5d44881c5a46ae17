import { hasWildcard, readableText } from '../arn.js'
import { issuerKeyOf, parseCaller } from '../caller.js'
import { atomOf, type Atom } from '../condition/atom.js'
import { PRESENT, type KeyState } from '../condition/context.js'
import { operatorNamed } from '../condition/operators.js'
import type { Layer } from '../program.js'
import type { Door } from './door.js'
import { claimKey, isIdentityCenterProvider, oidcLogin, samlLogin } from './outside.js'
import type { AwsWorld } from './world.js'

/**
 * The logins that a federated principal stands for: one per subject pattern that the trust policy names, all
 * subjects of the issuer where it names none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function federatedDoors(provider: string, webIdentity: boolean, world: AwsWorld, trust: Layer): Door[] {
  const caller = parseCaller(provider, 'federated')
  if (caller === null || isIdentityCenterProvider(provider)) return []
  if (!webIdentity) {
    const identity = samlLogin(provider, world.nodes.get(provider))
    return [{ identity, caller, assumed: [], known: samlKeys(), action: 'sts:AssumeRoleWithSAML' }]
  }
  const issuer = issuerKeyOf(provider)
  const key = claimKey(provider, 'sub')
  if (issuer === null || key === null) return []
  return subjectPatterns(trust, key).map((pattern) => ({
    identity: oidcLogin(issuer, readableText(pattern)),
    caller,
    assumed: pattern === '*' ? [] : [[subjectAtom(key, pattern)]],
    known: subjectKeys(issuer, pattern),
    action: 'sts:AssumeRoleWithWebIdentity' as const,
  }))
}

/** Subject and audience are in every token; the audience is fixed by the provider and is no "if". */
function subjectKeys(issuer: string, pattern: string): Map<string, KeyState> {
  const lower = issuer.toLowerCase()
  const known = new Map<string, KeyState>([[`${lower}:aud`, PRESENT]])
  known.set(`${lower}:sub`, hasWildcard(pattern) ? PRESENT : { state: 'values', values: [readableText(pattern)] })
  return known
}

function samlKeys(): Map<string, KeyState> {
  return new Map<string, KeyState>([['saml:aud', PRESENT]])
}

function subjectAtom(key: string, pattern: string): Atom {
  const operator = operatorNamed('StringLike')
  if (operator === undefined) throw new Error('operator table lacks `StringLike`')
  return atomOf({ key, operator, quantifier: '', missing: false, values: [pattern] })
}

/** Every subject pattern that an allowing statement names by a positive test; `*` for one that names none. */
function subjectPatterns(trust: Layer, key: string): string[] {
  const lowerKey = key.toLowerCase()
  const patterns = new Set<string>()
  for (const statement of trust.statements) {
    if (!statement.allow) continue
    const named = statement.conditions.flatMap((test) => {
      if (test.kind !== 'atom' || test.atom.lowerKey !== lowerKey) return []
      const { operator, quantifier, values } = test.atom
      if (operator.family !== 'string' || operator.negated || quantifier === 'ForAllValues') return []
      return operator.name === 'StringEqualsIgnoreCase' ? ['*'] : [...values]
    })
    for (const pattern of named.length === 0 ? ['*'] : named) patterns.add(pattern)
  }
  return [...patterns]
}
