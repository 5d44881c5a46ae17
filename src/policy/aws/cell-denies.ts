import { actionsIn, actionsOf, actionsWithout, type ActionSet } from './actions.js'
import type { ArnPattern } from './arn.js'
import { awsCatalogue } from './catalogue.js'
import { withApplicable, withClause, type Cell, type CellRequest } from './cell.js'
import { exceptions, nameIn, statementWays } from './cell-places.js'
import { complementOf, type Atom } from '../condition/atom.js'
import type { Clause } from '../condition/clauses.js'
import type { Context } from '../condition/context.js'
import type { Layer, Program } from './program.js'
import { actionsWithoutResource, overlap, regionOf, regionsInBoth, regionWithout } from './region.js'
import { boundByServiceControl, traitsOf } from './rulebook.js'
import { resourceAtom } from './statement-match.js'
import { matchesNoResource, type Statement } from './statement.js'
import type { ResourceName } from './variables.js'

/** Conditional denies on more single resources than this stay one clause instead of a cell each. */
const MOST_SPLITS = 24

export interface Deny {
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

export function denyingStatements(program: Program, request: CellRequest): Deny[] {
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
export function applyDeny(cell: Cell, deny: Deny, request: CellRequest): Cell[] {
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
