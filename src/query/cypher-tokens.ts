/** A word, number, text, parameter or sign of a Cypher statement; comments are left out. */
export interface CypherToken {
  readonly kind: 'word' | 'number' | 'text' | 'parameter' | 'sign'
  /** As written; a parameter without its `$`. */
  readonly text: string
  readonly line: number
}

const WORD_START = /[A-Za-z_]/
const WORD = /[A-Za-z0-9_]/
const DIGIT = /[0-9]/

/**
 * Cuts a statement into tokens. Signs are single characters.
 *
 * @throws SyntaxError for an open text or comment, a name in backticks and a character that no canned query needs
 */
export function cypherTokens(source: string): CypherToken[] {
  const tokens: CypherToken[] = []
  let line = 1
  let at = 0
  const runFrom = (from: number, test: RegExp): string => {
    let end = from
    while (end < source.length && test.test(source.charAt(end))) end++
    return source.slice(from, end)
  }
  const fail = (message: string): never => {
    throw new SyntaxError(`line ${String(line)}: ${message}`)
  }
  while (at < source.length) {
    const sign = source.charAt(at)
    const two = source.slice(at, at + 2)
    if (sign === '\n') line++
    if (/\s/.test(sign)) at++
    else if (two === '//') {
      const end = source.indexOf('\n', at)
      at = end < 0 ? source.length : end
    } else if (two === '/*') {
      const end = source.indexOf('*/', at)
      if (end < 0) fail('the comment does not end')
      line += source.slice(at, end).split('\n').length - 1
      at = end + 2
    } else if (sign === "'" || sign === '"') {
      let end = at + 1
      while (end < source.length && source.charAt(end) !== sign) end += source.charAt(end) === '\\' ? 2 : 1
      if (end >= source.length) fail('the text does not end')
      tokens.push({ kind: 'text', text: source.slice(at + 1, end), line })
      at = end + 1
    } else if (sign === '$') {
      const name = runFrom(at + 1, WORD)
      if (name === '') fail('`$` needs the name of a parameter')
      tokens.push({ kind: 'parameter', text: name, line })
      at += 1 + name.length
    } else if (WORD_START.test(sign) || DIGIT.test(sign)) {
      const text = runFrom(at, DIGIT.test(sign) ? DIGIT : WORD)
      tokens.push({ kind: DIGIT.test(sign) ? 'number' : 'word', text, line })
      at += text.length
    } else {
      if (!'()[]{}<>-=:;,.|&!+*/%?'.includes(sign)) fail(`\`${sign}\` is not used in canned queries`)
      tokens.push({ kind: 'sign', text: sign, line })
      at++
    }
  }
  return tokens
}
