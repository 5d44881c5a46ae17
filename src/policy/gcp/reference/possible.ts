/**
 * One answer to a true-or-false question. `fails` is an evaluation that ends in an error; `doubt` an answer that the
 * reference cannot tell, whatever the request holds (a role whose permissions nobody gave, an unknown function).
 */
export type Answer = 'yes' | 'no' | 'fails' | 'doubt'

/** The answers that are possible, as far as the request is known. INVARIANT: at least one. */
export type Possible = ReadonlySet<Answer>

export const YES: Possible = new Set(['yes'])
export const NO: Possible = new Set(['no'])
export const FAILS: Possible = new Set(['fails'])
export const DOUBT: Possible = new Set(['doubt'])
/** Open until the request is known better. */
export const OPEN: Possible = new Set(['yes', 'no', 'fails'])

export function possible(holds: boolean): Possible {
  return holds ? YES : NO
}

/**
 * CEL's `&&`: false wins over an error, an error over true, whichever side it is on.
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#logical-operators
 */
export function and(left: Possible, right: Possible): Possible {
  return combined(left, right, ['no', 'doubt', 'fails', 'yes'])
}

/** CEL's `||`: true wins over an error, an error over false. */
export function or(left: Possible, right: Possible): Possible {
  return combined(left, right, ['yes', 'doubt', 'fails', 'no'])
}

export function not(one: Possible): Possible {
  return new Set([...one].map((answer) => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : answer)))
}

/** Of each pair of possible answers the one that comes first in `order`. */
function combined(left: Possible, right: Possible, order: readonly Answer[]): Possible {
  const first = (a: Answer, b: Answer): Answer => (order.indexOf(a) <= order.indexOf(b) ? a : b)
  return new Set([...left].flatMap((a) => [...right].map((b) => first(a, b))))
}

/** True when each is, false when one is; an empty list is true. */
export function every(list: readonly Possible[]): Possible {
  return list.reduce(and, YES)
}

/** True when one is, false when none is; an empty list is false. */
export function some(list: readonly Possible[]): Possible {
  return list.reduce(or, NO)
}

/**
 * A condition that grants: what cannot be evaluated grants nothing.
 * @see https://cloud.google.com/iam/docs/conditions-overview
 */
export function granting(condition: Possible): Possible {
  return new Set([...condition].map((answer) => (answer === 'fails' ? 'no' : answer)))
}

/**
 * A condition of a policy that takes away: what cannot be evaluated takes away.
 * @see https://cloud.google.com/iam/docs/deny-overview
 */
export function restricting(condition: Possible): Possible {
  return new Set([...condition].map((answer) => (answer === 'fails' ? 'yes' : answer)))
}
