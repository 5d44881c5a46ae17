import type { Remaining, RemainingTest } from '../../model/index.js'
import { atomOf, type Atom } from './atom.js'
import type { Clauses } from './clauses.js'
import { operatorNamed } from './operators.js'

/** Clauses in the form that snapshots store. */
export function toRemaining(clauses: Clauses): Remaining {
  return clauses.map((clause) => clause.map(toTest).sort(compareTests))
}

function toTest(atom: Atom): RemainingTest {
  return {
    key: atom.key,
    operator: atom.operator.name,
    quantifier: atom.quantifier,
    missing: atom.missing,
    values: atom.values,
    opaque: atom.opaque,
  }
}

function compareTests(a: RemainingTest, b: RemainingTest): number {
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Stored tests as atoms again. Throws on an operator that no AWS policy has: the snapshot is not ours. */
export function fromRemaining(remaining: Remaining): Atom[][] {
  return remaining.map((clause) =>
    clause.map((test) => {
      const operator = operatorNamed(test.operator)
      if (operator === undefined) throw new Error(`snapshot holds the unknown operator \`${test.operator}\``)
      return atomOf({ ...test, operator })
    }),
  )
}
