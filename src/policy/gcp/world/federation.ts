import {
  canonicalIssuer,
  canonicalJson,
  globCovers,
  globsIntersect,
  isObject,
  type FactNode,
} from '../../../model/index.js'
import { readableText } from '../../aws/arn.js'
import type { Atom } from '../../condition/atom.js'
import { simplify, type Clause, type Clauses } from '../../condition/clauses.js'
import { contextOf, evaluateAtom, OPEN, type KeyState } from '../../condition/context.js'
import { toRemaining } from '../../condition/remaining.js'
import type { Attributes } from '../condition/attributes.js'
import type { PoolMember } from '../member.js'
import { asked, outsideLogin, type Entrance, type PoolDoor } from './entrance.js'
import { awsDoors } from './federation-aws.js'
import { claimPatterns, knownClaims } from './login-claims.js'
import type { GcpWorld } from './world.js'

/**
 * The logins behind a member of a pool, by every provider of the pool; empty when nobody can be it, null when no provider of
 * the pool is known.
 *
 * @see https://cloud.google.com/iam/docs/workload-identity-federation#mapping
 * @see https://cloud.google.com/iam/docs/workforce-identity-federation
 */
export function poolDoors(world: GcpWorld, member: PoolMember): PoolDoor[] | null {
  const providers = [...world.nodes.values()].filter(
    (node) => node.kind === 'IdentityProvider' && node.properties['pool'] === member.pool,
  )
  if (providers.length === 0) return null
  const pool = world.nodes.get(`//${member.pool}`)
  if (pool !== undefined && isOff(pool)) return []
  const working = providers.filter((provider) => !isOff(provider))
  if (working.some((provider) => protocolOf(provider) === null)) return null
  return working.flatMap((provider) => doorsBy(entranceOf(provider, member)))
}

function isOff({ properties }: FactNode): boolean {
  return properties['disabled'] === true || properties['state'] === 'DELETED'
}

function text(provider: FactNode, name: string): string | null {
  const value = provider.properties[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function protocolOf(provider: FactNode): 'oidc' | 'aws' | 'saml' | null {
  if (text(provider, 'awsAccountId') !== null) return 'aws'
  if (text(provider, 'issuer') !== null) return 'oidc'
  return text(provider, 'samlEntityId') === null ? null : 'saml'
}

/** How AWS logins are mapped where the provider does not say. */
const AWS_MAPPING: readonly (readonly [string, string])[] = [
  ['google.subject', 'assertion.arn'],
  [
    'attribute.aws_role',
    "assertion.arn.contains('assumed-role') ? assertion.arn.extract('{account_arn}assumed-role/') + 'assumed-role/' + assertion.arn.extract('assumed-role/{role_name}/') : assertion.arn",
  ],
]

function entranceOf(provider: FactNode, { what }: PoolMember): Entrance {
  const { properties } = provider
  const said = isObject(properties['attributeMapping']) ? Object.entries(properties['attributeMapping']) : []
  const given = said.flatMap(([name, expression]) =>
    typeof expression === 'string' ? [[name, expression] as const] : [],
  )
  const mapping = new Map(given.length === 0 && protocolOf(provider) === 'aws' ? AWS_MAPPING : given)
  const document = `${provider.id}#provider`
  const { issuer, awsAccountId, samlEntityId, attributeCondition } = properties
  const shown = {
    issuer,
    awsAccountId,
    samlEntityId,
    attributeCondition,
    attributeMapping: Object.fromEntries(mapping),
  }
  return {
    provider,
    wanted: what === null ? null : wantedBy(what),
    condition: text(provider, 'attributeCondition'),
    mapping,
    evidence: { id: document, kind: 'trust', document, statement: null, sid: null, text: canonicalJson(shown) },
  }
}

function wantedBy(what: NonNullable<PoolMember['what']>): string {
  const value = JSON.stringify(what.value)
  if (what.kind === 'subject') return `google.subject == ${value}`
  return what.kind === 'group' ? `${value} in google.groups` : `attribute.${what.name} == ${value}`
}

const OPEN_CLAIMS: Attributes = () => ({ state: 'open' })

function doorsBy(entrance: Entrance): PoolDoor[] {
  const { provider, evidence } = entrance
  switch (protocolOf(provider)) {
    case 'aws':
      return awsDoors(entrance, text(provider, 'awsAccountId') ?? '')
    case 'saml': {
      const entity = text(provider, 'samlEntityId') ?? ''
      const clauses = asked(entrance, OPEN_CLAIMS)
      const identity = outsideLogin(`saml:${entity}`, entity)
      return clauses === null ? [] : [{ identity, remaining: toRemaining(clauses), because: [evidence] }]
    }
    default:
      return oidcDoors(entrance, text(provider, 'issuer') ?? '')
  }
}

const MOST_DOORS = 64

/** Logins at an issuer: the subjects that the claims asked for leave, and what else is asked of them. */
function oidcDoors(entrance: Entrance, given: string): PoolDoor[] {
  const issuer = canonicalIssuer(given)
  const clauses = asked(entrance, OPEN_CLAIMS)
  if (clauses === null) return []
  let patterns: string[] = ['*']
  const rest: Clause[] = []
  for (const clause of clauses) {
    // The audience is fixed by the provider.
    if (clause.some((atom) => atom.lowerKey === 'assertion.aud')) continue
    const said = clause.map((atom) => claimPatterns(issuer, atom))
    if (!said.every((each) => each !== null)) {
      rest.push(clause)
      continue
    }
    const choices = said.flatMap((each) => each ?? [])
    patterns = [...new Set(patterns.flatMap((one) => choices.flatMap((other) => both(one, other) ?? [])))]
    if (patterns.length > MOST_DOORS) patterns = ['*']
  }
  return patterns.flatMap((pattern): PoolDoor[] => {
    const left = decided(rest, issuer, pattern)
    if (left === null) return []
    const subject = readableSubject(pattern)
    const identity = outsideLogin(`oidc:${issuer}#${subject}`, `${issuer.replace('https://', '')}#${subject}`)
    return [{ identity, remaining: toRemaining(left), because: [entrance.evidence] }]
  })
}

/** Characters of a subject that are no wildcards are percent-encoded where they look like one. */
function readableSubject(pattern: string): string {
  const marked = readableText(pattern)
  if (marked === pattern) return pattern
  let found = ''
  for (const char of pattern) {
    const plain = readableText(char)
    found += plain === char ? char : plain === '*' ? '%2A' : '%3F'
  }
  return found
}

/** What both patterns match, as one pattern: the narrower one. Null when nothing does. */
function both(one: string, other: string): string | null {
  if (!globsIntersect(one, other)) return null
  if (globCovers(one, other)) return other
  if (globCovers(other, one)) return one
  return one.replaceAll('*', '').length >= other.replaceAll('*', '').length ? one : other
}

/** Clauses on claims of which the subject tells some; null when it rules them out. */
function decided(rest: readonly Clause[], issuer: string, pattern: string): Clauses | null {
  if (rest.length === 0) return []
  const known = new Map<string, KeyState>()
  for (const [claim, value] of knownClaims(issuer, pattern))
    known.set(`assertion.${claim}`, { state: 'values', values: [value] })
  const context = contextOf(known, () => undefined, OPEN)
  const left: Clause[] = []
  for (const clause of rest) {
    const open: Atom[] = []
    let isMet = false
    for (const atom of clause) {
      const value = evaluateAtom(atom, context)
      if (value === true) isMet = true
      else if (value === null) open.push(atom)
    }
    if (isMet) continue
    if (open.length === 0) return null
    left.push(open)
  }
  return simplify(left)
}
