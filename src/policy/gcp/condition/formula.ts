import { ALWAYS, simplify, type Clauses } from '../../condition/clauses.js'
import type { Atom } from '../../condition/atom.js'

/** What has to hold, as far as it is not decided. */
export type Formula =
  | { readonly is: 'true' | 'false' }
  | { readonly is: 'atom'; readonly atom: Atom }
  | { readonly is: 'all' | 'any'; readonly of: readonly Formula[] }

export const TRUE: Formula = { is: 'true' }
export const FALSE: Formula = { is: 'false' }

export function decided(holds: boolean): Formula {
  return holds ? TRUE : FALSE
}

export function atomFormula(atom: Atom): Formula {
  return { is: 'atom', atom }
}

export function all(of: readonly Formula[]): Formula {
  if (of.some((f) => f.is === 'false')) return FALSE
  const left = of.filter((f) => f.is !== 'true')
  const [only] = left
  return only === undefined ? TRUE : left.length === 1 ? only : { is: 'all', of: left }
}

export function any(of: readonly Formula[]): Formula {
  if (of.some((f) => f.is === 'true')) return TRUE
  const left = of.filter((f) => f.is !== 'false')
  const [only] = left
  return only === undefined ? FALSE : left.length === 1 ? only : { is: 'any', of: left }
}

const MOST_CLAUSES = 256

/**
 * The formula as clauses; null when it cannot hold.
 *
 * @param tooLarge what stands for a formula of which the clauses would be too many
 */
export function clausesOf(formula: Formula, tooLarge: () => Atom): Clauses | null {
  const clauses = expand(formula)
  return clauses === null ? [[tooLarge()]] : simplify(clauses)
}

/** Null: more clauses than anybody wants. */
function expand(formula: Formula): Atom[][] | null {
  switch (formula.is) {
    case 'true':
      return [...ALWAYS] as Atom[][]
    case 'false':
      return [[]]
    case 'atom':
      return [[formula.atom]]
    case 'all': {
      const found: Atom[][] = []
      for (const each of formula.of) {
        const clauses = expand(each)
        if (clauses === null || found.length + clauses.length > MOST_CLAUSES) return null
        found.push(...clauses)
      }
      return found
    }
    case 'any': {
      let found: Atom[][] = [[]]
      for (const each of formula.of) {
        const clauses = expand(each)
        if (clauses === null || found.length * clauses.length > MOST_CLAUSES) return null
        found = found.flatMap((one) => clauses.map((other) => [...new Set([...one, ...other])]))
      }
      return found
    }
  }
}
