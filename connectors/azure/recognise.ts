import type { CallStatus, FoundRecord, ImportFile, Recognition } from '../../src/connector/index.js'
import { isObject, type Json } from '../../src/model/index.js'
import { listingOf, listOfContext, listOfItem, OTHER_RESOURCES, type Listing } from './classify.js'
import { errorInJson, errorInText, type CallError } from './error-text.js'
import { isChildList, type ListIndex } from './list-index.js'
import { callOf, GRAPH, isGraphPath } from './list-name.js'
import { placeOf, type Place } from './place.js'
import { withoutSecrets } from './secrets.js'

/** Reads one file as answers of ARM, Microsoft Graph or the Azure CLI: by content first, then by path. */
export function createRecogniser(lists: ListIndex): (file: ImportFile) => Recognition | null {
  return (file) => {
    const place = placeOf(file.segments, lists)
    const named = isNamedPlace(place) ? place.list : null
    if (file.size === 0)
      return named === null ? null : found([answer(file, place, named, 'failed', 'the file is empty', null)], null)
    const text = file.text()
    const isData = file.extension === '.yaml' || /^\s*[[{]/.test(text.slice(0, 1000))
    if (!isData) return named === null ? null : recogniseText(file, place, named, text)
    if (!mayBeAzure(text) && named === null && place.list === null) return null

    const { documents, error } = file.documents()
    const records: FoundRecord[] = []
    const loose: Json[] = []
    for (const document of documents) {
      const refusal = errorInJson(document)
      const listing = refusal === null ? listingOf(document) : null
      if (refusal !== null && named !== null) records.push(refused(file, place, named, refusal))
      else if (listing?.isWrapped === false && isObject(document)) loose.push(document)
      else if (listing !== null) records.push(...recordsOf(file, place, listing, lists))
    }
    // One object per line is one list.
    if (loose.length > 0)
      for (const listing of byContext(loose)) records.push(...recordsOf(file, place, listing, lists))
    if (error !== null && (named !== null || records.length > 0)) {
      const path = named ?? null
      if (path !== null) records.push(answer(file, place, path, 'failed', error, null))
      return found(records, error)
    }
    return records.length === 0 ? null : found(records, null)
  }
}

/** A list's name alone is enough where it stands below an id of Azure or says that the Azure CLI wrote it. */
function isNamedPlace({ list, isAz, tenant, subscription, either, ids }: Place): boolean {
  if (list === null) return false
  const isOfGroup = list.startsWith(GRAPH) && list.includes('*') && ids.length > 0
  return isAz || isOfGroup || tenant !== null || subscription !== null || either !== null
}

/** A cheap look before parsing a file whose path says nothing: words that every answer of Azure has one of. */
function mayBeAzure(text: string): boolean {
  return [
    'icrosoft.',
    '/subscriptions/',
    '/providers/',
    '"value"',
    'tenantId',
    'userPrincipalName',
    'appId',
    '"data"',
    'displayName',
    'audiences',
    'roleName',
    'ICROSOFT.',
  ].some((word) => text.includes(word))
}

function recogniseText(file: ImportFile, place: Place, path: string, text: string): Recognition {
  const error = errorInText(text)
  if (error !== null) return found([refused(file, place, path, error)], null)
  const problem = /^\s*$/.test(text)
    ? 'nothing but white space'
    : 'line 1, column 1: neither JSON nor an error text of Azure'
  return found([answer(file, place, path, 'failed', problem, null)], problem)
}

function byContext(documents: readonly Json[]): Listing[] {
  const groups = new Map<string | null, Json[]>()
  for (const document of documents) {
    const context = listingOf(document)?.context ?? null
    const group = groups.get(context)
    if (group === undefined) groups.set(context, [document])
    else group.push(document)
  }
  return [...groups].map(([context, items]) => ({ items, context, continues: false, isWrapped: false }))
}

/** One record per list of which the listing holds entries. */
function recordsOf(file: ImportFile, place: Place, listing: Listing, lists: ListIndex): FoundRecord[] {
  const said = listing.context === null ? null : contextList(listing.context, lists)
  const isEmptyList = listing.isWrapped && listing.items.length === 0
  const own = said?.path ?? (isNamedPlace(place) || (place.isExact && isEmptyList) ? place.list : null)
  const at: Place = said !== null && said.ids.length > 0 ? { ...place, ids: said.ids } : place
  if (listing.items.length === 0) {
    const isBelowId = place.tenant !== null || place.subscription !== null || place.either !== null
    const path = own ?? (listing.isWrapped && isBelowId ? OTHER_RESOURCES : null)
    return path === null ? [] : [answer(file, at, path, listing.continues ? 'ok' : 'none', null, bodyOf([], listing))]
  }
  const groups = new Map<string, Json[]>()
  for (const item of listing.items) {
    const path = listOfEntry(item, own, said?.path ?? null, lists)
    if (path === null) continue
    const group = groups.get(path)
    if (group === undefined) groups.set(path, [item])
    else group.push(item)
  }
  return [...groups].map(([path, items]) =>
    answer(
      file,
      path === own ? at : { ...at, ids: isChildList(path) ? at.ids : [] },
      path,
      'ok',
      null,
      bodyOf(items, listing),
    ),
  )
}

/**
 * Children stand in the list that the path or context names: the members of a group are users and groups, too. Elsewhere
 * each entry says for itself what it is.
 */
function listOfEntry(item: Json, own: string | null, said: string | null, lists: ListIndex): string | null {
  if (!isObject(item)) return own
  const isChildOfGraph = own?.startsWith(GRAPH) === true && own.includes('*')
  if (isChildOfGraph || (said !== null && isGraphPath(said))) return own
  return listOfItem(item, lists) ?? own
}

/** The list that a context names, as it is known here: `groups/*` is an entry of `groups`. */
function contextList(context: string, lists: ListIndex): { path: string; ids: string[] } | null {
  const said = listOfContext(context)
  if (said === null) return null
  const parts = said.path.slice(GRAPH.length).split('/')
  const known = lists.ofGraphPath(parts)
  return { path: known ?? said.path, ids: known?.includes('*') === true ? said.ids : [] }
}

function bodyOf(items: readonly Json[], { context, continues }: Listing): Json {
  return {
    value: items.map((item) => withoutSecrets(withoutContext(item))),
    ...(context === null ? {} : { context: context.slice(context.indexOf('$metadata#')) }),
    ...(continues ? { continues } : {}),
  }
}

/** What a single object says of its own list stands beside the entries, not in them. */
function withoutContext(item: Json): Json {
  if (!isObject(item) || !Object.hasOwn(item, '@odata.context')) return item
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== '@odata.context'))
}

function refused(file: ImportFile, place: Place, path: string, { status, message }: CallError): FoundRecord {
  return answer(file, place, path, status, message, null)
}

function answer(
  file: ImportFile,
  { tenant, subscription, either, ids, rest, folder }: Place,
  path: string,
  status: CallStatus,
  message: string | null,
  body: Json,
): FoundRecord {
  return {
    cloud: 'azure',
    account: tenant ?? (path.startsWith(GRAPH) ? (either ?? '') : ''),
    region: 'global',
    ...callOf(path),
    subject: [...(subscription === null ? [] : [`/subscriptions/${subscription}`]), ...rest, ...ids],
    status,
    message,
    body,
    file: file.relative,
    folder,
  }
}

function found(records: FoundRecord[], malformed: string | null): Recognition {
  return { records, malformed }
}
