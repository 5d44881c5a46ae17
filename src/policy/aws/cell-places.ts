import type { ArnPattern } from './arn.js'
import type { CellRequest } from './cell.js'
import { complementOf, type Atom } from '../condition/atom.js'
import type { Context } from '../condition/context.js'
import { EVERYWHERE, regionOf, regionWithout, type Region } from './region.js'
import { callerForms, remainingConditions, variableTest } from './statement-match.js'
import { matchesNoResource, type Statement } from './statement.js'
import { expandName, type ResourceName } from './variables.js'

/** The ways, each a list of atoms, in which the statement means this caller and its conditions hold; none: never. */
export function statementWays(
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

export interface Place {
  region: Region
  atoms: readonly Atom[]
  /** Every resource is excepted: what is left are actions that take none. */
  withoutResource?: boolean
}

/** The regions that a statement's resource element names, each with what its variables require. */
export function placesOf(statement: Statement, context: Context): Place[] {
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
export function exceptions(
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

export function nameIn(name: ResourceName, context: Context): { pattern: ArnPattern; atoms: readonly Atom[] } | null {
  const found = expandName(name, context)
  return found === null ? null : { pattern: found.pattern, atoms: found.open ? [variableTest(found.template)] : [] }
}
