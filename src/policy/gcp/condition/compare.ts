import { all, any, type Formula } from './formula.js'
import { boolTest, dateTest, doubtAtom, opaqueTest, test, textTest } from './test.js'
import { DOUBT, ERROR, truth, type Open, type Value } from './value.js'

export type Order = '<' | '<=' | '>' | '>='

/** `a == b`. Values of different kinds are not equal. */
export function equal(left: Value, right: Value, expression: string): Value {
  const stuck = undecided(left, right, expression)
  if (stuck !== null) return stuck
  if (left.is === 'open') return equalOpen(left, right, expression)
  if (right.is === 'open') return equalOpen(right, left, expression)
  if (left.is === 'truth' && right.is === 'truth') {
    return {
      is: 'truth',
      yes: any([all([left.yes, right.yes]), all([left.no, right.no])]),
      no: any([all([left.yes, right.no]), all([left.no, right.yes])]),
    }
  }
  if (left.is === 'list' && right.is === 'list') {
    if (left.items.length !== right.items.length) return truth(false)
    return conjunction(left.items.map((item, i) => equal(item, right.items[i] ?? ERROR, expression)))
  }
  if (left.is !== right.is) return truth(false)
  return truth(plain(left) === plain(right))
}

function plain(value: Value): string | number {
  switch (value.is) {
    case 'text':
      return value.text
    case 'number':
      return value.number
    case 'time':
      return value.at
    case 'span':
      return value.length
    case 'map':
      return JSON.stringify(value.map)
    default:
      return value.is
  }
}

function equalOpen(of: Open, to: Value, expression: string): Value {
  if (of.year !== null && to.is === 'number') {
    const { year } = of
    return conjunction([ordered({ ...of, year }, '>=', to, expression), ordered(of, '<=', to, expression)])
  }
  switch (to.is) {
    case 'text':
      return of.time ? truth(false) : textTest(of, 'equals', to.text)
    case 'number':
      return test(of.key, 'NumericEquals', [decimal(to.number)])
    case 'time':
      return of.time ? dateTest(of, 'DateEquals', to.at) : opaqueTest(of.key, expression)
    case 'truth':
      return to.yes.is === 'true'
        ? boolTest(of.key, true)
        : to.no.is === 'true'
          ? boolTest(of.key, false)
          : opaqueTest(of.key, expression)
    default:
      return opaqueTest(of.key, expression)
  }
}

const DATES = { '<': 'DateLessThan', '<=': 'DateLessThanEquals', '>': 'DateGreaterThan', '>=': 'DateGreaterThanEquals' }
const NUMBERS = {
  '<': 'NumericLessThan',
  '<=': 'NumericLessThanEquals',
  '>': 'NumericGreaterThan',
  '>=': 'NumericGreaterThanEquals',
}
const MIRRORED: Readonly<Record<Order, Order>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** `a < b` and its kin. */
export function ordered(left: Value, order: Order, right: Value, expression: string): Value {
  const stuck = undecided(left, right, expression)
  if (stuck !== null) return stuck
  if (left.is === 'open') return orderedOpen(left, order, right, expression)
  if (right.is === 'open') return orderedOpen(right, MIRRORED[order], left, expression)
  if (left.is !== right.is) return ERROR
  const [a, b] = [plain(left), plain(right)]
  if (!['number', 'text', 'time', 'span'].includes(left.is)) return ERROR
  switch (order) {
    case '<':
      return truth(a < b)
    case '<=':
      return truth(a <= b)
    case '>':
      return truth(a > b)
    case '>=':
      return truth(a >= b)
  }
}

function orderedOpen(of: Open, order: Order, to: Value, expression: string): Value {
  if (of.time && to.is === 'time') return dateTest(of, DATES[order], to.at)
  if (to.is !== 'number') return opaqueTest(of.key, expression)
  if (of.year !== null) {
    // A year is over when the next one begins.
    const from = order === '<' || order === '>=' ? Math.ceil(to.number) : Math.floor(to.number) + 1
    const begin = new Date(0).setUTCFullYear(from, 0, 1)
    const key: Open = { is: 'open', key: of.year, time: true, offset: 0, year: null }
    return dateTest(key, order === '<' || order === '<=' ? 'DateLessThan' : 'DateGreaterThanEquals', begin)
  }
  return test(of.key, NUMBERS[order], [decimal(to.number)])
}

/** A number as conditions write it: decimal digits. */
function decimal(number: number): string {
  return number.toFixed(Number.isInteger(number) ? 0 : 6)
}

/** What cannot be compared: errors, what is not known how, and two things that are both open. */
export function undecided(left: Value, right: Value, expression: string): Value | null {
  if (left.is === 'error' || right.is === 'error') return ERROR
  if (left.is === 'doubt' || right.is === 'doubt') return DOUBT
  const opaque = [left, right].find((value) => value.is === 'opaque')
  if (opaque?.is === 'opaque') return opaqueTest(opaque.key, expression)
  return left.is === 'open' && right.is === 'open' ? opaqueTest(left.key, expression) : null
}

export function conjunction(values: readonly Value[]): Value {
  return combined(values, all, any)
}

export function disjunction(values: readonly Value[]): Value {
  return combined(values, any, all)
}

/** False (true) wins over an error on the other side, as the language says. */
function combined(
  values: readonly Value[],
  yes: (of: readonly Formula[]) => Formula,
  no: (of: readonly Formula[]) => Formula,
): Value {
  const truths = values.map(asTruth)
  return { is: 'truth', yes: yes(truths.map((t) => t.yes)), no: no(truths.map((t) => t.no)) }
}

/** A value where a truth value is needed; what is none is an error. */
export function asTruth(value: Value): { readonly yes: Formula; readonly no: Formula } {
  switch (value.is) {
    case 'truth':
      return value
    case 'open': {
      const found = boolTest(value.key, true)
      return found.is === 'truth' ? found : NEITHER
    }
    case 'opaque': {
      const found = opaqueTest(value.key, value.key)
      return found.is === 'truth' ? found : NEITHER
    }
    case 'doubt':
      return DOUBTFUL
    default:
      return NEITHER
  }
}

const NEITHER: { yes: Formula; no: Formula } = { yes: { is: 'false' }, no: { is: 'false' } }
const DOUBTFUL = ((): { yes: Formula; no: Formula } => {
  const found: Formula = { is: 'atom', atom: doubtAtom('a function that is not known') }
  return { yes: found, no: found }
})()
