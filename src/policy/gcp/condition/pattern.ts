// A small matcher for regular expressions as RE2 has them. It keeps the set of places that a text may have been read to, so
// that its cost grows with the text, not with the ways to read it.

type Node =
  | { readonly kind: 'char'; readonly fits: (char: string) => boolean }
  | { readonly kind: 'begin' | 'end' }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly least: number; readonly most: number }

const LONGEST = 1000
const MOST_WORK = 2_000_000

/**
 * Does some part of the text match the pattern? Null when the pattern is none, or uses what is not read here (flags, classes
 * of Unicode, word boundaries).
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function matchesPattern(text: string, pattern: string): boolean | null {
  if (pattern.length > LONGEST || text.length > LONGEST * 8) return null
  const node = parsePattern(pattern)
  if (node === null) return null
  const run = { text, work: 0 }
  let places = new Set<number>()
  for (let i = 0; i <= text.length; i++) places.add(i)
  places = follow(node, places, run)
  return run.work > MOST_WORK ? null : places.size > 0
}

interface Run {
  readonly text: string
  work: number
}

/** The places that reading on from any of these may end at. */
function follow(node: Node, from: ReadonlySet<number>, run: Run): Set<number> {
  run.work += from.size + 1
  if (run.work > MOST_WORK) return new Set()
  switch (node.kind) {
    case 'char':
      return new Set([...from].filter((i) => i < run.text.length && node.fits(run.text[i] ?? '')).map((i) => i + 1))
    case 'begin':
      return new Set(from.has(0) ? [0] : [])
    case 'end':
      return new Set(from.has(run.text.length) ? [run.text.length] : [])
    case 'all':
      return node.of.reduce<Set<number>>((places, each) => follow(each, places, run), new Set(from))
    case 'any':
      return new Set(node.of.flatMap((each) => [...follow(each, from, run)]))
    case 'repeat': {
      let places = new Set(from)
      for (let i = 0; i < node.least; i++) places = follow(node.of, places, run)
      const found = new Set(places)
      for (let i = node.least; i < node.most && places.size > 0; i++) {
        places = new Set([...follow(node.of, places, run)].filter((place) => !found.has(place)))
        for (const place of places) found.add(place)
      }
      return found
    }
  }
}

interface Reader {
  readonly text: string
  at: number
  depth: number
}

function parsePattern(text: string): Node | null {
  const reader: Reader = { text, at: 0, depth: 0 }
  const node = alternatives(reader)
  return reader.at === text.length ? node : null
}

function alternatives(reader: Reader): Node | null {
  if (++reader.depth > 50) return null
  const found: Node[] = []
  do {
    const one = sequence(reader)
    if (one === null) return null
    found.push(one)
  } while (reader.text[reader.at] === '|' && ++reader.at > 0)
  reader.depth--
  return { kind: 'any', of: found }
}

function sequence(reader: Reader): Node | null {
  const found: Node[] = []
  for (;;) {
    const char = reader.text[reader.at]
    if (char === undefined || char === '|' || char === ')') return { kind: 'all', of: found }
    const one = atom(reader)
    const repeated = one === null ? null : repeat(reader, one)
    if (repeated === null) return null
    found.push(repeated)
  }
}

function repeat(reader: Reader, of: Node): Node | null {
  let node = of
  for (let count = 0; ; count++) {
    const found = /^(?:[*+?]|\{(\d{1,3})(?:(,)(\d{1,3})?)?\})\??/.exec(reader.text.slice(reader.at, reader.at + 12))
    if (found === null) return node
    if (count > 0) return null
    reader.at += found[0].length
    const [sign = ''] = found[0]
    const least = sign === '{' ? Number(found[1]) : sign === '+' ? 1 : 0
    const fixed = found[3] === undefined ? (found[2] === undefined ? least : Infinity) : Number(found[3])
    const most = sign === '{' ? fixed : sign === '?' ? 1 : Infinity
    node = { kind: 'repeat', of: node, least, most }
  }
}

function one(fits: (char: string) => boolean): Node {
  return { kind: 'char', fits }
}

const CLASSES = new Map<string, (char: string) => boolean>([
  ['d', (char) => /[0-9]/.test(char)],
  ['D', (char) => !/[0-9]/.test(char)],
  ['w', (char) => /[0-9A-Za-z_]/.test(char)],
  ['W', (char) => !/[0-9A-Za-z_]/.test(char)],
  ['s', (char) => /[\t\n\f\r ]/.test(char)],
  ['S', (char) => !/[\t\n\f\r ]/.test(char)],
])

const ESCAPES = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
])

function atom(reader: Reader): Node | null {
  const char = reader.text[reader.at++] ?? ''
  switch (char) {
    case '^':
      return { kind: 'begin' }
    case '$':
      return { kind: 'end' }
    case '.':
      return one((each) => each !== '\n')
    case '[':
      return charset(reader)
    case '(': {
      if (reader.text.startsWith('?:', reader.at)) reader.at += 2
      else if (reader.text[reader.at] === '?') return null
      const inner = alternatives(reader)
      return inner !== null && reader.text[reader.at++] === ')' ? inner : null
    }
    case '\\': {
      const fits = escape(reader)
      return fits === null ? null : one(fits)
    }
    case '*':
    case '+':
    case '?':
      return null
    default:
      return one((each) => each === char)
  }
}

function escape(reader: Reader): ((char: string) => boolean) | null {
  const char = reader.text[reader.at++] ?? ''
  const known = CLASSES.get(char)
  if (known !== undefined) return known
  if (/[A-Za-z0-9]/.test(char) && !ESCAPES.has(char)) return null
  const literal = ESCAPES.get(char) ?? char
  return char === '' ? null : (each) => each === literal
}

function charset(reader: Reader): Node | null {
  const isNegated = reader.text[reader.at] === '^'
  if (isNegated) reader.at++
  const tests: ((char: string) => boolean)[] = []
  for (let isFirst = true; ; isFirst = false) {
    const char = reader.text[reader.at++]
    if (char === undefined || (char === '[' && reader.text[reader.at] === ':')) return null
    if (char === ']' && !isFirst) return one((each) => tests.some((fits) => fits(each)) !== isNegated)
    if (char === '\\') {
      const fits = escape(reader)
      if (fits === null) return null
      tests.push(fits)
    } else if (reader.text[reader.at] === '-' && reader.text[reader.at + 1] !== ']') {
      const last = reader.text[reader.at + 1]
      if (last === undefined || last === '\\') return null
      reader.at += 2
      tests.push((each) => each >= char && each <= last)
    } else tests.push((each) => each === char)
  }
}
