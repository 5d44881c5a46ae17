import { OTHER_RESOURCES } from '../classify.js'
import { resourceTypes } from '../resources/index.js'
import type { AzureCall } from './declaration.js'

/** A declared call, with the list that it reads (`Microsoft.Authorization/roleAssignments`, `graph/users`). */
export interface DeclaredCall extends AzureCall {
  list: string
  /** Tells calls apart in cells and journals. */
  id: string
}

/** What a permission guide says of one call. */
export interface CallSummary {
  /** The list that it reads. */
  call: string
  source: AzureCall['source']
  needs: readonly string[]
  api: string
  version: string
}

const all: readonly DeclaredCall[] = resourceTypes.flatMap(({ lists }) =>
  lists.flatMap(({ path, collect = [] }) =>
    collect.map((call) => ({ ...call, list: path, id: `${path} per ${call.per}` })),
  ),
)

/** Every call of a live collection: what permission guides are generated from. */
export const azureCalls: readonly CallSummary[] = all.map(({ list, source, needs, api, version }) => ({
  call: list,
  source,
  needs,
  api,
  version,
}))

const inventories = all.filter(({ source }) => source === 'resource-graph')

/** ARM types that the one query of a subscription reads with their properties, sorted. */
export const inventoryTypes: readonly string[] = inventories.map(({ list }) => list).sort()

/** ARM types of which a resource that the query does not return must be a gap, in lower case. */
export const checkedTypes: ReadonlySet<string> = new Set(
  inventories.filter(({ isChecked }) => isChecked === true).map(({ list }) => list.toLowerCase()),
)

/** The calls that are made: those of Resource Graph are one. */
export const madeCalls: readonly DeclaredCall[] = [
  ...all.filter(({ source }) => source !== 'resource-graph'),
  ...inventories.slice(0, 1).map((first) => ({
    ...first,
    list: OTHER_RESOURCES,
    id: 'resource-graph',
    needs: [...new Set(inventories.flatMap(({ needs }) => needs))],
  })),
]

/** The call with an id. */
export function callWithId(id: string): DeclaredCall {
  const call = byId.get(id)
  if (call === undefined) throw new Error(`no call \`${id}\` is declared`)
  return call
}

const byId = new Map(madeCalls.map((call) => [call.id, call]))
