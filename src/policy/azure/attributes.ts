import { contextOf, evaluateAtom, ABSENT, OPEN, type Context, type KeyState } from '../condition/context.js'
import { simplify, type Clause, type Clauses } from '../condition/clauses.js'
import type { Atom } from '../condition/atom.js'
import { typedNames } from './arm-id.js'
import { TIME_KEY } from './assignment.js'
import { canonicalGuid } from './condition/comparison.js'
import type { AttributeValue } from './record.js'

/** The attribute of conditions that holds the moment of a request, in lower case. */
export const UTC_NOW = '@environment[utcnow]'

/** Keys that no request carries: whether they hold is never known from it. */
const NEVER_GIVEN = new Set([TIME_KEY, UTC_NOW, 'activation', 'approval', 'mfa', 'resource', 'condition'])

/**
 * Attributes that the id of a resource spells: the name at each of its levels, and the path of a blob. Names in
 * storage are lower case by their rules, while an id may be written in any.
 *
 * @see https://learn.microsoft.com/en-us/azure/storage/blobs/storage-auth-abac-attributes
 */
export function attributesOfId(id: string): Map<string, KeyState> {
  const found = new Map<string, KeyState>()
  const add = (attribute: string, value: string): void => {
    found.set(`@resource[${attribute}]`, { state: 'values', values: [value] })
  }
  for (const { type, name } of typedNames(id)) {
    const lower = type.toLowerCase()
    if (lower.endsWith('/containers/blobs')) {
      const at = id.toLowerCase().lastIndexOf('/blobs/')
      if (at >= 0) add(`${lower}:path`, id.slice(at + '/blobs/'.length))
      break
    }
    add(`${lower}:name`, lower.startsWith('microsoft.storage/') ? name.toLowerCase() : name)
  }
  return found
}

/** Attributes as a request gives them, by their names in lower case. */
export function givenAttributes(attributes: { readonly [attribute: string]: AttributeValue }): Map<string, KeyState> {
  const found = new Map<string, KeyState>()
  for (const key of Object.keys(attributes)) {
    const value = attributes[key]
    if (value === undefined) continue
    const values = (typeof value === 'object' ? [...value] : [value]).map(String)
    const lower = key.trim().toLowerCase()
    found.set(lower, { state: 'values', values: isIdentifier(lower) ? values.map(bareGuid) : values })
  }
  return found
}

/** Roles and principals are compared by GUID, though a request may name them by a whole id. */
function isIdentifier(lowerKey: string): boolean {
  return lowerKey.endsWith(':roledefinitionid]') || lowerKey.endsWith(':principalid]')
}

function bareGuid(text: string): string {
  return canonicalGuid(text.slice(text.lastIndexOf('/') + 1))
}

/** What is known of the attributes of a request: what is given wins over what the resource tells. */
export function requestContext(
  given: ReadonlyMap<string, KeyState>,
  resource: ReadonlyMap<string, KeyState>,
  open: boolean,
  time: number | null,
): Context {
  const now: KeyState | undefined =
    given.get(UTC_NOW) ??
    given.get(TIME_KEY) ??
    (time === null ? undefined : { state: 'values', values: [new Date(time).toISOString()] })
  return contextOf(
    given,
    (key) => {
      if ((key === UTC_NOW || key === TIME_KEY) && now !== undefined) return now
      return resource.get(key) ?? (NEVER_GIVEN.has(key) ? OPEN : undefined)
    },
    open ? OPEN : ABSENT,
  )
}

/** What of the clauses a context leaves open; null when it makes them impossible. */
export function clausesIn(clauses: Clauses, context: Context): Clauses | null {
  const left: Clause[] = []
  for (const clause of clauses) {
    const atoms: Atom[] = []
    let holds = false
    for (const atom of clause) {
      const value = evaluateAtom(atom, context)
      if (value === true) holds = true
      else if (value === null) atoms.push(atom)
    }
    if (holds) continue
    if (atoms.length === 0) return null
    left.push(atoms)
  }
  return simplify(left)
}
