import type { Json } from '../../../model/index.js'

/** An attribute of a request: its value, what it is worked out from, that it is not there, or that it is not known. */
export type Attribute =
  | { readonly state: 'known'; readonly value: Json }
  | { readonly state: 'expression'; readonly text: string }
  | { readonly state: 'absent' }
  | { readonly state: 'open' }

/** The attributes of a request by their names in the expression language: `request.time`, `resource.name`. */
export type Attributes = (name: string) => Attribute

export const ABSENT_ATTRIBUTE: Attribute = { state: 'absent' }
export const OPEN_ATTRIBUTE: Attribute = { state: 'open' }

/** Nothing is known of the request. */
export const NOTHING_KNOWN: Attributes = () => OPEN_ATTRIBUTE

/** The key under which requirements name an attribute. */
export function keyOf(attribute: string): string {
  return attribute === 'request.auth.access_levels' ? 'accessLevel' : attribute
}

/**
 * The attribute in a key, and what is done with it: `request.time` and `getHours(Europe/Berlin)`. A key that names no
 * function is its own attribute.
 *
 * INVARIANT: linear in the length of the key.
 */
export function attributeIn(key: string): { readonly attribute: string; readonly call: string } {
  const inner = key.startsWith(SIZE) ? key.slice(SIZE.length, key.endsWith(')') ? -1 : undefined) : key
  if (!ATTRIBUTES.some((beginning) => inner.startsWith(beginning))) return { attribute: key, call: '' }
  const paren = inner.indexOf('(')
  const dot = paren < 0 ? -1 : inner.lastIndexOf('.', paren)
  const attribute = dot < 0 ? inner : inner.slice(0, dot)
  const calls = dot < 0 ? '' : inner.slice(dot + 1)
  return { attribute, call: inner === key ? calls : `${SIZE}${calls})` }
}

const SIZE = 'size('

/** How the names of attributes begin that functions are applied to. */
const ATTRIBUTES = ['request.', 'resource.', 'destination.', 'origin.', 'assertion.', 'principal.']
