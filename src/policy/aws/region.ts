import { actionsOf, actionsWithout, allActions, type ActionSet } from './actions.js'
import {
  arnCovers,
  arnIntersection,
  arnPattern,
  arnsIntersect,
  EVERYTHING,
  hasWildcard,
  type ArnPattern,
} from './arn.js'
import { awsCatalogue } from './catalogue.js'

/**
 * A set of resources: what all of `within` match and none of `except` does. `within` has one pattern wherever the
 * intersection can be written as one; more only where it cannot.
 */
export interface Region {
  readonly within: readonly ArnPattern[]
  readonly except: readonly ArnPattern[]
}

export const EVERYWHERE: Region = { within: [EVERYTHING], except: [] }

export function regionOf(pattern: ArnPattern): Region {
  return pattern === EVERYTHING ? EVERYWHERE : { within: [pattern], except: [] }
}

/** Is it proven that nothing is in the region? */
function isEmpty(region: Region): boolean {
  return region.except.some((e) => region.within.some((w) => arnCovers(e, w)))
}

/** The regions whose union is what lies in both. */
export function regionsInBoth(a: Region, b: Region): Region[] {
  let parts: ArnPattern[][] = [[...a.within]]
  for (const pattern of b.within) parts = parts.flatMap((within) => narrowed(within, pattern))
  return parts.map((within) => tidied({ within, except: [...a.except, ...b.except] })).filter((r) => !isEmpty(r))
}

/**
 * A conjunction of patterns with one more; several results where the intersection is a union. `arn:*` takes from
 * everything what has no ARN.
 */
function narrowed(within: readonly ArnPattern[], pattern: ArnPattern): ArnPattern[][] {
  if (within.some((w) => !arnsIntersect(w, pattern))) return []
  if (within.some((w) => arnCovers(pattern, w) && (w !== EVERYTHING || pattern === EVERYTHING))) return [[...within]]
  const rest = within.filter((w) => !arnCovers(w, pattern))
  if (rest.length === 0) return [[pattern]]
  const only = rest.length === 1 ? rest[0] : undefined
  const exact = only === undefined ? null : arnIntersection(only, pattern)
  return exact === null ? [[...rest, pattern]] : exact.map((p) => [p])
}

/** Without exceptions that do not touch it, each exception once. */
function tidied(region: Region): Region {
  const touching = region.except.filter((e) => region.within.every((w) => arnsIntersect(e, w)))
  const except = touching.filter(
    (e, i) => !touching.some((o, k) => k !== i && arnCovers(o, e) && (k < i || !arnCovers(e, o))),
  )
  return { within: region.within, except }
}

/** How a pattern lies to a region. */
export function overlap(region: Region, pattern: ArnPattern): 'none' | 'part' | 'all' {
  if (region.within.some((w) => !arnsIntersect(w, pattern))) return 'none'
  if (region.within.some((w) => arnCovers(pattern, w))) return 'all'
  if (region.except.some((e) => arnCovers(e, pattern))) return 'none'
  return 'part'
}

/** The region less some patterns; null when nothing is left. */
export function regionWithout(region: Region, patterns: readonly ArnPattern[]): Region | null {
  const left = tidied({ within: region.within, except: [...region.except, ...patterns] })
  return isEmpty(left) ? null : left
}

/** A kind of resource by the shape of its ARN, with the actions that act on it. */
interface TypePattern {
  readonly number: number
  readonly pattern: ArnPattern
  /** Its name may hold no more slashes than the type's own pattern does. */
  readonly mostSlashes: number
  readonly actions: number[]
}

const applicable = new Map<string, ActionSet>()
const ofTypes = new Map<string, ActionSet>()
let typesByService: Map<string, TypePattern[]> | null = null
let onlyStar: ActionSet | null = null

/** Actions that take no resource: only `*` names what they act on. */
export function actionsWithoutResource(): ActionSet {
  const catalogue = awsCatalogue()
  return (onlyStar ??= actionsOf(
    Array.from({ length: catalogue.size }, (_, id) => id).filter((id) => catalogue.takesOnlyWildcard(id)),
  ))
}

/**
 * The actions that can act on something the pattern matches, by the resource types of the service authorization
 * reference: `s3:GetObject` never acts on a bucket's own ARN.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function applicableActions(pattern: ArnPattern): ActionSet {
  if (pattern === EVERYTHING) return allActions()
  // `arn:*` is everything that has an ARN.
  if (pattern.all) return actionsWithout(allActions(), actionsWithoutResource())
  const known = applicable.get(pattern.text)
  if (known !== undefined) return known
  // A bucket's name holds no slash: `bucket/*` names objects, not buckets.
  const slashes = slashesIn(pattern.parts[4])
  const types = typesOf(pattern.parts[1]).filter((t) => slashes <= t.mostSlashes && arnsIntersect(pattern, t.pattern))
  const key = types.map((t) => t.number).join(' ')
  const set = ofTypes.get(key) ?? actionsOf(types.flatMap((t) => t.actions))
  ofTypes.set(key, set)
  if (applicable.size > 200_000) applicable.clear()
  applicable.set(pattern.text, set)
  return set
}

function slashesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) count += 1
  return count
}

/** Names that hold no slash, at the end of an ARN. */
const FLAT_NAMES = ['${BucketName}', '${AccessPointName}']

/** The types whose ARN's service a pattern's service part can mean. */
function typesOf(service: string): readonly TypePattern[] {
  const all = (typesByService ??= readTypes())
  return hasWildcard(service) ? [...all.values()].flat() : [...(all.get(service) ?? []), ...(all.get('*') ?? [])]
}

function readTypes(): Map<string, TypePattern[]> {
  const catalogue = awsCatalogue()
  const found = new Map<string, TypePattern>()
  for (let id = 0; id < catalogue.size; id++) {
    for (const type of catalogue.resourceTypes(id)) {
      const pattern = arnPattern(type.patterns)
      if (pattern === null) continue
      const flat = FLAT_NAMES.some((n) => type.arn.endsWith(n))
      const mostSlashes = flat ? slashesIn(pattern.parts[4]) : Infinity
      const key = `${String(mostSlashes)} ${pattern.text}`
      const known = found.get(key)
      if (known === undefined) found.set(key, { number: found.size, pattern, mostSlashes, actions: [id] })
      else known.actions.push(id)
    }
  }
  const byService = new Map<string, TypePattern[]>()
  for (const type of found.values()) {
    const service = type.pattern.parts[1]
    byService.set(service, [...(byService.get(service) ?? []), type])
  }
  return byService
}
