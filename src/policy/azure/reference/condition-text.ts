/** One comparable thing: an attribute as the condition names it, or values written out. */
export type Operand = { readonly attribute: string } | { readonly values: readonly string[] }

/** A condition, read. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'exists'; readonly attribute: string }
  | { readonly kind: 'action' | 'suboperation'; readonly patterns: readonly string[] }
  | { readonly kind: 'compare'; readonly left: Operand; readonly operator: string; readonly right: Operand }

interface Token {
  readonly kind: 'mark' | 'word' | 'text' | 'attribute'
  readonly text: string
}

const MOST_TOKENS = 20_000
const DEEPEST = 100

/**
 * Reads the text of a condition; null when it is none. Keywords and operators ignore case, `&&`, `||` and `!` are
 * `AND`, `OR` and `NOT`. Written as cuts: at the outermost `OR`, then at the outermost `AND`, then a leading `NOT`,
 * then the parentheses come off.
 *
 * LIMIT: the order of `a AND b OR c` without parentheses is called ambiguous; `AND` binds closer here.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format#condition-syntax
 */
export function readCondition(text: string): Condition | null {
  const tokens = tokensOf(text)
  return tokens === null || tokens.length > MOST_TOKENS ? null : conditionOf(tokens, 0)
}

function conditionOf(tokens: readonly Token[], depth: number): Condition | null {
  if (depth > DEEPEST || tokens.length === 0) return null
  for (const kind of ['or', 'and'] as const) {
    const parts = cutAt(tokens, kind)
    if (parts === null) return null
    if (parts.length === 1) continue
    const read = parts.map((part) => conditionOf(part, depth + 1))
    return read.every((part) => part !== null) ? { kind, parts: read } : null
  }
  const [first, ...rest] = tokens
  if (first !== undefined && isWord(first, 'not', '!')) {
    const part = conditionOf(rest, depth + 1)
    return part === null ? null : { kind: 'not', part }
  }
  if (first?.kind === 'mark' && first.text === '(') {
    const last = tokens.at(-1)
    return last?.kind === 'mark' && last.text === ')' ? conditionOf(tokens.slice(1, -1), depth + 1) : null
  }
  return leafOf(tokens)
}

/** The runs between the outermost words of this kind; null when parentheses do not pair. */
function cutAt(tokens: readonly Token[], kind: 'and' | 'or'): Token[][] | null {
  const parts: Token[][] = [[]]
  let inside = 0
  for (const token of tokens) {
    if (token.kind === 'mark' && token.text === '(') inside += 1
    if (token.kind === 'mark' && token.text === ')') inside -= 1
    if (inside < 0) return null
    if (inside === 0 && isWord(token, kind, kind === 'and' ? '&&' : '||')) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return inside === 0 ? parts : null
}

function isWord(token: Token, word: string, mark: string): boolean {
  return token.kind === 'word' ? token.text.toLowerCase() === word : token.kind === 'mark' && token.text === mark
}

/**
 * A condition without parts: `true`, `Exists <attribute>`, `ActionMatches{...}`, `<attribute> <operator> <value>`.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format#function-operators
 */
function leafOf(tokens: readonly Token[]): Condition | null {
  const [first, ...rest] = tokens
  if (first === undefined) return null
  const word = first.kind === 'word' ? first.text.toLowerCase() : null
  if (rest.length === 0 && (word === 'true' || word === 'false')) return { kind: 'constant', holds: word === 'true' }
  if (word === 'exists') {
    const [named, ...more] = rest
    return named?.kind === 'attribute' && more.length === 0 ? { kind: 'exists', attribute: named.text } : null
  }
  if (word === 'actionmatches' || word === 'suboperationmatches') {
    const given = operandOf(rest)
    if (given === null || given.rest.length > 0 || !('values' in given.operand)) return null
    return { kind: word === 'actionmatches' ? 'action' : 'suboperation', patterns: given.operand.values }
  }
  const left = operandOf(tokens)
  const [operator, ...behind] = left?.rest ?? []
  const right = operator?.kind === 'word' ? operandOf(behind) : null
  if (left === null || operator === undefined || right === null || right.rest.length > 0) return null
  return { kind: 'compare', left: left.operand, operator: operator.text.toLowerCase(), right: right.operand }
}

function operandOf(tokens: readonly Token[]): { operand: Operand; rest: readonly Token[] } | null {
  const [first, ...rest] = tokens
  if (first === undefined) return null
  if (first.kind === 'attribute') return { operand: { attribute: first.text }, rest }
  if (first.kind !== 'mark') return { operand: { values: [first.text] }, rest }
  const end = tokens.findIndex((token) => token.kind === 'mark' && token.text === '}')
  if (first.text !== '{' || end < 0) return null
  const inner = tokens.slice(1, end)
  const alternate = inner.every((token, index) => (token.kind === 'mark' && token.text === ',') === (index % 2 === 1))
  if (!alternate || inner.length % 2 === 0) return null
  return {
    operand: { values: inner.filter((_, index) => index % 2 === 0).map((token) => token.text) },
    rest: tokens.slice(end + 1),
  }
}

const MARKS = ['&&', '||', '(', ')', '{', '}', ',', '!']
const SOURCES = ['@resource[', '@request[', '@principal[', '@environment[']

/** Null where a character fits nothing, or a quotation or attribute has no end. */
function tokensOf(text: string): Token[] | null {
  const out: Token[] = []
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    const mark = MARKS.find((each) => text.startsWith(each, at))
    if (/\s/.test(character)) {
      at += 1
    } else if (mark !== undefined) {
      out.push({ kind: 'mark', text: mark })
      at += mark.length
    } else if (character === "'") {
      const end = text.indexOf("'", at + 1)
      if (end < 0) return null
      out.push({ kind: 'text', text: text.slice(at + 1, end) })
      at = end + 1
    } else if (character === '@') {
      const end = endOfAttribute(text, at)
      if (end === null) return null
      out.push({ kind: 'attribute', text: text.slice(at, end) })
      at = end
    } else {
      let end = at
      while (end < text.length && /[A-Za-z0-9_:.+-]/.test(text.charAt(end))) end += 1
      if (end === at) return null
      out.push({ kind: 'word', text: text.slice(at, end) })
      at = end
    }
  }
  return out
}

/** Behind the `]`; the key of a tag (`<$...$>`) may hold one itself. */
function endOfAttribute(text: string, at: number): number | null {
  const open = text.indexOf('[', at)
  const source = text.slice(at, open + 1).toLowerCase()
  if (open < 0 || !SOURCES.includes(source)) return null
  const close = text.indexOf(']', open)
  const tag = text.indexOf('<$', open)
  const end = tag >= 0 && tag < close ? text.indexOf('$>]', tag) + 2 : close
  return end <= open ? null : end + 1
}
