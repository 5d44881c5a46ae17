import { attributeKey, subOperationKey, timeKey } from './attributes.js'
import { readOperator } from './comparison.js'
import { readCondition, type Condition, type Operand } from './condition-text.js'

/** One way in which what is open could turn out: values by attribute key. */
export type World = ReadonlyMap<string, readonly string[]>

const MOST_WORLDS = 600
const TIME = attributeKey(timeKey())

/**
 * Ways in which the open attributes of these conditions could turn out: for each attribute it does not exist, or it
 * has a value (two where only cross products look at it) at, beside or around those that some condition compares it with.
 *
 * LIMIT: not every way is tried, but each tried one is possible: what is allowed in one and denied in another is
 * proven to depend on the request.
 */
export function worldsOf(conditions: readonly string[], dates: readonly string[], open: ReadonlySet<string>): World[] {
  const found = new Map<string, Set<string>>([...open].map((key) => [key, new Set<string>()]))
  for (const value of dates.flatMap((date) => around('datetimeequals', date))) found.get(TIME)?.add(value)
  const single = new Set<string>()
  for (const text of conditions) {
    const condition = readCondition(text)
    if (condition !== null) collect(condition, found, single)
  }
  let worlds: World[] = [new Map()]
  for (const [key, texts] of found) {
    const one = [...texts].map((text) => [text])
    const two = single.has(key)
      ? []
      : one.flatMap(([a = ''], at) => one.slice(at + 1, at + 3).map(([b = '']) => [a, b]))
    const states = [...(key === TIME && texts.size > 0 ? [] : [[]]), ...one, ...two]
    const room = Math.max(2, Math.floor(MOST_WORLDS / worlds.length))
    worlds = worlds.flatMap((world) => states.slice(0, room).map((values) => new Map([...world, [key, values]])))
  }
  return worlds
}

function collect(condition: Condition, found: Map<string, Set<string>>, single: Set<string>): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const part of condition.parts) collect(part, found, single)
      return
    case 'not':
      collect(condition.part, found, single)
      return
    case 'exists':
      found.get(attributeKey(condition.attribute))?.add('some')
      return
    case 'suboperation':
      for (const pattern of condition.patterns) found.get(attributeKey(subOperationKey()))?.add(pattern)
      return
    case 'compare':
      collectSides(condition, found, single)
      return
    case 'action':
    case 'constant':
  }
}

function collectSides(
  { left, operator, right }: Extract<Condition, { kind: 'compare' }>,
  found: Map<string, Set<string>>,
  single: Set<string>,
): void {
  const known = readOperator(operator)
  if (known === null) return
  const near = (side: Operand, other: Operand): void => {
    if ('values' in side) return
    const key = attributeKey(side.attribute)
    if (known.quantifier === null) single.add(key)
    const values = 'values' in other ? other.values.flatMap((value) => around(known.name, value)) : ['same', 'other']
    for (const value of values) found.get(key)?.add(value)
  }
  near(left, right)
  near(right, left)
}

/** Values for which a test against this one says yes, and some for which it says no. */
function around(name: string, value: string): string[] {
  if (name.startsWith('numeric')) return [-1, 0, 1].map((step) => String(Number(value) + step))
  if (name.startsWith('datetime')) {
    const at = Date.parse(value)
    return Number.isNaN(at) ? [] : [-1, 0, 1].map((step) => new Date(at + step).toISOString())
  }
  if (name === 'boolequals') return ['true', 'false']
  if (name === 'guidequals') return [value, 'ffffffff-ffff-4fff-8fff-ffffffffffff']
  if (name.startsWith('stringlike'))
    return [value.replaceAll('*', '').replaceAll('?', 'x'), value.replaceAll('*', 'xy').replaceAll('?', 'x'), 'zz']
  return [value, value.toUpperCase(), `${value}x`, 'zz']
}
