/** A word of an expression. Texts are unescaped. */
export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign'
  readonly text: string
}

const SIGNS = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '!',
  '+',
  '-',
  '*',
  '/',
  '%',
  '?',
  ':',
  ',',
  '.',
  '(',
  ')',
  '[',
  ']',
]

const MOST_TOKENS = 5000

/**
 * The words of an expression; null when something is none.
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
 */
export function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    if (tokens.length > MOST_TOKENS) return null
    const char = text[at] ?? ''
    if (/\s/.test(char)) {
      at++
      continue
    }
    if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
      continue
    }
    const literal = readText(text, at)
    if (literal === null) return null
    if (literal !== undefined) {
      tokens.push({ kind: 'text', text: literal.text })
      at = literal.end
      continue
    }
    const word = wordAt(text, at)
    if (word === null) return null
    tokens.push(word)
    at += word.kind === 'name' && text[at] === '`' ? word.text.length + 2 : word.text.length
  }
  return tokens
}

function wordAt(text: string, at: number): Token | null {
  const rest = text.slice(at, at + 300)
  const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0]
  if (name !== undefined) return { kind: 'name', text: name }
  const number = /^(?:0[xX][0-9a-fA-F]{1,16}|\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?)[uU]?/.exec(rest)?.[0]
  if (number !== undefined) return { kind: 'number', text: number }
  const sign = SIGNS.find((each) => rest.startsWith(each))
  return sign === undefined ? null : { kind: 'sign', text: sign }
}

/** A literal text at a place: undefined when none begins there, null when it has no end. */
function readText(text: string, at: number): { text: string; end: number } | null | undefined {
  const begin = /^([rRbB]{0,2})('''|"""|'|")/.exec(text.slice(at, at + 6))
  if (begin === null) return undefined
  const [all, marks = '', quote = ''] = begin
  // Bytes are no texts: nothing in conditions compares with them.
  if (/b/i.test(marks)) return null
  const isRaw = /r/i.test(marks)
  let found = ''
  for (let i = at + all.length; i < text.length;) {
    if (text.startsWith(quote, i)) return { text: found, end: i + quote.length }
    const char = text[i] ?? ''
    if (char === '\n' && quote.length === 1) return null
    if (char !== '\\' || isRaw) {
      found += char
      i++
      continue
    }
    const escaped = unescaped(text.slice(i, i + 10))
    if (escaped === null) return null
    found += escaped.text
    i += escaped.length
  }
  return null
}

const SINGLE = new Map(
  Object.entries({
    a: '\x07',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    '\\': '\\',
    '?': '?',
    '"': '"',
    "'": "'",
    '`': '`',
  }),
)

function unescaped(text: string): { text: string; length: number } | null {
  const single = SINGLE.get(text[1] ?? '')
  if (single !== undefined) return { text: single, length: 2 }
  const code = /^\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2}))/.exec(text)
  if (code === null) return null
  const hex = code[1] ?? code[2] ?? code[3]
  const point = hex === undefined ? Number.parseInt(code[4] ?? '', 8) : Number.parseInt(hex, 16)
  return point > 0x10ffff ? null : { text: String.fromCodePoint(point), length: code[0].length }
}
