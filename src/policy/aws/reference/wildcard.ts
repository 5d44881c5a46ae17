/** `?`: exactly one character. */
export const ONE = Symbol('?')
/** `*`: any run of characters, also none. */
export const MANY = Symbol('*')

/** One step of a text with wildcards: a literal character or a wildcard. */
export type Token = string | typeof ONE | typeof MANY

/** The text taken literally. */
export function literal(text: string): Token[] {
  return [...text]
}

/** The text with `*` and `?` as wildcards. */
export function withWildcards(text: string): Token[] {
  return [...text].map((character) => (character === '*' ? MANY : character === '?' ? ONE : character))
}

export function lowerCase(tokens: readonly Token[]): Token[] {
  return tokens.map((token) => (typeof token === 'string' ? token.toLowerCase() : token))
}

/** Is it made of `*` alone? */
export function isAnything(tokens: readonly Token[]): boolean {
  return tokens.length > 0 && tokens.every((token) => token === MANY)
}

/** Are the tokens just this text, without a wildcard? */
export function spells(tokens: readonly Token[], text: string): boolean {
  const characters = [...text]
  return tokens.length === characters.length && characters.every((character, index) => tokens[index] === character)
}

/** What a pattern says about a second pattern: matches all of its texts, none of them, or some. */
export type Relation = 'all' | 'none' | 'some'

export function relate(pattern: readonly Token[], subject: readonly Token[]): Relation {
  if (!overlaps(pattern, subject)) return 'none'
  return covers(pattern, subject) ? 'all' : 'some'
}

/**
 * Is every text of `subject` a text of `pattern`?
 *
 * Exact, as there are always characters that neither pattern names. Runs of wildcards are first written
 * with their `?` in front (`*?` is `?*`), so that a `*` is never followed by something it could also be.
 */
export function covers(pattern: readonly Token[], subject: readonly Token[]): boolean {
  const p = ordered(pattern)
  const s = ordered(subject)
  return solve(p.length, s.length, (i, j, at) => {
    const expected = p[i]
    const given = s[j]
    if (expected === undefined) return given === undefined
    if (expected === MANY) return at(i + 1, j) || (given !== undefined && at(i, j + 1))
    if (given === undefined) return false
    if (given === MANY) return expected === ONE && at(i, j + 1) && at(i + 1, j)
    return (expected === ONE || expected === given) && at(i + 1, j + 1)
  })
}

/** Is there a text that both match? */
export function overlaps(first: readonly Token[], second: readonly Token[]): boolean {
  const p = ordered(first)
  const s = ordered(second)
  return solve(p.length, s.length, (i, j, at) => {
    const a = p[i]
    const b = s[j]
    if (a === undefined && b === undefined) return true
    if (a === MANY) return at(i + 1, j) || (b !== undefined && at(i, j + 1))
    if (b === MANY) return at(i, j + 1) || (a !== undefined && at(i + 1, j))
    if (a === undefined || b === undefined) return false
    return (a === ONE || b === ONE || a === b) && at(i + 1, j + 1)
  })
}

/**
 * Fills the table of answers from the ends of both patterns to their beginnings. An answer may look at its own
 * row and at the next, so two rows are kept.
 */
function solve(
  rows: number,
  columns: number,
  answer: (i: number, j: number, at: (i: number, j: number) => boolean) => boolean,
): boolean {
  let row = new Uint8Array(columns + 1)
  let next = new Uint8Array(columns + 1)
  for (let i = rows; i >= 0; i--) {
    const current = row
    const below = next
    const at = (k: number, j: number): boolean => (k === i ? current : below)[j] === 1
    for (let j = columns; j >= 0; j--) current[j] = answer(i, j, at) ? 1 : 0
    row = below
    next = current
  }
  return next[0] === 1
}

function ordered(tokens: readonly Token[]): Token[] {
  const out: Token[] = []
  let many = false
  for (const token of tokens) {
    if (token === MANY) {
      many = true
    } else if (token === ONE) {
      out.push(ONE)
    } else {
      if (many) out.push(MANY)
      many = false
      out.push(token)
    }
  }
  if (many) out.push(MANY)
  return out
}
