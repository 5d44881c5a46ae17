// What it is: reads the condition language of Azure's role assignments, role definitions and deny assignments.
// May import: src/model and this folder.
// Never does: evaluate, or guess at a text that the language does not have.
import type { Crossing, Expression, Operand } from './expression.js'
import { tokensOf, type Token } from './tokens.js'

/** Parentheses and negations deeper than this are not read. */
const DEEPEST = 200

const CROSSINGS = new Map<string, Crossing>([
  ['foranyofanyvalues', { left: 'any', right: 'any' }],
  ['forallofanyvalues', { left: 'all', right: 'any' }],
  ['foranyofallvalues', { left: 'any', right: 'all' }],
  ['forallofallvalues', { left: 'all', right: 'all' }],
])

/** Where the reader stands. It fails by throwing `Unreadable`, which never leaves this file. */
interface Reader {
  readonly tokens: readonly Token[]
  at: number
  depth: number
}

class Unreadable extends Error {}

/**
 * Reads a condition; null when the text is not of the language. Keywords and operators ignore case; `AND` binds closer
 * than `OR`, `NOT` closer than both. Linear in the text, and bounded in depth.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format
 */
export function parseCondition(text: string): Expression | null {
  const tokens = tokensOf(text)
  if (tokens === null || tokens.length === 0) return null
  const reader: Reader = { tokens, at: 0, depth: 0 }
  try {
    const expression = readOr(reader)
    return reader.at === tokens.length ? expression : null
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

function readOr(reader: Reader): Expression {
  const parts = [readAnd(reader)]
  while (takes(reader, 'or', '||')) parts.push(readAnd(reader))
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { kind: 'or', parts }
}

function readAnd(reader: Reader): Expression {
  const parts = [readNot(reader)]
  while (takes(reader, 'and', '&&')) parts.push(readNot(reader))
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { kind: 'and', parts }
}

function readNot(reader: Reader): Expression {
  let negated = false
  while (takes(reader, 'not', '!')) negated = !negated
  const part = readTerm(reader)
  return negated ? { kind: 'not', part } : part
}

function readTerm(reader: Reader): Expression {
  if (takesMark(reader, '(')) {
    if (++reader.depth > DEEPEST) throw new Unreadable()
    const inner = readOr(reader)
    expectMark(reader, ')')
    reader.depth--
    return inner
  }
  const token = peek(reader)
  if (token?.kind === 'word') {
    switch (token.text.toLowerCase()) {
      case 'actionmatches':
        reader.at++
        return { kind: 'action', patterns: readNames(reader) }
      case 'suboperationmatches':
        reader.at++
        return { kind: 'suboperation', names: readNames(reader) }
      case 'exists':
        reader.at++
        return readExists(reader)
      case 'true':
      case 'false':
        if (!isOperator(reader.tokens[reader.at + 1])) {
          reader.at++
          return { kind: 'constant', value: token.text.toLowerCase() === 'true' }
        }
    }
  }
  return readComparison(reader)
}

function readExists(reader: Reader): Expression {
  const bracketed = takesMark(reader, '(')
  const token = next(reader)
  if (token.kind !== 'attribute') throw new Unreadable()
  if (bracketed) expectMark(reader, ')')
  return { kind: 'exists', attribute: token.text }
}

function readComparison(reader: Reader): Expression {
  const left = readOperand(reader)
  const token = next(reader)
  if (!isOperator(token)) throw new Unreadable()
  const right = readOperand(reader)
  const colon = token.text.indexOf(':')
  const crossing = colon < 0 ? null : CROSSINGS.get(token.text.slice(0, colon).toLowerCase())
  if (crossing === undefined) throw new Unreadable()
  return {
    kind: 'compare',
    left,
    operator: token.text.slice(colon + 1).toLowerCase(),
    crossing,
    right,
    text: `${operandText(left)} ${token.text} ${operandText(right)}`,
  }
}

function operandText(operand: Operand): string {
  if (operand.kind === 'attribute') return operand.name
  const values = operand.values.map((value) => `'${value}'`).join(', ')
  return operand.isSet ? `{${values}}` : values
}

function readOperand(reader: Reader): Operand {
  const token = next(reader)
  if (token.kind === 'attribute') return { kind: 'attribute', name: token.text }
  if (token.kind === 'mark' && token.text === '{') return { kind: 'values', values: readValues(reader), isSet: true }
  return { kind: 'values', values: [literalOf(token)], isSet: false }
}

/** Values up to the closing brace, between commas. */
function readValues(reader: Reader): string[] {
  const values: string[] = []
  if (takesMark(reader, '}')) return values
  for (;;) {
    values.push(literalOf(next(reader)))
    if (takesMark(reader, '}')) return values
    expectMark(reader, ',')
  }
}

/** The patterns of `ActionMatches{'...'}`. */
function readNames(reader: Reader): string[] {
  const bracketed = takesMark(reader, '(')
  expectMark(reader, '{')
  const names = readValues(reader)
  if (bracketed) expectMark(reader, ')')
  if (names.length === 0) throw new Unreadable()
  return names
}

/** GUIDs and the words `true` and `false` may stand without quotes. */
function literalOf(token: Token): string {
  if (token.kind === 'string' || token.kind === 'number' || (token.kind === 'word' && !isConnective(token)))
    return token.text
  throw new Unreadable()
}

function isConnective(token: Token): boolean {
  const lower = token.text.toLowerCase()
  return lower === 'and' || lower === 'or' || lower === 'not'
}

function isOperator(token: Token | undefined): token is Token & { kind: 'word' } {
  return token?.kind === 'word' && !isConnective(token)
}

function peek(reader: Reader): Token | undefined {
  return reader.tokens[reader.at]
}

function next(reader: Reader): Token {
  const token = reader.tokens[reader.at++]
  if (token === undefined) throw new Unreadable()
  return token
}

function takes(reader: Reader, word: string, mark: string): boolean {
  const token = peek(reader)
  const fits =
    (token?.kind === 'word' && token.text.toLowerCase() === word) || (token?.kind === 'mark' && token.text === mark)
  if (fits) reader.at++
  return fits
}

function takesMark(reader: Reader, mark: string): boolean {
  const token = peek(reader)
  const fits = token?.kind === 'mark' && token.text === mark
  if (fits) reader.at++
  return fits
}

function expectMark(reader: Reader, mark: string): void {
  if (!takesMark(reader, mark)) throw new Unreadable()
}
