import { isGuid } from './fields.js'
import { isChildList, type ListIndex } from './list-index.js'

/**
 * What a file's path says. `list` is the list that its name or folder stands for; `tenant` and `subscription` are set
 * where two ids or the word `subscriptions` tell them apart, `either` holds a single id that may be one or the other.
 * `ids` are what the list was asked about (a group of which these are the members); `rest` are folders between the id
 * and the list that say something narrower. `folder` is where the file lies, up to the list's own folders.
 */
export interface Place {
  list: string | null
  isAz: boolean
  isExact: boolean
  tenant: string | null
  subscription: string | null
  either: string | null
  ids: string[]
  rest: string[]
  folder: string
}

/** Folders between an id and a list beyond which the id is no longer taken for the list's own. */
const REST_LIMIT = 4

export function placeOf(segments: readonly string[], lists: ListIndex): Place {
  const parts = segments.map((part, at) => (at === segments.length - 1 ? withoutExtension(part) : part))
  const found = listIn(parts, lists)
  const above = parts.slice(0, parts.length - found.taken)
  const at = above.findLastIndex((part, index) => isGuid(part) && !isNameOfGroup(above[index - 1]))
  const near = at >= 0 && above.length - 1 - at <= REST_LIMIT
  const isPair = near && isGuid(above[at - 1] ?? '')
  const isSubscription = near && (above[at - 1] ?? '').toLowerCase() === 'subscriptions'
  const own = near ? (above[at] ?? '').toLowerCase() : null
  const before = isPair ? above[at - 1] : isSubscription ? above[at - 2] : undefined
  return {
    list: found.path,
    isExact: found.path !== null && found.up === 0,
    isAz: found.path !== null && /^az-/i.test(parts[parts.length - found.taken] ?? ''),
    tenant: before !== undefined && isGuid(before) ? before.toLowerCase() : null,
    subscription: isPair || isSubscription ? own : null,
    either: isPair || isSubscription ? null : own,
    ids: found.ids.map(percentDecoded),
    rest: near ? above.slice(at + 1).map(percentDecoded) : [],
    folder: above.slice(0, near ? at + 1 : above.length).join('/'),
  }
}

/** The list that a file's own name says, or the name of a folder at most two levels above it. */
function listIn(
  parts: readonly string[],
  lists: ListIndex,
): { path: string | null; taken: number; up: number; ids: string[] } {
  for (let up = 0; up <= 2 && up < parts.length; up++) {
    const below = parts.slice(parts.length - up)
    if (below.some((part, at) => at < below.length - 1 && isGuid(part))) break
    const found = lists.atEnd(parts.slice(0, parts.length - up))
    if (found === null) continue
    const named = isChildList(found.path) ? below.flatMap((part) => part.split('--')) : []
    return { path: found.path, taken: found.taken + up, up, ids: [...found.ids, ...named] }
  }
  return { path: null, taken: 1, up: 0, ids: [] }
}

function isNameOfGroup(part: string | undefined): boolean {
  return part?.toLowerCase() === 'managementgroups'
}

function withoutExtension(name: string): string {
  return name.replace(/\.(json|ndjson|jsonl|yaml|yml|csv|txt)$/i, '')
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
