import { compareText, globCovers, globMatches, globsIntersect } from '../../model/index.js'
import { globIntersection } from '../aws/arn.js'

/**
 * Actions by patterns, less the excepted ones, as they are written. `*` is any run of characters, `/` too; case does
 * not count.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions#wildcards
 */
export interface ActionList {
  readonly patterns: readonly string[]
  readonly except: readonly string[]
}

/** A part of a list; `exact` is false when the pattern language could not tell which part. */
export interface ActionPart {
  readonly list: ActionList
  readonly exact: boolean
}

/** `?` is an ordinary character in actions. */
function fold(pattern: string): string {
  const lower = pattern.toLowerCase()
  return lower.includes('?') ? lower.replaceAll('?', '\uE001') : lower
}

/** Does the pattern name the action? */
export function matchesAction(pattern: string, action: string): boolean {
  return globMatches(fold(pattern), fold(action))
}

export function namesAction(list: ActionList, action: string): boolean {
  return (
    list.patterns.some((pattern) => matchesAction(pattern, action)) &&
    !list.except.some((pattern) => matchesAction(pattern, action))
  )
}

/** The form in which grants keep actions: exceptions behind `!`. */
export function actionTexts(list: ActionList): string[] {
  return [...list.patterns, ...list.except.map((pattern) => `!${pattern}`)]
}

export function listOfTexts(texts: readonly string[]): ActionList {
  return {
    patterns: texts.filter((text) => !text.startsWith('!')),
    except: texts.filter((text) => text.startsWith('!')).map((text) => text.slice(1)),
  }
}

function covers(outer: string, inner: string): boolean {
  return globCovers(fold(outer), fold(inner))
}

function meet(a: string, b: string): boolean {
  return globsIntersect(fold(a), fold(b))
}

/** The list without what repeats or says nothing, sorted; null when nothing is left. */
export function tidyList(list: ActionList): ActionList | null {
  const patterns = widest(list.patterns.filter((pattern) => !list.except.some((out) => covers(out, pattern))))
  if (patterns.length === 0) return null
  const except = widest(list.except.filter((out) => patterns.some((pattern) => meet(out, pattern))))
  return { patterns, except }
}

/** Patterns that no other one covers, once each. */
function widest(patterns: readonly string[]): string[] {
  const once = [...new Map(patterns.map((pattern) => [pattern.toLowerCase(), pattern])).values()]
  if (once.length > MOST_COMPARED) return once.sort(compareText)
  return once
    .filter(
      (pattern, i) => !once.some((other, k) => k !== i && covers(other, pattern) && (k < i || !covers(pattern, other))),
    )
    .sort(compareText)
}

/** Longer lists are only made unique: comparing each with each would cost too much. */
const MOST_COMPARED = 400

/** What both lists name; null when nothing. */
export function commonActions(a: ActionList, b: ActionList): ActionPart | null {
  const patterns: string[] = []
  let exact = true
  for (const left of a.patterns) {
    for (const right of b.patterns) {
      const both = commonPatterns(left, right)
      if (both === null) {
        exact = false
        patterns.push(left)
      } else patterns.push(...both)
    }
  }
  const list = tidyList({ patterns, except: [...a.except, ...b.except] })
  return list === null ? null : { list, exact }
}

function commonPatterns(a: string, b: string): string[] | null {
  if (covers(a, b)) return [b]
  if (covers(b, a)) return [a]
  if (!meet(a, b)) return []
  return globIntersection(fold(a), fold(b))?.map((text) => respelled(text, a, b)) ?? null
}

/** The beginning of an intersection in the spelling of the pattern that it comes from. */
function respelled(text: string, a: string, b: string): string {
  const beginnings = [a, b].map((pattern) =>
    pattern.slice(0, pattern.indexOf('*') < 0 ? undefined : pattern.indexOf('*')),
  )
  const [longest = ''] = beginnings.sort((x, y) => y.length - x.length)
  return text.startsWith(longest.toLowerCase()) ? longest + text.slice(longest.length) : text
}

/** What the first list names and the second does not, in as many lists as it takes. */
export function actionsBeyond(a: ActionList, b: ActionList): ActionPart[] {
  const parts: ActionPart[] = []
  const beyond = tidyList({ patterns: a.patterns, except: [...a.except, ...b.patterns] })
  if (beyond !== null) parts.push({ list: beyond, exact: true })
  if (b.except.length > 0) {
    const spared = commonActions(a, { patterns: b.except, except: [] })
    if (spared !== null) parts.push(spared)
  }
  return parts
}

/** Do the lists name an action in common? May say yes where exceptions together leave nothing. */
export function actionsMeet(a: ActionList, b: ActionList): boolean {
  return commonActions(a, b) !== null
}

/** Lists joined where one list can say it: no exception of the one may hide what the other names. */
export function joinedLists(lists: readonly ActionList[]): ActionList[] {
  const joined: ActionList[] = []
  for (const list of lists) {
    const at = joined.findIndex((other) => canJoin(list, other))
    const other = joined[at]
    if (other === undefined) {
      joined.push(list)
      continue
    }
    const both = tidyList({
      patterns: [...other.patterns, ...list.patterns],
      except: [...other.except, ...list.except],
    })
    if (both !== null) joined[at] = both
  }
  return joined
}

function canJoin(a: ActionList, b: ActionList): boolean {
  const hides = (except: readonly string[], list: ActionList): boolean =>
    except.some(
      (out) => !list.except.some((own) => covers(own, out)) && list.patterns.some((pattern) => meet(out, pattern)),
    )
  return !hides(a.except, b) && !hides(b.except, a)
}
