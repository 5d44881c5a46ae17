/** A word of the condition language. Strings, numbers and attributes carry their value. */
export type Token =
  | { readonly kind: 'attribute'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: string }

/** The longest condition that is read, in characters; Azure keeps conditions below 8 KB. */
export const LONGEST_CONDITION = 65_536

const SOURCES = new Map([
  ['resource', '@Resource'],
  ['request', '@Request'],
  ['principal', '@Principal'],
  ['environment', '@Environment'],
])

/**
 * Cuts a condition into tokens; null when a character belongs to none. Linear in the text.
 *
 * An attribute (`@Resource[provider/type:name<$key_case_sensitive$>]`) is one token, its source in the usual spelling
 * and its name as written.
 */
export function tokensOf(text: string): Token[] | null {
  if (text.length > LONGEST_CONDITION) return null
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const start = text[at] ?? ''
    if (isSpace(start)) {
      at++
      continue
    }
    const read =
      start === "'" || start === '"'
        ? quoted(text, at)
        : start === '@'
          ? attribute(text, at + 1)
          : isWordStart(start)
            ? word(text, at)
            : mark(text, at)
    if (read === null) return null
    tokens.push(read.token)
    at = read.next
  }
  return tokens
}

interface Read {
  readonly token: Token
  readonly next: number
}

/** A text in quotes; a doubled quote stands for one. A backslash stays: it escapes wildcards for `StringLike`. */
function quoted(text: string, at: number): Read | null {
  const quote = text[at] ?? ''
  let value = ''
  for (let i = at + 1; i < text.length; i++) {
    const character = text[i] ?? ''
    if (character !== quote) value += character
    else if (text[i + 1] === quote) {
      value += quote
      i++
    } else return { token: { kind: 'string', text: value }, next: i + 1 }
  }
  return null
}

function attribute(text: string, at: number): Read | null {
  const open = text.indexOf('[', at)
  if (open < 0) return null
  const source = SOURCES.get(text.slice(at, open).trim().toLowerCase())
  const close = text.indexOf(']', open)
  if (source === undefined || close < 0) return null
  const name = text.slice(open + 1, close).trim()
  return name === '' ? null : { token: { kind: 'attribute', text: `${source}[${name}]` }, next: close + 1 }
}

/** Keywords, operators with their prefix (`ForAnyOfAnyValues:GuidEquals`), bare GUIDs and numbers. */
function word(text: string, at: number): Read | null {
  let end = at
  while (end < text.length && isWordPart(text[end] ?? '')) end++
  const value = text.slice(at, end)
  let next = end
  while (next < text.length && isSpace(text[next] ?? '')) next++
  // The documentation also writes attributes without the sign: `Resource[name]`.
  if (text[next] === '[' && SOURCES.has(value.toLowerCase())) return attribute(text, at)
  const kind = /^[+-]?[0-9]+(\.[0-9]+)?$/.test(value) ? 'number' : 'word'
  return { token: { kind, text: value }, next: end }
}

function mark(text: string, at: number): Read | null {
  const two = text.slice(at, at + 2)
  if (two === '&&' || two === '||') return { token: { kind: 'mark', text: two }, next: at + 2 }
  const one = text[at] ?? ''
  return '(){},!'.includes(one) ? { token: { kind: 'mark', text: one }, next: at + 1 } : null
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r' || character === '\u00A0'
}

function isWordStart(character: string): boolean {
  return /[A-Za-z0-9_+-]/.test(character)
}

function isWordPart(character: string): boolean {
  return /[A-Za-z0-9_:.+-]/.test(character)
}
