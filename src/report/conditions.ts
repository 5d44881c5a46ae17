import { canonicalJson, type Requirement } from '../model/index.js'

/** What must hold: one of the ways, and in it everything. One empty way: there is no "if". */
export type Ways = readonly (readonly Requirement[])[]

interface Conditioned {
  requires: readonly Requirement[]
  alternatives?: readonly Requirement[][]
}

/** The ways to satisfy a row. */
export function waysOf(row: Conditioned): Ways {
  return row.alternatives !== undefined && row.alternatives.length > 0 ? row.alternatives : [row.requires]
}

/** Are there conditions at all? */
export function isConditioned(ways: Ways): boolean {
  return ways.some((way) => way.length > 0)
}

type Keyed = ReadonlyMap<string, Requirement>

function keyed(ways: Ways): Keyed[] {
  return ways.map((way) => new Map(way.map((one) => [canonicalJson(one), one])))
}

function includes(way: Keyed, part: Keyed): boolean {
  for (const key of part.keys()) if (!way.has(key)) return false
  return true
}

/**
 * What rows that stand together share, said once above them, and what is left for each.
 *
 * `first` is what the way in asks for; it is shared as a whole when every way of every row holds one of its ways, else
 * what all ways of all rows have in common is. INVARIANT: for each row, shared and rest together are its conditions.
 */
export function hoisted(first: Ways | null, rows: readonly Ways[]): { shared: Ways; rest: Ways[] } {
  const all = rows.map(keyed)
  const entry = first === null ? null : keyed(first)
  if (entry !== null && all.every((ways) => ways.every((way) => entry.some((one) => includes(way, one))))) {
    const [only] = entry
    const single = entry.length === 1 && only !== undefined ? only : null
    return {
      shared: first ?? [[]],
      rest: all.map((ways) => (single === null ? restOf(ways, entry) : minus(ways, single))),
    }
  }
  const common = commonOf(entry === null ? all.flat() : [...entry, ...all.flat()])
  return { shared: [[...common.values()]], rest: all.map((ways) => minus(ways, common)) }
}

function commonOf(ways: readonly Keyed[]): Keyed {
  const [first, ...others] = ways
  if (first === undefined) return new Map()
  return new Map([...first].filter(([key]) => others.every((way) => way.has(key))))
}

/** INVARIANT: a way from which nothing is left makes the others moot, so that no "if" is left. */
function minus(ways: readonly Keyed[], part: Keyed): Ways {
  const left = ways.map((way) => [...way].filter(([key]) => !part.has(key)).map(([, one]) => one))
  return left.some((way) => way.length === 0) ? [[]] : left
}

/** What is left where the way in has alternatives: one addition to each of them, or else the ways as they are. */
function restOf(ways: readonly Keyed[], entry: readonly Keyed[]): Ways {
  const [first] = ways
  const under = entry.find((one) => first !== undefined && includes(first, one))
  const addition = new Map([...(first ?? [])].filter(([key]) => under?.has(key) !== true))
  const widened = entry.map((one) => new Map([...one, ...addition]))
  const same =
    widened.every((one) => ways.some((way) => isSame(way, one))) &&
    ways.every((way) => widened.some((one) => isSame(way, one)))
  return same ? [[...addition.values()]] : ways.map((way) => [...way.values()])
}

function isSame(a: Keyed, b: Keyed): boolean {
  return a.size === b.size && includes(a, b)
}
