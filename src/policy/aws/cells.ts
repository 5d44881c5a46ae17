import {
  actionIds,
  actionsIn,
  actionsMatching,
  actionsOf,
  actionsOfBoth,
  actionsWithout,
  type ActionSet,
} from './actions.js'
import { hasWildcard } from './arn.js'
import { applyDeny, denyingStatements } from './cell-denies.js'
import { placesOf, statementWays } from './cell-places.js'
import { withApplicable, type Cell, type CellRequest } from './cell.js'
import { atomNamed, type Atom } from '../condition/atom.js'
import { ALWAYS, clausesKey, simplify, weakerThan, type Clause, type Clauses } from '../condition/clauses.js'
import type { EvidenceKind } from '../../model/index.js'
import { GRANTING, type Layer, type Program } from './program.js'
import { actionsWithoutResource, EVERYWHERE, regionsInBoth, type Region } from './region.js'
import {
  boundByPublicAccessBlock,
  boundByServiceControl,
  formsOf,
  traitsOf,
  type Route,
  type Side,
} from './rulebook.js'

export type { Cell, CellRequest } from './cell.js'

/**
 * Everything the policies let the caller do: the product of what each layer allows, less every Deny, as cells.
 *
 * INVARIANT: a concrete request that `evaluate` allows or finds conditional lies in a cell with clauses that are
 * no stronger, and the other way round.
 */
export function cellsOf(program: Program, request: CellRequest): Cell[] {
  const actions = withoutBlocked(program, request)
  const start: Cell = { actions, hints: ['*'], region: request.region, clauses: ALWAYS, because: [] }
  const denies = denyingStatements(program, request)
  const found: Cell[] = []
  for (const route of request.routes) {
    let cells: Cell[] = [start]
    for (const allows of layersOf(route, program, request)) {
      if (allows === null) continue
      cells = cells.flatMap((cell) => allows.flatMap((allow) => inBoth(cell, allow)))
    }
    for (const deny of denies) cells = cells.flatMap((cell) => applyDeny(cell, deny, request))
    found.push(...cells)
  }
  return merged(found.flatMap((cell) => finished(cell, request)))
}

/** S3 Block Public Access takes every action of S3 from those it binds. */
function withoutBlocked(
  { publicAccessBlocked }: Program,
  { caller, actions, resourceAccount }: CellRequest,
): ActionSet {
  if (!publicAccessBlocked) return actions
  const blocked = actionIds(actionsIn(actions, actionsMatching(['s3:*'])))
  const [first] = blocked
  if (first === undefined || !boundByPublicAccessBlock(caller, traitsOf(first), resourceAccount ?? null)) return actions
  return actionsWithout(actions, actionsOf(blocked))
}

function finished(cell: Cell, request: CellRequest): Cell[] {
  const assumed = [...request.assumed, ...requestedRegion(cell.region)]
  const clauses = simplify([...assumed, ...cell.clauses])
  if (clauses === null) return []
  const known = new Set(assumed.map((c) => (c.length === 1 ? c[0] : undefined)))
  return [{ ...cell, clauses: clauses.filter((c) => c.length !== 1 || !known.has(c[0])) }]
}

/** Requests about resources whose ARN names a Region are made in that Region. */
function requestedRegion(region: Region): Clauses {
  const names = region.within.map((pattern) => pattern.parts[2]).filter((name) => name !== '' && !hasWildcard(name))
  return names.map((name) => [regionIs(name)])
}

/** "The request is made in this Region." */
export function regionIs(name: string): Atom {
  return atomNamed('aws:RequestedRegion', 'StringEquals', [name])
}

/** Grants that are no policy: a connector wrote their statements, resource by resource. */
const SHARES: ReadonlySet<EvidenceKind> = new Set(['ram-share', 'share', 'acl', 'grant'])

/** What each layer of a route allows; null for a layer that does not restrict. */
function layersOf(route: Route, program: Program, request: CellRequest): (Cell[] | null)[] {
  const sides = route.map((side) => sideCells(side, program, request))
  const scp = boundByServiceControl(request.caller) ? program.serviceControl : null
  if (scp?.length === 0) return [[]]
  const rails = [...(scp ?? []), ...(program.endpoint === null ? [] : [program.endpoint])]
  return [...sides, ...rails.map((layer) => unlessEverything(allowCells(layer, null, request), request))]
}

function sideCells(side: Side, program: Program, request: CellRequest): Cell[] | null {
  const forms = formsOf(side)
  if (forms !== null) return program.resource === null ? [] : allowCells(program.resource, forms, request)
  const layer = side === 'identity' ? program.identity : side === 'boundary' ? program.boundary : program.session
  return layer === null ? null : unlessEverything(allowCells(layer, null, request), request)
}

/** A limit that allows everything without an "if" (FullAWSAccess) needs no product. Identity evidence is kept. */
function unlessEverything(cells: Cell[], request: CellRequest): Cell[] | null {
  const all = cells.some(
    (c) => c.because.length === 0 && c.clauses.length === 0 && c.region === EVERYWHERE && c.actions === request.actions,
  )
  return all ? null : cells
}

function allowCells(layer: Layer, forms: ReadonlySet<string> | null, request: CellRequest): Cell[] {
  const cells: Cell[] = []
  for (const statement of layer.statements) {
    if (!statement.allow) continue
    const actions = actionsIn(statement.actions, request.actions)
    if (actions.size === 0) continue
    const ways = statementWays(statement, request, forms, false)
    if (ways.length === 0) continue
    const because = GRANTING.has(layer.kind) ? [statement.evidence] : []
    const stated = SHARES.has(statement.evidence.kind)
      ? { stated: actionsWithout(actions, actionsWithoutResource()) }
      : {}
    for (const place of placesOf(statement, request.context)) {
      const able = place.withoutResource === true ? actionsIn(actions, actionsWithoutResource()) : actions
      for (const way of able.size === 0 ? [] : ways) {
        const clauses = simplify([...way, ...place.atoms].map((a): Clause => [a]))
        if (clauses !== null)
          cells.push({ actions: able, hints: statement.hints, region: place.region, clauses, because, ...stated })
      }
    }
  }
  return cells
}

function inBoth(a: Cell, b: Cell): Cell[] {
  const actions = actionsIn(a.actions, b.actions)
  if (actions.size === 0) return []
  const clauses = simplify([...a.clauses, ...b.clauses])
  if (clauses === null) return []
  const hints = a.hints === b.hints ? a.hints : [...new Set([...a.hints, ...b.hints])]
  const because = [...a.because, ...b.because]
  const stated = statedByBoth(a, b)
  return regionsInBoth(a.region, b.region).flatMap((region) =>
    withApplicable({ actions, hints, region, clauses, because, ...stated }),
  )
}

function statedByBoth(a: Cell, b: Cell): Pick<Cell, 'stated'> {
  if (a.stated === undefined || b.stated === undefined) {
    const stated = a.stated ?? b.stated
    return stated === undefined ? {} : { stated }
  }
  return { stated: actionsOfBoth(a.stated, b.stated) }
}

/** A text that is the same for the same region. */
export function regionKey(region: Region): string {
  return `${region.within
    .map((p) => p.text)
    .sort()
    .join('&')}!${region.except
    .map((p) => p.text)
    .sort()
    .join('|')}`
}

/** One cell per region and clauses; conditional actions that another cell grants with less are left out. */
function merged(cells: readonly Cell[]): Cell[] {
  const byPlace = new Map<string, Cell[]>()
  for (const cell of cells) {
    const key = regionKey(cell.region)
    const same = byPlace.get(key)
    if (same === undefined) byPlace.set(key, [cell])
    else same.push(cell)
  }
  return [...byPlace.values()].flatMap((place) => withoutWeaker(joined(place)))
}

function joined(place: readonly Cell[]): Cell[] {
  const byClauses = new Map<string, Cell>()
  for (const cell of place) {
    const key = clausesKey(cell.clauses)
    const known = byClauses.get(key)
    byClauses.set(
      key,
      known === undefined
        ? cell
        : {
            ...known,
            actions: actionsOfBoth(known.actions, cell.actions),
            hints: [...new Set([...known.hints, ...cell.hints])],
            because: [...known.because, ...cell.because.filter((e) => !known.because.some((k) => k.id === e.id))],
          },
    )
  }
  return [...byClauses.values()]
}

function withoutWeaker(place: readonly Cell[]): Cell[] {
  if (place.length < 2) return [...place]
  return place.flatMap((cell) => {
    let actions = cell.actions
    for (const other of place) {
      if (other !== cell && other.clauses.length < cell.clauses.length && weakerThan(other.clauses, cell.clauses)) {
        actions = actionsWithout(actions, other.actions)
      }
    }
    return actions.size === 0 ? [] : [actions === cell.actions ? cell : { ...cell, actions }]
  })
}
