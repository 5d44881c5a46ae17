import { globCovers, globsIntersect } from '../../model/glob.js'
import { literalText, readableText } from '../aws/arn.js'
import type { Atom } from './atom.js'
import { holdsFor, holdsWhenAbsent } from './atom.js'

/**
 * What is known of one context key. `open`: nothing; `present`: there, but with a value not known, or of which only
 * the pattern that it matches is known.
 */
export type KeyState =
  | { readonly state: 'values'; readonly values: readonly string[] }
  | { readonly state: 'absent' }
  | { readonly state: 'open' }
  | { readonly state: 'present'; readonly like?: string }

export const ABSENT: KeyState = { state: 'absent' }
export const OPEN: KeyState = { state: 'open' }
export const PRESENT: KeyState = { state: 'present' }

/** The request context: what is known of a key, given in lower case. What follows from it is found once. */
export interface Context {
  readonly stateOf: (lowerKey: string) => KeyState
  /** Answers already found, by atom. */
  readonly held: Map<Atom, boolean | null>
  /** What else was worked out in this context (variables put in), by the object it was worked out for. */
  readonly found: Map<object, unknown>
}

/**
 * The context of a request: `given` wins over `derived`; keys that neither has are open or absent.
 * Keys of both maps are in lower case.
 */
export function contextOf(
  given: ReadonlyMap<string, KeyState>,
  derived: (lowerKey: string) => KeyState | undefined,
  otherwise: KeyState,
): Context {
  const states = new Map<string, KeyState>()
  const stateOf = (lowerKey: string): KeyState => {
    const known = states.get(lowerKey)
    if (known !== undefined) return known
    const state = settled(given.get(lowerKey), derived(lowerKey)) ?? otherwise
    states.set(lowerKey, state)
    return state
  }
  return { stateOf, held: new Map(), found: new Map() }
}

/** "It is there" says less than a value that follows from the request, and more than that none does. */
function settled(given: KeyState | undefined, derived: KeyState | undefined): KeyState | undefined {
  if (given === undefined) return derived
  const says = derived?.state === 'values' || derived?.state === 'present'
  return given.state === 'present' && says ? derived : given
}

/** The result for `of`, worked out once in this context. */
export function onceIn<T>(context: Context, of: object, compute: () => T): T {
  const known = context.found.get(of)
  if (known !== undefined) return known as T
  const result = compute()
  context.found.set(of, result)
  return result
}

/** True, false, or undecided (`null`) in this context. */
export function evaluateAtom(atom: Atom, context: Context): boolean | null {
  const known = context.held.get(atom)
  if (known !== undefined) return known
  const held = heldIn(atom, context.stateOf(atom.lowerKey))
  context.held.set(atom, held)
  return held
}

function heldIn(atom: Atom, key: KeyState): boolean | null {
  if (atom.opaque) return null
  switch (key.state) {
    case 'values':
      return key.values.length === 0 ? holdsWhenAbsent(atom) : holdsFor(atom, key.values)
    case 'absent':
      return holdsWhenAbsent(atom)
    case 'present':
      return atom.whenPresent ?? (key.like === undefined ? null : holdsForLike(atom, key.like))
    case 'open':
      return atom.whenPresent === holdsWhenAbsent(atom) ? atom.whenPresent : null
  }
}

/** What the atom says of one value of which only a pattern is known. */
function holdsForLike(atom: Atom, like: string): boolean | null {
  const { operator } = atom
  if (operator.family === 'arn') return like.endsWith('*') ? null : operator.negated
  if (operator.family !== 'string') return null
  const fold = (text: string): string => (operator.name.endsWith('IgnoreCase') ? text.toLowerCase() : text)
  const values = atom.values.map((v) => fold(operator.patterns ? v : literalText(readableText(v))))
  const folded = fold(like)
  if (values.some((v) => globCovers(v, folded))) return !operator.negated
  return values.some((v) => globsIntersect(v, folded)) ? null : operator.negated
}
