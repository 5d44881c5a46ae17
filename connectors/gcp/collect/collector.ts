import { CallFailure, type Cell, type Collector, type FoundRecord, type Page } from '../../../src/connector/index.js'
import { isObject, UserError, type Json, type JsonObject } from '../../../src/model/index.js'
import { ASSETS, POLICY } from '../items.js'
import { placeOfPath } from '../path-place.js'
import { recogniser } from '../recognise.js'
import { resourceTypes } from '../resources/index.js'
import { withoutSecrets } from '../secrets.js'
import { answerFile } from './answer-file.js'
import { isPolicyCall, type GcpCall } from './calls.js'
import { callOf, cellOf, containerOf, inputOf, isWalk, pathOfPage, urlOf } from './cells.js'
import { openChannel, type Channel } from './channel.js'
import { answerIn } from './failure.js'
import { cellsAfter, scopeCells } from './follow.js'
import { openIamLibrary, type IamLibrary } from './iam-library.js'
import type { GcpCollectOptions } from './options.js'
import { isOwn, type Shard } from './shards.js'

const recognise = recogniser(resourceTypes)

/**
 * Opens Google Cloud for reading, with the application default credentials.
 *
 * @throws UserError for a scope that is none, and (exit code 4) if there are no credentials
 */
export async function createGcpCollector(options: GcpCollectOptions): Promise<Collector> {
  for (const scope of options.scopes)
    if (containerOf(scope) === null)
      throw new UserError(
        `\`${scope}\` is no scope of Google Cloud`,
        'give `organizations/<number>`, `folders/<number>` or `projects/<id>`',
      )
  const channel = await openChannel(options)
  await channel.token().catch((error: unknown) => {
    if (error instanceof CallFailure && error.kind === 'credentials') throw new UserError(error.message, null, 4)
    // Whoever hands out tokens may be back when the first call is made.
  })
  return collectorOf(channel, options)
}

function collectorOf(channel: Channel, options: GcpCollectOptions): Collector {
  const { shard, now } = options
  let library: Promise<IamLibrary> | null = null

  const fetchRaw = async (cell: Cell, page: string | null, signal: AbortSignal): Promise<Json> => {
    const call = callOf(cell)
    const { about } = inputOf(cell)
    if (call.library !== null) {
      const iam = await (library ??= openIamLibrary(channel))
      return answerIn(await iam.call(call.library, libraryParent(call, about), page, signal), now)
    }
    const url = urlOf(call, about)
    if (url === null)
      throw new CallFailure('failed', `INVALID_ARGUMENT: no call can be made about \`${about.slice(0, 200)}\``, {
        code: 'INVALID_NAME',
      })
    if (page !== null) url.searchParams.set('pageToken', page)
    const body = call.body === null ? null : (call.body as JsonObject)
    return answerIn(await channel.send({ url, method: call.method, body }, signal), now)
  }

  return {
    cloud: 'gcp',
    roots: () => rootCells(options),
    async fetch(cell, page, signal) {
      const call = callOf(cell)
      if (call.triedContent === null) return pageOf(call, await fetchRaw(cell, page, signal), page)
      try {
        await fetchRaw(cell, page, signal)
        return { body: { isAnswered: true }, next: null }
      } catch (error) {
        const isRefused =
          error instanceof CallFailure && !error.isTransient && (error.kind === 'denied' || error.kind === 'failed')
        if (!isRefused) throw error
        return { body: { isAnswered: false }, next: null }
      }
    },
    merge: (cell, pages) => merged(callOf(cell), pages),
    follow: (cell, body) => distinct(cellsAfter(cell, body, shard)),
    records: (cell, body, page) => recordsOf(cell, body, page, shard),
    silence: (cell, status, message) => [silent(cell, status, message)],
    permissions: (cell) => callOf(cell).needs,
    async close() {
      const opened = await library?.catch(() => null)
      await opened?.close()
    },
  }
}

/** Without scopes: all organizations that the caller sees. Part 1 reads what belongs to no scope. */
function rootCells({ scopes, shard, customer }: GcpCollectOptions): Cell[] {
  const ofAll =
    (shard?.index ?? 1) !== 1
      ? []
      : [
          cellOf('iam predefined-roles-list', { at: '', about: '', file: 'predefined' }),
          ...(customer === undefined
            ? []
            : [
                cellOf('cloudidentity groups-list', {
                  at: '',
                  about: `customers/${customer.replace(/^customers\//, '')}`,
                  scope: `customers/${customer.replace(/^customers\//, '')}`,
                }),
              ]),
        ]
  return distinct([
    ...ofAll,
    ...(scopes.length === 0
      ? [cellOf('cloudresourcemanager organizations-list', { at: '', about: '' })]
      : scopes.flatMap((scope) => scopeCells(scope, shard))),
  ])
}

function distinct(cells: readonly Cell[]): Cell[] {
  return [...new Map(cells.map((cell) => [cell.path, cell])).values()]
}

function libraryParent({ library }: GcpCall, about: string): string {
  if (library === 'getPolicy') return about
  return library === 'listPolicies'
    ? `policies/${encodeURIComponent(`cloudresourcemanager.googleapis.com/${about}`)}/denypolicies`
    : `${about}/locations/global`
}

/** One page as the command line prints it: the items, without what belongs to the page alone. */
function pageOf(call: GcpCall, answer: Json, page: string | null): Page {
  const body = withoutSecrets(answer)
  if (call.list === null || !isObject(body)) return { body, next: null }
  const items = body[call.list]
  if (items !== undefined && !Array.isArray(items))
    throw new CallFailure('failed', `UNKNOWN: \`${call.list}\` of the answer is no list`, { code: 'NO_LIST' })
  const token = body['nextPageToken']
  const next = typeof token === 'string' && token !== '' ? token : null
  if (next !== null && next === page)
    throw new CallFailure('failed', 'UNKNOWN: the answer names itself as its next page', { code: 'SAME_PAGE' })
  if (call.list === 'assets') return { body: items ?? [], next }
  const unreachable = body['unreachable']
  return {
    body: {
      ...(items === undefined ? {} : { [call.list]: items }),
      ...(Array.isArray(unreachable) && unreachable.length > 0 ? { unreachable } : {}),
    },
    next,
  }
}

function merged({ list }: GcpCall, pages: readonly Json[]): Json {
  const [first = null] = pages
  if (pages.length < 2 || list === null) return first
  if (pages.every((page) => Array.isArray(page))) return pages.flat()
  const fields = (name: string): Json[] =>
    pages.flatMap((page) => {
      const found = isObject(page) ? page[name] : undefined
      return Array.isArray(found) ? found : []
    })
  const unreachable = fields('unreachable')
  return { [list]: fields(list), ...(unreachable.length === 0 ? {} : { unreachable }) }
}

function recordsOf(cell: Cell, body: Json, page: number, shard: Shard | undefined): FoundRecord[] {
  const call = callOf(cell)
  const path = pathOfPage(cell, page)
  const unreachable = isObject(body) && Array.isArray(body['unreachable']) ? body['unreachable'] : []
  const partial =
    unreachable.length === 0
      ? []
      : [
          {
            ...silent(
              cell,
              'failed',
              `UNAVAILABLE: not all of it: ${unreachable.map(String).join(', ').slice(0, 300)} gave no answer`,
            ),
            file: path,
          },
        ]
  if (call.isIndex || !isRecorded(cell, shard)) return partial
  const content = isObject(body) && unreachable.length > 0 ? withoutField(body, 'unreachable') : body
  if (
    partial.length > 0 &&
    isObject(content) &&
    Object.values(content).every((value) => Array.isArray(value) && value.length === 0)
  )
    return partial
  const found = recognise(answerFile(path, content))
  return [
    ...(found?.records ?? [
      {
        ...silent(cell, 'failed', `UNKNOWN: an answer that \`${cell.service} ${cell.operation}\` does not give`),
        file: path,
      },
    ]),
    ...partial,
  ]
}

function withoutField(of: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(of).filter(([field]) => field !== name))
}

/** All parts go down the hierarchy; one of them keeps what it found there. */
function isRecorded(cell: Cell, shard: Shard | undefined): boolean {
  const { at, isFallback } = inputOf(cell)
  if (isWalk(callOf(cell).call)) return !isFallback && isOwn(at, shard)
  if (cell.operation === 'organizations-list') return (shard?.index ?? 1) === 1
  return true
}

function silent(cell: Cell, status: FoundRecord['status'], message: string): FoundRecord {
  const call = callOf(cell)
  const place = placeOfPath(cell.path.split('/'), resourceTypes)
  const isExport = cell.service === 'cloudasset'
  const name = isExport ? ASSETS : isPolicyCall(call.call) ? POLICY : call.call
  const [service = '', operation = ''] = name.split(' ')
  return {
    cloud: 'gcp',
    account: place.account,
    region: 'global',
    service,
    operation,
    subject: isExport ? [place.content ?? call.triedContent ?? ''] : [...place.subject],
    status,
    message: message === '' ? null : message,
    body: null,
    file: cell.path,
    folder: null,
  }
}
