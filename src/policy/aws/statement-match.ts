import { globMatches } from '../../model/glob.js'
import { arnCovers, arnPattern, arnsIntersect, hasWildcard, literalText, type ArnPattern } from './arn.js'
import type { Caller } from './caller.js'
import { atomOf, type Atom } from './condition/atom.js'
import { evaluateAtom, type Context } from './condition/context.js'
import { operatorNamed, type Operator } from './condition/operators.js'
import { matchPrincipal, type GrantForm } from './principal-element.js'
import type { ConditionTest, ResourceName, Statement } from './statement.js'
import { expandTemplate, soleVariable, type Template } from './variables.js'

/**
 * What a statement says about a request: the ways in which it matches, each a list of atoms that must hold
 * (`[[]]`: it matches without an "if"), and the form in which it names the caller.
 */
export interface StatementMatch {
  readonly statement: Statement
  readonly form: GrantForm
  readonly ways: readonly (readonly Atom[])[]
}

/** The context key of requirements on the resource itself: where only part of a pattern is granted. */
export const RESOURCE_KEY = 'resource'

const NO_ATOMS: readonly Atom[] = []
const UNCONDITIONAL: readonly (readonly Atom[])[] = [NO_ATOMS]

function operator(name: string): Operator {
  const found = operatorNamed(name)
  if (found === undefined) throw new Error(`operator table lacks \`${name}\``)
  return found
}

/** An atom on the resource: it is (or is not) one of the patterns. */
export function resourceAtom(patterns: readonly string[], within: boolean): Atom {
  return atomOf({
    key: RESOURCE_KEY,
    operator: operator(within ? 'ArnLike' : 'ArnNotLike'),
    quantifier: '',
    missing: !within,
    values: patterns,
  })
}

/**
 * Matches a statement whose action is known to match.
 *
 * @param resource the resource of the request, which may be a pattern; null when the action takes none
 */
export function matchStatement(
  statement: Statement,
  caller: Caller,
  resource: ArnPattern | null,
  context: Context,
): StatementMatch | null {
  let form: GrantForm = 'direct'
  let who: readonly Atom[] = NO_ATOMS
  if (statement.principal !== null) {
    const match = matchPrincipal(statement.principal, caller)
    if (match === null) return null
    form = match.form
    who = match.atoms
  }
  const where = matchResource(statement, resource, context)
  if (where.length === 0) return null
  let conditions: readonly Atom[] = NO_ATOMS
  for (const test of statement.conditions) {
    const atom = evaluateTest(test, context)
    if (atom === false) return null
    if (atom !== true) conditions = [...conditions, atom]
  }
  if (who.length > 0) {
    const left = who.filter((a) => a.key === 'NotPrincipal' || evaluateAtom(a, context) !== true)
    if (left.some((a) => a.key !== 'NotPrincipal' && evaluateAtom(a, context) === false)) return null
    conditions = [...left, ...conditions]
  }
  if (conditions.length === 0) return { statement, form, ways: where }
  return { statement, form, ways: where.map((way) => [...way, ...conditions]) }
}

/** True, false, or the atom that remains of a condition test in this context. */
export function evaluateTest(test: ConditionTest, context: Context): Atom | boolean {
  if (test.kind === 'atom') {
    const held = evaluateAtom(test.atom, context)
    return held === null ? test.atom : held
  }
  return evaluateTemplateTest(test.parts, test.values, context)
}

/**
 * A value whose variable is absent is left out: a positive operator then matches nothing, a negated one is not
 * hindered. A value whose variable is not known leaves the test open; when it is a variable alone and the key is
 * known, the requirement is on the variable.
 */
function evaluateTemplateTest(
  parts: { key: string; operator: Operator; quantifier: Atom['quantifier']; missing: boolean },
  values: readonly (string | Template)[],
  context: Context,
): Atom | boolean {
  const known: string[] = []
  const open: { pattern: string; keys: readonly string[]; template: Template }[] = []
  for (const value of values) {
    if (typeof value === 'string') {
      known.push(value)
      continue
    }
    const expansion = expandTemplate(value, context)
    if (expansion.kind === 'text') known.push(expansion.text)
    else if (expansion.kind === 'open') open.push({ ...expansion, template: value })
  }
  const plain = atomOf({ ...parts, values: known })
  const held = evaluateAtom(plain, context)
  if (open.length === 0) return held === null ? plain : held
  if (held !== null && held !== parts.operator.negated && known.length > 0) return held
  const key = context.stateOf(parts.key.toLowerCase())
  if (key.state === 'absent') return held ?? plain
  const flipped = flip(parts, open[0]?.template, key.state === 'values' ? key.values : [], open.length + known.length)
  if (flipped !== null) return flipped
  return atomOf({ ...parts, values: [...known, ...open.map((o) => readable(o.template))], opaque: true })
}

/** `StringEquals known ${unknown}` is the same as `StringEquals unknown "<value of known>"`. */
function flip(
  parts: { operator: Operator; quantifier: Atom['quantifier']; missing: boolean },
  template: Template | undefined,
  values: readonly string[],
  count: number,
): Atom | null {
  const variable = template === undefined ? null : soleVariable(template)
  const only = values[0]
  if (variable === null || only === undefined || values.length !== 1 || count !== 1 || parts.quantifier !== '')
    return null
  if (!parts.operator.name.startsWith('String')) return null
  return atomOf({
    key: variable,
    operator: parts.operator,
    quantifier: '',
    missing: parts.operator.negated,
    values: [literalText(only)],
  })
}

function readable(template: Template): string {
  return template.map((p) => (typeof p === 'string' ? p : `\${${p.key}}`)).join('')
}

/** The ways in which the statement's resource element means the request's resource. */
function matchResource(
  statement: Statement,
  resource: ArnPattern | null,
  context: Context,
): readonly (readonly Atom[])[] {
  if (resource === null) return matchesBareStar(statement) ? UNCONDITIONAL : []
  if (statement.notResources !== null) return matchOutside(statement.notResources, resource, context)
  if (statement.resources === null) return UNCONDITIONAL
  const partial: string[] = []
  const ways: (readonly Atom[])[] = []
  for (const name of statement.resources) {
    const found = expandName(name, context)
    if (found === null) continue
    if (found.open.length === 0) {
      if (arnCovers(found.pattern, resource)) return UNCONDITIONAL
      if (!resource.literal && arnsIntersect(found.pattern, resource)) partial.push(found.pattern.text)
    } else if (arnsIntersect(found.pattern, resource)) {
      const atoms = found.open.map((key) => variableAtom(key, found.template, resource))
      ways.push(arnCovers(found.pattern, resource) ? atoms : [...atoms, resourceAtom([found.pattern.text], true)])
    }
  }
  if (partial.length > 0) ways.unshift([resourceAtom(partial, true)])
  return ways
}

function matchesBareStar(statement: Statement): boolean {
  if (statement.notResources !== null) return !statement.notResources.some(isEverything)
  return statement.resources === null || statement.resources.some(isEverything)
}

function isEverything(name: ResourceName): boolean {
  return name.kind === 'pattern' && name.pattern.all
}

interface FoundName {
  pattern: ArnPattern
  open: readonly string[]
  template: Template | null
}

function expandName(name: ResourceName, context: Context): FoundName | null {
  if (name.kind === 'pattern') return { pattern: name.pattern, open: [], template: null }
  const expansion = expandTemplate(name.template, context)
  if (expansion.kind === 'missing') return null
  const pattern = arnPattern(expansion.kind === 'text' ? expansion.text : expansion.pattern)
  if (pattern === null) return null
  return { pattern, open: expansion.kind === 'open' ? expansion.keys : [], template: name.template }
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
    if (found.open.length > 0) {
      doubts.push(...found.open.map((key) => negatedVariableAtom(key, found.template, resource)))
    } else if (arnCovers(found.pattern, resource)) return []
    else partial.push(found.pattern.text)
  }
  const atoms = partial.length > 0 ? [resourceAtom(partial, false), ...doubts] : doubts
  return atoms.length === 0 ? UNCONDITIONAL : [atoms]
}

/** The value that a variable must have for a pattern to mean this resource; the pattern itself when it is not unique. */
function variableAtom(key: string, template: Template | null, resource: ArnPattern): Atom {
  const value = template === null ? null : capturedValue(template, resource.text)
  return atomOf({
    key,
    operator: operator(value === null ? 'StringLike' : 'StringEquals'),
    quantifier: '',
    missing: false,
    values: [value ?? (template === null ? '*' : readable(template))],
    opaque: value === null,
  })
}

/** "The variable has a value that makes the pattern match", for a pattern that is not compared with one resource. */
export function variableTest(key: string, template: Template): Atom {
  return atomOf({
    key,
    operator: operator('StringLike'),
    quantifier: '',
    missing: false,
    values: [readable(template)],
    opaque: true,
  })
}

function negatedVariableAtom(key: string, template: Template | null, resource: ArnPattern): Atom {
  const positive = variableAtom(key, template, resource)
  return atomOf({
    key,
    operator: operator(positive.operator.complement),
    quantifier: '',
    missing: true,
    values: positive.values,
    opaque: positive.opaque,
  })
}

/** What one variable stands for in a concrete resource, when its neighbours in the template fix that. */
function capturedValue(template: Template, resource: string): string | null {
  if (hasWildcard(resource) || template.filter((p) => typeof p !== 'string').length !== 1) return null
  const at = template.findIndex((p) => typeof p !== 'string')
  const before = template.slice(0, at).join('')
  const after = template.slice(at + 1).join('')
  if (hasWildcard(before) || !resource.startsWith(before)) return null
  const rest = resource.slice(before.length)
  const stop = after === '' ? rest.length : rest.indexOf(after[0] ?? '')
  if (stop < 0 || after.startsWith('*') || after.startsWith('?')) return null
  const value = rest.slice(0, stop)
  return value !== '' && globMatches(after, literalText(rest.slice(stop))) ? literalText(value) : null
}
