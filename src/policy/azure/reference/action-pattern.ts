/** In a pattern: any run of characters, also none. */
export const RUN = Symbol('*')
/** In a pattern: exactly one character. */
export const ONE = Symbol('?')

export type PatternPart = string | typeof RUN | typeof ONE

/**
 * Does the pattern name the action? Letter case does not matter and `*` stands for any run of characters, also
 * across `/`; nothing else is special.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions#actions-format
 */
export function namesAction(pattern: string, action: string): boolean {
  const parts = characters(pattern.toLowerCase()).map((part) => (part === '*' ? RUN : part))
  return fits(parts, characters(action.toLowerCase()))
}

export function characters(text: string): string[] {
  return Array.from({ length: text.length }, (_, at) => text.charAt(at))
}

/**
 * Does the text fit the whole pattern? A table of answers, filled from both ends: `fit[at]` says whether the rest of
 * the pattern fits the text from `at` on.
 */
export function fits(pattern: readonly PatternPart[], text: readonly string[]): boolean {
  let fit = [...text.map(() => false), true]
  for (const part of [...pattern].reverse()) {
    const rest = fit
    fit = rest.map(() => false)
    for (let at = text.length; at >= 0; at--) {
      if (part === RUN) fit[at] = rest[at] === true || fit[at + 1] === true
      else fit[at] = at < text.length && rest[at + 1] === true && (part === ONE || part === text[at])
    }
  }
  return fit[0] === true
}
