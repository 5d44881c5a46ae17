import type { Json } from '../model/index.js'
import { placeOf, scanValue, skipSpace } from './json-position.js'
import { LIMITS } from './limits.js'

/** The documents of one text, in order; `error` tells what ended the reading before the text did. */
export interface Documents {
  documents: Json[]
  error: string | null
}

/**
 * Reads JSON: one document, or several one after the other (pages concatenated, one per line).
 *
 * Documents before an error are kept. Nesting deeper than `depth` is an error.
 * INVARIANT: keys named `__proto__` stay plain data (`JSON.parse` defines own properties).
 */
export function parseJsonDocuments(text: string, depth: number = LIMITS.depth): Documents {
  const single = tryParse(text)
  if (single !== undefined) {
    if (isDeeper(single, depth)) return { documents: [], error: tooDeep(depth) }
    return { documents: [single], error: null }
  }
  const documents: Json[] = []
  for (let at = skipSpace(text, 0); at < text.length;) {
    const scanned = scanValue(text, at)
    if ('problem' in scanned) {
      const { line, column } = placeOf(text, scanned.at)
      return { documents, error: `line ${line}, column ${column}: ${scanned.problem}` }
    }
    const document = tryParse(text.slice(at, scanned.end))
    if (document === undefined || isDeeper(document, depth)) return { documents, error: tooDeep(depth) }
    documents.push(document)
    at = skipSpace(text, scanned.end)
  }
  return documents.length === 0 ? { documents, error: 'line 1, column 1: no JSON in it' } : { documents, error: null }
}

/** One JSON document from text that a cloud put inside a field; null if it is none or is nested too deep. */
export function parseEmbeddedJson(text: string, depth: number = LIMITS.depth): Json | null {
  const value = tryParse(text)
  return value === undefined || isDeeper(value, depth) ? null : value
}

function tooDeep(depth: number): string {
  return `nested deeper than ${depth} levels`
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Is the value nested deeper than `depth` levels? Walks without recursion. */
export function isDeeper(value: unknown, depth: number): boolean {
  let level: unknown[] = [value]
  for (let at = 0; at <= depth; at++) {
    const next: unknown[] = []
    for (const item of level)
      if (typeof item === 'object' && item !== null)
        for (const inner of Object.values(item)) if (typeof inner === 'object' && inner !== null) next.push(inner)
    if (next.length === 0) return false
    level = next
  }
  return true
}
