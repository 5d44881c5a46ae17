import { compareText, isObject } from '../model/index.js'
import { ROWS_OF, type Answer } from './answers.js'

const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/gu

/**
 * JSON escapes for what a terminal would act on but JSON text may hold raw (C1 controls, DEL, bidirectional
 * and zero-width characters). INVARIANT: the text parses to the same value as before.
 */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, (match) => {
    let escaped = ''
    for (let i = 0; i < match.length; i++) escaped += `\\u${match.charCodeAt(i).toString(16).padStart(4, '0')}`
    return escaped
  })
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).sort((a, b) => compareText(a[0], b[0])))
}

/** One value as JSON text with sorted keys; `indent` null gives one line. */
export function jsonText(value: unknown, indent: 2 | null): string {
  return escapeInvisible(JSON.stringify(value, sortedKeys, indent ?? undefined))
}

/** The answer as one JSON document with two spaces of indentation, in pieces so that no list is held as text whole. */
export function* renderJson(answer: object): Generator<string> {
  const entries = Object.entries(answer)
    .filter(([, value]) => value !== undefined)
    .sort((a, b) => compareText(a[0], b[0]))
  yield '{'
  let before = '\n'
  for (const [key, value] of entries) {
    yield `${before}  ${JSON.stringify(key)}: `
    if (Array.isArray(value) && value.length > 0) yield* listPieces(value)
    else yield jsonText(value, 2).replaceAll('\n', '\n  ')
    before = ',\n'
  }
  yield '\n}\n'
}

function* listPieces(items: unknown[]): Generator<string> {
  let before = '[\n'
  for (const item of items) {
    yield `${before}    ${jsonText(item, 2).replaceAll('\n', '\n    ')}`
    before = ',\n'
  }
  yield '\n  ]'
}

/**
 * One line per row, then one line with what is left of the answer (`schema`, `snapshot`, `gaps`, `complete`);
 * an answer without rows is one line.
 */
export function* renderNdjson(answer: Answer): Generator<string> {
  const list = ROWS_OF[answer.schema]
  const rest: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(answer)) {
    if (key !== list) rest[key] = value
    else for (const row of value as unknown[]) yield `${jsonText(row, null)}\n`
  }
  yield `${jsonText(rest, null)}\n`
}
