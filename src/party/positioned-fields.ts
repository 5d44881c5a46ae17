import { nearNames } from './near-names.js'
import type { Place, Positioned, PositionedScalar, Problem } from './positioned.js'

/** Reads one value; reports what is wrong with it and answers undefined when there is nothing to use. */
export type Read<T> = (value: Positioned, problems: Problem[]) => T | undefined

/** What a map holds: the reader of each key. */
export type Fields<T> = { [K in keyof T]-?: Read<NonNullable<T[K]>> }

const SHOWN = 80

/** A value as it stands in a message: short, on one line. */
export function shown(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
  return clean.length > SHOWN ? `${clean.slice(0, SHOWN)}...` : clean
}

export function report(problems: Problem[], at: Place, message: string): undefined {
  problems.push({ line: at.line, column: at.column, message })
  return undefined
}

const NAMES = { map: 'a map', list: 'a list', scalar: 'a single value' } as const

export function isEmpty(value: Positioned): boolean {
  return value.kind === 'scalar' && value.value === null
}

function scalar(value: Positioned, problems: Problem[], expected: string): PositionedScalar | undefined {
  if (value.kind === 'scalar') return value
  return report(problems, value, `expected ${expected}, found ${NAMES[value.kind]}`)
}

/** A text that passes the test; a number is never taken for a text. */
export function text(expected = 'a text', accepts: (text: string) => boolean = (t) => t.trim() !== ''): Read<string> {
  return (value, problems) => {
    const found = scalar(value, problems, expected)
    if (found === undefined) return undefined
    if (typeof found.value === 'string' && accepts(found.value)) return found.value
    const advice = typeof found.value === 'number' ? ': put it in quotes' : ''
    return report(problems, value, `expected ${expected}, found \`${shown(found.source)}\`${advice}`)
  }
}

export function flag(): Read<boolean> {
  return (value, problems) => {
    const found = scalar(value, problems, '`true` or `false`')
    if (found === undefined || typeof found.value === 'boolean') return found?.value as boolean | undefined
    return report(problems, value, `expected \`true\` or \`false\`, found \`${shown(found.source)}\``)
  }
}

/** A number above zero. */
export function positive(expected: string): Read<number> {
  return (value, problems) => {
    const found = scalar(value, problems, expected)
    if (found === undefined) return undefined
    if (typeof found.value === 'number' && found.value > 0 && Number.isFinite(found.value)) return found.value
    return report(problems, value, `expected ${expected}, found \`${shown(found.source)}\``)
  }
}

export function oneOf<T extends string>(words: readonly T[]): Read<T> {
  return (value, problems) => {
    const choice = `one of ${words.map((word) => `\`${word}\``).join(', ')}`
    const found = scalar(value, problems, choice)
    if (found === undefined) return undefined
    const word = words.find((candidate) => candidate === found.value)
    return word ?? report(problems, value, `expected ${choice}, found \`${shown(found.source)}\``)
  }
}

/** A list; one bad item does not hide the others. An empty value is an empty list. */
export function list<T>(read: Read<T>, expected: string): Read<T[]> {
  return (value, problems) => {
    if (isEmpty(value)) return []
    if (value.kind !== 'list')
      return report(problems, value, `expected a list of ${expected}, found ${NAMES[value.kind]}`)
    return value.items.map((item) => read(item, problems)).filter((item): item is T & {} => item !== undefined)
  }
}

/** A map of known keys. A key without a value counts as absent; an unknown key is an error that names the nearest. */
export function map<T extends object>(
  fields: Fields<T>,
  required: readonly (keyof T & string)[] = [],
): Read<Partial<T>> {
  const known = new Map<string, Read<unknown>>(Object.entries(fields))
  return (value, problems) => {
    if (isEmpty(value) && required.length === 0) return {}
    if (value.kind !== 'map') {
      const keys = [...known.keys()].map((key) => `\`${key}\``).join(', ')
      return report(problems, value, `expected a map with ${keys}, found ${NAMES[value.kind]}`)
    }
    const out = new Map<string, unknown>()
    const present = new Set<string>()
    for (const entry of value.entries) {
      const read = known.get(entry.key)
      if (read === undefined) {
        report(problems, entry.at, unknownKey(entry.key, [...known.keys()]))
      } else if (!isEmpty(entry.value)) {
        present.add(entry.key)
        const got = read(entry.value, problems)
        if (got !== undefined) out.set(entry.key, got)
      }
    }
    for (const key of required) {
      if (!present.has(key)) report(problems, value, `\`${key}\` is missing`)
    }
    return Object.fromEntries(out) as Partial<T>
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  const [near] = nearNames(key, known, 1)
  const advice =
    near === undefined ? `known are ${known.map((name) => `\`${name}\``).join(', ')}` : `did you mean \`${near}\`?`
  return `unknown key \`${shown(key)}\`: ${advice}`
}
