import { parseRange, rangeContains } from '../../condition/ip-range.js'
import { disjunction } from './compare.js'
import { isMomentField, isUtc, momentField, parseDuration, parseTimestamp } from './moment.js'
import { matchesPattern } from './pattern.js'
import { onlyTest, opaqueTest, test, textTest, wildcardOf } from './test.js'
import { DOUBT, ERROR, open, truth, type Open, type Value } from './value.js'

type Known = (values: readonly Value[]) => Value

/** Functions and operators on values that are all known; for a function on a value it is the first one. */
const KNOWN = new Map<string, Known>([
  ['startsWith', texts((text, part) => truth(text.startsWith(part)))],
  ['endsWith', texts((text, part) => truth(text.endsWith(part)))],
  ['contains', texts((text, part) => truth(text.includes(part)))],
  ['matches', texts((text, pattern) => asTruthOf(matchesPattern(text, pattern)))],
  ['extract', texts((text, template) => ({ is: 'text', text: extracted(text, template) }))],
  ['split', texts((text, at) => ({ is: 'list', items: text.split(at).map((part) => ({ is: 'text', text: part })) }))],
  ['lowerAscii', texts((text) => ({ is: 'text', text: text.toLowerCase() }))],
  ['upperAscii', texts((text) => ({ is: 'text', text: text.toUpperCase() }))],
  ['trim', texts((text) => ({ is: 'text', text: text.trim() }))],
  [
    'timestamp',
    ([value]) => (value?.is === 'time' ? value : value?.is === 'text' ? timeOf(parseTimestamp(value.text)) : ERROR),
  ],
  ['date', ([value]) => (value?.is === 'text' ? timeOf(parseTimestamp(`${value.text}T00:00:00Z`)) : ERROR)],
  [
    'duration',
    ([value]) => (value?.is === 'text' ? spanOf(parseDuration(value.text)) : value?.is === 'span' ? value : ERROR),
  ],
  ['size', ([value]) => sizeOf(value)],
  [
    'string',
    ([value]) =>
      value?.is === 'number' ? { is: 'text', text: String(value.number) } : value?.is === 'text' ? value : DOUBT,
  ],
  [
    'int',
    ([value]) =>
      value?.is === 'text' && /^-?\d{1,15}$/.test(value.text)
        ? { is: 'number', number: Number(value.text) }
        : value?.is === 'number'
          ? { is: 'number', number: Math.trunc(value.number) }
          : ERROR,
  ],
  ['double', ([value]) => (value?.is === 'number' ? value : DOUBT)],
  ['-_', ([value]) => (value?.is === 'number' ? { is: 'number', number: -value.number } : ERROR)],
  ['+', ([left, right]) => sum(left, right, 1)],
  ['-', ([left, right]) => sum(left, right, -1)],
  ['*', numbers((a, b) => a * b)],
  ['/', numbers((a, b) => (b === 0 ? null : Math.trunc(a / b)))],
  ['%', numbers((a, b) => (b === 0 ? null : a % b))],
  ['inIpRange', ([ip, ranges]) => inRanges(ip, ranges)],
  ['hasOnly', ([list, allowed]) => hasOnly(list, allowed)],
  ['normalizeResourceName', texts((text) => ({ is: 'text', text }))],
])

/** Calls a function on values that were evaluated as far as it goes. */
export function callFunction(name: string, operands: readonly Value[]): Value {
  if (operands.some(({ is }) => is === 'error')) return ERROR
  if (operands.some(({ is }) => is === 'doubt')) return DOUBT
  if (isMomentField(name)) return fieldOfMoment(name, operands)
  const [first, second] = operands
  const stuck = operands.find((value) => value.is === 'open' || value.is === 'opaque')
  if (stuck === undefined) return KNOWN.get(name)?.(operands) ?? DOUBT
  if (!KNOWN.has(name)) return opaqueTest(keyOfStuck(stuck), name)
  return (
    onOpen(name, first, second) ??
    (TRUTHS.has(name) ? opaqueTest(keyOfStuck(stuck), name) : { is: 'opaque', key: keyOfStuck(stuck) })
  )
}

const TRUTHS: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains', 'matches', 'inIpRange', 'hasOnly'])

function keyOfStuck(value: Value): string {
  return value.is === 'open' || value.is === 'opaque' ? value.key : 'condition'
}

/** What a function of an attribute that is open says, where that is a test of one key; null where it is not. */
function onOpen(name: string, of: Value | undefined, argument: Value | undefined): Value | null {
  if (of?.is === 'time' && argument?.is === 'open' && argument.time && name === '-') return null
  if (of?.is !== 'open') return null
  if (of.time && argument?.is === 'span' && (name === '+' || name === '-'))
    return { ...of, offset: of.offset + (name === '+' ? argument.length : -argument.length) }
  if (name === 'timestamp' && argument === undefined) return of
  if (name === 'size') return open(`size(${of.key})`)
  if (name === 'lowerAscii' || name === 'upperAscii' || name === 'trim') return open(`${of.key}.${name}()`)
  if (name === 'hasOnly') return argument?.is === 'list' ? onlyTest(of.key, textsOf(argument.items)) : null
  if (name === 'inIpRange') return rangesTest(of, argument)
  if (argument?.is !== 'text') return null
  switch (name) {
    case 'startsWith':
      return textTest(of, 'starts', argument.text)
    case 'endsWith':
      return textTest(of, 'ends', argument.text)
    case 'contains':
      return textTest(of, 'contains', argument.text)
    case 'matches': {
      const wildcard = wildcardOf(argument.text)
      return wildcard === null ? null : test(of.key, 'StringLike', [wildcard])
    }
    case 'extract':
    case 'split':
      return name === 'extract' ? open(`${of.key}.extract(${JSON.stringify(argument.text)})`) : null
    default:
      return null
  }
}

function texts(call: (text: string, argument: string) => Value): Known {
  return ([text, argument]) => {
    if (text?.is !== 'text' || (argument !== undefined && argument.is !== 'text')) return ERROR
    return call(text.text, argument?.text ?? '')
  }
}

function numbers(call: (a: number, b: number) => number | null): Known {
  return ([a, b]) => {
    if (a?.is !== 'number' || b?.is !== 'number') return ERROR
    const number = call(a.number, b.number)
    return number === null ? ERROR : { is: 'number', number }
  }
}

function asTruthOf(holds: boolean | null): Value {
  return holds === null ? DOUBT : truth(holds)
}

function timeOf(at: number | null): Value {
  return at === null ? ERROR : { is: 'time', at }
}

function spanOf(length: number | null): Value {
  return length === null ? ERROR : { is: 'span', length }
}

function sizeOf(value: Value | undefined): Value {
  if (value?.is === 'text') return { is: 'number', number: [...value.text].length }
  if (value?.is === 'list') return { is: 'number', number: value.items.length }
  return value?.is === 'map' ? { is: 'number', number: Object.keys(value.map).length } : ERROR
}

function sum(left: Value | undefined, right: Value | undefined, sign: 1 | -1): Value {
  if (left?.is === 'number' && right?.is === 'number')
    return { is: 'number', number: left.number + sign * right.number }
  if (left?.is === 'text' && right?.is === 'text' && sign === 1) return { is: 'text', text: left.text + right.text }
  if (left?.is === 'list' && right?.is === 'list' && sign === 1)
    return { is: 'list', items: [...left.items, ...right.items] }
  if (left?.is === 'time' && right?.is === 'span') return { is: 'time', at: left.at + sign * right.length }
  if (left?.is === 'span' && right?.is === 'time' && sign === 1) return { is: 'time', at: right.at + left.length }
  if (left?.is === 'span' && right?.is === 'span') return { is: 'span', length: left.length + sign * right.length }
  if (left?.is === 'time' && right?.is === 'time' && sign === -1) return { is: 'span', length: left.at - right.at }
  return ERROR
}

/**
 * What stands at the `{name}` of a template in a text: after the first place where what is before it occurs, up to the next
 * place of what is behind it. Empty when it does not occur.
 *
 * @see https://cloud.google.com/iam/docs/conditions-attribute-reference#extract
 */
export function extracted(text: string, template: string): string {
  const from = template.indexOf('{')
  const to = template.indexOf('}', from)
  if (from < 0 || to < 0) return ''
  const [before, behind] = [template.slice(0, from), template.slice(to + 1)]
  const at = text.indexOf(before)
  if (at < 0) return ''
  const start = at + before.length
  if (behind === '') return text.slice(start)
  const end = text.indexOf(behind, start)
  return end < 0 ? '' : text.slice(start, end)
}

function fieldOfMoment(name: string, [of, zone]: readonly Value[]): Value {
  if (zone !== undefined && zone.is !== 'text')
    return zone.is === 'open' || zone.is === 'opaque' ? { is: 'opaque', key: zone.key } : ERROR
  const where = zone?.text ?? 'UTC'
  if (of?.is === 'time') {
    const number = momentField(of.at, name, where)
    return number === null ? ERROR : { is: 'number', number }
  }
  if (of?.is !== 'open') return of?.is === 'opaque' ? of : ERROR
  const key = `${of.key}.${name}(${zone === undefined ? '' : where})`
  const plain = of.time && of.offset === 0
  if (!plain) return { is: 'opaque', key: of.key }
  return { is: 'open', key, time: false, offset: 0, year: name === 'getFullYear' && isUtc(where) ? of.key : null }
}

function textsOf(items: readonly Value[]): string[] {
  return items.flatMap((item) => (item.is === 'text' ? [item.text] : []))
}

/**
 * `list.hasOnly(allowed)`: no other value is in the list.
 * @see https://cloud.google.com/iam/docs/setting-limits-on-granting-roles
 */
function hasOnly(list: Value | undefined, allowed: Value | undefined): Value {
  if (list?.is !== 'list' || allowed?.is !== 'list') return ERROR
  const among = new Set(textsOf(allowed.items))
  return truth(list.items.every((item) => item.is === 'text' && among.has(item.text)))
}

function rangeTexts(ranges: Value | undefined): string[] | null {
  const found = ranges?.is === 'text' ? [ranges.text] : ranges?.is === 'list' ? textsOf(ranges.items) : []
  return found.length > 0 && found.every((text) => parseRange(text) !== null) ? found : null
}

function inRanges(ip: Value | undefined, ranges: Value | undefined): Value {
  const found = rangeTexts(ranges)
  const address = ip?.is === 'text' ? parseRange(ip.text) : null
  if (found === null || address === null) return ERROR
  return truth(
    found.some((text) => {
      const range = parseRange(text)
      return range !== null && rangeContains(range, address)
    }),
  )
}

function rangesTest(of: Open, ranges: Value | undefined): Value | null {
  const found = rangeTexts(ranges)
  return found === null ? null : disjunction([test(of.key, 'IpAddress', found)])
}
