// Simple globs over whole strings: `*` is any run of characters (none too), `?` is exactly one, all else is itself.
// Case counts. There is no escape: whoever knows an escape (`${*}` in IAM) must deal with it before.
// No test here backtracks without bound: the cost is at most the product of the two lengths.

/** The longest text, in UTF-16 code units, for which every test here is exact. */
export const GLOB_LENGTH_LIMIT = 2048

/** Character comparisons in one test: enough for any pattern against a text of `GLOB_LENGTH_LIMIT`. */
const WORK_LIMIT = (2 * GLOB_LENGTH_LIMIT + 1) * GLOB_LENGTH_LIMIT

/** How many (state set, token) steps `globCovers` spends on its hard case before it answers "not proven". */
const COVER_STEP_LIMIT = 20_000

const STAR = 42
const ANY = 63

/** Has the text a `*` or a `?`? */
export function isGlob(text: string): boolean {
  return text.includes('*') || text.includes('?')
}

/**
 * Does the pattern match the whole text? In the text `*` and `?` are ordinary characters.
 *
 * Exact up to `GLOB_LENGTH_LIMIT` characters of text and for any pattern length, and far beyond for short patterns.
 * LIMIT: where pattern and text are both so long that their product passes the work limit, the answer is no, unless
 * the pattern has one star at most and no `?`.
 */
export function globMatches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*')
  if (star < 0 && !pattern.includes('?')) return pattern === text
  if (star === pattern.lastIndexOf('*') && star >= 0 && !pattern.includes('?')) {
    return (
      text.length >= pattern.length - 1 &&
      text.startsWith(pattern.slice(0, star)) &&
      text.endsWith(pattern.slice(star + 1))
    )
  }
  const tokens = tidy(pattern)
  if (shortestMatch(tokens) > text.length || tokens.length * text.length > WORK_LIMIT) return false
  return greedyMatch(tokens, text, matchesCharacter)
}

/**
 * Is there a text that both patterns match?
 *
 * Exact: two patterns that both have a star meet as soon as what stands before their first and after their last star
 * agrees; a pattern without a star has one length, so the other is matched against it.
 * LIMIT: beyond the work limit a case that cannot be settled by prefix and suffix is taken as meeting.
 */
export function globsIntersect(a: string, b: string): boolean {
  const starA = a.indexOf('*')
  const starB = b.indexOf('*')
  if (starA < 0 && starB < 0) return a.length === b.length && agree(a, b, 0, 0, a.length)
  if (!agree(a, b, 0, 0, Math.min(starA < 0 ? a.length : starA, starB < 0 ? b.length : starB))) return false
  const tail = Math.min(a.length - 1 - a.lastIndexOf('*'), b.length - 1 - b.lastIndexOf('*'))
  if (!agree(a, b, a.length - tail, b.length - tail, tail)) return false
  if (starA >= 0 && starB >= 0) return true
  const [open, fixed] = starA < 0 ? [b, a] : [a, b]
  const tokens = tidy(open)
  if (shortestMatch(tokens) > fixed.length) return false
  if (tokens.length * fixed.length > WORK_LIMIT) return true
  return greedyMatch(tokens, fixed, charactersAgree)
}

/**
 * Does `outer` match every text that `inner` matches?
 *
 * Exact over an unbounded alphabet, with two exceptions, both of which answer no ("not proven"):
 * LIMIT: an `inner` longer than `GLOB_LENGTH_LIMIT`, and an `outer` that mixes `?` and `*` around many stars of
 * `inner` so that the proof would take more than a fixed number of steps.
 */
export function globCovers(outer: string, inner: string): boolean {
  if (outer === inner || /^\*+$/.test(outer)) return true
  if (!isGlob(inner)) return globMatches(outer, inner)
  if (!outer.includes('*')) {
    return !inner.includes('*') && outer.length === inner.length && greedyMatch(outer, inner, coversToken)
  }
  if (inner.length > GLOB_LENGTH_LIMIT) return false
  const out = tidy(outer)
  const into = tidy(inner)
  if (shortestMatch(out) > shortestMatch(into)) return false
  if (!out.includes('?')) return greedyMatch(out, into, coversToken)
  return coversBySimulation(out, into)
}

/** One canonical spelling: in each run of wildcards the `?` come first and at most one `*` follows (`*?*` is `?*`). */
function tidy(pattern: string): string {
  let out = ''
  let star = false
  for (const character of pattern) {
    if (character === '*') {
      star = true
    } else {
      if (star && character !== '?') {
        out += '*'
        star = false
      }
      out += character
    }
  }
  return star ? out + '*' : out
}

function shortestMatch(pattern: string): number {
  let length = 0
  for (let i = 0; i < pattern.length; i++) if (pattern.charCodeAt(i) !== STAR) length++
  return length
}

type TokenTest = (token: number, character: number) => boolean

const matchesCharacter: TokenTest = (token, character) => token === ANY || token === character

const charactersAgree: TokenTest = (token, character) => token === ANY || character === ANY || token === character

/** Only a star may take a star: what stands for any run of characters is never one character. */
const coversToken: TokenTest = (token, character) => character !== STAR && (token === ANY || token === character)

function agree(a: string, b: string, fromA: number, fromB: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    if (!charactersAgree(a.charCodeAt(fromA + i), b.charCodeAt(fromB + i))) return false
  }
  return true
}

/**
 * Matches tokens against text, each star taking as little as it can; only the last star is ever extended, because an
 * earlier one that took more could not help what follows it.
 */
function greedyMatch(tokens: string, text: string, test: TokenTest): boolean {
  let token = 0
  let at = 0
  let lastStar = -1
  let resume = 0
  while (at < text.length) {
    const code = token < tokens.length ? tokens.charCodeAt(token) : -1
    if (code === STAR) {
      lastStar = token++
      resume = at
    } else if (code >= 0 && test(code, text.charCodeAt(at))) {
      token++
      at++
    } else if (lastStar >= 0) {
      token = lastStar + 1
      at = ++resume
    } else {
      return false
    }
  }
  while (token < tokens.length && tokens.charCodeAt(token) === STAR) token++
  return token === tokens.length
}

/**
 * Inclusion by running the automaton of `outer` over `inner`. A `?` of `inner` is a character that no pattern names; a
 * star is every number of them. State i means "i tokens of `outer` are matched"; a state before which a star stands
 * keeps itself. Of two sets of states the smaller one accepts less, so only the smallest sets need be followed.
 */
function coversBySimulation(outer: string, inner: string): boolean {
  let width = 0
  let loops = 0n
  let any = 0n
  const named = new Map<number, bigint>()
  for (let i = 0; i < outer.length; i++) {
    const code = outer.charCodeAt(i)
    const bit = 1n << BigInt(width)
    if (code === STAR) loops |= bit
    else if (code === ANY) any |= bit
    else named.set(code, (named.get(code) ?? 0n) | bit)
    if (code !== STAR) width++
  }
  const accept = 1n << BigInt(width)
  let steps = 0
  const step = (states: bigint, code: number): bigint => {
    steps++
    const taken = code === ANY ? any : any | (named.get(code) ?? 0n)
    return ((states & taken) << 1n) | (states & loops)
  }
  let frontier = [1n]
  for (let i = 0; i < inner.length; i++) {
    const code = inner.charCodeAt(i)
    const next: bigint[] = []
    for (const states of frontier) {
      if (code !== STAR) {
        next.push(step(states, code))
      } else {
        const seen = new Set<bigint>()
        for (let run = states; !seen.has(run); run = step(run, ANY)) {
          seen.add(run)
          if (run === 0n) return false
          if (steps > COVER_STEP_LIMIT) return false
        }
        next.push(...seen)
      }
      if (steps > COVER_STEP_LIMIT) return false
    }
    frontier = smallest(next)
    steps += frontier.length
    if (frontier.includes(0n)) return false
  }
  return frontier.every((states) => (states & accept) !== 0n)
}

function smallest(sets: readonly bigint[]): bigint[] {
  const unique = [...new Set(sets)]
  if (unique.length === 1) return unique
  return unique.filter((set) => !unique.some((other) => other !== set && (other & set) === other))
}
