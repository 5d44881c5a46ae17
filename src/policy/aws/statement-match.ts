import { globMatches } from '../../model/glob.js'
import { arnCovers, arnsIntersect, hasWildcard, literalText, type ArnPattern } from './arn.js'
import type { Caller } from './caller.js'
import { atomNamed, type Atom } from '../condition/atom.js'
import { evaluateAtom, type Context } from '../condition/context.js'
import { RESOURCE_KEY } from '../condition/doubt.js'
import { evaluateTest, readableTemplate } from './template-test.js'
import { matchPrincipal, type GrantForm, type PrincipalMatch } from './principal-element.js'
import { matchesNoResource, type Statement } from './statement.js'
import { expandName, type ResourceName, type Template } from './variables.js'

/**
 * What a statement says about a request: the ways in which it matches, each a list of atoms that must hold
 * (`[[]]`: it matches without an "if"), and the form in which it names the caller.
 */
export interface StatementMatch {
  readonly statement: Statement
  readonly form: GrantForm
  readonly ways: readonly (readonly Atom[])[]
}

/** What of a request statements are matched with. */
export interface MatchSubject {
  readonly caller: Caller
  /** May be a pattern; null when the action takes no resource. */
  readonly resource: ArnPattern | null
  readonly context: Context
}

const NO_ATOMS: readonly Atom[] = []
const UNCONDITIONAL: readonly (readonly Atom[])[] = [NO_ATOMS]
const UNNAMED: readonly PrincipalMatch[] = [{ form: 'direct', atoms: NO_ATOMS }]
const NO_MATCH: readonly StatementMatch[] = []

/** An atom on the resource: it is (or is not) one of the patterns. */
export function resourceAtom(patterns: readonly string[], within: boolean): Atom {
  return atomNamed(RESOURCE_KEY, within ? 'ArnLike' : 'ArnNotLike', patterns)
}

/** The forms in which the statement means the caller; a statement without a principal means whom it is attached to. */
export function callerForms(statement: Statement, caller: Caller, bounded: boolean): readonly PrincipalMatch[] {
  return statement.principal === null
    ? UNNAMED
    : matchPrincipal(statement.principal, caller, statement.allow || !bounded)
}

/**
 * Matches a statement whose action is known to match: one match for each form in which it names the caller.
 *
 * @param bounded has the caller a permissions boundary?
 */
export function matchStatement(
  statement: Statement,
  subject: MatchSubject,
  bounded: boolean,
): readonly StatementMatch[] {
  const where = matchResource(statement, subject)
  if (where.length === 0) return NO_MATCH
  const forms = callerForms(statement, subject.caller, bounded)
  if (forms.length === 0) return NO_MATCH
  const conditions = remainingConditions(statement, subject.context)
  if (conditions === null) return NO_MATCH
  return forms.map(({ form, atoms }) => {
    const more = atoms.length === 0 ? conditions : [...atoms, ...conditions]
    return { statement, form, ways: more.length === 0 ? where : where.map((way) => [...way, ...more]) }
  })
}

/** The atoms that the statement's conditions leave in the context; null when one of them fails. */
export function remainingConditions(statement: Statement, context: Context): readonly Atom[] | null {
  let left: Atom[] | null = null
  for (const test of statement.conditions) {
    const held = test.kind === 'atom' ? (evaluateAtom(test.atom, context) ?? test.atom) : evaluateTest(test, context)
    if (held === false) return null
    if (held !== true) (left ??= []).push(held)
  }
  return left ?? NO_ATOMS
}

/** The ways in which the statement's resource element means the request's resource. */
function matchResource(statement: Statement, { resource, context }: MatchSubject): readonly (readonly Atom[])[] {
  if (resource === null) return matchesNoResource(statement) ? UNCONDITIONAL : []
  if (statement.notResources !== null) return matchOutside(statement.notResources, resource, context)
  if (statement.resources === null) return UNCONDITIONAL
  const partial: string[] = []
  const ways: (readonly Atom[])[] = []
  for (const name of statement.resources) {
    const found = expandName(name, context)
    if (found === null) continue
    if (!found.open) {
      if (arnCovers(found.pattern, resource)) return UNCONDITIONAL
      if (!resource.literal && arnsIntersect(found.pattern, resource)) partial.push(found.pattern.text)
    } else if (arnsIntersect(found.pattern, resource)) {
      const fits = variableAtom(found.template, resource)
      ways.push(arnCovers(found.pattern, resource) ? [fits] : [fits, resourceAtom([found.pattern.text], true)])
    }
  }
  if (partial.length > 0) ways.unshift([resourceAtom(partial, true)])
  return ways
}

function matchOutside(
  names: readonly ResourceName[],
  resource: ArnPattern,
  context: Context,
): readonly (readonly Atom[])[] {
  const partial: string[] = []
  const doubts: Atom[] = []
  for (const name of names) {
    const found = expandName(name, context)
    if (found === null || !arnsIntersect(found.pattern, resource)) continue
    if (found.open) doubts.push(negated(variableAtom(found.template, resource)))
    else if (arnCovers(found.pattern, resource)) return []
    else partial.push(found.pattern.text)
  }
  const atoms = partial.length > 0 ? [resourceAtom(partial, false), ...doubts] : doubts
  return atoms.length === 0 ? UNCONDITIONAL : [atoms]
}

/**
 * "The template's variables have values that make it mean this resource": the value itself where there is one
 * variable and one value, else a test that is compared with nothing.
 */
function variableAtom(template: Template, resource: ArnPattern): Atom {
  const captured = capturedValue(template, resource.text)
  if (captured === null) return variableTest(template)
  const { key, value } = captured
  return atomNamed(key, 'StringEquals', [value])
}

/** As `variableAtom`, for a pattern that is not compared with one resource. */
export function variableTest(template: Template): Atom {
  const variable = template.find((piece) => typeof piece !== 'string')
  const key = variable === undefined || typeof variable === 'string' ? RESOURCE_KEY : variable.key
  return atomNamed(key, 'StringLike', [readableTemplate(template)], { opaque: true })
}

function negated(atom: Atom): Atom {
  const { key, operator, values, quantifier, missing, opaque } = atom
  return atomNamed(key, operator.complement, values, { quantifier, missing: !missing, opaque })
}

/** What one variable stands for in a concrete resource, when its neighbours in the template fix that. */
function capturedValue(template: Template, resource: string): { key: string; value: string } | null {
  if (hasWildcard(resource)) return null
  const [variable, ...others] = template.filter((piece) => typeof piece !== 'string')
  if (variable === undefined || typeof variable === 'string' || others.length > 0 || variable.fallback !== null) {
    return null
  }
  const at = template.indexOf(variable)
  const before = template.slice(0, at).join('')
  const after = template.slice(at + 1).join('')
  if (hasWildcard(before) || hasWildcard(after) || !resource.startsWith(before) || !resource.endsWith(after))
    return null
  const value = resource.slice(before.length, resource.length - after.length)
  if (value === '' || before.length + after.length >= resource.length || value.includes(':')) return null
  return globMatches(before + literalText(value) + after, resource)
    ? { key: variable.key, value: literalText(value) }
    : null
}
