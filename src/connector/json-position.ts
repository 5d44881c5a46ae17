/** Where a JSON value ends, or where and why it is none. Offsets are in UTF-16 code units. */
export type ScanResult = { end: number } | { at: number; problem: string }

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const SPACE = /[ \t\r\n]*/y

/** Offset of the first character at or after `from` that is not white space. */
export function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from
  SPACE.test(text)
  return SPACE.lastIndex
}

/**
 * Walks over one JSON value that starts at `from`, without recursion: it finds where concatenated documents part, and
 * the place of an error, which `JSON.parse` does not always tell.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function scanValue(text: string, from: number): ScanResult {
  const open: ('{' | '[')[] = []
  let at = skipSpace(text, from)
  let expects: 'value' | 'first-item' | 'key' | 'first-key' | 'colon' | 'next' = 'value'
  for (;;) {
    const char = text[at]
    if (char === undefined) return { at, problem: 'unexpected end of the text' }
    if (expects === 'value' || expects === 'first-item') {
      if (char === ']' && expects === 'first-item') {
        open.pop()
        at += 1
        expects = 'next'
      } else if (char === '{' || char === '[') {
        open.push(char)
        at += 1
        expects = char === '{' ? 'first-key' : 'first-item'
      } else {
        const scalar = scanScalar(text, at)
        if ('problem' in scalar) return scalar
        at = scalar.end
        expects = 'next'
      }
    } else if (expects === 'key' || expects === 'first-key') {
      if (char === '}' && expects === 'first-key') {
        open.pop()
        at += 1
        expects = 'next'
      } else {
        if (char !== '"') return { at, problem: `a name in double quotes expected, not \`${char}\`` }
        const name = scanString(text, at)
        if ('problem' in name) return name
        at = name.end
        expects = 'colon'
      }
    } else if (expects === 'colon') {
      if (char !== ':') return { at, problem: `\`:\` expected, not \`${char}\`` }
      at += 1
      expects = 'value'
    } else {
      const inside = open[open.length - 1]
      if (char === ',') {
        at += 1
        expects = inside === '{' ? 'key' : 'value'
      } else if (char === (inside === '{' ? '}' : ']')) {
        open.pop()
        at += 1
      } else return { at, problem: `\`,\` or \`${inside === '{' ? '}' : ']'}\` expected, not \`${char}\`` }
    }
    if (expects === 'next' && open.length === 0) return { end: at }
    at = skipSpace(text, at)
  }
}

function scanScalar(text: string, at: number): ScanResult {
  if (text[at] === '"') return scanString(text, at)
  for (const word of ['true', 'false', 'null']) if (text.startsWith(word, at)) return { end: at + word.length }
  NUMBER.lastIndex = at
  if (NUMBER.test(text)) return { end: NUMBER.lastIndex }
  return { at, problem: `a value expected, not \`${text[at] ?? ''}\`` }
}

function scanString(text: string, from: number): ScanResult {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return { end: at + 1 }
    if (code < 0x20) return { at, problem: 'a control character inside a string' }
    if (code !== 0x5c) continue
    at += 1
    const escaped = text[at]
    if (escaped === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return { at, problem: 'a broken `\\u` escape' }
      at += 4
    } else if (escaped === undefined || !'"\\/bfnrt'.includes(escaped)) return { at, problem: 'an unknown escape' }
  }
  return { at: text.length, problem: 'unexpected end of the text inside a string' }
}

/** Line and column (both from 1) of an offset. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let start = 0
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', start)) {
    line += 1
    start = next + 1
  }
  return { line, column: offset - start + 1 }
}
