import { idKey } from './arm-id.js'
import { isGuid } from './fields.js'
import { callKey, callOf, GRAPH, plainName, type AzureList } from './list-name.js'

/** What is known of every list that is read, found by what files and answers call it. */
export interface ListIndex {
  /** The list of an ARM type (any case); null if the type is not known by name. */
  ofArmType(type: string): string | null
  /** The list that ends a path, with the parts that it took and the ids that stood in it. */
  atEnd(parts: readonly string[]): { path: string; taken: number; ids: string[] } | null
  /** The list at a path of Microsoft Graph, ids replaced by `*`. */
  ofGraphPath(parts: readonly string[]): string | null
  /** The list that one name stands for (`roleAssignments`, `az-role-assignment-list`). */
  named(name: string): string | null
  /** The list whose calls a record names. */
  ofCall(call: string): string | null
  calls: ReadonlySet<string>
}

/** Lists of which one file answers about one parent: names below their folder are ids, not pages. */
export function isChildList(path: string): boolean {
  return path.includes('*') || path.split('/').length > 2
}

export function indexLists(lists: readonly AzureList[]): ListIndex {
  const arm = new Map<string, string>()
  const graph = new Map<string, string>()
  const names = new Map<string, string>()
  const calls = new Map<string, string>()
  const setOnce = (map: Map<string, string>, key: string, path: string): void => {
    if (!map.has(key)) map.set(key, path)
  }
  for (const { path, same = [], az = [] } of lists) {
    calls.set(callKey(callOf(path)), path)
    for (const spelled of [path, ...same])
      if (spelled.startsWith(GRAPH)) graph.set(graphKey(spelled.slice(GRAPH.length).split('/')), path)
      else {
        arm.set(idKey(spelled), path)
        setOnce(names, plainName(spelled), path)
      }
    for (const command of az) names.set(plainName(`az-${command}`), path)
  }
  // Graph first: `groups.json` and `applications.json` are those of the directory.
  for (const [key, path] of graph) setOnce(names, key.replace(/[/*]/g, ''), path)
  for (const { path, same = [] } of lists)
    for (const spelled of [path, ...same])
      if (!spelled.startsWith(GRAPH)) setOnce(names, plainName(spelled.slice(spelled.lastIndexOf('/') + 1)), path)

  const named = (name: string): string | null => {
    const plain = plainName(name)
    return names.get(plain) ?? names.get(plain.replace(/(page)?[0-9]{1,6}$/, '')) ?? null
  }
  return {
    ofArmType: (type) => arm.get(idKey(type)) ?? null,
    atEnd(parts) {
      for (let length = Math.min(parts.length, 5); length > 1; length--) {
        const tail = parts.slice(parts.length - length)
        for (const wild of wildcards(tail)) {
          const path = graph.get(graphKey(wild))
          if (path !== undefined) return { path, taken: length, ids: tail.filter((_, at) => wild[at] === '*') }
        }
      }
      const [name = '', ...ids] = nameAndIds(parts[parts.length - 1] ?? '')
      const path = named(name)
      return path === null ? null : { path, taken: 1, ids }
    },
    ofGraphPath: (parts) => graph.get(graphKey(parts)) ?? null,
    named,
    ofCall: (call) => calls.get(call) ?? null,
    calls: new Set(calls.keys()),
  }
}

/** `az-ad-group-member-list--<group>` and `...-<object id>`: the list's name and what it was asked about. */
function nameAndIds(text: string): string[] {
  const parts = text.split('--')
  const last = text.slice(-36)
  if (parts.length > 1 || !isGuid(last) || text.length < 40) return parts
  return [text.slice(0, -36), last]
}

function graphKey(parts: readonly string[]): string {
  return parts.map(plainName).join('/')
}

/** The path as it is, and with each single part between its first and last taken for an id. */
function wildcards(parts: readonly string[]): string[][] {
  const out = [[...parts]]
  for (let at = 1; at < parts.length - 1; at++) out.push(parts.with(at, '*'))
  return out
}
