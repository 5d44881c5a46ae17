import { isObject, type Json, type JsonObject } from '../../src/model/index.js'
import { idKey, MANAGEMENT_GROUPS, managementGroupId, SUBSCRIPTIONS } from './arm-id.js'
import { listField, objectField, objectsField, textField } from './fields.js'
import { callKey, callOf } from './list-name.js'

interface Placed {
  id: string
  properties: JsonObject
}

/**
 * What each management group and subscription (by lower-case id) hangs below: from `parent`, from `children` and from
 * chains of ancestors, which begin with the nearest.
 *
 * INVARIANT: nobody is its own ancestor.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/managementgroups/management-groups/get
 * @see https://learn.microsoft.com/en-us/azure/governance/management-groups/resource-graph-samples
 */
export function readParents(lists: ReadonlyMap<string, readonly Placed[]>): Map<string, string> {
  const parents = new Map<string, string>()
  const set = (child: string, parent: string | null): void => {
    if (parent === null || isAbove(child, parent, parents)) return
    if (!parents.has(idKey(child))) parents.set(idKey(child), parent)
  }
  const of = (list: string): readonly Placed[] => lists.get(callKey(callOf(list))) ?? []
  for (const { id, properties } of [...of(MANAGEMENT_GROUPS), ...of(SUBSCRIPTIONS)]) {
    const details = objectField(properties, 'details') ?? {}
    for (const said of [properties, details]) {
      set(id, parentIn(said))
      const chain = objectsField(said, 'managementGroupAncestorsChain').flatMap((above) => {
        const name = textField(above, 'name')
        const parent = name === null ? null : managementGroupId(name)
        return parent === null ? [] : [parent]
      })
      chain.forEach((parent, at) => {
        set(chain[at - 1] ?? id, parent)
      })
    }
    readChildren(id, listField(properties, 'children'), set)
  }
  for (const { id, properties } of of(`${MANAGEMENT_GROUPS}/subscriptions`))
    set(`/subscriptions/${id.slice(id.lastIndexOf('/') + 1)}`, parentIn(properties))
  return parents
}

function parentIn(said: JsonObject): string | null {
  const parent = textField(objectField(said, 'parent') ?? {}, 'id')
  return parent === null ? null : managementGroupId(parent)
}

function readChildren(
  parent: string,
  children: readonly Json[] | null,
  set: (child: string, parent: string) => void,
): void {
  for (const child of (children ?? []).filter(isObject)) {
    const id = textField(child, 'id')
    if (id === null) continue
    set(id, parent)
    readChildren(id, listField(child, 'children'), set)
  }
}

function isAbove(child: string, parent: string, parents: ReadonlyMap<string, string>): boolean {
  let at: string | undefined = parent
  for (let steps = 0; at !== undefined && steps < 100; steps++) {
    if (idKey(at) === idKey(child)) return true
    at = parents.get(idKey(at))
  }
  return at !== undefined
}
