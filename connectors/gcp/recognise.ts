import type { CallStatus, FoundRecord, ImportFile, Recognition } from '../../src/connector/index.js'
import { isObject, type Json } from '../../src/model/index.js'
import { errorInJson, errorInText, type CallError } from './error-text.js'
import { ASSETS, itemsOf, POLICY, type DocumentItems } from './items.js'
import { placeOfPath, type PathPlace } from './path-place.js'
import type { ResourceType } from './resource-type.js'
import { withoutSecrets } from './secrets.js'

/** List fields that no other cloud has: empty, they tell by themselves what was asked. */
const OWN_LISTS = new Set([
  'accessLevels',
  'policyBindings',
  'principalAccessBoundaryPolicies',
  'servicePerimeters',
  'workforcePools',
  'workforcePoolProviders',
  'workloadIdentityPools',
  'workloadIdentityPoolProviders',
])

/** Words of which every answer of Google that is known by its content has one. */
const SIGNS = [
  'googleapis.com',
  'gserviceaccount.com',
  'bindings',
  'projects/',
  'folders/',
  'organizations/',
  'roles/',
  'accessPolicies/',
  'workforcePools/',
  'groups/',
  'projectId',
  'bigquery#',
  'storage#',
  'compute#',
  'admin#directory#',
  'storage_url',
  'nextPageToken',
  ...OWN_LISTS,
]

/**
 * Recognises one file as answers of Google Cloud: by what is in it, else (nothing there, an error, a cut text) by its
 * path. Null for everything else.
 */
export function recogniser(types: readonly ResourceType[]): (file: ImportFile) => Recognition | null {
  return (file) => {
    const place = placeOfPath(file.segments, types)
    if (file.size === 0)
      return place.call === null ? null : found([silent(file, place, place.call, 'failed', 'the file is empty')], null)
    const text = file.text()
    const error = errorInText(text)
    if (error !== null) return ofError(file, place, error)
    if (/^\s*$/.test(text.slice(0, 10_000)) && /^\s*$/.test(text)) return ofBlank(file, place)
    if (!isData(file, text) || (place.call === null && !place.isGoogle && !SIGNS.some((sign) => text.includes(sign))))
      return null
    return ofDocuments(file, place, text, types)
  }
}

function isData(file: ImportFile, text: string): boolean {
  return file.extension === '.yaml' || /^\s*[[{]/.test(text.slice(0, 1000))
}

/** `gcloud` names its command in an error (`gcloud.projects.get-iam-policy`): it is Google's wherever it lies. */
function ofError(file: ImportFile, place: PathPlace, error: CallError): Recognition | null {
  if (place.call === null && error.command?.startsWith('gcloud.') !== true) return null
  const call = place.call ?? commandCall(error.command ?? '')
  return found([silent(file, place, call, error.status, error.message)], null)
}

function commandCall(command: string): string {
  if (command.endsWith('get-iam-policy')) return POLICY
  const [, service = 'gcloud', ...operation] = command.split('.')
  return `${service} ${operation.join('-')}`
}

/** An export of which no line was written: there is nothing of this content. */
function ofBlank(file: ImportFile, place: PathPlace): Recognition | null {
  if (place.call === null) return null
  const isExport = file.extension === '.ndjson'
  const call = isExport && place.content !== null ? ASSETS : place.call
  if (isExport) return found([silent(file, place, call, 'none', null)], null)
  return found([silent(file, place, call, 'failed', 'nothing but white space')], 'nothing but white space')
}

function ofDocuments(
  file: ImportFile,
  place: PathPlace,
  text: string,
  types: readonly ResourceType[],
): Recognition | null {
  const { documents, error } = file.documents()
  const single = new Map<string, Json[]>()
  const records: FoundRecord[] = []
  let strange = 0
  for (const document of documents) {
    const refusal = errorInJson(document)
    if (refusal !== null) {
      if (place.call !== null || isGoogleStatus(document))
        records.push(silent(file, place, place.call ?? ASSETS, refusal.status, refusal.message))
      continue
    }
    const part = itemsOf(document, place, types)
    const calls = new Set(part.items.map(({ call }) => call))
    if (calls.size === 0) {
      const nothing = nothingIn(file, place, document, part, types)
      if (nothing !== null) records.push(nothing)
      else strange += 1
      continue
    }
    strange += part.strange
    if (calls.size === 1 && (part.list !== null || Array.isArray(document)))
      records.push(answer(file, place, [...calls][0] ?? '', document))
    else
      for (const { call, value } of part.items) {
        const list = single.get(call) ?? []
        single.set(call, list)
        list.push(value)
      }
  }
  for (const [call, values] of single)
    records.push(answer(file, place, call, values.length === 1 ? (values[0] ?? null) : values))
  return concluded(file, place, text, records, { error, strange })
}

function concluded(
  file: ImportFile,
  place: PathPlace,
  text: string,
  records: FoundRecord[],
  { error, strange }: { error: string | null; strange: number },
): Recognition | null {
  if (records.length === 0 && error === null) return null
  const call = records[0] === undefined ? cutCall(place, text, error) : `${records[0].service} ${records[0].operation}`
  if (call === null) return null
  const nameless = records.some(
    (record) => record.service === 'iam' && record.operation === 'get-iam-policy' && record.subject.length === 0,
  )
  const problem =
    error ??
    (strange > 0 ? `${strange} of its entries are nothing that \`${call}\` prints` : null) ??
    (nameless
      ? 'an allow policy that does not say of what: name the file `<resource>/iam-policy.json` or `get-iam-policy/<full resource name, percent-encoded>.json`'
      : null)
  if (problem !== null) records.push(silent(file, place, call, 'failed', problem))
  return found(
    nameless
      ? records.filter(
          ({ operation, subject, status }) =>
            operation !== 'get-iam-policy' || subject.length > 0 || status === 'failed',
        )
      : records,
    problem,
  )
}

/** The call of a text that broke off before anything could be read. */
function cutCall(place: PathPlace, text: string, error: string | null): string | null {
  if (place.call !== null) return place.call
  return error !== null && /"asset_?[tT]ype"/.test(text) ? ASSETS : null
}

/** A JSON error with one of Google's codes needs no telling path only where it names a Google service. */
function isGoogleStatus(document: Json): boolean {
  return JSON.stringify(document).includes('googleapis.com')
}

/** `[]`, `{}` and `{"roles": []}`: asked, and there is none. Words that other clouds use too need a telling path. */
function nothingIn(
  file: ImportFile,
  place: PathPlace,
  document: Json,
  part: DocumentItems,
  types: readonly ResourceType[],
): FoundRecord | null {
  const isEmpty =
    document === null ||
    (Array.isArray(document) && document.length === 0) ||
    (isObject(document) &&
      Object.values(document).every(
        (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
      ))
  if (!isEmpty) return null
  const own = types.find(({ listed }) => listed?.list !== undefined && listed.list === part.list)?.listed?.call
  const call = place.call ?? (OWN_LISTS.has(part.list ?? '') ? own : undefined)
  return call === undefined ? null : silent(file, place, call, 'none', null)
}

function answer(file: ImportFile, place: PathPlace, call: string, body: Json): FoundRecord {
  return { ...silent(file, place, call, 'ok', null), body: withoutSecrets(body) }
}

function silent(
  file: ImportFile,
  place: PathPlace,
  call: string,
  status: CallStatus,
  message: string | null,
): FoundRecord {
  const ofExport = place.content === null ? [] : [place.content]
  return {
    cloud: 'gcp',
    account: place.account,
    region: 'global',
    ...callParts(call),
    subject: call === ASSETS ? ofExport : [...place.subject],
    status,
    message,
    body: null,
    file: file.relative,
    folder: null,
  }
}

function callParts(call: string): { service: string; operation: string } {
  const [service = '', operation = ''] = call.split(' ')
  return { service, operation }
}

function found(records: FoundRecord[], malformed: string | null): Recognition {
  return { records, malformed }
}
