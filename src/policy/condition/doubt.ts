/** The key of a test on which resource is meant, where a grant reaches only a part of a pattern. */
export const RESOURCE_KEY = 'resource'

/** The key of a test that is in the caller's network: inside this service perimeter. */
export const PERIMETER_KEY = 'perimeter'

/** The key of a condition whose text could not be read. */
export const CONDITION_KEY = 'condition'

const DOUBTS: ReadonlySet<string> = new Set(['NotPrincipal', 'Principal', CONDITION_KEY])

/** Does the test stand for a meaning that could not be read? What hangs on such tests alone is `unknown`. */
export function isDoubt({ key }: { readonly key: string }): boolean {
  return DOUBTS.has(key)
}
