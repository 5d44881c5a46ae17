import { isObject } from '../../../model/index.js'
import { keyOf, type Attributes } from './attributes.js'
import { asTruth, conjunction, disjunction, equal, ordered, type Order } from './compare.js'
import { all, any } from './formula.js'
import { callFunction } from './functions.js'
import { parseTimestamp } from './moment.js'
import type { Expr } from './expression.js'
import { parseExpression } from './parse.js'
import { containsTest, opaqueTest, presentTest } from './test.js'
import { asValue, DOUBT, ERROR, NULL, open, truth, type Value } from './value.js'

/** What is known while an expression is evaluated: the request, and the variables of macros. */
interface Scope {
  readonly attributes: Attributes
  readonly variables: ReadonlyMap<string, Value>
  /** How many attributes are being worked out from others. */
  readonly depth: number
}

/** Evaluates an expression as far as the attributes are known. */
export function evaluate(expr: Expr, attributes: Attributes): Value {
  return valueOf(expr, { attributes, variables: new Map(), depth: 0 })
}

function valueOf(expr: Expr, scope: Scope): Value {
  switch (expr.kind) {
    case 'bool':
      return truth(expr.value)
    case 'text':
      return { is: 'text', text: expr.value }
    case 'number':
      return { is: 'number', number: expr.value }
    case 'null':
      return NULL
    case 'name':
      return scope.variables.get(expr.name) ?? attribute(expr.name, scope)
    case 'field': {
      const path = pathOf(expr, scope)
      return path === null ? fieldOf(valueOf(expr.of, scope), expr.field) : attribute(path, scope)
    }
    case 'has':
      return isThere(expr.of, expr.field, scope)
    case 'list':
      return { is: 'list', items: expr.items.map((item) => valueOf(item, scope)) }
    case 'call':
      return call(expr.name, expr.target, expr.args, scope)
    case 'macro':
      return overList(expr, scope)
  }
}

/** `a.b.c` and `a.b['c']` as one name; null when the expression is something else. */
function pathOf(expr: Expr, scope: Scope): string | null {
  if (expr.kind === 'name') return scope.variables.has(expr.name) ? null : expr.name
  const [of, field] =
    expr.kind === 'field'
      ? [expr.of, expr.field]
      : expr.kind === 'call' && expr.name === '[]' && expr.args[1]?.kind === 'text'
        ? [expr.args[0], expr.args[1].value]
        : []
  const owner = of === undefined || field === undefined ? null : pathOf(of, scope)
  return owner === null || field === undefined ? null : `${owner}.${field}`
}

function attribute(path: string, scope: Scope): Value {
  const found = scope.attributes(path)
  if (found.state === 'expression') return workedOut(found.text, scope)
  if (found.state === 'open') return open(keyOf(path))
  if (found.state === 'absent') return ERROR
  const at = path === 'request.time' && typeof found.value === 'string' ? parseTimestamp(found.value) : null
  return at === null ? asValue(found.value) : { is: 'time', at }
}

const MOST_NESTED = 4

/** An attribute that a mapping makes of others. */
function workedOut(text: string, scope: Scope): Value {
  const expr = scope.depth < MOST_NESTED ? parseExpression(text) : null
  return expr === null ? DOUBT : valueOf(expr, { ...scope, variables: new Map(), depth: scope.depth + 1 })
}

function fieldOf(of: Value, field: string): Value {
  if (of.is === 'map') return Object.hasOwn(of.map, field) ? asValue(of.map[field] ?? null) : ERROR
  if (of.is === 'open') return open(`${of.key}.${field}`)
  return of.is === 'opaque' || of.is === 'doubt' ? of : ERROR
}

/** `has(a.b)`. */
function isThere(of: Expr, field: string, scope: Scope): Value {
  const owner = pathOf(of, scope)
  if (owner === null) {
    const value = valueOf(of, scope)
    return value.is === 'map' ? truth(Object.hasOwn(value.map, field)) : value.is === 'error' ? ERROR : DOUBT
  }
  const { state } = scope.attributes(`${owner}.${field}`)
  return state === 'open' ? presentTest(keyOf(`${owner}.${field}`)) : truth(state !== 'absent')
}

const ORDERS = new Map<string, Order>([
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
])

function call(name: string, target: Expr | null, args: readonly Expr[], scope: Scope): Value {
  const [first, second, third] = args
  const of = (expr: Expr | undefined): Value => (expr === undefined ? ERROR : valueOf(expr, scope))
  switch (name) {
    case '&&':
      return conjunction([of(first), of(second)])
    case '||':
      return disjunction([of(first), of(second)])
    case '!': {
      const { yes, no } = asTruth(of(first))
      return { is: 'truth', yes: no, no: yes }
    }
    case '?:':
      return choice(of(first), of(second), of(third))
    case '==':
      return equal(of(first), of(second), shown(name, [first, second]))
    case '!=': {
      const { yes, no } = asTruth(equal(of(first), of(second), shown(name, [first, second])))
      return { is: 'truth', yes: no, no: yes }
    }
    case 'in':
      return isIn(of(first), of(second))
    case '[]': {
      const [owner, index] = [of(first), of(second)]
      if (owner.is === 'list' && index.is === 'number') return owner.items[index.number] ?? ERROR
      if (index.is === 'text' && pathOfIndex(first, index.text, scope) !== null)
        return attribute(pathOfIndex(first, index.text, scope) ?? '', scope)
      return index.is === 'text' ? fieldOf(owner, index.text) : owner.is === 'open' ? opaque(owner.key) : ERROR
    }
  }
  const order = ORDERS.get(name)
  if (order !== undefined) return ordered(of(first), order, of(second), shown(name, [first, second]))
  const owner = target === null ? null : pathOf(target, scope)
  if (owner === 'api' && name === 'getAttribute') return requestAttribute(of(first), of(second), scope)
  if (owner === 'resource' && TAG_FUNCTIONS.has(name)) return tagFunction(name, of(first), of(second), scope)
  return callFunction(name, target === null ? args.map(of) : [of(target), ...args.map(of)])
}

function pathOfIndex(owner: Expr | undefined, index: string, scope: Scope): string | null {
  const path = owner === undefined ? null : pathOf(owner, scope)
  return path === null ? null : `${path}.${index}`
}

function opaque(key: string): Value {
  return { is: 'opaque', key }
}

/** A comparison that no test of one key says, as people may recognise it. */
function shown(name: string, args: readonly (Expr | undefined)[]): string {
  return args.map((arg) => (arg === undefined ? '' : text(arg, 3))).join(` ${name} `)
}

function text(expr: Expr, depth: number): string {
  if (depth === 0) return '...'
  switch (expr.kind) {
    case 'name':
      return expr.name
    case 'text':
      return JSON.stringify(expr.value)
    case 'number':
    case 'bool':
      return String(expr.value)
    case 'field':
      return `${text(expr.of, depth)}.${expr.field}`
    case 'call': {
      const args = expr.args.map((arg) => text(arg, depth - 1)).join(', ')
      return `${expr.target === null ? '' : `${text(expr.target, depth)}.`}${expr.name}(${args})`
    }
    default:
      return '...'
  }
}

/** `c ? a : b`. */
function choice(condition: Value, yes: Value, no: Value): Value {
  const c = asTruth(condition)
  if (c.yes.is === 'true') return yes
  if (c.no.is === 'true') return no
  if (c.yes.is === 'false' && c.no.is === 'false') return ERROR
  if (yes.is !== 'truth' || no.is !== 'truth') {
    const key = [yes, no, condition].find((value) => value.is === 'open' || value.is === 'opaque')
    return key?.is === 'open' || key?.is === 'opaque' ? opaque(key.key) : opaque(keyIn(c.yes) ?? 'condition')
  }
  return {
    is: 'truth',
    yes: any([all([c.yes, yes.yes]), all([c.no, no.yes])]),
    no: any([all([c.yes, yes.no]), all([c.no, no.no])]),
  }
}

function keyIn(formula: { readonly is: string }): string | null {
  const found = formula as Parameters<typeof any>[0][number]
  if (found.is === 'atom') return found.atom.key
  if (found.is !== 'all' && found.is !== 'any') return null
  for (const each of found.of) {
    const key = keyIn(each)
    if (key !== null) return key
  }
  return null
}

/** `x in list`, `x in map`. */
function isIn(item: Value, list: Value): Value {
  if (item.is === 'error' || list.is === 'error') return ERROR
  if (list.is === 'list') return disjunction(list.items.map((each) => equal(item, each, 'in')))
  if (list.is === 'map') return item.is === 'text' ? truth(Object.hasOwn(list.map, item.text)) : ERROR
  if (list.is === 'open') return item.is === 'text' ? containsTest(list.key, [item.text]) : opaqueTest(list.key, 'in')
  return list.is === 'opaque' ? opaqueTest(list.key, 'in') : list.is === 'doubt' ? DOUBT : ERROR
}

/**
 * `api.getAttribute(name, default)`: the default where the request has no such attribute.
 * @see https://cloud.google.com/iam/docs/conditions-attribute-reference#api-attributes
 */
function requestAttribute(name: Value, fallback: Value, { attributes }: Scope): Value {
  if (name.is !== 'text') return ERROR
  const found = attributes(name.text)
  return found.state === 'known' ? asValue(found.value) : found.state === 'absent' ? fallback : open(name.text)
}

const TAG_FUNCTIONS: ReadonlySet<string> = new Set(['matchTag', 'matchTagId', 'hasTagKey', 'hasTagKeyId'])

/**
 * Tests on the tags of a resource; these stand in the attribute `resource.tags`, values by key.
 * @see https://cloud.google.com/iam/docs/conditions-attribute-reference#resource-tags
 */
function tagFunction(name: string, key: Value, wanted: Value, { attributes }: Scope): Value {
  const hasKey = name.startsWith('hasTagKey')
  if (key.is !== 'text' || (!hasKey && wanted.is !== 'text'))
    return key.is === 'text' || key.is === 'error' ? ERROR : DOUBT
  const byId = name.endsWith('Id')
  const value = wanted.is === 'text' ? (byId ? wanted.text : `${key.text}/${wanted.text}`) : ''
  const tags = attributes('resource.tags')
  if (tags.state === 'open')
    return containsTest(`resource.${name}`, [hasKey ? key.text : byId ? `${key.text}/${value}` : value])
  const there = tags.state === 'known' && isObject(tags.value) ? tags.value : {}
  const keys = Object.keys(there)
  // Tags are known by name or by number: one does not tell the other.
  if (keys.length > 0 && !keys.some((each) => each.startsWith('tagKeys/') === byId)) return DOUBT
  const found = Object.hasOwn(there, key.text) ? there[key.text] : undefined
  if (hasKey) return truth(found !== undefined)
  return truth(found === value || (wanted.is === 'text' && found === wanted.text))
}

const MOST_ITEMS = 200

/**
 * `list.exists(x, ...)` and the other macros, over lists that are known.
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#macros
 */
function overList({ name, of, variable, body }: Extract<Expr, { kind: 'macro' }>, scope: Scope): Value {
  const range = valueOf(of, scope)
  if (range.is === 'open') return opaque(range.key)
  const items = range.is === 'list' ? range.items : range.is === 'map' ? Object.keys(range.map).map(asValue) : null
  if (items === null) return range.is === 'error' || range.is === 'opaque' ? range : DOUBT
  if (items.length > MOST_ITEMS || scope.variables.size > MOST_NESTED) return DOUBT
  const found = items.map((item) =>
    valueOf(body, { ...scope, variables: new Map(scope.variables).set(variable, item) }),
  )
  switch (name) {
    case 'all':
      return conjunction(found)
    case 'exists':
      return disjunction(found)
    case 'map':
      return { is: 'list', items: found }
    case 'filter': {
      const truths = found.map(asTruth)
      const isKnown = truths.every(({ yes, no }) => yes.is === 'true' || no.is === 'true')
      return isKnown ? { is: 'list', items: items.filter((_, i) => truths[i]?.yes.is === 'true') } : DOUBT
    }
    default:
      return DOUBT
  }
}
