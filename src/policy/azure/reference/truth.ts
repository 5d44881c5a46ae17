/** Stands among the keys for what no attribute of the request could settle. */
export const DOUBT_KEY = '?'

/**
 * A three-valued answer: `yes`, `no`, or `either`, which depends on the attributes in `on`.
 *
 * INVARIANT: `on` is empty unless the answer is `either`.
 */
export interface Truth {
  readonly is: 'yes' | 'no' | 'either'
  readonly on: ReadonlySet<string>
}

export const YES: Truth = { is: 'yes', on: new Set() }
export const NO: Truth = { is: 'no', on: new Set() }
/** Not documented, not readable, or not given: nothing in the request settles it. */
export const DOUBT: Truth = eitherBy([DOUBT_KEY])

export function eitherBy(keys: Iterable<string>): Truth {
  return { is: 'either', on: new Set(keys) }
}

export function truthOf(holds: boolean): Truth {
  return holds ? YES : NO
}

/** No as soon as one is no, yes when all are. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.some((truth) => truth.is === 'no')) return NO
  const open = truths.filter((truth) => truth.is === 'either')
  return open.length === 0 ? YES : eitherBy(open.flatMap((truth) => [...truth.on]))
}

/** Yes as soon as one is yes, no when none is. */
export function any(truths: readonly Truth[]): Truth {
  return opposite(all(truths.map(opposite)))
}

export function opposite(truth: Truth): Truth {
  return truth.is === 'either' ? truth : truthOf(truth.is === 'no')
}
