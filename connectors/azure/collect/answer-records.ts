import { virtualFile } from '../../../src/connector/collect/virtual-file.js'
import type { Cell, CallStatus, FoundRecord } from '../../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { parseArmId, SUBSCRIPTIONS } from '../arm-id.js'
import { OTHER_RESOURCES } from '../classify.js'
import { guidField, textField } from '../fields.js'
import { indexLists } from '../list-index.js'
import { createRecogniser } from '../recognise.js'
import { resourceTypes } from '../resources/index.js'
import { homeTenant } from '../settle.js'
import { checkedTypes, type DeclaredCall } from './calls.js'
import { graphPath, pagePath } from './cell-path.js'
import { callOfCell, entriesOf } from './cells.js'
import { isCutOff } from './declaration.js'

const lists = indexLists(resourceTypes.flatMap((type) => type.lists))
const recognise = createRecogniser(lists)

/** What an import makes of a file with this answer at the cell's place. */
export function recordsOfAnswer(tenant: string, cell: Cell, body: Json, page: number): FoundRecord[] {
  const call = callOfCell(cell)
  if (call.splitAt !== undefined) return split(tenant, call, call.splitAt, body)
  return recordsAt(pagePath(cell.path, page), asPrinted(tenant, call, body))
}

/** The record of a call that has no answer, at the place of the answer. */
export function recordOfSilence(cell: Cell, status: Exclude<CallStatus, 'ok'>, message: string): FoundRecord[] {
  return recordsAt(cell.path, { value: [] }).map((record) => ({ ...record, status, message, body: null }))
}

function recordsAt(path: string, body: Json): FoundRecord[] {
  const records = recognise(virtualFile(path, body))?.records ?? []
  if (records.length === 0) throw new Error(`nothing is recognised at \`${path}\``)
  return records
}

/** What stands in the answer of ARM is here said as the Azure CLI says it, where the two differ in meaning. */
function asPrinted(tenant: string, call: DeclaredCall, body: Json): Json {
  if (call.list === SUBSCRIPTIONS) return withEntries(body, (entry) => seenThrough(tenant, entry))
  return call.list === OTHER_RESOURCES && call.source === 'arm'
    ? withEntries(body, (entry) => (isInventoried(entry) ? null : entry))
    : body
}

/**
 * ARM gives the home tenant of a subscription; the Azure CLI also the tenant through which it is seen, which tells
 * subscriptions of others that were delegated to us from our own.
 */
function seenThrough(tenant: string, entry: JsonObject): JsonObject {
  const home = homeTenant(entry)
  return home === null || home === tenant ? entry : { ...entry, homeTenantId: home, tenantId: tenant }
}

/**
 * ARM's list of all resources says nothing of their properties. Those of types that the inventory reads are left to it,
 * except where a resource without properties must be seen as one that was not read.
 */
function isInventoried(entry: JsonObject): boolean {
  const type = parseArmId(textField(entry, 'id') ?? '')?.type.toLowerCase() ?? ''
  return !checkedTypes.has(type) && lists.ofArmType(type) !== null && lists.ofArmType(type) !== OTHER_RESOURCES
}

function withEntries(body: Json, change: (entry: JsonObject) => JsonObject | null): Json {
  if (!isObject(body) || !Array.isArray(body['value'])) return body
  return { ...body, value: body['value'].flatMap((entry) => (isObject(entry) ? (change(entry) ?? []) : [entry])) }
}

/** The expanded field of each parent, as a call about that parent alone answers. What was cut off is asked for by itself. */
function split(tenant: string, call: DeclaredCall, field: string, body: Json): FoundRecord[] {
  return entriesOf(body).flatMap((entry) => {
    const id = guidField(entry, 'id')
    const inner = entry[field]
    if (id === null || !Array.isArray(inner) || inner.length === 0 || isCutOff(entry, field)) return []
    return recordsAt(graphPath(tenant, call.list, id), { value: inner })
  })
}
