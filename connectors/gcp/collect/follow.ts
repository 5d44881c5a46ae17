import type { Cell } from '../../../src/connector/index.js'
import { isObject, type Json, type JsonObject } from '../../../src/model/index.js'
import { objectField, textField } from '../fields.js'
import { callsAbout, isPolicyCall, type GcpCall } from './calls.js'
import {
  assetCells,
  callOf,
  cellOf,
  containerCells,
  containerOf,
  inputOf,
  isWalk,
  itemName,
  itemsIn,
  probeCell,
  selfCell,
  walkCells,
} from './cells.js'
import { groupsNamedIn, nestedGroupsIn } from './named-groups.js'
import { isOwn, type Shard } from './shards.js'

/** Calls whose answers name groups. */
const NAMING = new Set([
  'cloudasset assets-list iam-policy',
  'cloudasset assets-list access-policy',
  'privilegedaccessmanager entitlements-list',
  'iam policies-get',
  'bigquery datasets-get',
  'storage buckets-list',
  'accesscontextmanager service-perimeters-list',
])
const WITH_ACCESS_LISTS = ['bigquery.googleapis.com/Dataset', 'storage.googleapis.com/Bucket']

/** The first questions about a scope; `parts` share the scopes among them. */
export function scopeCells(scope: string, shard: Shard | undefined): Cell[] {
  const self = selfCell(scope)
  const own = !isOwn(scope, shard)
    ? []
    : [...(self === null ? [] : [self]), ...assetCells(scope), ...containerCells(scope, 'plain')]
  return [...own, probeCell(scope, 'resource'), ...walkCells(scope, false)]
}

/** What is asked next. */
export function cellsAfter(cell: Cell, body: Json, shard: Shard | undefined): Cell[] {
  const call = callOf(cell)
  const { at, about, isFallback } = inputOf(cell)
  if (call.call === 'cloudresourcemanager organizations-list') {
    const organizations = itemsIn(call, body).flatMap((item) => textField(item, 'name') ?? [])
    return organizations.length === 0
      ? [cellOf('cloudresourcemanager projects-search', { at: '', about: '' })]
      : organizations.flatMap((name) => (containerOf(name) === null ? [] : scopeCells(name, shard)))
  }
  if (call.call === 'cloudresourcemanager projects-search')
    return itemsIn(call, body).flatMap((item) => {
      const name = `projects/${textField(item, 'projectId') ?? ''}`
      return containerOf(name) === null ? [] : scopeCells(name, shard)
    })
  if (isWalk(call.call)) return below(call, body, isFallback, shard)
  if (call.call.endsWith('-get') && call.type === null) return above(body)
  if (call.triedContent !== null) return afterProbe(at, call.triedContent, body, shard)
  if (call.call === 'cloudidentity groups-lookup') return ofGroup(textField(body, 'name'), about, cell.scope)
  if (call.call === 'cloudidentity groups-memberships-list') return nestedGroupsIn(body).map(groupCell)
  const next = callsAbout(call.call)
  return [
    ...(next.length === 0 ? [] : itemsIn(call, body)).flatMap((item) => aboutItem(call, item, next, at)),
    ...(NAMING.has(call.call) || isPolicyCall(call.call)
      ? groupsNamedIn(body)
      : call.call === 'cloudasset assets-list resource'
        ? groupsNamedIn(
            itemsIn(call, body).filter((asset) => WITH_ACCESS_LISTS.includes(textField(asset, 'assetType') ?? '')),
          )
        : []
    ).map(groupCell),
  ]
}

function aboutItem(list: GcpCall, item: JsonObject, next: readonly GcpCall[], at: string): Cell[] {
  const name = itemName(list, item)
  return name === null ? [] : next.map(({ call }) => cellOf(call, { at, ...name }))
}

/** What a list of folders or projects leads to. */
function below(call: GcpCall, body: Json, isFallback: boolean, shard: Shard | undefined): Cell[] {
  return itemsIn(call, body).flatMap((item) => {
    const name = call.list === 'folders' ? textField(item, 'name') : `projects/${textField(item, 'projectId') ?? ''}`
    if (name === null || containerOf(name) === null) return []
    return [
      ...(isOwn(name, shard) ? containerCells(name, isFallback ? 'fallback' : 'plain') : []),
      ...walkCells(name, isFallback),
    ]
  })
}

/** What stands above a container: its policies are inherited. The same questions come from each container below it. */
function above(body: Json): Cell[] {
  const parent = textField(body, 'parent') ?? parentOf(objectField(body, 'parent'))
  const self = parent === null ? null : selfCell(parent)
  if (parent === null || self === null) return []
  return [self, ...containerCells(parent, 'plain'), ...containerCells(parent, 'fallback')]
}

function parentOf(parent: JsonObject | null): string | null {
  const type = textField(parent ?? undefined, 'type')
  const id = textField(parent ?? undefined, 'id')
  return type === null || id === null ? null : `${type}s/${id}`
}

/**
 * Resources first, then allow policies: if either is refused, both are looked for without the asset inventory. Then
 * perimeters, which have a service of their own.
 *
 * LIMIT: without the asset inventory only services that declare calls are asked; the refused export stays a gap.
 * LIMIT: organization policies that alone are refused are not looked for elsewhere; they are posture.
 */
function afterProbe(scope: string, content: string, body: Json, shard: Shard | undefined): Cell[] {
  const next = content === 'resource' ? 'iam-policy' : 'access-policy'
  if (isObject(body) && body['isAnswered'] === true)
    return content !== 'access-policy' && (next === 'iam-policy' || scope.startsWith('organizations/'))
      ? [probeCell(scope, next)]
      : []
  if (content === 'access-policy')
    return isOwn(scope, shard) ? [cellOf('accesscontextmanager access-policies-list', { at: scope, about: scope })] : []
  return [
    ...(isOwn(scope, shard)
      ? [
          ...containerCells(scope, 'fallback'),
          cellOf('cloudbilling billing-accounts-list', { at: '', about: '', file: 'all' }),
        ]
      : []),
    ...walkCells(scope, true),
  ]
}

/** Who is in a group: its number has to be asked for first. Whether it may be seen hangs on the domain that owns it. */
export function groupCell(mail: string): Cell {
  return cellOf('cloudidentity groups-lookup', {
    at: '',
    about: mail,
    scope: `domains/${mail.slice(mail.lastIndexOf('@') + 1)}`,
  })
}

function ofGroup(name: string | null, mail: string, scope: string): Cell[] {
  if (name === null || !/^groups\/[^/]+$/.test(name)) return []
  return ['cloudidentity groups-get', 'cloudidentity groups-memberships-list'].map((call) =>
    cellOf(call, { at: '', about: name, scope, file: encodeURIComponent(mail) }),
  )
}
