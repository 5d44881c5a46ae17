import { createHash } from 'node:crypto'
import type { Cell } from '../../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { idKey, MANAGEMENT_GROUPS, parseArmId, subscriptionOf, SUBSCRIPTIONS } from '../arm-id.js'
import { ELIGIBLE_SCHEDULES } from '../assignment.js'
import { guidField, isGuid, objectField, textField } from '../fields.js'
import { callOf, isGraphPath } from '../list-name.js'
import { subscriptionId } from '../settle.js'
import { callWithId, madeCalls, type DeclaredCall } from './calls.js'
import { fileOf, folderName, graphPath } from './cell-path.js'

/** What is asked of one tenant. */
export interface Plan {
  roots(): Cell[]
  follow(cell: Cell, body: Json): Cell[]
}

export interface Selection {
  /** The tenant's id, in lower case. */
  tenant: string
  /** Subscription ids; empty: all that the tenant lists. */
  subscriptions: readonly string[]
  excludeSubscriptions: readonly string[]
  shard?: { index: number; count: number }
}

/** The declared call that a cell makes. */
export function callOfCell({ input }: Cell): DeclaredCall {
  return callWithId(String(input['call']))
}

export function createPlan(selection: Selection): Plan {
  const { tenant } = selection
  const named = new Set(selection.subscriptions.map((id) => id.toLowerCase()))
  const excluded = new Set(selection.excludeSubscriptions.map((id) => id.toLowerCase()))
  const isAsked = (id: string): boolean =>
    (named.size === 0 || named.has(id)) && !excluded.has(id) && isInShard(id, selection.shard)

  const cellOf = (call: DeclaredCall, at: At): Cell => ({
    cloud: 'azure',
    scope: at.subscription ?? tenant,
    region: 'global',
    ...callOf(call.list),
    subject: at.subject,
    input: inputOf(call, at),
    path: at.path,
    ...(call.isStreamed === true ? { isStreamed: true } : {}),
  })
  const callsPer = (per: DeclaredCall['per']): DeclaredCall[] => madeCalls.filter((call) => call.per === per)

  const ofTenant = (call: DeclaredCall): Cell =>
    cellOf(call, {
      subject: [],
      scope: '',
      path: isGraphPath(call.list) ? graphPath(tenant, call.list) : `${tenant}/${fileOf(call.list)}`,
    })

  const ofSubscription = (subscription: string): Cell[] =>
    callsPer('subscription').map((call) =>
      cellOf(call, {
        subscription,
        subject: [],
        scope: `/subscriptions/${subscription}`,
        path: `${tenant}/${subscription}/${call.source === 'resource-graph' ? 'resource-graph/' : ''}${fileOf(call.list)}`,
      }),
    )

  const ofManagementGroup = (name: string): Cell[] =>
    callsPer('management-group').map((call) =>
      cellOf(call, {
        subject: [name],
        scope: `/providers/${MANAGEMENT_GROUPS}/${name}`,
        path: `${tenant}/managementGroups/${folderName(name)}/${fileOf(call.list)}`,
      }),
    )

  /** Only `/` itself is left where the caller sees nothing below it. */
  const ofRoot = (): Cell[] =>
    callsPer('root').map((call) =>
      cellOf(call, { subject: ['/'], scope: '', path: `${tenant}/root/${fileOf(call.list)}` }),
    )

  function followSubscriptions(body: Json): Cell[] {
    const listed = new Set(
      entriesOf(body).flatMap((entry) => {
        const id = textField(entry, 'state') === 'Deleted' ? null : subscriptionId(entry)
        return id === null ? [] : [id]
      }),
    )
    // A named subscription that is not listed is asked all the same: the refusal is what there is to say of it.
    const ids = [...new Set([...listed, ...[...named].filter(isGuid)])].filter(isAsked).sort()
    return listed.size === 0 && named.size === 0 ? ofRoot() : ids.flatMap(ofSubscription)
  }

  function followManagementGroups(body: Json): Cell[] {
    const names = entriesOf(body).flatMap((entry) => {
      const parsed = parseArmId(textField(entry, 'id') ?? '')
      return parsed?.type.toLowerCase() === idKey(MANAGEMENT_GROUPS) && isSafe(parsed.name) ? [parsed.name] : []
    })
    return [...new Set(names)].sort().flatMap(ofManagementGroup)
  }

  /** Roles that somebody may activate at a scope of the cell's own: those above are in the answer about that. */
  function followEligible(cell: Cell, body: Json): Cell[] {
    const [call] = callsPer('eligible-role')
    if (call === undefined) return []
    const group = cell.scope === tenant ? `/providers/${MANAGEMENT_GROUPS}/${cell.subject[0] ?? ''}` : null
    const found = new Map<string, Cell>()
    for (const entry of entriesOf(body)) {
      const said = objectField(entry, 'properties') ?? {}
      const scope = textField(said, 'scope') ?? ''
      const role = textField(said, 'roleDefinitionId') ?? ''
      const guid = role.slice(role.lastIndexOf('/') + 1).toLowerCase()
      const isOwn = group === null ? subscriptionOf(scope) === cell.scope : idKey(scope) === idKey(group)
      if (!isOwn || !isGuid(guid) || !isSafeId(scope) || !isSafeId(role)) continue
      const folder =
        group === null
          ? `${cell.scope}/${folderName(idKey(scope))}`
          : `managementGroups/${folderName(cell.subject[0] ?? '')}`
      const path = `${tenant}/${folder}/${folderName(guid)}/${fileOf(call.list)}`
      found.set(path, {
        ...cellOf(call, {
          ...(group === null ? { subscription: cell.scope } : {}),
          subject: [scope, guid],
          scope,
          path,
          query: { $filter: `roleDefinitionId eq '${role}'` },
        }),
      })
    }
    return [...found.values()]
  }

  function followEntries(parent: DeclaredCall, cell: Cell, body: Json): Cell[] {
    const cells = new Map<string, Cell>()
    for (const call of callsPer('entry')) {
      if (call.of === undefined || (parent.source !== 'resource-graph' && call.of !== parent.list)) continue
      for (const entry of entriesOf(body)) {
        const at = call.when?.(entry) === false ? null : placeOfEntry(call, entry, cell)
        if (at !== null) cells.set(at.path, cellOf(call, at))
      }
    }
    return [...cells.values()]
  }

  function placeOfEntry(call: DeclaredCall, entry: JsonObject, cell: Cell): At | null {
    if (isGraphPath(call.list)) {
      const id = guidField(entry, 'id')
      const list = `graph${call.api.replace('{id}', '*')}`
      return id === null ? null : { subject: [id], scope: id, path: graphPath(tenant, list, id) }
    }
    const id = textField(entry, 'id') ?? ''
    const parsed = isSafeId(id) ? parseArmId(id) : null
    if (parsed === null || parsed.type.toLowerCase() !== call.of?.toLowerCase()) return null
    if (subscriptionOf(parsed.id) !== cell.scope) return null
    const group = parsed.id.split('/')[4] ?? ''
    const path = `${tenant}/${cell.scope}/${folderName(group)}/${folderName(parsed.name)}/${fileOf(call.list)}`
    return { subscription: cell.scope, subject: [group, parsed.name], scope: parsed.id, path }
  }

  return {
    roots: () => callsPer('tenant').map(ofTenant),
    follow(cell, body) {
      const call = callOfCell(cell)
      if (call.per === 'entry') return []
      if (call.list === SUBSCRIPTIONS) return followSubscriptions(body)
      if (call.list === MANAGEMENT_GROUPS && call.per === 'tenant') return followManagementGroups(body)
      if (call.list === ELIGIBLE_SCHEDULES) return followEligible(cell, body)
      return followEntries(call, cell, body)
    },
  }
}

/** Where a cell stands: `scope` is the ARM id or object id that it is asked about. */
interface At {
  subscription?: string
  subject: readonly string[]
  scope: string
  path: string
  query?: JsonObject
}

function inputOf(call: DeclaredCall, { scope, subscription, query = {} }: At): JsonObject {
  const { source, api, version } = call
  if (source === 'resource-graph') return { call: call.id, subscription: subscription ?? '' }
  const asked: JsonObject = { ...call.query, ...query }
  if (source === 'authorization') return { call: call.id, scope: scope.slice(1), ...asked }
  const path = api.replace('{scope}', encodedId(scope)).replace('{id}', encodedId(scope))
  return source === 'graph'
    ? { call: call.id, url: `/${version}${path}`, query: asked }
    : { call: call.id, url: path, query: { 'api-version': version, ...asked } }
}

/** Each part of an id as it may stand in a URL. */
function encodedId(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/')
}

/** Is it an ARM id of which no part changes the meaning of a URL? */
function isSafeId(id: string): boolean {
  return id.startsWith('/') && id.length <= 2048 && id.slice(1).split('/').every(isSafe)
}

function isSafe(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !/[?#%\\'"\u0000-\u001f]/.test(part)
}

/** The entries of an answer or a page of one: of ARM and Graph, or rows of Resource Graph. */
export function entriesOf(body: Json): JsonObject[] {
  if (!isObject(body)) return []
  const entries = body['value'] ?? body['data']
  return Array.isArray(entries) ? entries.filter(isObject) : []
}

/** The same subscription is in the same part on every machine and in every run. */
function isInShard(id: string, shard: Selection['shard']): boolean {
  if (shard === undefined) return true
  return createHash('sha256').update(id).digest().readUInt32BE(0) % shard.count === shard.index - 1
}
