import type { Expr } from './expression.js'
import { tokensOf, type Token } from './tokens.js'

const LONGEST = 20_000
const DEEPEST = 200

const read = new Map<string, Expr | null>()

/**
 * Parses an expression; null when it is none, or too long or too deep to be read. Equal texts are parsed once.
 *
 * LIMIT: structures, map literals and macros over maps with two variables are not read.
 *
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
 */
export function parseExpression(text: string): Expr | null {
  const known = read.get(text)
  if (known !== undefined) return known
  const tokens = text.trim() === '' || text.length > LONGEST ? null : tokensOf(text)
  const expr = tokens === null ? null : wholeOf(tokens)
  read.set(text, expr)
  return expr
}

/** Where parsing stands in the words. */
interface Reader {
  readonly tokens: readonly Token[]
  at: number
  depth: number
}

function wholeOf(tokens: readonly Token[]): Expr | null {
  const reader: Reader = { tokens, at: 0, depth: 0 }
  const expr = choice(reader)
  return reader.at === tokens.length ? expr : null
}

/** Is this sign next? It is then taken. */
function take(reader: Reader, ...signs: readonly string[]): string | null {
  const token = reader.tokens[reader.at]
  if (token?.kind !== 'sign' || !signs.includes(token.text)) return null
  reader.at++
  return token.text
}

function call(name: string, args: readonly Expr[], target: Expr | null = null): Expr {
  return { kind: 'call', name, target, args }
}

/** `c ? a : b`, or what stands in its place. */
function choice(reader: Reader): Expr | null {
  if (++reader.depth > DEEPEST) return null
  const condition = binary(reader, 0)
  if (condition === null) return null
  let found: Expr | null = condition
  if (take(reader, '?') !== null) {
    const yes = binary(reader, 0)
    if (yes === null || take(reader, ':') === null) return null
    const no = choice(reader)
    found = no === null ? null : call('?:', [condition, yes, no])
  }
  reader.depth--
  return found
}

/** Operators between two values, the loosest first; each list binds equally. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['<', '<=', '>', '>=', '==', '!=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
]

function binary(reader: Reader, level: number): Expr | null {
  const operators = LEVELS[level]
  if (operators === undefined) return unary(reader)
  let left = binary(reader, level + 1)
  while (left !== null) {
    const operator = operatorAt(reader, operators)
    if (operator === null) return left
    const right = binary(reader, level + 1)
    left = right === null ? null : call(operator, [left, right])
  }
  return null
}

function operatorAt(reader: Reader, operators: readonly string[]): string | null {
  const token = reader.tokens[reader.at]
  if (token?.kind === 'name' && token.text === 'in' && operators.includes('in')) {
    reader.at++
    return 'in'
  }
  return take(reader, ...operators)
}

function unary(reader: Reader): Expr | null {
  const sign = reader.tokens[reader.at]?.text === '-' ? '-' : '!'
  let count = 0
  while (take(reader, sign) !== null) count++
  const value = member(reader)
  if (value === null || count % 2 === 0) return value
  if (sign === '-' && value.kind === 'number') return { kind: 'number', value: -value.value }
  return call(sign === '-' ? '-_' : '!', [value])
}

/** A value with what is read of it: `a.b`, `a.f(x)`, `a[0]`. */
function member(reader: Reader): Expr | null {
  let value = primary(reader)
  while (value !== null) {
    if (take(reader, '.') !== null) {
      const name = reader.tokens[reader.at]
      if (name?.kind !== 'name') return null
      reader.at++
      const args = take(reader, '(') === null ? undefined : list(reader, ')')
      if (args === null) return null
      value = args === undefined ? { kind: 'field', of: value, field: name.text } : method(value, name.text, args)
    } else if (take(reader, '[') !== null) {
      const index = choice(reader)
      if (index === null || take(reader, ']') === null) return null
      value = call('[]', [value, index])
    } else return value
  }
  return null
}

const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

function method(target: Expr, name: string, args: readonly Expr[]): Expr | null {
  const [variable, body] = args
  if (!MACROS.has(name) || args.length < 2) return call(name, args, target)
  if (variable?.kind !== 'name' || body === undefined || args.length > 2) return null
  return { kind: 'macro', name, of: target, variable: variable.name, body }
}

function list(reader: Reader, end: string): Expr[] | null {
  const found: Expr[] = []
  while (take(reader, end) === null) {
    if (found.length > 0 && take(reader, ',') === null) return null
    if (found.length > 0 && end === ']' && take(reader, end) !== null) return found
    const item = choice(reader)
    if (item === null) return null
    found.push(item)
  }
  return found
}

/** Words that the language keeps for itself. */
const RESERVED: ReadonlySet<string> = new Set(
  'in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
)

function primary(reader: Reader): Expr | null {
  const dot = take(reader, '.')
  const token = reader.tokens[reader.at]
  if (token === undefined) return null
  reader.at++
  if (dot !== null && token.kind !== 'name') return null
  switch (token.kind) {
    case 'text':
      return { kind: 'text', value: token.text }
    case 'number': {
      const value = Number(token.text.replace(/[uU]$/, ''))
      return Number.isNaN(value) ? null : { kind: 'number', value }
    }
    case 'name':
      return named(reader, token.text)
    case 'sign': {
      if (token.text === '[') {
        const items = list(reader, ']')
        return items === null ? null : { kind: 'list', items }
      }
      if (token.text !== '(') return null
      const inner = choice(reader)
      return inner === null || take(reader, ')') === null ? null : inner
    }
  }
}

function named(reader: Reader, name: string): Expr | null {
  if (name === 'true' || name === 'false') return { kind: 'bool', value: name === 'true' }
  if (name === 'null') return { kind: 'null' }
  if (RESERVED.has(name)) return null
  if (take(reader, '(') === null) return { kind: 'name', name }
  const args = list(reader, ')')
  if (args === null) return null
  if (name !== 'has') return call(name, args)
  const [of] = args
  return of?.kind === 'field' && args.length === 1 ? { kind: 'has', of: of.of, field: of.field } : null
}
