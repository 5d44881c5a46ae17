import type { Requirement } from '../../src/model/index.js'
import {
  atomOf,
  heldWhenMissing,
  holdsFor,
  holdsWhenAbsent,
  namedOperator,
  type Atom,
} from '../../src/policy/condition/atom.js'
import type { AwsDecideRecord, DecisionRequest } from '../../src/policy/aws/record.js'
import { KEYS, OURS } from './policy-generator.js'

/** A small random number generator: the same seed gives the same samples. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed | 1
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
    return (state >>> 0) % below
  }
}

const pick = <T>(items: readonly T[], random: (below: number) => number): T | undefined => items[random(items.length)]

/** Resources that patterns of requests match, and the names of sessions. */
const RESOURCES = [
  'arn:aws:s3:::logs/2026/a.txt',
  'arn:aws:s3:::logs/ann/a',
  'arn:aws:s3:::logs/other',
  'arn:aws:s3:::lags/2026/b',
  'arn:aws:s3:::elsewhere/x',
  `arn:aws:kms:eu-west-1:${OURS}:key/k1`,
  `arn:aws:kms:us-east-1:${OURS}:key/k2`,
]

/** What a key may hold in a sample; undefined is absent. */
const EXTRA: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws:currenttime', ['2025-06-01T00:00:00Z', '2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z']],
  ['s3:max-keys', ['0', '1', '2', '3', '9']],
  ['aws:sourceip', ['203.0.113.9', '203.0.5.5', '2001:db8::7', '192.0.2.1']],
  ['aws:principaltag/team', ['a', 'b', 'ab', 'xb', 'zz']],
  ['aws:requesttag/t', ['a', 'A', 'ab', 'xb', 'zz']],
  ['s3:prefix', ['a', 'A', 'ab', 'zz', 'ann']],
  ['sts:externalid', ['a', 'A', 'ab', 'b', 'zz']],
  ['aws:tagkeys', ['a', 'b', 'ab', 'zz']],
])

/** Values of policies that no request brings. */
const UNREADABLE = /^(soon|x|maybe)$|\//

export function candidatesFor(key: string): (string | undefined)[] {
  const lower = key.toLowerCase()
  const named = KEYS.filter(([k]) => k.toLowerCase() === lower)
  const given = named.flatMap(([, , values]) => values.filter((v): v is string => typeof v === 'string'))
  const literal = named.flatMap(([, family]) => family.values.filter((v) => !/[*?$]/.test(v)))
  const values = [...given, ...literal, ...(EXTRA.get(lower) ?? [])]
  return [undefined, ...new Set(values.filter((value) => !UNREADABLE.test(value)))]
}

/** Keys that follow from who calls: a sample leaves them to the evaluators. */
const DERIVED = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:userid',
  'aws:username',
  'aws:sourceaccount',
  'aws:principalisawsservice',
])

export const SAMPLED_KEYS = [...new Set(KEYS.map(([key]) => key.toLowerCase()))].filter((key) => !DERIVED.has(key))

/** Are all keys that stay open ones that samples can fill, and does the context not contradict the caller? */
export function canBeSampled({ request }: AwsDecideRecord): boolean {
  const given = Object.keys(request.context ?? {}).map((key) => key.toLowerCase())
  if (request.principal.includes(':role/') && (given.includes('aws:principalarn') || given.includes('aws:userid')))
    return false
  const said = [...(request.contextPresent ?? []), ...(request.contextAbsent ?? [])]
  return said.every((key) => !DERIVED.has(key.toLowerCase()))
}

/** What a sample fixes beforehand. */
export interface Fixed {
  readonly context: ReadonlyMap<string, string | undefined>
  readonly session?: string
  readonly resource?: (resource: string) => boolean
}

const FREE: Fixed = { context: new Map() }

/** One concrete request among those that the record stands for; null when the vocabulary has none. */
export function sampleOf(
  record: AwsDecideRecord,
  random: (below: number) => number,
  fixed: Fixed = FREE,
): AwsDecideRecord | null {
  const request = record.request
  const given = new Map(Object.entries(request.context ?? {}).map(([key, value]) => [key.toLowerCase(), value]))
  const absent = new Set((request.contextAbsent ?? []).map((key) => key.toLowerCase()))
  const present = new Set((request.contextPresent ?? []).map((key) => key.toLowerCase()))
  const context: NonNullable<DecisionRequest['context']> = { ...request.context }
  for (const key of SAMPLED_KEYS) {
    if (given.has(key) || absent.has(key) || ownKeyOfNobody(key, request.principal)) continue
    if (request.contextOpen !== true && !present.has(key)) continue
    const candidates = candidatesFor(key).filter((value) => value !== undefined || !present.has(key))
    const value = fixed.context.has(key) ? fixed.context.get(key) : pick(candidates, random)
    if (value === undefined && present.has(key)) return null
    if (value !== undefined) context[key] = value
  }
  const isPattern = /[*?]/.test(request.resource) && !request.action.startsWith('s3:List')
  const wanted = fixed.resource ?? (() => true)
  const resources = RESOURCES.filter((r) =>
    request.resource === '*' ? r.includes(':s3:') : matches(request.resource, r),
  ).filter(wanted)
  const resource = isPattern ? pick(resources, random) : request.resource
  if (resource === undefined) return null
  const session = fixed.session ?? pick(['job', 'other'], random) ?? 'job'
  const { principal, more } = sessionOf(request, session, given)
  const { contextPresent: _present, contextAbsent: _absent, ...rest } = request
  return { ...record, request: { ...rest, principal, resource, context: { ...context, ...more }, contextOpen: false } }
}

/** Whoever has no account has no tags and no second factor. */
function ownKeyOfNobody(key: string, principal: string): boolean {
  const account = /^arn:aws:(iam|sts)::\d{12}:(?!saml-provider)/.test(principal)
  return !account && (key.startsWith('aws:principaltag/') || key.startsWith('aws:multifactor'))
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(text)
}

/** A role becomes one of its sessions, and says what its ARN no longer shows. */
function sessionOf(
  request: DecisionRequest,
  session: string,
  given: ReadonlyMap<string, unknown>,
): { principal: string; more: { [key: string]: string } } {
  const role = /^arn:aws:iam::(\d{12}):role\/(.*\/)?([^/]+)$/.exec(request.principal)
  const id: { [key: string]: string } = {}
  if (!given.has('aws:userid')) {
    if (/:user\//.test(request.principal)) id['aws:userid'] = 'AIDAUSERUSERUSER'
    const of = role !== null ? session : /:assumed-role\/[^/]+\/(.+)$/.exec(request.principal)?.[1]
    if (of !== undefined) id['aws:userid'] = `AROAEXAMPLEEXAMPL1:${of}`
  }
  if (role === null) return { principal: request.principal, more: id }
  const [, account = '', , name = ''] = role
  return {
    principal: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
    more: given.has('aws:principalarn') ? id : { ...id, 'aws:PrincipalArn': request.principal },
  }
}

/** A requirement as a test again; null for one that holds variables. */
export function testOf({ key, operator, values }: Requirement): Atom | null {
  const named = namedOperator(operator)
  if (named === undefined || values.some((v) => v.includes('${'))) return null
  const { quantifier, ifExists } = named
  return atomOf({
    key,
    operator: named.operator,
    quantifier,
    values,
    missing: heldWhenMissing(named.operator, quantifier, ifExists),
  })
}

export function holdsOn(test: Atom, value: string | undefined): boolean {
  return value === undefined ? holdsWhenAbsent(test) : holdsFor(test, [value])
}
