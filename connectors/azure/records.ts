import type { CallRecord } from '../../src/connector/index.js'
import { isObject, type JsonObject } from '../../src/model/index.js'
import { idKey, parseArmId, subscriptionOf, SUBSCRIPTIONS, trimmedId } from './arm-id.js'
import { armShape } from './arm-shape.js'
import { field, isGuid, objectField, textField } from './fields.js'
import { callKey, callOf } from './list-name.js'
import { readParents } from './management-tree.js'
import { homeTenant, subscriptionId } from './settle.js'

/** One entry of a list, with the record that holds it. */
export interface Entry {
  value: JsonObject
  record: CallRecord
}

/** An entry of ARM in its canonical shape: `{ id, name, type, properties: {...} }`. */
export interface ArmEntry extends Entry {
  id: string
  name: string
  type: string
  /** Tenant of the subscription or folder, lower case. */
  tenant: string
  properties: JsonObject
}

export interface SubscriptionFacts {
  /** `/subscriptions/<id>` as it is written. */
  id: string
  tenant: string
  /** Its own record, if there is one. */
  record: JsonObject | null
}

/** The records of an import, found by list (`Microsoft.Storage/storageAccounts`, `graph/users`). */
export interface Records {
  all: readonly CallRecord[]
  /** Entries of a list that are objects. */
  entries(list: string): readonly Entry[]
  /** Entries of an ARM list whose id can be read. */
  arm(list: string): readonly ArmEntry[]
  /** Records of a list that hold an answer, an empty one included. */
  answered(list: string, tenant?: string): readonly CallRecord[]
  /** Every record of a list, refused and failed ones included. */
  of(list: string, tenant?: string): readonly CallRecord[]
  /** The one spelling of an ARM id: that of the resource's own record, else the first that was met. */
  spelled(id: string): string
  /** Has the thing with this ARM id a record of its own? */
  hasRecord(id: string): boolean
  /** What a management group or subscription hangs below, by lower-case id. */
  parents: ReadonlyMap<string, string>
  /** The Terraform name of an ARM type; `azurerm_<last part of the type>` where there is none. */
  terraformType(type: string): string
  /** Subscriptions whose own data is there, by lower-case id. */
  subscriptions: ReadonlyMap<string, SubscriptionFacts>
  /** Tenants below which records of a subscription stand. */
  seenFrom(subscription: string): ReadonlySet<string>
  /** Tenants whose own data is there. */
  tenants: ReadonlySet<string>
  /** The tenant that an ARM id lies in, or the one of the record that names it. */
  tenantOf(id: string, record: CallRecord): string
  /** Says that an entry of a record could not be read. */
  damaged(record: CallRecord, what: string): void
  damages: ReadonlyMap<CallRecord, ReadonlySet<string>>
}

const NOBODY: ReadonlySet<string> = new Set()
const SUBSCRIPTIONS_CALL = callKey(callOf(SUBSCRIPTIONS))

/** What the resource types say of all records: Terraform names by ARM type, and the check of an entry's fields. */
export interface Vocabulary {
  terraformNames: ReadonlyMap<string, string>
  wrongFields(call: string, entry: JsonObject): string[]
}

export function indexRecords(all: readonly CallRecord[], { terraformNames, wrongFields }: Vocabulary): Records {
  const damages = new Map<CallRecord, Set<string>>()
  const damaged = (record: CallRecord, what: string): void => {
    damages.set(record, (damages.get(record) ?? new Set<string>()).add(what))
  }
  const byCall = new Map<string, CallRecord[]>()
  const byTenant = new Map<string, CallRecord[]>()
  const entriesOf = new Map<string, Entry[]>()
  for (const record of all) {
    const call = callKey(record)
    push(byCall, call, record)
    push(byTenant, `${call} ${record.account}`, record)
    if (record.status !== 'ok') continue
    for (const value of valuesOf(record, damaged)) {
      push(entriesOf, call, { value, record })
      for (const wrong of wrongFields(call, value)) damaged(record, wrong)
    }
  }

  const subscriptions = readSubscriptions(all, entriesOf)
  const tenantOf = (id: string, record: CallRecord): string =>
    subscriptions.get(subscriptionOf(id) ?? '')?.tenant ?? record.account
  const seen = new Map<string, Set<string>>()
  const own = new Map<string, string>()
  const met = new Map<string, string>()
  const armOf = new Map<string, ArmEntry[]>()
  for (const [call, entries] of entriesOf) {
    if (call.startsWith('graph ')) continue
    const list: ArmEntry[] = []
    armOf.set(call, list)
    for (const { value, record } of entries) {
      const shape = armShape(call, value, record, entriesOf)
      if (shape === null) {
        damaged(record, 'an entry without an id that can be read')
        continue
      }
      const key = idKey(shape.id)
      if (!own.has(key)) own.set(key, shape.id)
      const of = subscriptionOf(shape.id)
      if (of !== null) seen.set(of, (seen.get(of) ?? new Set<string>()).add(record.account))
      list.push({ ...shape, value: shape.value, tenant: tenantOf(shape.id, record), record })
    }
  }
  for (const { id } of subscriptions.values()) if (!own.has(idKey(id))) met.set(idKey(id), id)

  return {
    all,
    entries: (list) => entriesOf.get(callKey(callOf(list))) ?? [],
    arm: (list) => armOf.get(callKey(callOf(list))) ?? [],
    answered: (list, tenant) => recordsOf(list, tenant).filter(({ status }) => status === 'ok' || status === 'none'),
    of: (list, tenant) => recordsOf(list, tenant),
    spelled(id) {
      const trimmed = trimmedId(id) ?? id
      const key = idKey(trimmed)
      const known = own.get(key) ?? met.get(key)
      if (known !== undefined) return known
      met.set(key, trimmed)
      return trimmed
    },
    hasRecord: (id) => own.has(idKey(trimmedId(id) ?? id)),
    parents: readParents(armOf),
    terraformType: (type) => terraformNames.get(idKey(type)) ?? terraformFallback(type),
    subscriptions,
    seenFrom: (subscription) => seen.get(subscription) ?? NOBODY,
    tenants: readTenants(all, entriesOf, subscriptions),
    tenantOf,
    damaged,
    damages,
  }

  function recordsOf(list: string, tenant: string | undefined): readonly CallRecord[] {
    const call = callKey(callOf(list))
    return (tenant === undefined ? byCall.get(call) : byTenant.get(`${call} ${tenant}`)) ?? []
  }
}

function terraformFallback(type: string): string {
  const last = type.slice(type.lastIndexOf('/') + 1)
  return `azurerm_${last.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`
}

function valuesOf(record: CallRecord, damaged: Records['damaged']): JsonObject[] {
  const value = field(record.body, 'value')
  if (!Array.isArray(value)) {
    damaged(record, 'no list of entries')
    return []
  }
  const objects = value.filter(isObject)
  if (objects.length < value.length) damaged(record, 'an entry that is no object')
  return objects
}

/** Subscriptions with a record of their own, and those in which anything was read. */
function readSubscriptions(
  all: readonly CallRecord[],
  entriesOf: ReadonlyMap<string, readonly Entry[]>,
): Map<string, SubscriptionFacts> {
  const out = new Map<string, SubscriptionFacts>()
  for (const { value, record } of entriesOf.get(SUBSCRIPTIONS_CALL) ?? []) {
    const id = subscriptionId(value)
    if (id === null || isDescendant(value)) continue
    const known = out.get(id)
    if (known !== undefined) continue
    const written = textField(value, 'id') ?? ''
    out.set(id, {
      id: parseArmId(written)?.type === SUBSCRIPTIONS ? (trimmedId(written) ?? written) : `/subscriptions/${id}`,
      tenant: homeTenant(value) ?? record.account,
      record: value,
    })
  }
  const add = (id: string, spelled: string, record: CallRecord): void => {
    if (!out.has(id)) out.set(id, { id: spelled, tenant: record.account, record: null })
  }
  for (const record of all) {
    const of = subscriptionOf(record.subject[0] ?? '')
    if (of !== null) add(of, `/subscriptions/${of}`, record)
  }
  for (const [call, entries] of entriesOf) {
    if (call.startsWith('graph ')) continue
    for (const { value, record } of entries) {
      const id = textField(value, 'id') ?? ''
      const of = subscriptionOf(id)
      if (of !== null) add(of, id.split('/', 3).join('/'), record)
    }
  }
  return out
}

/** An entry of a management group's descendants names a subscription and says nothing of its own. */
function isDescendant(value: JsonObject): boolean {
  const properties = objectField(value, 'properties')
  return properties !== null && field(properties, 'parent') !== undefined && homeTenant(value) === null
}

function readTenants(
  all: readonly CallRecord[],
  entriesOf: ReadonlyMap<string, readonly Entry[]>,
  subscriptions: ReadonlyMap<string, SubscriptionFacts>,
): Set<string> {
  const out = new Set<string>()
  for (const { account } of all) if (isGuid(account) && !subscriptions.has(account)) out.add(account)
  for (const { value } of entriesOf.get('graph organization') ?? []) {
    const id = textField(value, 'id')
    if (id !== null && isGuid(id)) out.add(id.toLowerCase())
  }
  for (const { tenant, record } of subscriptions.values())
    if (isGuid(tenant) && !(record !== null && isSeenFromOutside(record))) out.add(tenant)
  return out
}

/** A subscription of another tenant that was delegated to the one that listed it. */
function isSeenFromOutside(record: JsonObject): boolean {
  const home = textField(record, 'homeTenantId')
  const via = textField(record, 'tenantId')
  return home !== null && via !== null && home.toLowerCase() !== via.toLowerCase()
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
