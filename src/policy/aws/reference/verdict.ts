/**
 * A three-valued answer after Kleene: `true`, `false`, or `open` when it depends on something that is not known.
 *
 * `keys` names the context keys an open answer depends on. An open answer without keys is doubt that no context
 * can settle (AWS does not document what happens). INVARIANT: `keys` is empty unless `truth` is `open`.
 */
export interface Verdict {
  readonly truth: 'true' | 'false' | 'open'
  readonly keys: readonly string[]
}

export const TRUE: Verdict = { truth: 'true', keys: [] }
export const FALSE: Verdict = { truth: 'false', keys: [] }
/** Open, and no key of the request could close it. */
export const DOUBT: Verdict = { truth: 'open', keys: [] }

/** Open until these context keys are known. */
export function openOn(keys: readonly string[]): Verdict {
  return { truth: 'open', keys: unique(keys) }
}

export function verdictOf(truth: boolean): Verdict {
  return truth ? TRUE : FALSE
}

/** True when all are, false when one is, else open. */
export function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.some((verdict) => verdict.truth === 'false')) return FALSE
  const open = verdicts.filter((verdict) => verdict.truth === 'open')
  return open.length === 0 ? TRUE : openOn(open.flatMap((verdict) => verdict.keys))
}

/** True when one is, false when none is, else open. */
export function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.some((verdict) => verdict.truth === 'true')) return TRUE
  const open = verdicts.filter((verdict) => verdict.truth === 'open')
  return open.length === 0 ? FALSE : openOn(open.flatMap((verdict) => verdict.keys))
}

export function not(verdict: Verdict): Verdict {
  return verdict.truth === 'open' ? verdict : verdictOf(verdict.truth === 'false')
}

/** Keys once each; case does not tell them apart. */
function unique(keys: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const key of keys) if (!seen.has(key.toLowerCase())) seen.set(key.toLowerCase(), key)
  return [...seen.values()]
}
