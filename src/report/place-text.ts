import type { Node } from '../model/index.js'
import { printable } from './text.js'

/** The names of scopes, and of principals whose ids say nothing, by id. */
export type Places = ReadonlyMap<string, string>

/** The names of scopes: those that are known already, and those of the scopes among the nodes. */
export function placesOf(known: Places | undefined, nodes: Iterable<Node>): Places {
  const places = new Map<string, string>(known)
  for (const node of nodes) {
    const named = node.id.startsWith('aws:') || node.id.startsWith('azure:')
    if (named && node.name !== '' && node.name !== node.id) places.set(node.id, node.name)
  }
  return places
}

interface ArnParts {
  account: string
  rest: string
}

function arnParts(id: string): ArnParts | null {
  if (!id.startsWith('arn:')) return null
  const parts = id.split(':')
  return parts.length < 6 ? null : { account: parts[4] ?? '', rest: parts.slice(5).join(':') }
}

/** The name of the account that an ARN lies in, else its number; null where the ARN names none. */
export function accountName(id: string, places: Places): string | null {
  const account = arnParts(id)?.account ?? ''
  return account === '' ? null : printable(places.get(`aws:${account}`) ?? account)
}

/** A principal as a step of a path: `role/Deploy (production)` instead of its whole ARN. */
export function shortName(id: string, places: Places): string {
  const parts = arnParts(id)
  const account = accountName(id, places)
  if (parts !== null && account !== null) return `${printable(parts.rest)} (${account})`
  const name = places.get(id)
  return name === undefined ? printable(id) : `${printable(name)} (${printable(id.slice(id.lastIndexOf('/') + 1))})`
}

/** An account or other scope: its name first, then its id. */
export function scopeName(node: Node): string {
  const id = printable(node.id)
  const name = printable(node.name)
  return name === '' || name === id ? id : `${name} (${id})`
}
