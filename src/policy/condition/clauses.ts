import { complementOf, type Atom } from './atom.js'
import { implied, jointlySatisfiable } from './satisfiable.js'

/** A disjunction: at least one atom must hold. */
export type Clause = readonly Atom[]

/**
 * What remains to be satisfied: every clause must hold. An empty list holds without any "if".
 * Allow statements add unit clauses; a Deny statement adds the clause "one of its tests fails".
 */
export type Clauses = readonly Clause[]

export const ALWAYS: Clauses = []

/**
 * Simplifies: drops what follows from the rest, takes contradictory alternatives out of clauses.
 * `null` when it is proven that nothing satisfies all of them.
 *
 * LIMIT: contradictions that only show when three or more clauses with alternatives are combined are not found;
 * the result then stays conditional.
 */
export function simplify(clauses: Clauses): Clauses | null {
  if (clauses.length === 0) return ALWAYS
  const units = new Map<string, Atom[]>()
  let open = clauses.filter((clause) => clause.length !== 1)
  let fresh: Atom[] = []
  for (const clause of clauses) if (clause.length === 1 && clause[0] !== undefined) fresh.push(clause[0])
  for (;;) {
    for (const atom of fresh) {
      const same = units.get(atom.lowerKey) ?? []
      if (same.includes(atom)) continue
      units.set(atom.lowerKey, [...same, atom])
    }
    for (const atoms of units.values()) if (!jointlySatisfiable(atoms)) return null
    fresh = []
    const kept: Clause[] = []
    for (const clause of open) {
      const rest = reduced(clause, units)
      if (rest === null) continue
      if (rest.length === 0) return null
      if (rest.length === 1 && rest[0] !== undefined) fresh.push(rest[0])
      else kept.push(rest)
    }
    open = kept
    if (fresh.length === 0) break
  }
  const result: Clause[] = []
  for (const atoms of units.values()) for (const atom of withoutImplied(atoms)) result.push([atom])
  return [...result, ...withoutSubsumed(open)].sort(compareClauses)
}

/** The clause without what the units rule out; `null` when the units make it hold. */
function reduced(clause: Clause, units: ReadonlyMap<string, readonly Atom[]>): Clause | null {
  const rest: Atom[] = []
  for (const atom of clause) {
    const known = units.get(atom.lowerKey)
    if (known !== undefined) {
      if (implied(known, atom)) return null
      if (!jointlySatisfiable([...known, atom])) continue
    }
    if (rest.includes(atom)) continue
    if (rest.includes(complementOf(atom))) return null
    rest.push(atom)
  }
  return rest.sort((a, b) => a.id - b.id)
}

function withoutImplied(atoms: readonly Atom[]): readonly Atom[] {
  let kept = [...atoms]
  for (const atom of atoms) {
    const others = kept.filter((a) => a !== atom)
    if (others.length > 0 && implied(others, atom)) kept = others
  }
  return kept
}

function withoutSubsumed(clauses: readonly Clause[]): Clause[] {
  return clauses.filter(
    (clause, i) =>
      !clauses.some(
        (other, k) =>
          k !== i &&
          other.every((a) => clause.includes(a)) &&
          (other.length < clause.length || (other.length === clause.length && k < i)),
      ),
  )
}

function compareClauses(a: Clause, b: Clause): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const d = (a[i]?.id ?? 0) - (b[i]?.id ?? 0)
    if (d !== 0) return d
  }
  return a.length - b.length
}

/** A text that is equal for equal (simplified) clauses within one process. */
export function clausesKey(clauses: Clauses): string {
  return clauses.map((clause) => clause.map((a) => a.id).join('|')).join('&')
}

/** Do the first clauses hold whenever the second do? Sound: `false` may mean "not proven". */
export function weakerThan(weak: Clauses, strong: Clauses): boolean {
  return weak.every(
    (clause) => strong.some((other) => other.every((a) => clause.includes(a))) || followsFrom(strong, clause),
  )
}

/** Does an atom of the clause follow from what the others demand of its key alone? */
function followsFrom(clauses: Clauses, clause: Clause): boolean {
  return clause.some((atom) => {
    const units = clauses.flatMap((c) => (c.length === 1 && c[0]?.lowerKey === atom.lowerKey ? c : []))
    return units.length > 0 && implied(units, atom)
  })
}

const MOST_ALTERNATIVES = 16

/**
 * The ways to satisfy the clauses, each a list of atoms; at most 16, the shortest kinds first.
 *
 * LIMIT: where more than 16 combinations exist only the first 16 are listed; `requires` names all their keys still.
 */
export function alternativesOf(clauses: Clauses): Atom[][] {
  let ways: Atom[][] = [[]]
  for (const clause of clauses) {
    const next: Atom[][] = []
    for (const way of ways) {
      for (const atom of clause) {
        if (next.length >= MOST_ALTERNATIVES * 4) break
        const same = way.filter((a) => a.lowerKey === atom.lowerKey)
        if (way.includes(atom)) next.push(way)
        else if (jointlySatisfiable([...same, atom])) next.push([...way, atom])
      }
    }
    ways = next
  }
  return withoutSupersets(ways).slice(0, MOST_ALTERNATIVES)
}

function withoutSupersets(ways: Atom[][]): Atom[][] {
  return ways.filter(
    (way, i) =>
      !ways.some((other, k) => k !== i && other.every((a) => way.includes(a)) && (other.length < way.length || k < i)),
  )
}
