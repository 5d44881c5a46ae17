import type { Evidence } from '../../model/index.js'
import {
  actionIds,
  actionsIn,
  actionsMatching,
  actionsOf,
  actionsOfBoth,
  actionsWithout,
  type ActionSet,
} from './actions.js'
import { hasWildcard, type ArnPattern } from './arn.js'
import type { Caller } from './caller.js'
import { awsCatalogue } from './catalogue.js'
import { atomOf, complementOf, type Atom } from './condition/atom.js'
import { ALWAYS, clausesKey, simplify, weakerThan, type Clause, type Clauses } from './condition/clauses.js'
import type { Context } from './condition/context.js'
import { operatorNamed } from './condition/operators.js'
import { GRANTING, type Layer, type Program } from './program.js'
import {
  actionsWithoutResource,
  applicableActions,
  EVERYWHERE,
  overlap,
  regionOf,
  regionsInBoth,
  regionWithout,
  type Region,
} from './region.js'
import {
  boundByPublicAccessBlock,
  boundByServiceControl,
  formsOf,
  traitsOf,
  type Route,
  type Side,
} from './rulebook.js'
import { callerForms, remainingConditions, resourceAtom, variableTest } from './statement-match.js'
import { matchesNoResource, type Statement } from './statement.js'
import { expandName, type ResourceName } from './variables.js'

/**
 * A piece of what a principal may do: these actions, on this region, if these clauses hold. A grant stays one cell
 * however many resources it covers.
 */
export interface Cell {
  readonly actions: ActionSet
  /** Patterns of the statements involved, for naming the actions. */
  readonly hints: readonly string[]
  readonly region: Region
  readonly clauses: Clauses
  readonly because: readonly Evidence[]
}

export interface CellRequest {
  readonly caller: Caller
  readonly context: Context
  readonly assumed: Clauses
  readonly routes: readonly Route[]
  /** Only these actions and resources are asked about. */
  readonly actions: ActionSet
  readonly region: Region
  /** Whose resources are asked about, where that matters: S3 Block Public Access spares their account. */
  readonly resourceAccount?: string | null
}

/** Conditional denies on more single resources than this stay one clause instead of a cell each. */
const MOST_SPLITS = 24

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

function regionIs(name: string): Atom {
  const operator = operatorNamed('StringEquals')
  if (operator === undefined) throw new Error('operator table lacks `StringEquals`')
  return atomOf({ key: 'aws:RequestedRegion', operator, quantifier: '', missing: false, values: [name] })
}

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
    for (const place of placesOf(statement, request.context)) {
      const able = place.withoutResource === true ? actionsIn(actions, actionsWithoutResource()) : actions
      for (const way of able.size === 0 ? [] : ways) {
        const clauses = simplify([...way, ...place.atoms].map((a): Clause => [a]))
        if (clauses !== null)
          cells.push({ actions: able, hints: statement.hints, region: place.region, clauses, because })
      }
    }
  }
  return cells
}

/** The ways, each a list of atoms, in which the statement means this caller and its conditions hold; none: never. */
function statementWays(
  statement: Statement,
  { caller, context }: CellRequest,
  accepted: ReadonlySet<string> | null,
  bounded: boolean,
): readonly (readonly Atom[])[] {
  const forms = callerForms(statement, caller, bounded).filter((f) => accepted === null || accepted.has(f.form))
  if (forms.length === 0) return []
  const conditions = remainingConditions(statement, context)
  return conditions === null ? [] : forms.map(({ atoms }) => [...atoms, ...conditions])
}

interface Place {
  region: Region
  atoms: readonly Atom[]
  /** Every resource is excepted: what is left are actions that take none. */
  withoutResource?: boolean
}

/** The regions that a statement's resource element names, each with what its variables require. */
function placesOf(statement: Statement, context: Context): Place[] {
  if (statement.notResources !== null) {
    const { except, open, atoms } = exceptions(statement.notResources, context)
    const outside = regionWithout(EVERYWHERE, [...except, ...open])
    const places: Place[] = outside === null ? [] : [{ region: outside, atoms: [] }]
    if (outside === null && matchesNoResource(statement)) {
      places.push({ region: EVERYWHERE, atoms: [], withoutResource: true })
    }
    for (const pattern of open) {
      const region = regionWithout(regionOf(pattern), except)
      if (region !== null) places.push({ region, atoms: atoms.map(complementOf) })
    }
    return places
  }
  if (statement.resources === null) return [{ region: EVERYWHERE, atoms: [] }]
  return statement.resources.flatMap((name) => {
    const found = nameIn(name, context)
    return found === null ? [] : [{ region: regionOf(found.pattern), atoms: found.atoms }]
  })
}

/** What a NotResource element spares for certain, and what it may spare: patterns and the tests of their variables. */
function exceptions(
  names: readonly ResourceName[],
  context: Context,
): { except: ArnPattern[]; open: ArnPattern[]; atoms: Atom[] } {
  const found = { except: [] as ArnPattern[], open: [] as ArnPattern[], atoms: [] as Atom[] }
  for (const name of names) {
    const named = nameIn(name, context)
    if (named === null) continue
    if (named.atoms.length === 0) found.except.push(named.pattern)
    else {
      found.open.push(named.pattern)
      found.atoms.push(...named.atoms)
    }
  }
  return found
}

function nameIn(name: ResourceName, context: Context): { pattern: ArnPattern; atoms: readonly Atom[] } | null {
  const found = expandName(name, context)
  return found === null ? null : { pattern: found.pattern, atoms: found.open ? [variableTest(found.template)] : [] }
}

function inBoth(a: Cell, b: Cell): Cell[] {
  const actions = actionsIn(a.actions, b.actions)
  if (actions.size === 0) return []
  const clauses = simplify([...a.clauses, ...b.clauses])
  if (clauses === null) return []
  const hints = a.hints === b.hints ? a.hints : [...new Set([...a.hints, ...b.hints])]
  const because = [...a.because, ...b.because]
  return regionsInBoth(a.region, b.region).flatMap((region) =>
    withApplicable({ actions, hints, region, clauses, because }),
  )
}

/** The cell with the actions that can act on something in its region; none: no cell. */
function withApplicable(cell: Cell): Cell[] {
  let actions = cell.actions
  for (const pattern of cell.region.within) actions = actionsIn(actions, applicableActions(pattern))
  return actions.size === 0 ? [] : [actions === cell.actions ? cell : { ...cell, actions }]
}

interface Deny {
  readonly statement: Statement
  readonly actions: ActionSet
  /** Has the caller a permissions boundary? */
  readonly bounded: boolean
}

let rcpActions: ActionSet | null = null

/** Actions of the services whose resources RCPs protect. */
function actionsUnderResourceControl(): ActionSet {
  const catalogue = awsCatalogue()
  return (rcpActions ??= actionsOf(
    Array.from({ length: catalogue.size }, (_, id) => id).filter((id) => traitsOf(id).underResourceControl),
  ))
}

function denyingStatements(program: Program, request: CellRequest): Deny[] {
  const { identity, boundary, session, resource, endpoint } = program
  const { caller } = request
  const own = caller.account === null ? [] : [caller.kind === 'root' ? null : identity, boundary, session]
  const scp = boundByServiceControl(caller) ? (program.serviceControl ?? []) : []
  const bounded = boundary !== null && caller.account !== null
  const rcp = caller.serviceLinked ? [] : program.resourceControl
  const layers = [...own, resource, endpoint, ...scp, ...rcp].filter((l): l is Layer => l !== null)
  return layers.flatMap((layer) =>
    layer.statements
      .filter((s) => !s.allow)
      .map((statement) => ({
        statement,
        bounded,
        actions: layer.kind === 'rcp' ? actionsIn(statement.actions, actionsUnderResourceControl()) : statement.actions,
      }))
      .filter((d) => actionsIn(d.actions, request.actions).size > 0),
  )
}

/** What a Deny leaves of a cell: the actions and resources it does not touch, and the rest if its tests fail. */
function applyDeny(cell: Cell, deny: Deny, request: CellRequest): Cell[] {
  if (actionsIn(cell.actions, deny.actions).size === 0) return [cell]
  const ways = statementWays(deny.statement, request, null, deny.bounded)
  return ways.reduce((cells, way) => cells.flatMap((c) => applyDenyWay(c, deny, way, request)), [cell])
}

function applyDenyWay(cell: Cell, deny: Deny, atoms: readonly Atom[], request: CellRequest): Cell[] {
  const touched = actionsIn(cell.actions, deny.actions)
  if (touched.size === 0) return [cell]
  const free = actionsWithout(cell.actions, touched)
  const hints = [...new Set([...cell.hints, ...deny.statement.hints])]
  const untouched: Cell[] = free.size === 0 ? [] : [{ ...cell, actions: free, hints }]
  const hit: Cell = { ...cell, actions: touched, hints }
  const bare = actionsIn(touched, actionsWithoutResource())
  if (bare.size === 0) return [...untouched, ...denyRegion(hit, deny.statement, atoms, request.context)]
  // Actions without a resource are denied only where the statement names `*`.
  const onStar: Cell = { ...hit, actions: bare }
  const kept = matchesNoResource(deny.statement) ? withClause(onStar, atoms.map(complementOf)) : [onStar]
  const onResources = actionsWithout(touched, bare)
  const rest =
    onResources.size === 0 ? [] : denyRegion({ ...hit, actions: onResources }, deny.statement, atoms, request.context)
  return [...untouched, ...kept, ...rest]
}

function withClause(cell: Cell, clause: Clause): Cell[] {
  if (clause.length === 0) return []
  const clauses = simplify([...cell.clauses, clause])
  return clauses === null ? [] : [{ ...cell, clauses }]
}

function denyRegion(cell: Cell, statement: Statement, atoms: readonly Atom[], context: Context): Cell[] {
  if (statement.notResources !== null) return denyOutside(cell, statement.notResources, atoms, context)
  const fails = atoms.map(complementOf)
  if (statement.resources === null) return withClause(cell, fails)
  let cells: Cell[] = [cell]
  const parts: ArnPattern[] = []
  for (const name of statement.resources) {
    const found = nameIn(name, context)
    if (found === null) continue
    const how = overlap(cell.region, found.pattern)
    if (how === 'none') continue
    if (found.atoms.length > 0) {
      // A variable that is not known: denied where it has the value that makes the pattern match.
      const outside = how === 'all' ? [] : [resourceAtom([found.pattern.text], false)]
      cells = cells.flatMap((c) => withClause(c, [...fails, ...found.atoms.map(complementOf), ...outside]))
    } else if (how === 'all') return withClause(cell, fails)
    else parts.push(found.pattern)
  }
  return parts.length === 0 ? cells : cells.flatMap((c) => denyParts(c, parts, fails))
}

function denyParts(cell: Cell, parts: readonly ArnPattern[], fails: Clause): Cell[] {
  if (fails.length > 0 && parts.length > MOST_SPLITS) {
    return withClause(cell, [
      ...fails,
      resourceAtom(
        parts.map((p) => p.text),
        false,
      ),
    ])
  }
  const left = regionWithout(cell.region, parts)
  const outside: Cell[] = left === null ? [] : [{ ...cell, region: left }]
  if (fails.length === 0) return outside
  const inside = parts.flatMap((part) =>
    regionsInBoth(cell.region, regionOf(part)).flatMap((region) => withClause({ ...cell, region }, fails)),
  )
  return [...outside, ...inside.flatMap(withApplicable)]
}

function denyOutside(cell: Cell, names: readonly ResourceName[], atoms: readonly Atom[], context: Context): Cell[] {
  const fails = atoms.map(complementOf)
  const { except: spared, open, atoms: maybe } = exceptions(names, context)
  if (spared.some((p) => overlap(cell.region, p) === 'all')) return [cell]
  const within = (patterns: readonly ArnPattern[]): Cell[] =>
    patterns.flatMap((p) => regionsInBoth(cell.region, regionOf(p)).map((region) => ({ ...cell, region })))
  const outside = regionWithout(cell.region, [...spared, ...open])
  const doubtful = within(open).flatMap((c) => {
    const region = regionWithout(c.region, spared)
    return region === null ? [] : withClause({ ...c, region }, [...fails, ...maybe])
  })
  const hit = outside === null ? [] : withClause({ ...cell, region: outside }, fails)
  return [...within(spared).flatMap(withApplicable), ...doubtful.flatMap(withApplicable), ...hit]
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
