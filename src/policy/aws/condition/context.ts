import type { Atom } from './atom.js'
import { holdsFor, holdsWhenAbsent } from './atom.js'

/** What is known of one context key. `open`: nothing; `present`: there, but with a value not known. */
export type KeyState =
  | { readonly state: 'values'; readonly values: readonly string[] }
  | { readonly state: 'absent' }
  | { readonly state: 'open' }
  | { readonly state: 'present' }

export const ABSENT: KeyState = { state: 'absent' }
export const OPEN: KeyState = { state: 'open' }
export const PRESENT: KeyState = { state: 'present' }

/** The request context: what is known of a key, given in lower case. */
export interface Context {
  readonly stateOf: (lowerKey: string) => KeyState
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
  return { stateOf: (lowerKey) => given.get(lowerKey) ?? derived(lowerKey) ?? otherwise }
}

/** True, false, or undecided (`null`) in this context. */
export function evaluateAtom(atom: Atom, context: Context): boolean | null {
  if (atom.opaque) return null
  const key = context.stateOf(atom.lowerKey)
  switch (key.state) {
    case 'values':
      return key.values.length === 0 ? holdsWhenAbsent(atom) : holdsFor(atom, key.values)
    case 'absent':
      return holdsWhenAbsent(atom)
    case 'present':
      return atom.operator.family === 'null' ? holdsFor(atom, ['']) : null
    case 'open':
      return null
  }
}
