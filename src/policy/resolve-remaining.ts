import type { Remaining } from '../model/index.js'
import { ANY_ACCOUNT, parseCaller, somebodyOf, type Caller } from './aws/caller.js'
import { assumedOf } from './aws/assumptions.js'
import { atomOf, type Atom } from './condition/atom.js'
import { simplify, type Clause, type Clauses } from './condition/clauses.js'
import { PERIMETER_KEY } from './condition/doubt.js'
import { contextOf, evaluateAtom, OPEN, type Context, type KeyState } from './condition/context.js'
import { operatorNamed } from './condition/operators.js'
import { derivedState } from './aws/derived-keys.js'
import { fromRemaining, toRemaining } from './condition/remaining.js'

/** Who is asked about, as far as it decides conditions on the caller. */
export interface Asker {
  /** The door by which it comes in, as the graph names it. */
  readonly door: string
  /** The one identity that was asked about; null for a whole party, of which any identity may call. */
  readonly identity: string | null
  /** Accounts and principals (`aws:<account>`, ARNs) as whom a whole party may call through a door for everybody. */
  readonly members?: readonly string[]
}

/** Keys whose value is a matter of which identity of a party calls: no "if" for the party as a whole. */
const WHO_CALLS = new Set(['aws:principalarn', 'aws:userid', 'aws:username', 'aws:principaltype'])

/** Keys on time, which `today` decides: the moment of the request, as each cloud writes it. */
const TIME = new Map([
  ['aws:currenttime', 'aws:CurrentTime'],
  ['aws:epochtime', 'aws:EpochTime'],
  ['time', 'time'],
  ['request.time', 'request.time'],
  ['@environment[utcnow]', '@Environment[UtcNow]'],
])

/** The one of them that counts seconds since 1970 as a number. */
const SECONDS = 'aws:epochtime'

/** Keys that one choice fixes for a whole chain of assumptions. */
const CHAIN = new Map([
  ['sts:sourceidentity', 'sts:sourceidentity'],
  ['aws:sourceidentity', 'sts:sourceidentity'],
])

/**
 * What of stored clauses is left on a day, for an asker: what the day or the asker decides is dropped; null when
 * that makes them impossible.
 *
 * @param today milliseconds since 1970
 * @param asker null for principals of ours, whose conditions were decided when the grant was derived
 */
export function remainingOn(remaining: Remaining, today: number, asker: Asker | null): Clauses | null {
  if (remaining.length === 0) return []
  const timely = onDay(fromRemaining(remaining), today)
  if (timely === null || asker === null) return timely
  return forAsker(timely, asker)
}

/** Stored clauses with what one identity decides decided, free of time still; null when that makes them impossible. */
export function remainingAs(remaining: Remaining, asker: Asker): Remaining | null {
  if (remaining.length === 0) return remaining
  const left = forMember(fromRemaining(remaining), asker, null)
  return left === null ? null : toRemaining(left)
}

/** Clauses after the day decided its part: what has ended is impossible, what has not begun stays. */
export function onDay(clauses: Clauses, today: number): Clauses | null {
  if (!clauses.some((c) => c.some((a) => TIME.has(a.lowerKey)))) return clauses
  const left = simplify([...fromNowOn(today), ...clauses])
  if (left === null) return null
  const now = contextOf(new Map(), (key) => stateToday(key, today), OPEN)
  const assumed = new Set(fromNowOn(today).map((c) => c[0]))
  const stated = left.filter((clause) => clause.length !== 1 || !assumed.has(clause[0]))
  const onTime = (clause: Clause): boolean => clause.some((a) => TIME.has(a.lowerKey))
  const holdsNow = (clause: Clause): boolean =>
    clause.some((a) => TIME.has(a.lowerKey) && evaluateAtom(a, now) === true)
  // A window that has not begun is told whole, with its end; one that is open asks for nothing.
  const waits = stated.some((clause) => onTime(clause) && !holdsNow(clause))
  return waits ? stated : stated.filter((clause) => !holdsNow(clause))
}

function stateToday(lowerKey: string, today: number): KeyState | undefined {
  if (!TIME.has(lowerKey)) return undefined
  const text = lowerKey === SECONDS ? String(Math.floor(today / 1000)) : new Date(today).toISOString()
  return { state: 'values', values: [text] }
}

/** "Not before today": how the past is closed while the future stays open. */
export function fromNowOn(today: number): Clauses {
  const seconds = String(Math.floor(today / 1000))
  return [...TIME].map(([lower, key]) => [
    notBefore(key, lower === SECONDS ? 'NumericGreaterThanEquals' : 'DateGreaterThanEquals', seconds),
  ])
}

function notBefore(key: string, name: string, seconds: string): Atom {
  const operator = operatorNamed(name)
  if (operator === undefined) throw new Error(`operator table lacks \`${name}\``)
  return atomOf({ key, operator, quantifier: '', missing: false, values: [seconds] })
}

/** The least demanding result over the identities that the asker may call as; null when none of them can. */
function forAsker(clauses: Clauses, asker: Asker): Clauses | null {
  const members = asker.members === undefined || asker.members.length === 0 ? [null] : asker.members
  let best: Clauses | null = null
  for (const member of members) {
    const left = forMember(clauses, asker, member)
    if (left !== null && (best === null || left.length < best.length)) best = left
  }
  return best
}

function forMember(clauses: Clauses, asker: Asker, member: string | null): Clauses | null {
  const caller = callerOf(member ?? asker.identity ?? asker.door)
  const claims = claimsOf(asker)
  const facts = caller === null ? null : { caller, resourceAccount: null, known: new Map<string, KeyState>() }
  const context: Context = contextOf(claims, (key) => (facts === null ? undefined : derivedKey(key, facts)), OPEN)
  const decided: Clause[] = []
  for (const clause of clauses) {
    const left: Atom[] = []
    let holds = false
    for (const atom of clause) {
      const value = evaluateAtom(atom, context)
      if (value === true) holds = true
      else if (value === null) left.push(atom)
    }
    if (holds) continue
    if (left.length === 0) return null
    decided.push(left)
  }
  const assumed = caller === null ? [] : assumedOf(caller)
  const possible = simplify([...assumed, ...decided])
  if (possible === null) return null
  const asked = withoutAudience(possible.filter((c) => !assumed.some((a) => a[0] === c[0] && c.length === 1)))
  if (asker.identity !== null) return withoutSubject(asked, asker)
  return asked.filter((clause) => !clause.some((a) => WHO_CALLS.has(a.lowerKey) || isSubject(a.lowerKey)))
}

/** Only what says who calls is decided by the asker; resources and networks are not. */
function derivedKey(lowerKey: string, facts: Parameters<typeof derivedState>[1]): KeyState | undefined {
  if (lowerKey === 'aws:principalorgid' || lowerKey === 'aws:principalorgpaths') return undefined
  return derivedState(lowerKey, facts)
}

function callerOf(text: string): Caller | null {
  if (text.startsWith('arn:')) return parseCaller(text)
  if (text === 'authenticated:aws') return somebodyOf(ANY_ACCOUNT)
  if (text.startsWith('aws:') && !text.startsWith('aws:o-')) return somebodyOf(text.slice(4))
  return null
}

function isSubject(lowerKey: string): boolean {
  return lowerKey.endsWith(':sub')
}

/** The audience of a login is fixed by the provider: no "if". */
export function withoutAudience(clauses: Clauses): Clauses {
  return clauses.filter((clause) => !clause.some((a) => a.lowerKey.endsWith(':aud')))
}

/** A pattern of subjects that was asked about is met by a test that it overlaps. */
function withoutSubject(clauses: Clauses, asker: Asker): Clauses {
  if (asker.identity?.startsWith('oidc:') !== true) return clauses
  return clauses.filter((clause) => !clause.some((a) => isSubject(a.lowerKey)))
}

/** The subject that an identity `oidc:<issuer>#<subject>` fixes, as condition keys name it. */
function claimsOf(asker: Asker): Map<string, KeyState> {
  const claims = new Map<string, KeyState>()
  const text = asker.identity
  if (text === null || !text.startsWith('oidc:')) return claims
  const hash = text.indexOf('#')
  const issuer = text.slice('oidc:'.length, hash < 0 ? undefined : hash).replace('https://', '')
  const subject = hash < 0 ? '*' : text.slice(hash + 1)
  if (!subject.includes('*') && !subject.includes('?')) {
    const state: KeyState = { state: 'values', values: [subject] }
    const lower = issuer.toLowerCase()
    // AWS names the key after the provider's URL, with or without the slash that some issuers end in.
    claims.set(`${lower}:sub`, state).set(`${lower}/:sub`, state)
  }
  return claims
}

/**
 * Can the requests of a chain be made one after the other? What binds the whole chain is the source identity and
 * time; everything else belongs to the request that asks for it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function chainIsPossible(hops: readonly Remaining[], today: number): boolean {
  const binding: Clause[] = []
  for (const hop of hops) {
    for (const clause of hop) {
      const [test] = clause
      if (clause.length !== 1 || test === undefined) continue
      const lower = test.key.toLowerCase()
      const key = CHAIN.get(lower) ?? (lower === SECONDS ? test.key : TIME.has(lower) ? 'time' : null)
      if (key === null) continue
      for (const [atom] of fromRemaining([[test]])) if (atom !== undefined) binding.push([atomOf({ ...atom, key })])
    }
  }
  return binding.length < 2 || simplify([...fromNowOn(today), ...binding]) !== null
}

/** What clauses leave for somebody outside, who is in no service perimeter of ours; null when nothing can satisfy them. */
export function fromOutside(clauses: Clauses): Clauses | null {
  if (!clauses.some((clause) => clause.some(isInside))) return clauses
  const left = clauses.map((clause) => clause.filter((atom) => !isInside(atom)))
  return left.some((clause) => clause.length === 0) ? null : left
}

function isInside({ key, operator }: Atom): boolean {
  return key === PERIMETER_KEY && !operator.negated
}
