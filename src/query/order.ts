/** What a cell of an answer may hold. Numbers are integers. */
export type Value = string | number | boolean | null | readonly string[]

/**
 * Orders text by Unicode code point, as Neo4j does. Code units differ from that order where surrogate pairs meet
 * characters from U+E000 on.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return pointOrder(x) - pointOrder(y)
  }
  return a.length - b.length
}

/** Moves surrogates behind all other code units. */
function pointOrder(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/**
 * The order of Cypher, ascending: lists, text, booleans, numbers, null; lists by their first difference, then by length.
 *
 * @see https://neo4j.com/docs/cypher-manual/5/values-and-types/ordering-equality-comparison/
 */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  const rank = rankOf(a) - rankOf(b)
  if (rank !== 0 || a === null || b === null) return rank
  if (isList(a) && isList(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const order = compareCodePoints(a[i] ?? '', b[i] ?? '')
      if (order !== 0) return order
    }
    return a.length - b.length
  }
  return Number(a) - Number(b)
}

function isList(value: Value): value is readonly string[] {
  return Array.isArray(value)
}

function rankOf(value: Value): number {
  if (value === null) return 4
  if (isList(value)) return 0
  return typeof value === 'string' ? 1 : typeof value === 'boolean' ? 2 : 3
}
