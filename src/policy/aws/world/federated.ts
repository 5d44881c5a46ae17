import type { FactNode, OutsideIdentity } from '../../../model/index.js'
import { hasWildcard, readableText } from '../arn.js'
import { issuerKeyOf, parseCaller, type Caller } from '../caller.js'
import { atomNamed, type Atom } from '../../condition/atom.js'
import { PRESENT, type KeyState } from '../../condition/context.js'
import type { Layer } from '../program.js'
import type { Statement } from '../statement.js'
import type { Door } from './door.js'
import { claimKey, isIdentityCenterProvider, oidcLogin, publicIdentity, samlLogin } from './outside.js'
import type { AwsWorld } from './aws-world.js'

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
  if (provider === COGNITO) return cognitoDoors(caller, world, trust)
  const issuer = issuerKeyOf(provider)
  const key = claimKey(provider, 'sub')
  if (issuer === null || key === null) return []
  const audiences = audiencesOf(world.nodes.get(provider))
  return subjectPatterns(trust, key).map(({ subject, pattern }) => ({
    identity: oidcLogin(
      issuer,
      pattern ? readableText(subject) : subject.replaceAll('*', '%2A').replaceAll('?', '%3F'),
    ),
    caller,
    assumed: pattern && subject !== '*' ? [[subjectAtom(key, subject)]] : [],
    known: loginKeys(issuer, pattern && hasWildcard(subject) ? null : readableText(subject), audiences),
    action: 'sts:AssumeRoleWithWebIdentity' as const,
  }))
}

const COGNITO = 'cognito-identity.amazonaws.com'

/**
 * Logins through Cognito identity pools: the audience is the pool. A pool that lets guests in opens the role to
 * everybody, and so does a trust that names no pool, for anybody may make one.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
function cognitoDoors(caller: Caller, world: AwsWorld, trust: Layer): Door[] {
  const named = trust.statements.flatMap((s) => s.conditions.flatMap((test) => poolsIn(test)))
  const pools = named.length === 0 ? [null] : named
  return pools.flatMap((pool): Door[] => {
    const guests = pool === null || guestsIn(world, pool)
    const login = (identity: OutsideIdentity, kind: string): Door => ({
      identity,
      caller,
      assumed: [],
      known: new Map<string, KeyState>([
        [`${COGNITO}:aud`, pool === null ? PRESENT : { state: 'values', values: [pool] }],
        [`${COGNITO}:amr`, { state: 'values', values: [kind] }],
        [`${COGNITO}:sub`, PRESENT],
      ]),
      action: 'sts:AssumeRoleWithWebIdentity',
    })
    const users = login(oidcLogin(COGNITO, pool === null ? '*' : `${pool}/*`), 'authenticated')
    return guests ? [login(publicIdentity(), 'unauthenticated'), users] : [users]
  })
}

function poolsIn(test: Statement['conditions'][number]): string[] {
  if (test.kind !== 'atom' || test.atom.lowerKey !== `${COGNITO}:aud` || test.atom.operator.negated) return []
  return test.atom.values.filter((value) => !hasWildcard(value))
}

/** Does the pool let guests in? A pool that the snapshot does not hold may. */
function guestsIn(world: AwsWorld, pool: string): boolean {
  for (const node of world.nodes.values()) {
    if (node.properties['identityPoolId'] === pool) return node.properties['allowUnauthenticated'] !== false
  }
  return true
}

/** The audiences that a provider of ours accepts; null where the snapshot does not say. */
export function audiencesOf(provider: FactNode | undefined): string[] | null {
  const ids = provider?.properties['clientIds']
  const texts = Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : []
  return texts.length === 0 ? null : texts
}

/**
 * The claims of a login at an issuer. Subject and audience are in every token; the provider fixes the audience, so
 * that it is no "if".
 *
 * @param subject null where it is not one known text
 */
export function loginKeys(
  issuer: string,
  subject: string | null,
  audiences: readonly string[] | null,
): Map<string, KeyState> {
  const lower = issuer.toLowerCase()
  return new Map<string, KeyState>([
    [`${lower}:aud`, audiences === null ? PRESENT : { state: 'values', values: audiences }],
    [`${lower}:sub`, subject === null ? PRESENT : { state: 'values', values: [subject] }],
  ])
}

function samlKeys(): Map<string, KeyState> {
  return new Map<string, KeyState>([['saml:aud', PRESENT]])
}

function subjectAtom(key: string, pattern: string): Atom {
  return atomNamed(key, 'StringLike', [pattern])
}

interface NamedSubject {
  readonly subject: string
  /** Do its wildcards count? A text that must be equal is taken letter by letter. */
  readonly pattern: boolean
}

/** Every subject that an allowing statement names by a positive test; `*` for one that names none. */
function subjectPatterns(trust: Layer, key: string): NamedSubject[] {
  const lowerKey = key.toLowerCase()
  const found = new Map<string, NamedSubject>()
  for (const statement of trust.statements) {
    if (!statement.allow) continue
    const named = statement.conditions.flatMap((test): NamedSubject[] => {
      if (test.kind !== 'atom' || test.atom.lowerKey !== lowerKey) return []
      const { operator, quantifier, values } = test.atom
      if (operator.family !== 'string' || operator.negated || quantifier === 'ForAllValues') return []
      if (operator.name === 'StringEqualsIgnoreCase') return [EVERY_SUBJECT]
      return values.map((subject) => ({ subject, pattern: operator.patterns || !hasWildcard(subject) }))
    })
    for (const each of named.length === 0 ? [EVERY_SUBJECT] : named)
      found.set(`${String(each.pattern)} ${each.subject}`, each)
  }
  return [...found.values()]
}

const EVERY_SUBJECT: NamedSubject = { subject: '*', pattern: true }
