import type { Cell } from '../../../src/connector/index.js'
import { isObject, type JsonObject } from '../../../src/model/index.js'
import { textField } from '../fields.js'
import { CONTENTS, gcpCallsByName, isPolicyCall, RESOURCE_ASSETS, type GcpCall } from './calls.js'
import type { ContainerKind } from './declaration.js'

/** `['projects', 'my-project']` of `projects/my-project`; null for text that names no container. */
export function containerOf(name: string): [kind: ContainerKind, key: string] | null {
  const found = /^(organizations|folders|projects)\/([^/\s?#]{1,100})$/.exec(name)
  return found === null ? null : [found[1] as ContainerKind, found[2] ?? '']
}

/** What of a cell's `input` leads on. */
export interface CellInput {
  /** The container that it is asked in; empty for what belongs to none. */
  at: string
  /** What it is made about, without its service. */
  about: string
  /** The walk that only looks for what the asset inventory did not tell. */
  isFallback: boolean
}

export function inputOf({ input }: Cell): CellInput {
  return {
    at: textField(input, 'at') ?? '',
    about: textField(input, 'about') ?? '',
    isFallback: input['isFallback'] === true,
  }
}

/** The call that a cell makes. */
export function callOf({ input }: Cell): GcpCall {
  const call = gcpCallsByName.get(textField(input, 'call') ?? '')
  if (call === undefined) throw new Error(`no call \`${textField(input, 'call') ?? ''}\``)
  return call
}

/**
 * One question. `about` is a container, or the name of what another answer listed; `fullName` names what an allow policy
 * hangs on.
 */
export function cellOf(
  call: string,
  of: { at: string; about: string; fullName?: string; isFallback?: boolean; scope?: string; file?: string },
): Cell {
  const found = gcpCallsByName.get(call)
  if (found === undefined) throw new Error(`no call \`${call}\``)
  const [service = '', operation = ''] = call.split(' ')
  const { at, about, isFallback = false } = of
  const isListOfAll = about === at
  const subject = isPolicyCall(call) ? (of.fullName ?? '') : about
  const file = of.file ?? (isListOfAll && !isPolicyCall(call) ? 'all' : encoded(subject))
  return {
    cloud: 'gcp',
    scope: of.scope ?? (at === '' ? 'global' : at),
    region: 'global',
    service,
    operation,
    subject: isListOfAll && !isPolicyCall(call) ? [] : [subject],
    input: { call, at, about, ...(isFallback ? { isFallback } : {}) },
    path: [
      'gcp',
      ...(at === '' ? [] : at.split('/').map(encoded)),
      service,
      found.folder,
      `${isFallback && found.of === null && isWalk(call) ? 'without-assets' : file}.json`,
    ].join('/'),
    ...(found.isStreamed ? { isStreamed: true } : {}),
  }
}

/** Lists by which one goes down the hierarchy. */
export function isWalk(call: string): boolean {
  return call === 'cloudresourcemanager folders-list' || call === 'cloudresourcemanager projects-list'
}

/** A name as one part of a path: it comes back as it was. */
function encoded(name: string): string {
  const whole = encodeURIComponent(name.toWellFormed())
  return whole === '.' || whole === '..' ? whole.replaceAll('.', '%2E') : whole
}

/** Where one page of a streamed answer lies. */
export function pathOfPage({ path, isStreamed }: Cell, page: number): string {
  return isStreamed === true ? path.replace(/\.json$/, `-${String(page).padStart(5, '0')}.json`) : path
}

/** The exports of the asset inventory for a scope. */
export function assetCells(scope: string): Cell[] {
  const kind = containerOf(scope)?.[0]
  return CONTENTS.filter(({ content }) => content !== 'ACCESS_POLICY' || kind === 'organizations').map(({ folder }) =>
    cellOf(`cloudasset assets-list ${folder}`, { at: scope, about: scope, file: 'assets' }),
  )
}

/** Asks whether the asset inventory answers for a scope; if not, the answer's `follow` looks elsewhere. */
export function probeCell(scope: string, folder: string): Cell {
  return cellOf(`cloudasset assets-probe ${folder}`, { at: scope, about: scope })
}

/** What is asked about a container besides the asset inventory: `plain`, or instead of it: `fallback`. */
export function containerCells(container: string, which: 'plain' | 'fallback'): Cell[] {
  const kind = containerOf(container)?.[0]
  const cells: Cell[] = []
  for (const { call, scopeKinds, of, isFallback, type } of gcpCallsByName.values()) {
    if (of !== null || kind === undefined || !scopeKinds.includes(kind) || isFallback !== (which === 'fallback'))
      continue
    if (type === null && !isPolicyCall(call)) continue
    cells.push(
      cellOf(call, {
        at: container,
        about: container,
        fullName: `//cloudresourcemanager.googleapis.com/${container}`,
      }),
    )
  }
  return cells
}

/** Goes down from an organization or folder. */
export function walkCells(container: string, isFallback: boolean): Cell[] {
  if (containerOf(container)?.[0] === 'projects') return []
  return ['cloudresourcemanager folders-list', 'cloudresourcemanager projects-list'].map((call) =>
    cellOf(call, { at: container, about: container, isFallback }),
  )
}

/** The container itself: it says what stands above. */
export function selfCell(container: string): Cell | null {
  const kind = containerOf(container)?.[0]
  if (kind === undefined) return null
  return cellOf(`cloudresourcemanager ${kind}-get`, { at: container, about: container, file: 'self' })
}

/** The parameters of the call, without the page. */
export function queryOf(call: GcpCall, about: string): [name: string, value: string][] {
  const pattern: [string, string][] =
    call.call === 'cloudasset assets-list resource' || call.call === 'cloudasset assets-probe resource'
      ? [['assetTypes', RESOURCE_ASSETS]]
      : []
  return [
    ...Object.entries(call.query).map(([name, value]): [string, string] => [name, filled(value, about)]),
    ...pattern,
  ]
}

/** The address of the call; null where a name cannot stand in an address as it is. */
export function urlOf(call: GcpCall, about: string): URL | null {
  if (about.split('/').some((part) => part === '.' || part === '..' || part === '' || /^%2e(%2e)?$/i.test(part)))
    if (/\{(name|parent|last|key)\}/.test(call.url)) return null
  const [host = '', ...path] = call.url.split('/')
  const url = new URL(`https://${host}/${filledPath(path.join('/'), about)}`)
  for (const [name, value] of queryOf(call, about)) url.searchParams.append(name, value)
  return url
}

function filled(text: string, about: string): string {
  return text
    .replaceAll('{parent}', () => about)
    .replaceAll('{name}', () => about)
    .replaceAll('{key}', () => about.slice(about.lastIndexOf('/') + 1))
    .replaceAll('{last}', () => about.slice(about.lastIndexOf('/') + 1))
}

function filledPath(path: string, about: string): string {
  const safe = about
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/')
  return filled(path, safe)
}

/** What the next call about an item of a list goes by: its full name where the list's type knows it, else its `name`. */
export function itemName(list: GcpCall, item: JsonObject): { about: string; fullName: string } | null {
  const place = { account: '', subject: [] }
  const known = list.type?.listed?.call === list.call ? (list.type.listed.nameOf(item, place) ?? null) : null
  const fullName = known ?? textField(item, 'name')
  if (fullName === null) return null
  return { about: fullName.replace(/^\/\/[^/]+\//, ''), fullName }
}

/** The items of an answer. */
export function itemsIn(call: GcpCall, body: unknown): JsonObject[] {
  const found = Array.isArray(body)
    ? (body as JsonObject[])
    : call.list !== null && isObject(body as JsonObject)
      ? (body as JsonObject)[call.list]
      : null
  return Array.isArray(found) ? found.filter(isObject) : []
}
