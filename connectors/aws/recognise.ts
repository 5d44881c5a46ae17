import type { CallStatus, FoundRecord, ImportFile, Recognition } from '../../src/connector/index.js'
import { isObject, type Json } from '../../src/model/index.js'
import { isAccountId } from './arn.js'
import { detailsAccount, detailsProblem, isAuthorizationDetails } from './authorization-details.js'
import { callKey, parseCallName, type CallName } from './call-name.js'
import { errorInJson, errorInText, type CallError } from './error-text.js'
import { percentDecoded } from './policy-text.js'
import { withoutSecrets } from './secrets.js'

/** What a file's path says about the call that it holds. */
export interface CallPlace {
  call: CallName
  /** Null where the folder above is not named by an account number: `folder` then stands for it. */
  account: string | null
  folder: string
  region: string
  subject: string[]
}

const DETAILS_CALL: CallName = { service: 'iam', operation: 'get-account-authorization-details' }

/** Recognises one file as answers of AWS: authorization details by content, any other call by its path. */
export function recognise(file: ImportFile): Recognition | null {
  const place = placeOfCall(file.segments)
  if (file.size === 0) return place === null ? null : found([failure(file, place, 'the file is empty')], null)
  const text = file.text()
  const isData = file.extension === '.yaml' || /^\s*[[{]/.test(text.slice(0, 1000))
  if (!isData) return place === null ? null : recogniseText(file, place, text)
  if (place === null && !mayHoldDetails(text)) return null

  const { documents, error } = file.documents()
  const records: FoundRecord[] = []
  let problem = error
  for (const document of documents) {
    const pages = Array.isArray(document) && document.some(isAuthorizationDetails) ? document : [document]
    for (const page of pages)
      if (isAuthorizationDetails(page)) {
        const account = detailsAccount(page) ?? place?.account ?? null
        const at = {
          call: DETAILS_CALL,
          region: 'global',
          folder: file.segments.join('/'),
          subject: [],
          ...place,
          account,
        }
        const wrong = detailsProblem(page)
        problem ??= wrong
        records.push(
          wrong === null
            ? answer(file, { ...at, call: DETAILS_CALL }, page)
            : failure(file, { ...at, call: DETAILS_CALL }, wrong),
        )
      } else if (place !== null) records.push(answer(file, place, page))
  }
  if (place === null && records.length === 0) return null
  if (error !== null && place !== null) records.push(failure(file, place, error))
  return found(records, problem)
}

function recogniseText(file: ImportFile, place: CallPlace, text: string): Recognition {
  const error = errorInText(text)
  if (error !== null) return found([errorRecord(file, place, error)], null)
  if (callKey(place.call) === 'iam get-credential-report' && text.startsWith('user,arn,'))
    return found([record(file, place, 'ok', null, { Content: text })], null)
  const problem = /^\s*$/.test(text)
    ? 'nothing but white space'
    : 'line 1, column 1: neither JSON nor an error text of AWS'
  return found([failure(file, place, problem)], problem)
}

/** A cheap look before parsing: JSON at any path is authorization details only if it names one of their lists. */
function mayHoldDetails(text: string): boolean {
  return ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'PolicyVersionList'].some((name) =>
    text.includes(name),
  )
}

/**
 * Reads `<account or profile>/<region or global>/<service>-<operation>[.json | /<name>...]` from the end of a path.
 * Parts of the name are split at `--` before they are percent-decoded.
 */
export function placeOfCall(segments: readonly string[]): CallPlace | null {
  for (let at = segments.length - 1; at >= 1; at--) {
    const isFile = at === segments.length - 1
    const name = segments[at] ?? ''
    const call = parseCallName(isFile ? withoutExtension(name) : name)
    if (call === null) continue
    const above = segments[at - 1] ?? ''
    const region = isRegion(above) ? above : isAccountId(above) ? 'global' : null
    const folderAt = region === above ? at - 2 : at - 1
    const folder = segments[folderAt]
    if (region === null || folder === undefined || GOOGLE_CONTAINERS.has(segments[folderAt - 1] ?? '')) continue
    return {
      call,
      account: isAccountId(folder) ? folder : null,
      folder: segments.slice(0, folderAt + 1).join('/'),
      region,
      subject: segments
        .slice(at + 1)
        .flatMap((part, index, all) => (index === all.length - 1 ? withoutExtension(part) : part).split('--'))
        .map(percentDecoded),
    }
  }
  return null
}

/** Numbers below such folders are Google's: an organization's can have the twelve digits of an AWS account. */
const GOOGLE_CONTAINERS: ReadonlySet<string> = new Set(['organizations', 'folders', 'projects'])

function isRegion(text: string): boolean {
  return text === 'global' || /^[a-z]{2,3}(-[a-z]{2,12}){1,3}-[0-9]{1,2}$/.test(text)
}

function withoutExtension(name: string): string {
  return name.replace(/\.(json|ndjson|jsonl|yaml|yml|csv|txt)$/i, '')
}

function answer(file: ImportFile, place: CallPlace, body: Json): FoundRecord {
  const error = errorInJson(body)
  if (error !== null) return errorRecord(file, place, error)
  const kept = place.call === DETAILS_CALL ? body : withoutSecrets(callKey(place.call), body)
  return record(file, place, isNothing(body) ? 'none' : 'ok', null, kept)
}

function errorRecord(file: ImportFile, place: CallPlace, error: CallError): FoundRecord {
  return record(file, place, error.status, error.message, null)
}

function failure(file: ImportFile, place: CallPlace, problem: string): FoundRecord {
  return record(file, place, 'failed', problem, null)
}

/** `[]`, `{}` and `{"X": []}`: asked, and there is none. */
function isNothing(body: Json): boolean {
  if (body === null) return true
  if (Array.isArray(body)) return body.length === 0
  return (
    isObject(body) &&
    Object.entries(body).every(
      ([name, value]) => name === 'ResponseMetadata' || value === null || (Array.isArray(value) && value.length === 0),
    )
  )
}

function record(
  file: ImportFile,
  place: CallPlace,
  status: CallStatus,
  message: string | null,
  body: Json,
): FoundRecord {
  return {
    cloud: 'aws',
    account: place.account ?? '',
    region: place.region,
    ...place.call,
    subject: place.subject,
    status,
    message,
    body,
    file: file.relative,
    folder: place.folder,
  }
}

function found(records: FoundRecord[], malformed: string | null): Recognition {
  return { records, malformed }
}
