import { globCovers, globMatches, globsIntersect } from '../../model/glob.js'

/**
 * A resource pattern of a policy, in the six parts of an ARN.
 *
 * In the first five parts `*` and `?` stay inside their part; in the last they may span `:` and `/`.
 * A pattern with fewer parts that ends in `*` (`*`, `arn:*`, `arn:aws:s3*`) fills the rest with `*`;
 * any other text with fewer than six parts names nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export interface ArnPattern {
  readonly text: string
  /** partition, service, region, account, resource; the leading `arn` is checked when parsing. */
  readonly parts: readonly [string, string, string, string, string]
  /** Does it match everything? */
  readonly all: boolean
  /** Has it no wildcard at all? */
  readonly literal: boolean
  /** When all wildcards are one trailing `*` behind the fifth colon: the text before it. */
  readonly prefix: string | null
}

/** Longest pattern that is looked at; AWS caps a policy well below it. */
const LONGEST = 4096
const ALL_PARTS = ['*', '*', '*', '*', '*'] as const

export const EVERYTHING: ArnPattern = { text: '*', parts: ALL_PARTS, all: true, literal: false, prefix: '' }

// Wildcards that a policy escapes (`${*}`) are ordinary characters: they travel as private-use code points,
// as do those of concrete texts, so that one pattern language serves everywhere.
const LITERAL_STAR = '\uE000'
const LITERAL_QUESTION = '\uE001'

/** A concrete text in the pattern language: its `*` and `?` are ordinary characters. */
export function literalText(text: string): string {
  if (!text.includes('*') && !text.includes('?')) return text
  return text.replaceAll('*', LITERAL_STAR).replaceAll('?', LITERAL_QUESTION)
}

/** The inverse of `literalText`, for what people read. */
export function readableText(pattern: string): string {
  return pattern.replaceAll(LITERAL_STAR, '*').replaceAll(LITERAL_QUESTION, '?')
}

/** A pattern as a policy writes it: characters that are no wildcards stay escaped. */
export function policyText(pattern: string): string {
  return pattern.replaceAll(LITERAL_STAR, '${*}').replaceAll(LITERAL_QUESTION, '${?}')
}

export function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?')
}

const parsed = new Map<string, ArnPattern | null>()

/** Parses a pattern; null when it can match no ARN. */
export function arnPattern(text: string): ArnPattern | null {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const pattern = parseArn(text)
  if (parsed.size > 200_000) parsed.clear()
  parsed.set(text, pattern)
  return pattern
}

function parseArn(text: string): ArnPattern | null {
  if (text.length > LONGEST || text === '') return null
  if (isAllStars(text)) return EVERYTHING
  const pieces = splitParts(text)
  if (pieces.length < 6) {
    if (!text.endsWith('*')) return null
    while (pieces.length < 6) pieces.push('*')
  }
  const [head, partition = '', service = '', region = '', account = '', resource = ''] = pieces
  if (head !== 'arn') return null
  const parts = [partition, service, region, account, resource] as const
  const firstWildcard = firstIndexOfWildcard(text)
  return {
    text,
    parts,
    all: parts.every(isAllStars),
    literal: firstWildcard < 0,
    prefix: firstWildcard === text.length - 1 && text.endsWith('*') && colonsIn(text) >= 5 ? text.slice(0, -1) : null,
  }
}

function isAllStars(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== 42) return false
  return text.length > 0
}

function splitParts(text: string): string[] {
  const pieces: string[] = []
  let from = 0
  while (pieces.length < 5) {
    const at = text.indexOf(':', from)
    if (at < 0) break
    pieces.push(text.slice(from, at))
    from = at + 1
  }
  pieces.push(text.slice(from))
  return pieces
}

function firstIndexOfWildcard(text: string): number {
  const star = text.indexOf('*')
  const question = text.indexOf('?')
  if (star < 0) return question
  return question < 0 ? star : Math.min(star, question)
}

function colonsIn(text: string): number {
  let n = 0
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === 58) n++
  return n
}

/** Does every ARN of `inner` match `outer`? Exact. */
export function arnCovers(outer: ArnPattern, inner: ArnPattern): boolean {
  if (outer.all) return true
  if (outer.literal) return inner.text === outer.text
  if (outer.prefix !== null) {
    if (inner.text.startsWith(outer.prefix)) return true
    if (inner.literal) return false
  }
  for (let i = 0; i < 5; i++) {
    const [part, given] = [outer.parts[i]!, inner.parts[i]!]
    if (part === given || part === '*') continue
    if (!(inner.literal ? globMatches(part, given) : globCovers(part, given))) return false
  }
  return true
}

/** Is there an ARN that both match? Exact. */
export function arnsIntersect(a: ArnPattern, b: ArnPattern): boolean {
  if (a.all || b.all) return true
  if (b.literal) return arnCovers(a, b)
  if (a.literal) return arnCovers(b, a)
  return a.parts.every((part, i) => globsIntersect(part, b.parts[i] ?? ''))
}

/**
 * The ARNs that both match, as patterns whose union is exactly the intersection; null when that would take
 * more than a handful of patterns (the caller then keeps both as conditions).
 */
export function arnIntersection(a: ArnPattern, b: ArnPattern): ArnPattern[] | null {
  if (arnCovers(a, b)) return [b]
  if (arnCovers(b, a)) return [a]
  if (!arnsIntersect(a, b)) return []
  let texts: string[] = ['arn']
  for (let i = 0; i < 5; i++) {
    const choices = globIntersection(a.parts[i] ?? '', b.parts[i] ?? '')
    if (choices === null) return null
    texts = texts.flatMap((text) => choices.map((choice) => `${text}:${choice}`))
    if (texts.length > MOST_PIECES) return null
  }
  return texts.map(arnPattern).filter((p): p is ArnPattern => p !== null)
}

const MOST_PIECES = 6
const MOST_STATES = 40_000

/** Two text patterns' intersection as a union of patterns, null when it needs too many. */
export function globIntersection(a: string, b: string): string[] | null {
  if (globCovers(a, b)) return [b]
  if (globCovers(b, a)) return [a]
  if (!globsIntersect(a, b)) return []
  if ((a.length + 1) * (b.length + 1) > MOST_STATES) return null
  // rest[j] holds, for the suffixes a[i..] and b[j..], the patterns of their intersection.
  let below: (string[] | null)[] = []
  for (let i = a.length; i >= 0; i--) {
    const row: (string[] | null)[] = new Array<string[] | null>(b.length + 1).fill(null)
    for (let j = b.length; j >= 0; j--) row[j] = suffixIntersection(a, i, b, j, row, below)
    below = row
  }
  const result = below[0] ?? null
  return result === null || result.length > MOST_PIECES ? null : result
}

function suffixIntersection(
  a: string,
  i: number,
  b: string,
  j: number,
  row: readonly (string[] | null)[],
  below: readonly (string[] | null)[],
): string[] | null {
  const x = a[i]
  const y = b[j]
  if (x === undefined && y === undefined) return ['']
  if (x === undefined) return y === '*' ? (row[j + 1] ?? null) : []
  if (y === undefined) return x === '*' ? (below[j] ?? null) : []
  const right = row[j + 1]
  const down = below[j]
  const diagonal = below[j + 1]
  if (x === '*' && y === '*') return union(prepend('*', right), prepend('*', down))
  if (x === '*') return union(down, prepend(y, right))
  if (y === '*') return union(right, prepend(x, down))
  if (x === y || y === '?') return prepend(x, diagonal)
  if (x === '?') return prepend(y, diagonal)
  return []
}

function prepend(head: string, tails: string[] | null | undefined): string[] | null {
  if (tails === null || tails === undefined) return null
  return tails.map((tail) => (head === '*' && tail.startsWith('*') ? tail : head + tail))
}

function union(a: string[] | null | undefined, b: string[] | null | undefined): string[] | null {
  if (a === null || a === undefined || b === null || b === undefined) return null
  const all = [...new Set([...a, ...b])]
  const kept = all.filter((p, i) => !all.some((q, k) => k !== i && globCovers(q, p) && (k < i || !globCovers(p, q))))
  return kept.length > 3 * MOST_PIECES ? null : kept
}

/** The account part of an ARN or pattern; '' when it has none (S3 buckets). */
export function accountOfArn(text: string): string {
  return splitParts(text)[4] ?? ''
}

/** The resource part (behind the fifth colon); '' when the text is no ARN. */
export function resourceOfArn(text: string): string {
  return splitParts(text)[5] ?? ''
}

export function serviceOfArn(text: string): string {
  return splitParts(text)[2] ?? ''
}

export function partitionOfArn(text: string): string {
  return splitParts(text)[1] ?? 'aws'
}

export function regionOfArn(text: string): string {
  return splitParts(text)[3] ?? ''
}
