import { clausesKey, simplify, type Clauses } from '../../condition/clauses.js'
import type { Plane } from '../../cloud.js'
import { actionsBeyond, commonActions, joinedLists, tidyList, type ActionList } from '../action-list.js'
import { conditionClauses, type Condition } from '../condition/condition.js'
import { isDataAction } from '../data-actions.js'
import { actionsOf, type Role } from '../role.js'

/** Actions of one plane that ask for the same. */
export interface ActionTerms {
  readonly plane: Plane
  readonly list: ActionList
  readonly clauses: Clauses
}

/** A list cut by the action patterns of conditions, with which patterns each part matches. */
interface Cut {
  readonly list: ActionList
  readonly matches: ReadonlyMap<string, boolean | null>
}

/** More parts than this are not cut further: what is left is decided by nobody. */
const MOST_PARTS = 64

function cutBy(list: ActionList, patterns: readonly string[]): Cut[] {
  let cuts: Cut[] = [{ list, matches: new Map() }]
  for (const pattern of patterns) {
    const by = { patterns: [pattern], except: [] }
    const next: Cut[] = []
    for (const cut of cuts) {
      const inside = commonActions(cut.list, by)
      if (inside === null || cuts.length > MOST_PARTS) {
        next.push({ list: cut.list, matches: noting(cut, pattern, inside === null ? false : null) })
        continue
      }
      next.push({ list: inside.list, matches: noting(cut, pattern, inside.exact ? true : null) })
      for (const outside of actionsBeyond(cut.list, by))
        next.push({ list: outside.list, matches: noting(cut, pattern, false) })
    }
    cuts = next
  }
  return cuts
}

function matching({ matches }: Cut, pattern: string): boolean | null {
  const known = matches.get(pattern.toLowerCase())
  return known === undefined ? false : known
}

function noting(cut: Cut, pattern: string, matches: boolean | null): Map<string, boolean | null> {
  return new Map([...cut.matches, [pattern.toLowerCase(), matches]])
}

/**
 * The list in parts by what the conditions ask of its actions; parts that nothing satisfies are left out.
 *
 * @param wanted false: what must hold so that the conditions are not all true
 */
export function splitByConditions(
  list: ActionList,
  conditions: readonly Condition[],
  wanted: boolean,
  plane: Plane,
): { list: ActionList; clauses: Clauses }[] {
  if (conditions.length === 0) return wanted ? [{ list, clauses: [] }] : []
  // Conditions name actions on content without saying so: the control plane has none of them.
  const patterns = [...new Set(conditions.flatMap((condition) => condition.actionPatterns))].filter(
    (pattern) => plane === 'data' || !isDataAction(pattern),
  )
  return cutBy(list, patterns).flatMap((cut) => {
    const given = { actionMatches: (pattern: string) => matching(cut, pattern) }
    const found = conditions.map((condition) => conditionClauses(condition, wanted, given))
    const clauses = wanted ? together(found) : either(found)
    return clauses === null ? [] : [{ list: cut.list, clauses }]
  })
}

function together(found: readonly (Clauses | null)[]): Clauses | null {
  if (found.includes(null)) return null
  return simplify(found.flatMap((clauses) => clauses ?? []))
}

function either(found: readonly (Clauses | null)[]): Clauses | null {
  let all: Clauses | null = null
  for (const clauses of found) {
    if (clauses === null) continue
    if (clauses.length === 0) return []
    all = all === null ? clauses : all.flatMap((a) => clauses.map((b) => [...a, ...b]))
  }
  return all === null ? null : simplify(all)
}

const worked = new WeakMap<Role, Map<string, readonly ActionTerms[]>>()

/** What a role gives under an assignment's condition: each plane, in parts by what they ask for. */
export function termsOfRole(role: Role, condition: Condition | null): readonly ActionTerms[] {
  const key = condition?.text ?? ''
  let known = worked.get(role)
  if (known === undefined) worked.set(role, (known = new Map()))
  const there = known.get(key)
  if (there !== undefined) return there
  const found = new Map<string, { plane: Plane; clauses: Clauses; lists: ActionList[] }>()
  for (const permission of role.permissions) {
    const conditions = [permission.condition, condition].filter((each) => each !== null)
    for (const plane of ['control', 'data'] as const) {
      const list = tidyList(actionsOf(permission, plane))
      if (list === null) continue
      for (const part of splitByConditions(list, conditions, true, plane)) {
        const group = `${plane} ${clausesKey(part.clauses)}`
        const same = found.get(group)
        if (same === undefined) found.set(group, { plane, clauses: part.clauses, lists: [part.list] })
        else same.lists.push(part.list)
      }
    }
  }
  const terms = [...found.values()].flatMap(({ plane, clauses, lists }) =>
    joinedLists(lists).map((list): ActionTerms => ({ plane, list, clauses })),
  )
  known.set(key, terms)
  return terms
}
