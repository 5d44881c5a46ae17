import { parse } from '@bufbuild/cel'
import { isObject, type Json } from '../../../model/index.js'
import type { Context } from './context.js'
import { momentField, readDate, readDuration, readTimestamp, type MomentField } from './moment.js'
import { and, DOUBT, FAILS, not, OPEN, or, possible, type Possible } from './possible.js'

type Expr = ReturnType<typeof parse>['expr']

/** A value of the expression language. Maps are JSON objects as given. */
type Value =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'null' }
  | { readonly is: 'moment'; readonly at: number }
  | { readonly is: 'span'; readonly length: number }
  | { readonly is: 'list'; readonly items: readonly Found[] }
  | { readonly is: 'map'; readonly map: Json }

/** What evaluating an expression gives. `open` may also be an error: the attribute may be absent. */
type Found = Value | { readonly is: 'truth'; readonly truth: Possible } | { readonly is: 'open' | 'doubt' | 'failed' }

const FAILED: Found = { is: 'failed' }
const MAX_LENGTH = 20_000

/**
 * Evaluates a condition as the Common Expression Language says, with what IAM adds to it, for a request of which some
 * attributes may not be known. `true` where there is no condition.
 *
 * LIMIT: macros over lists, structures and functions that the documentation of IAM does not list are in doubt.
 * LIMIT: two uses of one open attribute are taken as independent: a contradiction between them is not noticed.
 *
 * @see https://cloud.google.com/iam/docs/conditions-attribute-reference
 */
export function evaluateCondition(condition: Json | undefined, context: Context): Possible {
  if (condition === undefined || condition === null) return possible(true)
  const expression = isObject(condition) ? condition['expression'] : undefined
  if (typeof expression !== 'string' || expression.trim() === '' || expression.length > MAX_LENGTH) return DOUBT
  let tree: Expr
  try {
    tree = parse(expression).expr
  } catch {
    return DOUBT
  }
  return truthOf(evaluate(tree, context))
}

/** A condition that is not a truth value is an error. */
function truthOf(found: Found): Possible {
  if (found.is === 'truth') return found.truth
  return found.is === 'open' ? OPEN : found.is === 'doubt' ? DOUBT : FAILS
}

function truth(value: Possible): Found {
  return { is: 'truth', truth: value }
}

function evaluate(expr: Expr, context: Context): Found {
  const path = attributePath(expr)
  if (path !== null) return attribute(path, context)
  const kind = expr.exprKind
  switch (kind.case) {
    case 'constExpr':
      return constant(kind.value.constantKind)
    case 'listExpr':
      return { is: 'list', items: kind.value.elements.map((element) => evaluate(element, context)) }
    case 'callExpr': {
      const { function: name, args, target } = kind.value
      return call(name, target, args, context)
    }
    default:
      return { is: 'doubt' }
  }
}

type ConstantKind = Extract<Expr['exprKind'], { case: 'constExpr' }>['value']['constantKind']

function constant(kind: ConstantKind): Found {
  switch (kind.case) {
    case 'boolValue':
      return truth(possible(kind.value))
    case 'stringValue':
      return { is: 'text', text: kind.value }
    case 'int64Value':
    case 'uint64Value':
    case 'doubleValue':
      return { is: 'number', number: Number(kind.value) }
    case 'nullValue':
      return { is: 'null' }
    default:
      return { is: 'doubt' }
  }
}

/** `a.b.c` and `a.b['c']` as one name; null when the expression is something else. */
function attributePath(expr: Expr): string | null {
  const kind = expr.exprKind
  if (kind.case === 'identExpr') return kind.value.name
  if (kind.case === 'selectExpr' && !kind.value.testOnly && kind.value.operand !== undefined) {
    const operand = attributePath(kind.value.operand)
    return operand === null ? null : `${operand}.${kind.value.field}`
  }
  return null
}

function attribute(path: string, context: Context): Found {
  const found = context(path)
  if (found.state === 'open') return { is: 'open' }
  if (found.state === 'absent') return FAILED
  // The time of the request is given as text.
  const at = path === 'request.time' && typeof found.value === 'string' ? readTimestamp(found.value) : null
  return at === null ? asValue(found.value) : { is: 'moment', at }
}

function asValue(value: Json): Found {
  if (typeof value === 'string') return { is: 'text', text: value }
  if (typeof value === 'number') return { is: 'number', number: value }
  if (typeof value === 'boolean') return truth(possible(value))
  if (value === null) return { is: 'null' }
  return Array.isArray(value) ? { is: 'list', items: value.map(asValue) } : { is: 'map', map: value }
}

function call(name: string, target: Expr | undefined, args: readonly Expr[], context: Context): Found {
  const [first, second, third] = args
  const owner = target === undefined ? null : attributePath(target)
  if (owner === 'api' && name === 'getAttribute') return apiAttribute(args, context)
  if (owner === 'resource' && TAG_FUNCTIONS.includes(name)) return tagFunction(name, args, context)
  const value = (expr: Expr | undefined): Found => (expr === undefined ? FAILED : evaluate(expr, context))
  switch (name) {
    case '_&&_':
      return truth(and(truthOf(value(first)), truthOf(value(second))))
    case '_||_':
      return truth(or(truthOf(value(first)), truthOf(value(second))))
    case '!_':
      return truth(not(truthOf(value(first))))
    case '_?_:_':
      return choice(truthOf(value(first)), value(second), value(third))
  }
  const operands = target === undefined ? args.map(value) : [value(target), ...args.map(value)]
  // A list that was written down is known even where one of its elements is not.
  const notRead =
    operands.find(({ is }) => is === 'failed') ?? operands.find(({ is }) => is === 'doubt' || is === 'open')
  if (notRead !== undefined) return notRead.is === 'open' && !KNOWN_CALLS.has(name) ? { is: 'doubt' } : notRead
  return KNOWN_CALLS.get(name)?.(operands) ?? { is: 'doubt' }
}

/** `c ? a : b`; both sides are possible where `c` is open. */
function choice(condition: Possible, yes: Found, no: Found): Found {
  const [only] = condition.size === 1 ? condition : []
  if (only !== undefined) return only === 'yes' ? yes : only === 'no' ? no : only === 'fails' ? FAILED : { is: 'doubt' }
  if (yes.is !== 'truth' || no.is !== 'truth') return { is: condition.has('doubt') ? 'doubt' : 'open' }
  const taken = [...condition].flatMap((answer) =>
    answer === 'yes' ? [...yes.truth] : answer === 'no' ? [...no.truth] : [answer],
  )
  return truth(new Set(taken))
}

/** `api.getAttribute(name, default)`: the default where the request has no such attribute. */
function apiAttribute([name, fallback]: readonly Expr[], context: Context): Found {
  const text = name === undefined ? FAILED : evaluate(name, context)
  if (text.is !== 'text' || fallback === undefined) return FAILED
  const found = context(text.text)
  if (found.state === 'open') return { is: 'open' }
  return found.state === 'absent' ? evaluate(fallback, context) : asValue(found.value)
}

const TAG_FUNCTIONS = ['matchTag', 'matchTagId', 'hasTagKey', 'hasTagKeyId']

/**
 * Tags stand in the attribute `resource.tags`: by the key's namespaced name the value's (`123/env`: `123/env/prod`), or
 * permanent ids by permanent id. Of one spelling nothing follows for the other.
 */
function tagFunction(name: string, args: readonly Expr[], context: Context): Found {
  const [key, wanted] = args.map((arg) => evaluate(arg, context))
  if (key?.is !== 'text') return FAILED
  const tags = context('resource.tags')
  if (tags.state === 'open') return { is: 'open' }
  const there = tags.state === 'known' && isObject(tags.value) ? tags.value : {}
  const keys = Object.keys(there)
  const byId = name.endsWith('Id')
  if (keys.length > 0 && !keys.some((each) => each.startsWith('tagKeys/') === byId)) return { is: 'doubt' }
  const value = Object.hasOwn(there, key.text) ? there[key.text] : undefined
  if (name.startsWith('hasTagKey')) return truth(possible(value !== undefined))
  if (wanted?.is !== 'text') return FAILED
  return truth(possible(value === (byId ? wanted.text : `${key.text}/${wanted.text}`)))
}

type Operation = (operands: readonly Found[]) => Found

/** Operators and functions on operands that are all known. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  '_==_': ([left, right]) => truth(equal(left, right)),
  '_!=_': ([left, right]) => truth(not(equal(left, right))),
  '_<_': ordered((order) => order < 0),
  '_<=_': ordered((order) => order <= 0),
  '_>_': ordered((order) => order > 0),
  '_>=_': ordered((order) => order >= 0),
  '@in': ([item, list]) => {
    if (list?.is === 'map' && item?.is === 'text' && isObject(list.map)) {
      return truth(possible(Object.hasOwn(list.map, item.text)))
    }
    if (list?.is !== 'list') return FAILED
    return truth(list.items.map((each) => equal(item, each)).reduce(or, possible(false)))
  },
  '_+_': ([left, right]) => sum(left, right, 1),
  '_-_': ([left, right]) => sum(left, right, -1),
  '_[_]': ([from, key]) => {
    if (from?.is === 'list' && key?.is === 'number') return from.items[key.number] ?? FAILED
    if (from?.is !== 'map' || key?.is !== 'text' || !isObject(from.map)) return FAILED
    const value = Object.hasOwn(from.map, key.text) ? from.map[key.text] : undefined
    return value === undefined ? FAILED : asValue(value)
  },
  startsWith: onTexts((text, part) => truth(possible(text.startsWith(part)))),
  endsWith: onTexts((text, part) => truth(possible(text.endsWith(part)))),
  contains: onTexts((text, part) => truth(possible(text.includes(part)))),
  extract: onTexts((text, template) => extracted(text, template)),
  split: onTexts((text, by) => ({ is: 'list', items: text.split(by).map((part) => ({ is: 'text', text: part })) })),
  lowerAscii: ([text]) => (text?.is === 'text' ? { is: 'text', text: text.text.toLowerCase() } : FAILED),
  upperAscii: ([text]) => (text?.is === 'text' ? { is: 'text', text: text.text.toUpperCase() } : FAILED),
  size: ([of]) => {
    if (of?.is === 'text') return { is: 'number', number: [...of.text].length }
    return of?.is === 'list' ? { is: 'number', number: of.items.length } : FAILED
  },
  hasOnly: ([list, allowed]) => {
    if (list?.is !== 'list' || allowed?.is !== 'list') return FAILED
    const isAllowed = (item: Found): Possible =>
      allowed.items.map((each) => equal(item, each)).reduce(or, possible(false))
    return truth(list.items.map(isAllowed).reduce(and, possible(true)))
  },
  timestamp: ([text]) => moment(text?.is === 'text' ? readTimestamp(text.text) : null),
  date: ([text]) => moment(text?.is === 'text' ? readDate(text.text) : null),
  duration: ([text]) => {
    const length = text?.is === 'text' ? readDuration(text.text) : null
    return length === null ? FAILED : { is: 'span', length }
  },
  ...Object.fromEntries(
    (
      [
        'getFullYear',
        'getMonth',
        'getDate',
        'getDayOfMonth',
        'getDayOfWeek',
        'getDayOfYear',
        'getHours',
        'getMinutes',
        'getSeconds',
        'getMilliseconds',
      ] satisfies MomentField[]
    ).map((field): [string, Operation] => [
      field,
      ([of, zone]) => {
        if (of?.is !== 'moment' || (zone !== undefined && zone.is !== 'text')) return FAILED
        const number = momentField(of.at, field, zone === undefined ? 'UTC' : zone.text)
        return number === null ? FAILED : { is: 'number', number }
      },
    ]),
  ),
}

const KNOWN_CALLS: ReadonlyMap<string, Operation> = new Map(Object.entries(OPERATIONS))

function moment(at: number | null): Found {
  return at === null ? FAILED : { is: 'moment', at }
}

function onTexts(of: (text: string, part: string) => Found): Operation {
  return ([text, part]) => (text?.is === 'text' && part?.is === 'text' ? of(text.text, part.text) : FAILED)
}

function ordered(holds: (order: number) => boolean): Operation {
  return ([left, right]) => {
    const order = comparison(left, right)
    return order === null ? FAILED : truth(possible(holds(order)))
  }
}

function comparison(left: Found | undefined, right: Found | undefined): number | null {
  if (left?.is === 'moment' && right?.is === 'moment') return left.at - right.at
  if (left?.is === 'span' && right?.is === 'span') return left.length - right.length
  if (left?.is === 'number' && right?.is === 'number') return left.number - right.number
  if (left?.is === 'text' && right?.is === 'text') return left.text < right.text ? -1 : left.text > right.text ? 1 : 0
  return null
}

/** Values of different types are not equal. */
function equal(left: Found | undefined, right: Found | undefined): Possible {
  if (left === undefined || right === undefined || left.is === 'failed' || right.is === 'failed') return FAILS
  if (left.is === 'doubt' || right.is === 'doubt') return DOUBT
  if (left.is === 'open' || right.is === 'open') return OPEN
  if (left.is === 'null' || right.is === 'null') return possible(left.is === right.is)
  if (left.is === 'truth' && right.is === 'truth') {
    return or(and(left.truth, right.truth), and(not(left.truth), not(right.truth)))
  }
  if (left.is === 'list' && right.is === 'list') {
    if (left.items.length !== right.items.length) return possible(false)
    return left.items.map((item, at) => equal(item, right.items[at])).reduce(and, possible(true))
  }
  if (left.is === 'map' || right.is === 'map') return left.is === right.is ? DOUBT : possible(false)
  return possible(comparison(left, right) === 0)
}

function sum(left: Found | undefined, right: Found | undefined, sign: 1 | -1): Found {
  if (left?.is === 'text' && right?.is === 'text' && sign === 1) return { is: 'text', text: left.text + right.text }
  if (left?.is === 'number' && right?.is === 'number')
    return { is: 'number', number: left.number + sign * right.number }
  if (left?.is === 'moment' && right?.is === 'span') return moment(left.at + sign * right.length)
  if (left?.is === 'moment' && right?.is === 'moment' && sign === -1) return { is: 'span', length: left.at - right.at }
  if (left?.is === 'span' && right?.is === 'span') return { is: 'span', length: left.length + sign * right.length }
  return FAILED
}

/**
 * The part of a text that a template such as `buckets/{name}/` marks; empty where prefix or suffix do not occur.
 * @see https://cloud.google.com/iam/docs/conditions-attribute-reference#extract
 */
function extracted(text: string, template: string): Found {
  const opening = template.indexOf('{')
  const closing = template.indexOf('}')
  if (opening < 0 || closing < opening) return FAILED
  const [prefix, suffix] = [template.slice(0, opening), template.slice(closing + 1)]
  const empty: Found = { is: 'text', text: '' }
  const before = text.indexOf(prefix)
  if (before < 0) return empty
  const rest = text.slice(before + prefix.length)
  if (suffix === '') return { is: 'text', text: rest }
  const after = rest.indexOf(suffix)
  return after < 0 ? empty : { is: 'text', text: rest.slice(0, after) }
}
