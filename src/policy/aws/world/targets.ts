import { globMatches, type Access } from '../../../model/index.js'
import {
  actionsIn,
  actionsMatching,
  actionsOfBoth,
  actionsWithout,
  describeActions,
  noActions,
  type ActionSet,
} from '../actions.js'
import {
  accountOfArn,
  arnCovers,
  arnPattern,
  arnsIntersect,
  hasWildcard,
  literalText,
  type ArnPattern,
} from '../arn.js'
import { awsCatalogue } from '../catalogue.js'
import { regionIs } from '../cells.js'
import { simplify, type Clauses } from '../../condition/clauses.js'
import { isAccountId } from '../caller.js'
import { applicableActions, regionOf, regionsInBoth } from '../region.js'
import { grantableActions, kindOfAccess } from './grant-target.js'

/** What a stored target stands for: an account (`aws:<account>`), a resource or a pattern. */
export interface TargetRegion {
  readonly id: string
  readonly within: readonly string[]
  readonly except: readonly string[]
}

/** How a target lies to a resource (which may be a pattern): all of it, part of it, or none. */
export function targetCovers(
  target: TargetRegion,
  scope: string | null,
  resource: ResourceAsked,
): 'all' | 'part' | 'none' {
  const pattern = resource.pattern
  const patterns = target.id.startsWith('aws:') ? [] : [target.id, ...target.within]
  const account = scope === null ? null : scope.slice('aws:'.length)
  if (account !== null && resource.account !== null && resource.account !== account) return 'none'
  if (pattern === null) return target.id.startsWith('aws:') ? 'all' : 'none'
  let all = true
  for (const text of patterns) {
    const region = arnPattern(text)
    if (region === null || !arnsIntersect(region, pattern)) return 'none'
    all &&= arnCovers(region, pattern)
  }
  for (const text of target.except) {
    const out = arnPattern(text)
    if (out === null) continue
    if (arnCovers(out, pattern)) return 'none'
    if (arnsIntersect(out, pattern)) all = false
  }
  return all ? 'all' : 'part'
}

export interface ResourceAsked {
  /** Null when the action takes no resource. */
  readonly pattern: ArnPattern | null
  readonly account: string | null
}

/** The resource of a question; `account` is what the snapshot knows of its owner. */
export function askedResource(text: string, action: string, account: string | null): ResourceAsked {
  const id = awsCatalogue().idOf(action)
  if (id >= 0 && awsCatalogue().takesOnlyWildcard(id)) return { pattern: null, account: null }
  const own = accountOfArn(text)
  return { pattern: arnPattern(text === '*' ? '*' : text), account: isAccountId(own) ? own : account }
}

/** Does a list of action patterns (with `!` exceptions) name the action? */
export function namesAction(patterns: readonly string[], action: string): boolean {
  const lower = literalText(action.toLowerCase())
  let named = false
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) {
      if (globMatches(pattern.slice(1).toLowerCase(), lower)) return false
    } else named ||= globMatches(pattern.toLowerCase(), lower)
  }
  return named
}

export interface ActionsOn {
  readonly actions: string[]
  readonly access: readonly Access[]
  readonly data: boolean
}

/** What of a list of action patterns can act on one resource or pattern; null when nothing can. */
export function actionsOn(patterns: readonly string[], resource: string): ActionsOn | null {
  const region = arnPattern(resource)
  if (region === null) return null
  const within = applicableActions(region)
  const set = actionsIn(setOf(patterns), within)
  if (set.size === 0) return null
  return { actions: describeActions(set, hintsOf(patterns, region), within), ...kindOfAccess(set) }
}

/** Is the action one by which somebody becomes a role? */
export function isAssuming(action: string): boolean {
  const lower = action.toLowerCase()
  return lower === 'sts:assumerole' || lower === 'sts:assumerolewithsaml' || lower === 'sts:assumerolewithwebidentity'
}

/** The actions of a list of patterns with `!` exceptions. */
function setOf(patterns: readonly string[]): ActionSet {
  const positive = patterns.filter((p) => !p.startsWith('!'))
  const negative = patterns.filter((p) => p.startsWith('!')).map((p) => p.slice(1))
  const set = actionsMatching(positive)
  return negative.length === 0 ? set : actionsWithout(set, actionsMatching(negative))
}

/**
 * The actions of any of `lists` that `without` does not have, named as patterns that count as whole for the target;
 * null when none is left. Joining the texts would be wrong: an exception of one list would hide what another grants.
 */
export function actionsOfLists(
  lists: readonly (readonly string[])[],
  without: readonly (readonly string[])[],
  target: string,
): ActionsOn | null {
  const [only] = lists
  const region = target.startsWith('aws:') ? null : arnPattern(target)
  const within = region === null ? grantableActions() : applicableActions(region)
  let set = actionsIn(
    lists.reduce((all, list) => actionsOfBoth(all, setOf(list)), noActions()),
    within,
  )
  const full = set
  for (const list of without) set = actionsWithout(set, setOf(list))
  if (set.size === 0) return null
  const { access, data } = kindOfAccess(set)
  if (lists.length === 1 && set === full && only !== undefined) return { actions: [...only], access, data }
  return { actions: describeActions(set, hintsOf([...lists, ...without].flat(), region), within), access, data }
}

/** Patterns to name actions by; on a resource `*` is told as its service's wildcard. */
function hintsOf(patterns: readonly string[], region: ArnPattern | null): string[] {
  const bare = patterns.map((p) => (p.startsWith('!') ? p.slice(1) : p))
  if (region === null || region.all || hasWildcard(region.parts[1])) return bare
  return [...bare.filter((p) => p !== '*'), `${region.parts[1]}:*`]
}

/** The regions, as a pattern with exceptions, that a target and a resource (or pattern) have in common. */
export function commonRegions(target: TargetRegion, resource: string): { id: string; except: string[] }[] {
  const pattern = arnPattern(resource)
  if (pattern === null) return []
  const texts = target.id.startsWith('aws:') ? ['*', ...target.within] : [target.id, ...target.within]
  const parse = (list: readonly string[]): ArnPattern[] =>
    list.map(arnPattern).filter((p): p is ArnPattern => p !== null)
  return regionsInBoth({ within: parse(texts), except: parse(target.except) }, regionOf(pattern)).flatMap((region) => {
    const [main] = [...region.within].sort((a, b) => b.text.length - a.text.length)
    return main === undefined ? [] : [{ id: main.text, except: region.except.map((e) => e.text).sort() }]
  })
}

/** Clauses for a resource whose ARN names a Region: requests about it are made there. Null: then nothing satisfies them. */
export function inRegion(clauses: Clauses, asked: ResourceAsked): Clauses | null {
  const region = asked.pattern?.parts[2] ?? ''
  if (
    region === '' ||
    hasWildcard(region) ||
    !clauses.some((c) => c.some((a) => a.lowerKey === 'aws:requestedregion'))
  ) {
    return clauses
  }
  const there = regionIs(region)
  return simplify([[there], ...clauses])?.filter((clause) => clause.length !== 1 || clause[0] !== there) ?? null
}
