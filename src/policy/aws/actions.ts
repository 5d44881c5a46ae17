import { compareText } from '../../model/index.js'
import { awsCatalogue, expandPattern } from './catalogue.js'

/**
 * A set of AWS actions: one bit per action of the catalogue. Equal sets are the same object, so results of
 * set operations are remembered by identity.
 */
export interface ActionSet {
  readonly id: number
  readonly bits: Uint32Array
  readonly size: number
}

const byHash = new Map<number, ActionSet[]>()
let nextId = 0
let universe: ActionSet | null = null

function intern(bits: Uint32Array): ActionSet {
  let hash = 0x811c9dc5
  let size = 0
  for (let i = 0; i < bits.length; i++) {
    const word = bits[i] ?? 0
    if (word === 0) continue
    hash = Math.imul(hash ^ word ^ Math.imul(i + 1, 0x9e3779b1), 0x01000193)
    size += popcount(word)
  }
  const bucket = byHash.get(hash)
  const known = bucket?.find((set) => set.size === size && sameBits(set.bits, bits))
  if (known !== undefined) return known
  const set: ActionSet = { id: nextId++, bits, size }
  if (bucket === undefined) byHash.set(hash, [set])
  else bucket.push(set)
  return set
}

function popcount(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function sameBits(a: Uint32Array, b: Uint32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function emptyBits(): Uint32Array {
  return new Uint32Array((awsCatalogue().size + 31) >>> 5)
}

/** Every action of the catalogue. */
export function allActions(): ActionSet {
  return (universe ??= actionsMatching(['*']))
}

export function noActions(): ActionSet {
  return intern(emptyBits())
}

export function actionsOf(ids: Iterable<number>): ActionSet {
  const bits = emptyBits()
  for (const id of ids) setBit(bits, id)
  return intern(bits)
}

/** The actions that any of the patterns names (without regard to case); unknown names add nothing. */
export function actionsMatching(patterns: readonly string[]): ActionSet {
  const [only] = patterns
  if (patterns.length === 1 && only !== undefined) return actionsNamed(only)
  const bits = emptyBits()
  for (const pattern of patterns) for (const id of expandPattern(pattern)) setBit(bits, id)
  return intern(bits)
}

const named = new Map<string, ActionSet>()

function actionsNamed(pattern: string): ActionSet {
  const known = named.get(pattern)
  if (known !== undefined) return known
  const bits = emptyBits()
  for (const id of expandPattern(pattern)) setBit(bits, id)
  const set = intern(bits)
  if (named.size > 20_000) named.clear()
  named.set(pattern, set)
  return set
}

function setBit(bits: Uint32Array, id: number): void {
  bits[id >>> 5] = (bits[id >>> 5] ?? 0) | (1 << (id & 31))
}

export function hasAction(set: ActionSet, id: number): boolean {
  return id >= 0 && ((set.bits[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0
}

/** Action ids, ascending. */
export function actionIds(set: ActionSet): number[] {
  const ids: number[] = []
  for (let i = 0; i < set.bits.length; i++) {
    let word = set.bits[i] ?? 0
    while (word !== 0) {
      const bit = 31 - Math.clz32(word & -word)
      ids.push(i * 32 + bit)
      word &= word - 1
    }
  }
  return ids
}

const remembered = new Map<number, ActionSet>()

function combine(a: ActionSet, b: ActionSet, operation: 0 | 1 | 2): ActionSet {
  const key = (a.id * 2 ** 24 + b.id) * 4 + operation
  const known = remembered.get(key)
  if (known !== undefined) return known
  const bits = new Uint32Array(a.bits.length)
  for (let i = 0; i < bits.length; i++) {
    const x = a.bits[i] ?? 0
    const y = b.bits[i] ?? 0
    bits[i] = operation === 0 ? x & y : operation === 1 ? x & ~y : x | y
  }
  const set = intern(bits)
  if (remembered.size > 500_000) remembered.clear()
  remembered.set(key, set)
  return set
}

export function actionsIn(a: ActionSet, b: ActionSet): ActionSet {
  return a === b ? a : combine(a, b, 0)
}

export function actionsWithout(a: ActionSet, b: ActionSet): ActionSet {
  return combine(a, b, 1)
}

export function actionsOfBoth(a: ActionSet, b: ActionSet): ActionSet {
  return a === b ? a : combine(a, b, 2)
}

export function isSubset(a: ActionSet, b: ActionSet): boolean {
  return a.size <= b.size && actionsIn(a, b) === a
}

const MOST_LISTED = 40
const described = new Map<string, string[]>()

/**
 * Names a set of actions for people and for the contract: patterns that survive whole are kept as they were
 * written, what was taken out of one is listed as `!pattern`, the rest is listed action by action.
 *
 * INVARIANT: an action of `within` is named by some pattern and by no `!pattern` exactly if it is in `set`.
 *
 * @param hints patterns of the statements involved, in any order
 * @param within the actions that can matter here (those that the target can be acted on with)
 */
export function describeActions(set: ActionSet, hints: readonly string[], within: ActionSet = allActions()): string[] {
  const relevant = actionsIn(set, within)
  const key = `${String(relevant.id)}/${String(within.id)}/${hints.join(',')}`
  const known = described.get(key)
  if (known !== undefined) return known
  const result = describe(relevant, hints, within)
  if (described.size > 50_000) described.clear()
  described.set(key, result)
  return result
}

interface Hint {
  text: string
  set: ActionSet
}

function describe(set: ActionSet, hints: readonly string[], within: ActionSet): string[] {
  const usable = hintSets(hints, within)
  const positive: string[] = []
  const negative: string[] = []
  let rest = set
  for (const hint of usable) {
    if (hint.set.size < 2 || !isSubset(hint.set, set) || actionsIn(hint.set, rest).size === 0) continue
    positive.push(hint.text)
    rest = actionsWithout(rest, hint.set)
  }
  for (const hint of usable) {
    const part = actionsIn(hint.set, rest)
    if (part.size < 3) continue
    const exceptions = exceptionsOf(actionsWithout(hint.set, set), set, usable, part.size)
    if (exceptions === null) continue
    positive.push(hint.text)
    negative.push(...exceptions)
    rest = actionsWithout(rest, hint.set)
  }
  positive.push(...listed(rest, set, within))
  const exceptions = [...new Set(negative)].sort(compareText).map((text) => `!${text}`)
  return [...withoutCovered([...new Set(positive)]).sort(compareText), ...exceptions]
}

/** Without patterns that another one includes: no exception can be needed for them. */
function withoutCovered(patterns: readonly string[]): string[] {
  const sets = patterns.map((text) => actionsMatching([text]))
  return patterns.filter((_, i) => {
    const own = sets[i]
    return !sets.some((other, k) => k !== i && own !== undefined && own.size < other.size && isSubset(own, other))
  })
}

function hintSets(hints: readonly string[], within: ActionSet): Hint[] {
  return [...new Set(hints)]
    .map((text) => ({ text, set: actionsIn(actionsMatching([text]), within) }))
    .filter((hint) => hint.set.size > 0)
    .sort((a, b) => b.set.size - a.set.size || a.text.length - b.text.length || compareText(a.text, b.text))
}

/** Patterns that name exactly `missing` and nothing of `set`; null when listing the rest is shorter. */
function exceptionsOf(missing: ActionSet, set: ActionSet, hints: readonly Hint[], gained: number): string[] | null {
  const names: string[] = []
  let rest = missing
  for (const hint of hints) {
    if (rest.size === 0) break
    const part = actionsIn(hint.set, rest)
    if (part.size === 0 || actionsIn(hint.set, set).size > 0) continue
    names.push(hint.text)
    rest = actionsWithout(rest, hint.set)
  }
  // Exceptions are for the few that are missing, not for the many.
  if (rest.size > gained) return null
  const singles = listed(rest, missing, allActions())
  if (singles.length > MOST_LISTED || singles.length >= gained) return null
  return [...names, ...singles]
}

/** Single names; many of them are folded into `service:*` and `service:Verb*` where all of those are in `whole`. */
function listed(rest: ActionSet, whole: ActionSet, within: ActionSet): string[] {
  const catalogue = awsCatalogue()
  const ids = actionIds(rest)
  if (ids.length <= MOST_LISTED) return ids.map((id) => catalogue.name(id))
  const out: string[] = []
  let done = -1
  for (const id of ids) {
    if (id <= done) continue
    const folded = foldedPattern(id, whole, within)
    out.push(folded === null ? catalogue.name(id) : folded.pattern)
    if (folded !== null) done = folded.last
  }
  return out
}

/** The shortest `service:Words*` around an action all of whose members (that can matter) are in `whole`. */
function foldedPattern(id: number, whole: ActionSet, within: ActionSet): { pattern: string; last: number } | null {
  const catalogue = awsCatalogue()
  const name = catalogue.name(id)
  const range = catalogue.serviceRange(catalogue.serviceOf(id))
  if (range === null) return null
  const colon = name.indexOf(':')
  for (const stop of [colon + 1, ...wordEnds(name, colon + 1)]) {
    const prefix = name.slice(0, stop).toLowerCase()
    // Ids ascend by lower-case name: the members of a prefix stand together.
    let [first, last] = [id, id]
    while (first > range[0] && lowerName(first - 1).startsWith(prefix)) first--
    while (last + 1 < range[1] && lowerName(last + 1).startsWith(prefix)) last++
    let members = 0
    let whollyIn = true
    for (let i = first; i <= last && whollyIn; i++) {
      if (!hasAction(within, i)) continue
      members++
      whollyIn = hasAction(whole, i)
    }
    if (whollyIn && members >= 3) return { pattern: `${name.slice(0, stop)}*`, last }
  }
  return null
}

const lowerNames: string[] = []

function lowerName(id: number): string {
  return (lowerNames[id] ??= awsCatalogue().name(id).toLowerCase())
}

/** Ends of the capitalised words of an action's name, from the left. */
function wordEnds(name: string, from: number): number[] {
  const ends: number[] = []
  for (let i = from + 1; i < name.length; i++) {
    const c = name.charCodeAt(i)
    if (c >= 65 && c <= 90) ends.push(i)
  }
  return ends
}
