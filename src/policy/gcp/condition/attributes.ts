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
